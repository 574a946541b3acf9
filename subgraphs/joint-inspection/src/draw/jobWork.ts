import type { Database } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import type { DrawProgress } from './progress.js';

/** What a long step of a draw stands on. */
export interface JobWork {
  readonly database: Database;
  readonly departments: Departments;
  readonly clock: () => Date;
  /** The compiled thread of the draw's engine: engine/worker.ts. */
  readonly engineFile: URL;
  /** Called with each change of the step's progress. */
  readonly report: (progress: DrawProgress) => void;
  /** Ends the work as soon as may be; what was stored stays, and a later start resumes from it. */
  readonly signal: AbortSignal;
}
