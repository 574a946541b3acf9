import type { Statement } from '@onevisit/draw';
import { canonicalJson, type JsonValue } from '@onevisit/draw';
import type { PageArguments } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import { visibleVisits } from '../disclosure/visible.js';
import { storedRecord } from '../draw/storedRecord.js';
import type { Draw, DrawNonce } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { visitsByKey } from './lists.js';

type Counts = Pick<Statement, 'entries' | 'inspectors'>;

interface VisitFilter {
  readonly department?: string | null;
  readonly status?: string | null;
  readonly minLegs?: number | null;
}

/** Resolvers of Draw. */
export function drawResolvers({ database, clock }: Joint) {
  return {
    __resolveReference: async ({ id }: { readonly id: string }, { loaders }: JointContext) =>
      await loaders.draw.load(id),
    plan: (draw: Draw, _: unknown, { loaders }: JointContext) => loaders.plan.load(draw.planId),
    statement: (draw: Draw, _: unknown, { viewer }: JointContext) => statementOf(draw, viewer.role),
    nonces: (draw: Draw, _: unknown, { loaders }: JointContext) => loaders.noncesOfDraw.load(draw.id),
    savedCount: ({ selectionCount, visitCount }: Draw) =>
      selectionCount === null || visitCount === null ? null : selectionCount - visitCount,
    quotas: ({ quotas }: Draw) =>
      (quotas as { leg: string }[] | null)?.map(({ leg, ...row }) => ({ ...row, legId: leg })) ?? null,
    record: async (draw: Draw) => {
      const record = await storedRecord(database, draw.id);
      return record === null ? null : canonicalJson(record as unknown as JsonValue);
    },
    visits: (draw: Draw, args: PageArguments & { readonly filter?: VisitFilter | null }, { viewer }: JointContext) => {
      const where: Prisma.VisitWhereInput[] = [{ drawId: draw.id }, visibleVisits(viewer, clock())];
      return visitsByKey(database, { AND: [...where, ...filtered(args.filter ?? {})] }, args);
    },
    void: (draw: Draw) =>
      draw.voidReason === null
        ? null
        : { reason: draw.voidReason, explanation: draw.voidExplanation ?? '', at: draw.voidedAt },
    replaces: (draw: Draw, _: unknown, { loaders }: JointContext) =>
      draw.replaces === null ? null : loaders.draw.load(draw.replaces),
  };
}

/** Resolvers of DrawNonce. */
export const drawNonceResolvers = {
  department: (nonce: DrawNonce) => ({ id: nonce.department }),
};

function filtered(filter: VisitFilter): Prisma.VisitWhereInput[] {
  const where: Prisma.VisitWhereInput[] = [];
  if (filter.department != null) where.push({ departments: { has: filter.department } });
  if (filter.status != null) where.push({ status: filter.status });
  if (filter.minLegs != null) where.push({ legCount: { gte: filter.minLegs } });
  return where;
}

function statementOf(draw: Draw, role: JointContext['viewer']['role']): object | null {
  if (draw.counts === null) return null;
  const { entries, inspectors } = draw.counts as unknown as Counts;
  const mayKnowStrata = role !== 'public' && role !== 'inspector';
  return {
    rosterRoot: draw.rosterRoot,
    leafCount: draw.leafCount,
    termsHash: draw.termsHash,
    commitmentsHash: draw.commitmentsHash,
    frozenAt: draw.frozenAt,
    entries: mayKnowStrata
      ? entries.map(({ leg, stratum, standing, entries: count }) => ({ legId: leg, stratum, standing, count }))
      : withoutStrata(entries),
    inspectors: inspectors.map(({ department, ...count }) => ({ ...count, departmentId: department })),
  };
}

/** Counts summed over strata: strata may be credit classes, which are not public. */
function withoutStrata(entries: Counts['entries']): object[] {
  const sums = new Map<string, { legId: string; stratum: null; standing: string; count: number }>();
  for (const { leg, standing, entries: count } of entries) {
    const key = JSON.stringify([leg, standing]);
    const sum = sums.get(key) ?? { legId: leg, stratum: null, standing, count: 0 };
    sums.set(key, { ...sum, count: sum.count + count });
  }
  return [...sums.values()];
}
