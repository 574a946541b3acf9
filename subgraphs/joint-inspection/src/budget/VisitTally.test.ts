import { expect, it } from 'vitest';
import { VisitTally } from './VisitTally.js';

const idOf = (number: number): Buffer => Buffer.from(`s${number}`);

it('counts apart by each counting, also those whom one counts long after others', () => {
  const tally = new VisitTally(2);
  const add = (number: number, counted: readonly number[]) => tally.add(idOf(number), 0, idOf(number).length, counted);
  const countOf = (counting: number, number: number) => tally.countOf(counting, idOf(number), 0, idOf(number).length);
  for (let number = 0; number < 10_000; number += 1) add(number, [1, 0]);
  add(9_999, [0, 3]);
  add(9_999, [1, 0]);
  add(20_000, [0, 0]);
  expect([0, 5_000, 9_999, 20_000].map((number) => countOf(0, number))).toEqual([1, 1, 2, 0]);
  expect([0, 5_000, 9_999, 20_000].map((number) => countOf(1, number))).toEqual([0, 0, 3, 0]);
  expect([tally.mostBy(0), tally.mostBy(1)]).toEqual([2, 3]);
});
