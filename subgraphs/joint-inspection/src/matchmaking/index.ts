/**
 * Matchmaking: which tasks of a year had better be one joint plan. Pure: no database, network or clock of its own.
 *
 * Departments' sketches → `joinSketches` → `poolsOf` → `proposePlans`, or `proposalOf` for tasks chosen by hand.
 */
export { type Days, daysOf, windowOf } from './Days.js';
export type { Estimate } from './expectedVisits.js';
export type { GroupingTerms } from './groupTasks.js';
export { inMatchOrder, type MatchTask } from './MatchTask.js';
export type { MeetingTerms } from './meetingOf.js';
export { type Proposal, type ProposedDepartment, type ProposedTask, proposalOf, proposePlans } from './proposePlans.js';
export { type DepartmentSketch, joinSketches, type SamplePart, type SubjectSample } from './SubjectSample.js';
export { poolsOf, type TaskPools } from './TaskPools.js';
