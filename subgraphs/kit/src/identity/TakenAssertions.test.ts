import { expect, it } from 'vitest';
import { TakenAssertions } from './TakenAssertions.js';

it('takes each once', () => {
  const taken = new TakenAssertions(() => 1000);
  expect(taken.take('a', 1030)).toBe(true);
  expect(taken.take('b', 1030)).toBe(true);
  expect(taken.take('a', 1030)).toBe(false);
});

it('forgets what has expired, and nothing else', () => {
  let now = 1000;
  const taken = new TakenAssertions(() => now);
  taken.take('short', 1030);
  taken.take('long', 1200);
  now = 1070;
  expect(taken.take('next', 1100)).toBe(true);
  expect(taken.size).toBe(2);
  expect(taken.take('long', 1200)).toBe(false);
});

it('keeps no more than come in two minutes or so, however long it runs', () => {
  let now = 0;
  const taken = new TakenAssertions(() => now);
  let most = 0;
  for (; now < 3_600; now += 1) {
    for (let n = 0; n < 10; n += 1) taken.take(`${now}/${n}`, now + 65);
    most = Math.max(most, taken.size);
  }
  expect(most).toBeLessThanOrEqual(10 * (65 + 60 + 1));
});
