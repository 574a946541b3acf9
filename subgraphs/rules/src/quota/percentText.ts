/** Exact decimal text: without needless zeros, its point moved `left` places to the left (1 for ‰). */
export function percentText(digits: string, left = 0): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const padded = whole.padStart(left + 1, '0');
  const cut = padded.length - left;
  const canonicalWhole = padded.slice(0, cut).replace(/^0+(?=\d)/, '');
  const canonicalFraction = (padded.slice(cut) + fraction).replace(/0+$/, '');
  return canonicalFraction === '' ? canonicalWhole : `${canonicalWhole}.${canonicalFraction}`;
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function comparePercents(a: string, b: string): number {
  const places = Math.max(fractionOf(a).length, fractionOf(b).length);
  const difference = scaled(a, places) - scaled(b, places);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** `floor(percent × population / 100)`, exactly. */
export function percentRoundedDown(percent: string, population: number): number {
  const places = fractionOf(percent).length;
  return Number((scaled(percent, places) * BigInt(population)) / (100n * 10n ** BigInt(places)));
}

function fractionOf(percent: string): string {
  return percent.split('.')[1] ?? '';
}

function scaled(percent: string, places: number): bigint {
  const [whole = '', fraction = ''] = percent.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
