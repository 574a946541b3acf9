/**
 * Result codes (检查结果代码): what systems call results, each in its version, and what that maps to in the national list.
 *
 * `readResultCodes` reads a file; `shippedResultCodeFiles` are those that come along.
 */
export { isProblem, NATIONAL_RESULTS, type NationalResult, UNPROBLEMATIC } from './NationalResult.js';
export type { MappedCode, ResultCodeSystem, StatusChange } from './ResultCodeSystem.js';
export { readResultCodes } from './readResultCodes.js';
export type { CodesProblem, CodesProblemCode } from './resultCodeErrors.js';
export { shippedResultCodeFiles } from './shippedResultCodes.js';
