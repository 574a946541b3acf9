import type { Weighted } from './SeededRandom.js';

/**
 * Divides `total` by weight (largest remainder method): a list of `total` values, equal ones side by side, in which each
 * occurs as often as its weight asks for, give or take one. Shares come out exact, not merely likely.
 */
export function apportion<Value>(total: number, choices: readonly Weighted<Value>[]): Value[] {
  const whole = choices.reduce((sum, choice) => sum + choice.weight, 0);
  const shares = choices.map(({ value, weight }, order) => {
    const exact = (total * weight) / whole;
    return { value, order, count: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  const left = total - shares.reduce((sum, share) => sum + share.count, 0);
  const largest = [...shares].sort((a, b) => b.remainder - a.remainder || a.order - b.order).slice(0, left);
  const extra = new Set(largest.map((share) => share.order));
  return shares.flatMap(({ value, order, count }) =>
    Array.from({ length: count + (extra.has(order) ? 1 : 0) }, () => value),
  );
}
