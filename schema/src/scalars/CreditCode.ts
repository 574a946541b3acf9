import { creditCodeFlaw } from '../creditCode.js';
import { textScalar } from './textScalar.js';

/** Unified social credit code (GB 32100). */
export const CreditCode = textScalar({
  name: 'CreditCode',
  description: 'Unified social credit code (统一社会信用代码), 18 characters with a check character (GB 32100).',
  problemOf: creditCodeFlaw,
});
