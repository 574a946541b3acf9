import type { QuotaRule } from '../plans/terms.js';

/** A ratio as exact decimal text, in percent. */
export type Ratio = string;

/** The ratio that a leg's quota has for a stratum: its own, else that of `*`, else 0; null where it is a number of subjects. */
export function ratioOf(quota: readonly QuotaRule[], stratum: string): Ratio | null {
  const rule = quota.find((one) => one.stratum === stratum) ?? quota.find((one) => one.stratum === '*');
  if (rule === undefined || rule.count === 0) return '0';
  return rule.percent ?? null;
}

/** Whether a ratio is above another, exactly. */
export function isAbove(one: Ratio, other: Ratio): boolean {
  const digits = Math.max(fractionOf(one).length, fractionOf(other).length);
  return scaled(one, digits) > scaled(other, digits);
}

function fractionOf(ratio: Ratio): string {
  return ratio.split('.')[1] ?? '';
}

function scaled(ratio: Ratio, digits: number): bigint {
  return BigInt((ratio.split('.')[0] ?? '') + fractionOf(ratio).padEnd(digits, '0'));
}
