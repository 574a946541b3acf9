/** One result of a benchmark. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The value against something else that was measured in the same run. */
  readonly ratio?: { readonly value: number; readonly of: string };
  /** What is aimed at: for the ratio where there is one, else for the value. */
  readonly aim?: { readonly bound: 'at least' | 'at most'; readonly value: number };
}

/** Whether a figure is what is aimed at; undefined where nothing is. */
export function meetsAim({ value, ratio, aim }: Figure): boolean | undefined {
  if (aim === undefined) return undefined;
  const measured = ratio?.value ?? value;
  return aim.bound === 'at least' ? measured >= aim.value : measured <= aim.value;
}

/** A figure on one line: name, value, unit, ratio with what it is a ratio of, aim. */
export function figureLine(figure: Figure): string {
  const { name, value, unit, ratio, aim } = figure;
  const parts = [`${name}: ${rounded(value)} ${unit}`];
  if (ratio !== undefined) parts.push(`${Number(ratio.value.toPrecision(4))} × ${ratio.of}`);
  if (aim !== undefined) parts.push(`aim: ${aim.bound} ${aim.value}${meetsAim(figure) === true ? '' : ' – MISSED'}`);
  return parts.join('; ');
}

/** @throws Error that names the first figure that did not come out */
export function checkFigures(figures: readonly Figure[]): void {
  for (const { name, value, ratio } of figures) {
    for (const measured of [value, ratio?.value ?? 1]) {
      if (!Number.isFinite(measured) || measured <= 0) throw new Error(`${name} came out as ${measured}`);
    }
  }
}

/** Three digits where there are decimals, else thousands set off. */
function rounded(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
