import type { DepartmentEntry } from '@onevisit/schema';
import type { DepartmentManifest } from './manifest.js';
import type { Database } from './store/database.js';
import type { NonceKeeper } from './store/nonces.js';

/** A department at work: what its resolvers stand on. */
export interface Department {
  readonly entry: DepartmentEntry;
  readonly manifest: DepartmentManifest<object>;
  readonly database: Database;
  readonly nonces: NonceKeeper;
  /** What time it is; every day and every timestamp comes from here. */
  readonly clock: () => Date;
}
