import { NATIONAL_RESULTS, UNPROBLEMATIC } from '@onevisit/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ItemResults, subjectResult } from './subjectResult.js';

const itemResults: fc.Arbitrary<ItemResults> = fc.oneof(
  fc.constant(null),
  fc.constant([]),
  fc.subarray([...NATIONAL_RESULTS], { minLength: 1 }),
);

describe('subjectResult', () => {
  it.each([
    ['nothing while no item has a result', [null, null], null],
    ['no problem where no item has one', [['NO_PROBLEM'], ['NO_PROBLEM']], ['NO_PROBLEM']],
    ['no problem where other items found no business', [['NO_SUCH_BUSINESS'], ['NO_PROBLEM']], ['NO_PROBLEM']],
    ['no business where no item found any', [['NO_SUCH_BUSINESS']], ['NO_SUCH_BUSINESS']],
    [
      'every problem, in the order of the list',
      [['FOLLOW_UP_PENDING', 'NOT_PUBLISHED'], ['NO_PROBLEM'], ['NOT_PUBLISHED']],
      ['NOT_PUBLISHED', 'FOLLOW_UP_PENDING'],
    ],
    ['nothing of its own where every item is recognised', [[], []], []],
  ])('is %s', (_, items, results) => {
    expect(subjectResult(items)?.results ?? null).toEqual(results);
  });

  it('counts items that were checked, recognised and are left', () => {
    const counts = { items: 4, checked: 2, recognised: 1, complete: false };
    expect(subjectResult([['NO_PROBLEM'], [], null, ['UNREACHABLE']])).toMatchObject(counts);
    expect(subjectResult([['NO_PROBLEM'], []])).toMatchObject({ complete: true });
  });

  it('does not depend on the order of items, and has a problem exactly where an item has one', () => {
    const items = fc.array(itemResults, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(items, fc.nat(), (all, turn) => {
        const by = turn % all.length;
        const derived = subjectResult(all);
        expect(subjectResult([...all.slice(by), ...all.slice(0, by)])).toEqual(derived);
        const isProblem = (result: string): boolean => !UNPROBLEMATIC.some((each) => each === result);
        const problems = new Set(all.flatMap((each) => each ?? []).filter(isProblem));
        expect(new Set((derived?.results ?? []).filter(isProblem))).toEqual(problems);
        if (derived !== null) expect(derived.results.length > 0).toBe(derived.checked > 0);
      }),
    );
  });
});
