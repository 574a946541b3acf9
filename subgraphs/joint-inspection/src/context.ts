import { loaderById, loaderOfGroups, type RequestContext } from '@onevisit/kit';
import DataLoader from 'dataloader';
import { type CoverageCounts, coverageCounts } from './coverage/coverage.js';
import type { Database } from './database.js';
import type { CrewSeat, Draw, DrawNonce, JointPlan, Leg, PlannedItem, Result } from './generated/client.js';

/** A request's context: who asks, and loaders that batch what its resolvers look up one by one. */
export interface JointContext extends RequestContext {
  readonly loaders: Loaders;
}

/** Loaders, one set a request. */
export interface Loaders {
  readonly plan: DataLoader<string, JointPlan | null>;
  readonly legsOfPlan: DataLoader<string, Leg[]>;
  readonly itemsOfPlan: DataLoader<string, PlannedItem[]>;
  readonly draw: DataLoader<string, Draw | null>;
  readonly drawsOfPlan: DataLoader<string, Draw[]>;
  readonly noncesOfDraw: DataLoader<string, DrawNonce[]>;
  readonly seatsOfVisit: DataLoader<string, CrewSeat[]>;
  readonly resultsOfVisit: DataLoader<string, Result[]>;
  /** Counts of a department in a year. */
  readonly coverage: DataLoader<{ readonly department: string; readonly year: number }, CoverageCounts, string>;
}

/** Makes the loaders of one request. */
export function createLoaders(database: Database): Loaders {
  return {
    plan: loaderById((ids) => database.jointPlan.findMany({ where: { id: { in: ids } } })),
    legsOfPlan: loaderOfGroups(
      (ids) => database.leg.findMany({ where: { planId: { in: ids } }, orderBy: { id: 'asc' } }),
      (leg) => leg.planId,
    ),
    itemsOfPlan: loaderOfGroups(
      (ids) => database.plannedItem.findMany({ where: { planId: { in: ids } }, orderBy: { itemId: 'asc' } }),
      (item) => item.planId,
    ),
    draw: loaderById((ids) => database.draw.findMany({ where: { id: { in: ids } } })),
    drawsOfPlan: loaderOfGroups(
      (ids) => database.draw.findMany({ where: { planId: { in: ids } }, orderBy: { seq: 'asc' } }),
      (draw) => draw.planId,
    ),
    noncesOfDraw: loaderOfGroups(
      (ids) => database.drawNonce.findMany({ where: { drawId: { in: ids } }, orderBy: { department: 'asc' } }),
      (nonce) => nonce.drawId,
    ),
    seatsOfVisit: loaderOfGroups(
      (ids) =>
        database.crewSeat.findMany({
          where: { visitId: { in: ids } },
          orderBy: [{ department: 'asc' }, { number: 'asc' }],
        }),
      (seat) => seat.visitId,
    ),
    resultsOfVisit: loaderOfGroups(
      (ids) => database.result.findMany({ where: { visitId: { in: ids } } }),
      (result) => result.visitId,
    ),
    coverage: new DataLoader((keys) => loadCoverage(database, keys), {
      cacheKeyFn: ({ department, year }) => `${department}/${year}`,
    }),
  };
}

async function loadCoverage(
  database: Database,
  keys: readonly { readonly department: string; readonly year: number }[],
): Promise<CoverageCounts[]> {
  const years = [...new Set(keys.map((key) => key.year))];
  const counts = new Map(
    await Promise.all(
      years.map(async (year) => {
        const departments = keys.filter((key) => key.year === year).map((key) => key.department);
        return [year, await coverageCounts(database, year, departments)] as const;
      }),
    ),
  );
  return keys.map(({ department, year }) => counts.get(year)?.get(department) as CoverageCounts);
}
