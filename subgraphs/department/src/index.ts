/**
 * The department contract, implemented once: items, pool, inspectors, plan tasks, rosters and nonces on a database of
 * the department's own. A department is a manifest; see any of the department folders beside this one.
 */
export { type DefinedDepartment, defineDepartment } from './define.js';
export type { DepartmentManifest, EntriesField } from './manifest.js';
export type * from './rows.js';
