import type { FollowUpAct } from './acts.js';
import type { FollowUpState } from './states.js';

/** Who acts: the department that deals with the follow-up, or the one that it is transferred to. */
export type ActingSide = 'HOLDER' | 'RECEIVER';

/** An act that the machine has: from where to where, by whom. */
export interface Transition {
  readonly from: FollowUpState;
  readonly act: FollowUpAct;
  readonly to: FollowUpState;
  readonly by: ActingSide;
}

const each = (
  from: FollowUpState,
  to: FollowUpState,
  acts: readonly FollowUpAct[],
  by: ActingSide = 'HOLDER',
): readonly Transition[] => acts.map((act) => ({ from, act, to, by }));

/**
 * Every act of a follow-up; there are no others. It begins OPEN, with the result that found the problem.
 *
 * A transfer that is accepted makes the receiver its holder, who decides anew; one that is returned is open again at the sender. A
 * case may turn out to be another department's or the judiciary's. What a re-check finds uncorrected gets another day, or is open again.
 */
export const TRANSITIONS: readonly Transition[] = [
  ...each('OPEN', 'CLOSED', ['NOTHING', 'ROUTINE_SUPERVISION', 'COPY', 'REVOKED']),
  ...each('OPEN', 'CORRECTING', ['CORRECTION_ORDER']),
  ...each('OPEN', 'INVESTIGATING', ['CASE']),
  ...each('OPEN', 'TRANSFERRED', ['TRANSFER']),
  ...each('OPEN', 'REFERRED', ['JUDICIARY']),
  ...each('OPEN', 'UNDERWAY', ['OTHER']),
  ...each('CORRECTING', 'CLOSED', ['CORRECTED', 'REVOKED']),
  ...each('CORRECTING', 'CORRECTING', ['RENEWED']),
  ...each('CORRECTING', 'OPEN', ['NOT_CORRECTED']),
  ...each('INVESTIGATING', 'CLOSED', ['PENALTY', 'NO_PENALTY', 'CASE_DROPPED']),
  ...each('INVESTIGATING', 'TRANSFERRED', ['TRANSFER']),
  ...each('INVESTIGATING', 'REFERRED', ['JUDICIARY']),
  ...each('TRANSFERRED', 'OPEN', ['ACCEPTED', 'RETURNED'], 'RECEIVER'),
  ...each('TRANSFERRED', 'OPEN', ['RECALLED']),
  ...each('REFERRED', 'CLOSED', ['ACCEPTED']),
  ...each('REFERRED', 'OPEN', ['RETURNED', 'RECALLED']),
  ...each('UNDERWAY', 'CLOSED', ['DONE', 'REVOKED']),
];
