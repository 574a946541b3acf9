import { isCapped } from './LegCap.js';

/*
 * No two draws may count on the same last visit of a subject, so that a freeze goes by these rules:
 * - Freezes of plans with a cap, by rules or of their own, and of one year run one after the other, under one lock
 *   (`budgetLock`), which is held from before visits are counted until the statement is published: whoever comes next finds
 *   the draw frozen. One lock for all of a year, since each plan's rules may count the visits of any other.
 * - The transaction that publishes a statement checks once more that no such draw has come in between (`checkBudget`), since a
 *   lock may be lost.
 * - What was counted is kept in the draw's row together with its first page. A freeze that is taken up again counts anew; if
 *   that finds what is not in the basis kept (`isCovered`), the pages are discarded and streamed anew. What was in the basis
 *   can only have become less: drawn, a draw takes no more than it had reserved, and void it takes nothing.
 */

/** What the lock of a plan's freezes is called; null for a plan without a cap, whose draws are frozen at any time. */
export function budgetLock(plan: {
  readonly year: number;
  readonly visitCap: number | null;
  readonly capRules: boolean;
}): string | null {
  return isCapped(plan) ? `visit-budget/${plan.year}` : null;
}

/** Whether pages that were streamed with the basis `kept` may stay, now that `found` counts. */
export function isCovered(found: readonly string[], kept: readonly string[]): boolean {
  const known = new Set(kept);
  return found.every((id) => known.has(id));
}
