export { ruleError } from './errors.js';
