/** Published lists and plans of joint inspections (部门联合抽查事项清单), as a table that comes along. */
export { initiationOf, type ListedInitiation, type ListedInitiator } from './initiationOf.js';
export { type JointListRow, jointListRows } from './jointListRows.js';
export { placesIn, rowsFor } from './rowsFor.js';
