import type { MoverName } from './movers.js';
import type { NeedCode } from './needs.js';
import type { PlanPhase } from './phases.js';

/** A move that the machine has: from where to where, by whom, and what must be there. */
export interface Transition {
  readonly from: PlanPhase;
  readonly to: PlanPhase;
  readonly by: MoverName;
  readonly needs: readonly NeedCode[];
}

const one = (from: PlanPhase, to: PlanPhase, by: MoverName, ...needs: NeedCode[]): Transition => {
  return { from, to, by, needs };
};

/** The same move from several phases. */
const each = (froms: readonly PlanPhase[], to: PlanPhase, by: MoverName, ...needs: NeedCode[]): Transition[] =>
  froms.map((from) => one(from, to, by, ...needs));

/**
 * Every move of a joint plan; there are no others.
 *
 * Up to its publication a plan is the lead's and its departments'. From the publication on it follows its draws: with several (a
 * void one and its successor, or batches) the one that is furthest decides, and it is concluded only when nothing remains to be drawn
 * and every visit is made, or the lead says so after the last day on which one could be made. A draw that is voided takes
 * the plan back to where the others have brought it.
 */
export const TRANSITIONS: readonly Transition[] = [
  ...each(['DRAFT', 'RETURNED'], 'INVITED', 'INVITING', 'TWO_DEPARTMENTS', 'INITIATOR_IN', 'ANSWER_DAY'),
  one('INVITED', 'AGREED', 'ANSWERING', 'ALL_ANSWERED', 'TWO_DEPARTMENTS', 'INITIATOR_IN'),
  one('AGREED', 'AT_CONFERENCE', 'LEAD', 'DAY'),
  one('AT_CONFERENCE', 'APPROVED', 'LEAD', 'DAY', 'MINUTES'),
  one('APPROVED', 'FILED', 'LEAD', 'DAY', 'FILING'),
  one('FILED', 'PUBLISHED', 'LEAD', 'DAY'),
  ...each(['INVITED', 'AGREED', 'AT_CONFERENCE', 'APPROVED', 'FILED'], 'RETURNED', 'LEAD', 'DAY', 'WHY'),
  ...each(
    ['DRAFT', 'INVITED', 'AGREED', 'AT_CONFERENCE', 'APPROVED', 'FILED', 'RETURNED'],
    'WITHDRAWN',
    'LEAD',
    'DAY',
    'WHY',
  ),
  one('PUBLISHED', 'FROZEN', 'FREEZING', 'AS_DRAWN'),
  one('FROZEN', 'DRAWN', 'DRAWING', 'AS_DRAWN'),
  one('DRAWN', 'IN_PROGRESS', 'VISITING', 'AS_DRAWN'),
  one('IN_PROGRESS', 'CONCLUDED', 'VISITING', 'AS_DRAWN'),
  ...each(['DRAWN', 'IN_PROGRESS'], 'CONCLUDED', 'LEAD', 'DAY', 'WHY', 'WINDOWS_OVER'),
  ...each(['FROZEN', 'DRAWN', 'IN_PROGRESS', 'CONCLUDED'], 'PUBLISHED', 'VOIDING', 'AS_DRAWN'),
  ...each(['DRAWN', 'IN_PROGRESS', 'CONCLUDED'], 'FROZEN', 'VOIDING', 'AS_DRAWN'),
  ...each(['IN_PROGRESS', 'CONCLUDED'], 'DRAWN', 'VOIDING', 'AS_DRAWN'),
  one('CONCLUDED', 'IN_PROGRESS', 'VOIDING', 'AS_DRAWN'),
  one('IN_PROGRESS', 'CONCLUDED', 'VOIDING', 'AS_DRAWN'),
  one('PUBLISHED', 'VOID', 'LEAD', 'DAY', 'WHY', 'NO_DRAW'),
];
