import type { PageArguments } from '@onevisit/kit';
import { officeOf } from '../actors.js';
import type { JointContext } from '../context.js';
import { shownEntries } from '../draw/enterPublicEntropy.js';
import { progressOf } from '../draw/progress.js';
import type { Draw, DrawNonce } from '../generated/client.js';
import type { Joint } from '../joint.js';
import type { VisitFilter } from '../lists/visitFilter.js';
import { type FrozenCounts, feasibilityOfDraw } from '../plans/feasibility/drawFeasibility.js';
import type { PublicHashes } from '../records/publicPieces.js';
import { recordedDraw } from '../records/RecordedDraw.js';
import { type DrawRecordKind, recordPiece } from '../records/recordPiece.js';
import { subjectRecordText } from '../records/subjectRecordText.js';

/** Resolvers of Draw. */
export function drawResolvers({ database, clock }: Joint) {
  const hashes: PublicHashes = new Map();
  return {
    __resolveReference: async ({ id }: { readonly id: string }, { loaders }: JointContext) =>
      await loaders.draw.load(id),
    plan: (draw: Draw, _: unknown, { loaders }: JointContext) => loaders.plan.load(draw.planId),
    progress: progressOf,
    statement: (draw: Draw, _: unknown, { viewer }: JointContext) => statementOf(draw, viewer.role),
    nonces: (draw: Draw, _: unknown, { loaders }: JointContext) => loaders.noncesOfDraw.load(draw.id),
    savedCount: ({ selectionCount, visitCount }: Draw) =>
      selectionCount === null || visitCount === null ? null : selectionCount - visitCount,
    feasibility: (draw: Draw) =>
      draw.counts === null ? null : feasibilityOfDraw(database, draw, draw.counts as unknown as FrozenCounts),
    quotas: ({ quotas }: Draw) =>
      (quotas as { leg: string }[] | null)?.map(({ leg, ...row }) => ({ ...row, legId: leg })) ?? null,
    record: async (
      { id }: Draw,
      { kind, after }: { readonly kind: DrawRecordKind; readonly after?: string | null },
      { viewer }: JointContext,
    ) => recordPiece({ database, hashes, viewer, now: clock() }, await recordedDraw(database, id), kind, after ?? null),
    subjectRecord: async ({ id }: Draw, { subjectId }: { readonly subjectId: string }, { viewer }: JointContext) =>
      subjectRecordText({ database, viewer, now: clock() }, await recordedDraw(database, id), subjectId),
    visits: ({ id }: Draw, args: PageArguments & { readonly filter?: VisitFilter | null }, { loaders }: JointContext) =>
      loaders.visitsOfDraw.load({ ...args, parent: id }),
    amendments: ({ id }: Draw, args: PageArguments, { loaders }: JointContext) =>
      loaders.amendmentsOfDraw.load({ ...args, parent: id }),
    publicEntropyEntries: async ({ id }: Draw) =>
      shownEntries(await database.publicEntropyEntry.findMany({ where: { drawId: id }, orderBy: { at: 'asc' } })),
    void: (draw: Draw, _: unknown, { viewer }: JointContext) => voidOf(draw, viewer.role),
    follows: (draw: Draw, _: unknown, { loaders }: JointContext) =>
      draw.follows === null ? null : loaders.draw.load(draw.follows),
    replaces: (draw: Draw, _: unknown, { loaders }: JointContext) =>
      draw.replaces === null ? null : loaders.draw.load(draw.replaces),
  };
}

/** Resolvers of DrawNonce. */
export const drawNonceResolvers = {
  department: (nonce: DrawNonce) => ({ id: nonce.department }),
};

/** Who voided a draw is told by account to those who read the ledger, by role and department to all others. */
function voidOf(draw: Draw, role: JointContext['viewer']['role']): object | null {
  const { voidReason: reason, voidExplanation, voidedBy, voidedAt: at } = draw;
  if (reason === null) return null;
  const named = role === 'lead' || role === 'auditor';
  return { reason, explanation: voidExplanation ?? '', by: voidedBy && (named ? voidedBy : officeOf(voidedBy)), at };
}

/** Strata may be credit classes: for those who may see these. */
const STRATA_KNOWN_TO: ReadonlySet<JointContext['viewer']['role']> = new Set(['officer', 'lead', 'auditor', 'service']);

function statementOf(draw: Draw, role: JointContext['viewer']['role']): object | null {
  if (draw.counts === null) return null;
  const { entries, inspectors } = draw.counts as unknown as FrozenCounts;
  const mayKnowStrata = STRATA_KNOWN_TO.has(role);
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
function withoutStrata(entries: FrozenCounts['entries']): object[] {
  const sums = new Map<string, { legId: string; stratum: null; standing: string; count: number }>();
  for (const { leg, standing, entries: count } of entries) {
    const key = JSON.stringify([leg, standing]);
    const sum = sums.get(key) ?? { legId: leg, stratum: null, standing, count: 0 };
    sums.set(key, { ...sum, count: sum.count + count });
  }
  return [...sums.values()];
}
