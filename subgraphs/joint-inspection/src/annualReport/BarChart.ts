/** What a chart of horizontal bars is made from: groups of bars, one a series. */
export interface BarGroups {
  readonly title: string;
  /** Names of the series, at most four. */
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
}

export interface BarGroup {
  readonly label: string;
  /** A value a series, not negative; null where nobody knows. */
  readonly values: readonly (number | null)[];
}

/** A chart as it is drawn, in units of its view box. */
export interface BarChart {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly top: number; readonly bottom: number };
  readonly legend: readonly { readonly x: number; readonly tone: number; readonly text: string }[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly groups: readonly { readonly y: number; readonly label: string; readonly name: string }[];
  readonly bars: readonly Bar[];
}

/** A bar, with its value beside it. */
export interface Bar {
  readonly y: number;
  readonly width: number;
  readonly tone: number;
  readonly text: string;
  /** Whose and what it is, for whoever cannot see it. */
  readonly name: string;
}

export const BAR_HEIGHT = 13;

const WIDTH = 640;
const LEFT = 140;
/** Room for the value beside the longest bar. */
const RIGHT = 60;
const TOP = 34;
const GROUP_GAP = 10;
const LEGEND_WIDTH = 110;
/** Characters of a label that fit beside the bars. */
const LABEL = 10;
const TICKS = 5;

/** Lays out a chart of horizontal bars, the first group on top; lengths are in proportion to values. */
export function barChart({ title, series, groups }: BarGroups): BarChart {
  const values = groups.flatMap((group) => group.values.map((value) => value ?? 0));
  const ticks = niceTicks(Math.max(0, ...values));
  const scale = (WIDTH - LEFT - RIGHT) / (ticks.at(-1) ?? 1);
  const step = series.length * BAR_HEIGHT + GROUP_GAP;
  const bottom = TOP + groups.length * step;
  return {
    title,
    width: WIDTH,
    height: bottom + 22,
    plot: { left: LEFT, top: TOP, bottom },
    legend: series.map((text, tone) => ({ x: LEFT + tone * LEGEND_WIDTH, tone, text })),
    ticks: ticks.map((value) => ({ x: rounded(LEFT + value * scale), text: String(value) })),
    groups: groups.map(({ label }, index) => ({
      y: TOP + index * step + step / 2,
      label: label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label,
      name: label,
    })),
    bars: groups.flatMap(({ label, values: own }, index) =>
      own.map((value, tone) => ({
        y: TOP + index * step + GROUP_GAP / 2 + tone * BAR_HEIGHT,
        width: rounded((value ?? 0) * scale),
        tone,
        text: value === null ? '—' : String(value),
        name: `${label} ${series[tone] ?? ''}：${value ?? '未知'}`,
      })),
    ),
  };
}

/** Marks of an axis from 0 to at least the largest value: whole numbers, steps of 1, 2 or 5 times a power of ten. */
export function niceTicks(largest: number): readonly number[] {
  const rough = Math.max(1, largest) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
