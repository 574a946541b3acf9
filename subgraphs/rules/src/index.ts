export { ruleError } from './errors.js';
export * from './quota/index.js';
