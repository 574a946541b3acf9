export { CATALOGUE, type RuleKind, type RuleOf } from './catalogue/index.js';
export { isUnknown, type Settable, type Unknown } from './catalogue/settable.js';
export type { InspectionKind, Mark, Moment, Source } from './catalogue/terms.js';
export * from './deadlines/index.js';
export { ruleError } from './errors.js';
export type { Bound, BoundedLeg, BoundOrigin, Conflict, Remedy } from './feasibility/Bound.js';
export { smallestConflict } from './feasibility/smallestConflict.js';
export * from './jointList/index.js';
export type { PackSource } from './pack/Draft.js';
export { departmentsNamedIn } from './pack/departmentsNamedIn.js';
export {
  differenceOf,
  isSameIn,
  type PackDifference,
  type RuleDifference,
  type ValueChange,
} from './pack/difference.js';
export { packInForce, packsInForce, ruleInForce } from './pack/inForce.js';
export type { PackProblem } from './pack/PackProblem.js';
export { packHash } from './pack/packHash.js';
export { printDifference } from './pack/printing/printDifference.js';
export { printPack } from './pack/printing/printPack.js';
export type * from './pack/RulePack.js';
export { citedAs, RULE_READS, type RuleRead, Rules } from './pack/Rules.js';
export { readRulePacks } from './pack/readRulePacks.js';
export { shippedPackFiles, shippedPacks } from './pack/shippedPacks.js';
export * from './quota/index.js';
export * from './resultCodes/index.js';
export * from './workingDays/index.js';
