import { loaderById, loaderOfGroups, type RequestContext, type Viewer } from '@onevisit/kit';
import DataLoader from 'dataloader';
import { changesOf, type SeatChange } from './amendments/SeatChange.js';
import { type CoverageCounts, coverageCounts, NOTHING_COVERED } from './coverage/coverage.js';
import type { Database } from './database.js';
import { visibleDraws, visiblePlans, visibleVisits } from './disclosure/visible.js';
import type {
  CrewSeat,
  Draw,
  DrawNonce,
  JointPlan,
  Leg,
  PlannedItem,
  Recognition,
  Result,
  Visit,
} from './generated/client.js';

/** A request's context: who asks, and loaders that batch what its resolvers look up one by one. */
export interface JointContext extends RequestContext {
  readonly loaders: Loaders;
}

/**
 * Loaders, one set a request. Plans, draws and visits are those that the asker may see, whichever way they are reached:
 * by a query, by a reference, or through another row.
 */
export interface Loaders {
  readonly plan: DataLoader<string, JointPlan | null>;
  readonly legsOfPlan: DataLoader<string, Leg[]>;
  readonly itemsOfPlan: DataLoader<string, PlannedItem[]>;
  readonly draw: DataLoader<string, Draw | null>;
  readonly drawsOfPlan: DataLoader<string, Draw[]>;
  readonly visit: DataLoader<string, Visit | null>;
  readonly noncesOfDraw: DataLoader<string, DrawNonce[]>;
  readonly seatsOfVisit: DataLoader<string, CrewSeat[]>;
  /** Seats of a visit that changed hands after the draw, in the order in which they did. */
  readonly changesOfVisit: DataLoader<string, SeatChange[]>;
  readonly resultsOfVisit: DataLoader<string, Result[]>;
  /** What other departments recognise of a visit, in the order in which they did. */
  readonly recognitionsOfVisit: DataLoader<string, Recognition[]>;
  readonly plannedItem: DataLoader<string, PlannedItem | null>;
  /** Counts of a department in a year. */
  readonly coverage: DataLoader<{ readonly department: string; readonly year: number }, CoverageCounts, string>;
}

/**
 * Makes the loaders of one request.
 * @param now visits become public with time
 */
export function createLoaders(database: Database, viewer: Viewer, now: Date): Loaders {
  return {
    plan: loaderById((ids) =>
      database.jointPlan.findMany({ where: { AND: [{ id: { in: ids } }, visiblePlans(viewer)] } }),
    ),
    legsOfPlan: loaderOfGroups(
      (ids) => database.leg.findMany({ where: { planId: { in: ids } }, orderBy: { id: 'asc' } }),
      (leg) => leg.planId,
    ),
    itemsOfPlan: loaderOfGroups(
      (ids) => database.plannedItem.findMany({ where: { planId: { in: ids } }, orderBy: { itemId: 'asc' } }),
      (item) => item.planId,
    ),
    draw: loaderById((ids) => database.draw.findMany({ where: { AND: [{ id: { in: ids } }, visibleDraws(viewer)] } })),
    drawsOfPlan: loaderOfGroups(
      (ids) =>
        database.draw.findMany({
          where: { AND: [{ planId: { in: ids } }, visibleDraws(viewer)] },
          orderBy: { seq: 'asc' },
        }),
      (draw) => draw.planId,
    ),
    visit: loaderById((ids) =>
      database.visit.findMany({ where: { AND: [{ id: { in: ids } }, visibleVisits(viewer, now)] } }),
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
    changesOfVisit: loaderOfGroups(
      async (ids) => {
        const where = { visitIds: { hasSome: ids } };
        const amendments = await database.amendment.findMany({ where, orderBy: { number: 'asc' } });
        return amendments.flatMap(changesOf);
      },
      (change) => change.visitId,
    ),
    resultsOfVisit: loaderOfGroups(
      (ids) => database.result.findMany({ where: { visitId: { in: ids } } }),
      (result) => result.visitId,
    ),
    recognitionsOfVisit: loaderOfGroups(
      (ids) => database.recognition.findMany({ where: { citedVisitId: { in: ids } }, orderBy: { seq: 'asc' } }),
      (recognition) => recognition.citedVisitId,
    ),
    plannedItem: loaderById((ids) => database.plannedItem.findMany({ where: { id: { in: ids } } })),
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
  return keys.map(({ department, year }) => counts.get(year)?.get(department) ?? NOTHING_COVERED);
}
