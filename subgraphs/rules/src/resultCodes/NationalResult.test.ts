import { expect, it } from 'vitest';
import { isProblem, NATIONAL_RESULTS } from './NationalResult.js';

it('every result of the national list is a problem but for two, which stay none beside each other', () => {
  const calm = ['NO_PROBLEM', 'NO_SUCH_BUSINESS'];
  expect(NATIONAL_RESULTS.filter((result) => !isProblem([result]))).toEqual(calm);
  expect([[], calm, [...calm, 'UNREACHABLE']].map(isProblem)).toEqual([false, false, true]);
});
