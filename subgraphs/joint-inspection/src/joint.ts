import type { JSONWebKeySet } from 'jose';
import type { Database } from './database.js';
import type { Departments } from './departments/Departments.js';
import type { DrawJobs } from './draw/DrawJobs.js';

/** The joint subgraph at work: what its resolvers stand on. */
export interface Joint {
  readonly database: Database;
  readonly departments: Departments;
  readonly jobs: DrawJobs;
  /** The compiled thread of draws' computations: engine/worker.ts. */
  readonly engineFile: URL;
  /** Public keys of all processes; departments' receipts are checked against them. */
  readonly trustedKeys: JSONWebKeySet;
  /** What time it is; every day and every timestamp comes from here. */
  readonly clock: () => Date;
}
