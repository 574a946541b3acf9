import { isUnknown } from '../../catalogue/settable.js';
import type { FindContradictions } from './Contradiction.js';
import { boundsOf, valuesIn } from './valuesIn.js';

/** An unknown value lies between bounds that leave more than one value. */
export const unknownBounds: FindContradictions = function* (rules) {
  for (const { path, value } of valuesIn(rules)) {
    if (!isUnknown(value as unknown)) continue;
    const { atLeast, atMost } = boundsOf(value as Parameters<typeof boundsOf>[0]);
    if (atLeast < atMost) continue;
    yield {
      name: 'unknown-bounds',
      path: [...path, 'unknown', 'atLeast'],
      zh: `下限 ${atLeast} 不小于上限 ${atMost}，未知值无从设定`,
      en: `the lower bound ${atLeast} is not below the upper bound ${atMost}, so that nothing is left to be set`,
    };
  }
};
