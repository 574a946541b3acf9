import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';

const numbers = {
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  percent: z.string().nullable(),
};
const share = z.object(numbers);
const indicator = z.object({ code: z.string(), ...numbers, countedOn: z.string().nullable(), lastYear: share });
const values = z.array(indicator);
const table = z.object({
  values,
  months: z.array(z.object({ month: z.number(), values })),
  divisions: z.array(z.object({ division: z.string(), values })),
  creditClasses: z.array(z.object({ creditClass: z.string(), values })),
  doorsPerSubject: z.array(z.object({ doors: z.number(), subjects: z.number() })),
});
const text = z.object({ zh: z.string() });

/** What the document IndicatorTable answers; what a department that is away would have told is null. */
export const indicatorTable = z.object({
  indicatorDefinitions: z.array(
    z.object({
      code: z.string(),
      name: text,
      numerator: text,
      denominator: text,
      sources: z.array(z.object({ document: z.string(), article: z.string() })),
    }),
  ),
  indicators: table,
  departments: z.array(
    z.object({
      id: z.string(),
      name: z.object({ zh: z.string().nullable() }).nullable(),
      indicators: table.nullable(),
      coverageIndicators: values.nullable(),
    }),
  ),
});

/** A page of what the document ItemFindings answers; the item of a department that is away has no title. */
export const itemFindings = z.object({
  indicators: z.object({
    items: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(
        z.object({
          item: z.object({ id: z.string(), title: z.string().nullable() }).nullable(),
          problems: share,
        }),
      ),
    }),
  }),
});

export type IndicatorTable = z.infer<typeof indicatorTable>;
export type ItemFindingsPage = z.infer<typeof itemFindings>['indicators']['items'];
export type ItemFinding = ItemFindingsPage['nodes'][number];
type Indicator = z.infer<typeof indicator>;
type Definition = IndicatorTable['indicatorDefinitions'][number];

/** Whose a row is, and of what part: of the year where nothing says otherwise. */
interface Place {
  readonly department?: string;
  readonly departmentName?: string;
  readonly month?: number;
  readonly division?: string;
  readonly creditClass?: string;
  readonly item?: string;
  readonly itemTitle?: string;
  readonly doors?: number;
}

/** Columns that say whose a row is, and of what part, as a reader of the table names them. */
const PLACES = [
  ['月份', 'month'],
  ['部门', 'department'],
  ['部门名称', 'departmentName'],
  ['区划', 'division'],
  ['信用等级', 'creditClass'],
  ['事项', 'item'],
  ['事项名称', 'itemTitle'],
  ['入户次数', 'doors'],
] as const satisfies readonly (readonly [string, keyof Place])[];

/** The columns after these. */
const NUMBERS = ['指标代码', '指标', '分子', '分母', '百分比', '名录计数日期'];
const LAST_YEAR = ['上年同期分子', '上年同期分母', '上年同期百分比'];
const MEANING = ['分子含义', '分母含义', '依据'];

/** What a spreadsheet takes for the encoding of the file. */
const BYTE_ORDER_MARK = '\uFEFF';

const NOTHING = { numerator: null, denominator: null, percent: null };

/**
 * Indicators as a table, CSV (RFC 4180): a row for each indicator of the city and of each department, of the year, of each month, division and
 * credit class; for each number of times that doors were entered, the subjects; and for each item the results with problems. What is not known
 * is empty. Text that a spreadsheet would take for a formula is made plain.
 */
export function indicatorCsv(year: number, all: IndicatorTable, items: readonly ItemFinding[]): string {
  const definitions = new Map(all.indicatorDefinitions.map((definition) => [definition.code, definition]));
  const rows = [...placedRows(all), ...items.flatMap(itemRow)].map(([place, each]) => [
    year,
    ...PLACES.map(([, name]) => place[name] ?? ''),
    ...cellsOf(each, definitions.get(each.code)),
  ]);
  const columns = ['年度', ...PLACES.map(([name]) => name), ...NUMBERS, ...LAST_YEAR, ...MEANING];
  return BYTE_ORDER_MARK + stringify([columns, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}

type PlacedRow = readonly [Place, Indicator];

function placedRows({ indicators, departments }: IndicatorTable): readonly PlacedRow[] {
  return [
    ...rowsOf({ departmentName: '全市' }, indicators, []),
    ...departments.flatMap(({ id, name, indicators: theirs, coverageIndicators }) => {
      const whose = { department: id, departmentName: name?.zh ?? '' };
      return theirs === null ? [] : rowsOf(whose, theirs, coverageIndicators ?? []);
    }),
  ];
}

/** @param now what the department counts now, in place of what it had counted last */
function rowsOf(whose: Place, parts: z.infer<typeof table>, now: readonly Indicator[]): readonly PlacedRow[] {
  return [
    ...parts.values.map((each): PlacedRow => [whose, now.find(({ code }) => code === each.code) ?? each]),
    ...parts.months.flatMap(({ month, values: each }) => placed({ ...whose, month }, each)),
    ...parts.divisions.flatMap(({ division, values: each }) => placed({ ...whose, division }, each)),
    ...parts.creditClasses.flatMap(({ creditClass, values: each }) => placed({ ...whose, creditClass }, each)),
    ...parts.doorsPerSubject.map(({ doors, subjects }): PlacedRow => {
      const numbersOfDoors = { ...NOTHING, numerator: subjects, countedOn: null, lastYear: NOTHING };
      return [
        { ...whose, doors },
        { code: 'DOORS_PER_SUBJECT', ...numbersOfDoors },
      ];
    }),
  ];
}

function placed(place: Place, all: readonly Indicator[]): readonly PlacedRow[] {
  return all.map((each) => [place, each]);
}

function itemRow({ item, problems }: ItemFinding): readonly PlacedRow[] {
  if (item === null) return [];
  const place = { department: item.id.split(':')[0] ?? '', item: item.id, itemTitle: item.title ?? '' };
  return [[place, { code: 'ITEM_FINDING_RATE', ...problems, countedOn: null, lastYear: NOTHING }]];
}

function cellsOf(each: Indicator, definition: Definition | undefined): readonly (string | number | null)[] {
  const { code, numerator, denominator, percent, countedOn, lastYear } = each;
  const before = [lastYear.numerator, lastYear.denominator, lastYear.percent];
  const sources = definition?.sources.map(({ document, article }) => `${document} ${article}`) ?? [];
  const meaning = [definition?.numerator.zh ?? '', definition?.denominator.zh ?? '', sources.join('；')];
  return [code, definition?.name.zh ?? '', numerator, denominator, percent, countedOn, ...before, ...meaning];
}
