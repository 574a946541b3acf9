import { documentTitle } from '../coverage/indicators/documentTitle.js';
import {
  type Indicator,
  type IndicatorLoaders,
  type IndicatorNumbers,
  indicatorsOf,
} from '../coverage/indicators/indicatorsOf.js';
import type { Cell } from '../coverage/rollup/Cell.js';
import { type BarChart, barChart } from './BarChart.js';

/** Indicators of a year as they are printed, with the year before. */
export interface IndicatorParts {
  readonly rows: readonly IndicatorRow[];
  readonly chart: BarChart;
}

interface IndicatorRow {
  readonly name: string;
  readonly value: string;
  readonly share: string;
  readonly lastYear: string;
  readonly meaning: string;
  readonly source: string;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** What indicators are printed from. */
export type ReportLoaders = IndicatorLoaders;

/**
 * Reads the indicators of a year, of a department or of all, as dashboards have them.
 * @param departments codes of those whose cell it is
 */
export async function indicatorParts(
  loaders: ReportLoaders,
  cell: Cell,
  departments: readonly string[],
): Promise<IndicatorParts> {
  const [year, ...months] = await Promise.all([
    indicatorsOf(loaders, { cell, departments }, null),
    ...MONTHS.map((month) => indicatorsOf(loaders, { departments, cell: { ...cell, month } }, ['VISITS_CARRIED_OUT'])),
  ]);
  return { rows: (year ?? []).map(rowOf), chart: monthsChart(months) };
}

function rowOf({ definition, lastYear, ...numbers }: Indicator): IndicatorRow {
  const { name, numeratorIs, denominatorIs, sources } = definition;
  const [source] = sources;
  return {
    name: name.zh,
    value: shownValue(numbers),
    share: shownShare(numbers),
    lastYear: numbers.percent === null && lastYear.percent === null ? shownValue(lastYear) : shownShare(lastYear),
    meaning: definition.denominator === null ? numeratorIs.zh : `${numeratorIs.zh} ÷ ${denominatorIs.zh}`,
    source: source === undefined ? '' : `${documentTitle(source.document)} ${source.article}`,
  };
}

function shownValue({ numerator, denominator }: IndicatorNumbers): string {
  return denominator === null ? String(numerator ?? '—') : `${numerator ?? '—'} / ${denominator}`;
}

function shownShare({ percent }: IndicatorNumbers): string {
  return percent === null ? '—' : `${percent}%`;
}

/** Visits made month by month, beside those of the year before. */
function monthsChart(months: readonly (readonly Indicator[])[]): BarChart {
  return barChart({
    title: '各月完成的检查（与上年同月相比）',
    series: ['本年', '上年'],
    groups: months.map(([visits], index) => ({
      label: `${index + 1}月`,
      values: [visits?.numerator ?? null, visits?.lastYear.numerator ?? null],
    })),
  });
}
