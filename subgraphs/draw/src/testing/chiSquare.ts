/** Pearson's statistic: how far observed counts are from what is expected of each. */
export function chiSquare(observed: readonly number[], expected: readonly number[]): number {
  return observed.reduce((sum, count, index) => {
    const wanted = expected[index] ?? Number.NaN;
    return sum + (count - wanted) ** 2 / wanted;
  }, 0);
}

/** The standard normal quantile of 1 − 0.001. */
const NORMAL_999 = 3.090_232;

/**
 * What a chi-square statistic exceeds with probability 0.001, by Wilson and Hilferty's cube root (1931): from
 * five degrees of freedom on within 1.2 % of the tables.
 */
export function chiSquareLimit(degreesOfFreedom: number): number {
  const spread = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * (1 - spread + NORMAL_999 * Math.sqrt(spread)) ** 3;
}
