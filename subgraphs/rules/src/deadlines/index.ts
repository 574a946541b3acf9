/**
 * Deadlines (时限): when something is due, and how that stands on a day.
 *
 * Of a visit, `deadlineOf(rule, history, suspensions, calendar)`; of a plan, `planDeadlineOf(rule, period, calendar)`; of
 * both, `stateOf(deadline, { today, closedOn }, calendar)`.
 */
export { type AnchorDay, anchorOf, type VisitEvent, type VisitHistory } from './anchorOf.js';
export { ANCHORS, type Anchor, type DeadlineRule, deadlineRuleSchema } from './DeadlineRule.js';
export {
  type Deadline,
  deadlineOf,
  type PendingDeadline,
  type RunningDeadline,
  type SuspendedDeadline,
} from './deadlineOf.js';
export { type PlanDeadline, planDeadlineOf, planDeadlineSchema } from './PlanDeadline.js';
export { type Asked, type DeadlineState, type Due, SOON_WITHIN, stateOf } from './stateOf.js';
export type { Suspension } from './suspensions.js';
