/**
 * The demo city, and the run that fills, convenes and draws it through the gateway's public API.
 *
 * - `demoCity`, `demoTasks`, `demoJointDraw`: pure; the same seed makes the same city. Nobody in it is real.
 * - `runDemo`: all of it against a running gateway.
 */
export { CreditCodeIssuer } from './CreditCodeIssuer.js';
export { type DemoCity, type DemoCityOptions, type DemoDepartment, demoCity } from './demoCity.js';
export type { DemoInspector } from './demoInspectors.js';
export { demoJointDraw } from './demoJointDraw.js';
export { type DemoPoolEntry, subjectIdOf } from './demoPool.js';
export type { DemoSubject } from './demoSubjects.js';
export {
  DEMO_MIN_OVERLAP,
  DEMO_PLAN_TITLE,
  type DemoTask,
  type DepartmentTasks,
  demoTasks,
  demoYear,
  taskIdOf,
} from './demoTasks.js';
export type { DemoOptions, Progress, ProgressBar } from './run/DemoOptions.js';
export type { DemoSummary, DepartmentSummary, LegSummary, ProposalSummary, VisitExample } from './run/DemoSummary.js';
export { runDemo } from './run/runDemo.js';
export { SeededRandom, type Weighted } from './SeededRandom.js';
