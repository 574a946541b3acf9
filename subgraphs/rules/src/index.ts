export { CATALOGUE, type RuleKind, type RuleOf } from './catalogue/index.js';
export { isUnknown, type Settable, type Unknown } from './catalogue/settable.js';
export type { Anchor, InspectionKind, Mark, Moment, Source } from './catalogue/terms.js';
export { ruleError } from './errors.js';
export type * from './pack/RulePack.js';
export { citedAs, RULE_READS, type RuleRead, Rules } from './pack/Rules.js';
export type { Bound, BoundedLeg, BoundOrigin, Conflict, Remedy } from './feasibility/Bound.js';
export { smallestConflict } from './feasibility/smallestConflict.js';
