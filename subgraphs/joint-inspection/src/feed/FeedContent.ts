import type { PenaltyContent } from '../visits/PenaltyContent.js';

/**
 * What is disclosed under a subject's name, frozen as it stood: a result of one item, or a decision on a penalty. What it means as a
 * row of a credit publicity system: gateway/src/feed/README.md. Days are YYYY-MM-DD.
 */
export interface FeedContent {
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly uscc: string | null;
  readonly planId: string;
  readonly planTitle: string;
  /** Of a result the department's task; null for a decision. */
  readonly taskId: string | null;
  readonly taskTitle: string | null;
  /** Whether the draw had conditions; null where that was not kept. */
  readonly directed: boolean | null;
  readonly drawId: string;
  /** The item, as it was planned; null for a decision. */
  readonly itemId: string | null;
  readonly itemTitle: string | null;
  readonly inspectedOn: string | null;
  /** Of the national list; none for a decision, or where another department's result stands. */
  readonly results: readonly string[];
  /** Whether another department's result stands in its place (结果互认). */
  readonly recognised: boolean;
  readonly decision: string | null;
  readonly decidedOn: string | null;
  /** Of a decision what it is for, and what it is; null where that was not stated. */
  readonly penalty?: PenaltyContent | null;
  readonly disclosedOn: string;
  /** Of a corrected result when and why; null of one that never was. */
  readonly correctedOn: string | null;
  readonly correctionReason: string | null;
  /** Since when it holds no more; null while it holds. */
  readonly withdrawnOn: string | null;
  /** Why: DRAW_VOID, or the coded reason for which it is public no more; nothing while it holds. */
  readonly withdrawalReason?: string;
}
