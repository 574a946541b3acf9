import type { KeyFinder } from '@onevisit/kit';
import type { CoverageRollup } from './coverage/rollup/CoverageRollup.js';
import type { Database } from './database.js';
import type { Departments } from './departments/Departments.js';
import type { DrawJobs } from './draw/DrawJobs.js';

/** The joint subgraph at work: what its resolvers stand on. */
export interface Joint {
  readonly database: Database;
  readonly departments: Departments;
  readonly jobs: DrawJobs;
  /** The figures of coverage and indicators. */
  readonly rollup: CoverageRollup;
  /** The compiled thread of draws' computations: engine/worker.ts. */
  readonly engineFile: URL;
  /** Finds the public keys of all processes; departments' receipts are checked against them. */
  readonly trustedKeys: KeyFinder;
  /** What time it is; every day and every timestamp comes from here. */
  readonly clock: () => Date;
}
