/** The form of a percentage: decimal digits, optionally a point and more digits (§3). */
export const PERCENT = /^[0-9]+(\.[0-9]+)?$/;

/**
 * `ceil(percent × population / 100)`, exactly (§3).
 * @param percent text of the form PERCENT, checked by the caller; may exceed 100
 * @param population a whole number ≥ 0
 */
export function percentOf(percent: string, population: number): bigint {
  const [whole = '', fraction = ''] = percent.split('.');
  const numerator = BigInt(whole + fraction) * BigInt(population);
  const denominator = 100n * 10n ** BigInt(fraction.length);
  return (numerator + denominator - 1n) / denominator;
}
