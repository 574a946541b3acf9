export * from './deadlines/index.js';
export { ruleError } from './errors.js';
export { readSourceText, type SourceText } from './sourceText.js';
export * from './workingDays/index.js';
