import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';

const numbers = {
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  percent: z.string().nullable(),
};
const indicator = z.object({ code: z.string(), ...numbers, lastYear: z.object(numbers) });
const table = z.object({
  values: z.array(indicator),
  months: z.array(z.object({ month: z.number(), values: z.array(indicator) })),
});

/** What the document IndicatorTable answers; what a department that is away would have told is null. */
export const indicatorTable = z.object({
  indicatorDefinitions: z.array(z.object({ code: z.string(), name: z.object({ zh: z.string() }) })),
  indicators: table,
  departments: z.array(
    z.object({
      id: z.string(),
      name: z.object({ zh: z.string().nullable() }).nullable(),
      indicators: table.nullable(),
      coverageIndicators: z.array(indicator).nullable(),
    }),
  ),
});

export type IndicatorTable = z.infer<typeof indicatorTable>;
type Indicator = z.infer<typeof indicator>;

/** Columns, as a reader of the table names them. */
const COLUMNS = [
  '年度',
  '月份',
  '部门',
  '部门名称',
  '指标代码',
  '指标',
  '分子',
  '分母',
  '百分比',
  '上年同期分子',
  '上年同期分母',
  '上年同期百分比',
];

/** What a spreadsheet takes for the encoding of the file. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Indicators as a table, CSV (RFC 4180): a row for each indicator of the city and of each department, of the year (an empty month) and of each
 * month. What is not known is empty. Text that a spreadsheet would take for a formula is made plain.
 */
export function indicatorCsv(year: number, { indicatorDefinitions, indicators, departments }: IndicatorTable): string {
  const names = new Map(indicatorDefinitions.map(({ code, name }) => [code, name.zh]));
  const rowOf = (
    month: number | '',
    whose: readonly string[],
    each: Indicator,
  ): readonly (string | number | null)[] => {
    const { code, numerator, denominator, percent, lastYear } = each;
    const before = [lastYear.numerator, lastYear.denominator, lastYear.percent];
    return [year, month, ...whose, code, names.get(code) ?? '', numerator, denominator, percent, ...before];
  };
  const rowsOf = (whose: readonly string[], { values, months }: z.infer<typeof table>, own: readonly Indicator[]) => [
    ...values.map((each) => rowOf('', whose, own.find(({ code }) => code === each.code) ?? each)),
    ...months.flatMap(({ month, values: all }) => all.map((each) => rowOf(month, whose, each))),
  ];
  const rows = [
    ...rowsOf(['', '全市'], indicators, []),
    ...departments.flatMap(({ id, name, indicators: theirs, coverageIndicators }) =>
      theirs === null ? [] : rowsOf([id, name?.zh ?? ''], theirs, coverageIndicators ?? []),
    ),
  ];
  return BYTE_ORDER_MARK + stringify([COLUMNS, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}
