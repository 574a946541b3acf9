import type { FindContradictions } from './Contradiction.js';
import { valuesIn } from './valuesIn.js';

/** A list says each thing once. */
export const repeatedValues: FindContradictions = function* (rules) {
  for (const { path, value } of valuesIn(rules)) {
    if (!Array.isArray(value)) continue;
    for (const [index, each] of value.entries()) {
      if (typeof each !== 'string' || value.indexOf(each) === index) continue;
      yield {
        name: 'repeated-value',
        path: [...path, index],
        zh: `“${each}”列了两次`,
        en: `"${each}" is listed twice`,
      };
    }
  }
};
