/** Compares two percentages in exact decimal text: negative, zero or positive. */
export function comparePercent(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => {
    const [whole = '', fraction = ''] = text.split('.');
    return { whole: BigInt(whole), fraction };
  });
  if (x === undefined || y === undefined) return 0;
  if (x.whole !== y.whole) return x.whole < y.whole ? -1 : 1;
  const digits = Math.max(x.fraction.length, y.fraction.length);
  const [p, q] = [x.fraction.padEnd(digits, '0'), y.fraction.padEnd(digits, '0')];
  return p === q ? 0 : p < q ? -1 : 1;
}
