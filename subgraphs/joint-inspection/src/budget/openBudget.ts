import { ELIGIBLE, parseTerms, visitGroups } from '@onevisit/draw';
import type { Database } from '../database.js';
import type { Draw } from '../generated/client.js';
import { COUNTED, countVisits } from './countVisits.js';
import { eachEligible } from './eligibleLines.js';
import type { VisitTally } from './VisitTally.js';

/** The standing of a subject that has as many visits as the plan's year permits. */
export const CAP_REACHED = 'CAP_REACHED';

const STANDING = Buffer.from(CAP_REACHED);

/**
 * What is left of the visits that a plan with a cap permits a subject in its year (检查频次上限), while the pools of its
 * draw are being streamed.
 *
 * No two draws may count on the same last visit of a subject, so that a freeze goes by these rules:
 * - Freezes of plans with a cap and of one year run one after the other, under one lock (`budgetLock`), which is held
 *   from before the budget is opened until the statement is published: whoever comes next finds the draw frozen.
 * - The transaction that publishes a statement checks once more that no such draw has come in between (`checkBudget`), since a
 *   lock may be lost.
 * - `basis` is kept in the draw's row together with its first page. A freeze that is taken up again opens the budget anew; if
 *   that has counted a draw which is not in the basis kept (`isCovered`), others froze in between, and the pages are
 *   discarded and streamed anew. What was in the basis can only have become less: drawn, a draw takes no more than it had
 *   reserved, and void it takes nothing.
 */
export interface VisitBudget {
  /** Ids of the draws that were counted, bytewise. */
  readonly basis: readonly string[];
  /**
   * Gives those who can be drawn, but have no visit left for the leg, the standing CAP_REACHED in place of ELIGIBLE.
   * @param lines of a page of the leg's roster, as its department sent it
   */
  apply(legId: string, lines: string): string;
}

/**
 * Opens the budget of a draw that is about to be frozen; null where its plan has no cap. Every other draw of plans of the
 * same year counts, whether its plan has a cap or not.
 * @throws OV_JOINT_PAGES_DAMAGED for another draw's pages; the signal's reason
 */
export async function openBudget(
  database: Database,
  draw: Pick<Draw, 'id' | 'planId' | 'terms'>,
  signal?: AbortSignal,
): Promise<VisitBudget | null> {
  const { year, visitCap } = await database.jointPlan.findUniqueOrThrow({ where: { id: draw.planId } });
  if (visitCap === null) return null;
  const draws = await database.draw.findMany({
    where: { AND: [{ id: { not: draw.id }, plan: { year } }, COUNTED] },
    select: { id: true, phase: true, terms: true },
    orderBy: { id: 'asc' },
  });
  const tally = await countVisits(database, draws, signal);
  const groups = visitGroups(parseTerms(draw.terms));
  return {
    basis: draws.map(({ id }) => id),
    apply: (legId, lines) => {
      const group = groups.get(legId) ?? 0;
      return group + tally.most < visitCap ? lines : limited(lines, tally, visitCap - group);
    },
  };
}

/** What the lock of a plan's freezes is called; null for a plan without a cap, whose draws are frozen at any time. */
export function budgetLock(plan: { readonly year: number; readonly visitCap: number | null }): string | null {
  return plan.visitCap === null ? null : `visit-budget/${plan.year}`;
}

/** Whether pages that were streamed with the basis `kept` may stay, now that the draws `found` count. */
export function isCovered(found: readonly string[], kept: readonly string[]): boolean {
  const known = new Set(kept);
  return found.every((id) => known.has(id));
}

/** The lines, with CAP_REACHED for those who could be drawn and have `most` visits or more. */
function limited(lines: string, tally: VisitTally, most: number): string {
  const page = Buffer.from(lines);
  const pieces: Buffer[] = [];
  let copied = 0;
  eachEligible(page, (start, subjectEnd, end) => {
    if (tally.visitsOf(page, start, subjectEnd) < most) return;
    pieces.push(page.subarray(copied, end - ELIGIBLE.length), STANDING);
    copied = end;
  });
  if (copied === 0) return lines;
  return Buffer.concat([...pieces, page.subarray(copied)]).toString();
}
