export { CATALOGUE, type RuleKind, type RuleOf } from './catalogue/index.js';
export { isUnknown, type Settable, type Unknown } from './catalogue/settable.js';
export type { Anchor, InspectionKind, Mark, Moment, Source } from './catalogue/terms.js';
export * from './deadlines/index.js';
export { ruleError } from './errors.js';
export type * from './pack/RulePack.js';
export { citedAs, RULE_READS, type RuleRead, Rules } from './pack/Rules.js';
export { readSourceText, type SourceText } from './sourceText.js';
export * from './workingDays/index.js';
