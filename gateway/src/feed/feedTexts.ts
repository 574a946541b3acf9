import { stringify } from 'csv-stringify/sync';
import { VALUE_NAMES } from './names.js';
import type { PublicityRecord } from './PublicityRecord.js';

/** The forms of a feed, by their names on the command line. */
export const feedFormats = ['csv', 'json'] as const;

/** One of them. */
export type FeedFormat = (typeof feedFormats)[number];

/** A feed as the text of a file, in pieces. */
export type FeedTexts = (pages: AsyncIterable<readonly PublicityRecord[]>) => AsyncGenerator<string>;

/** Columns of the table: what each is called, and what stands in it. */
const COLUMNS: readonly (readonly [string, (record: PublicityRecord) => string | number | null])[] = [
  ['游标', ({ cursor }) => cursor],
  ['记录编号', ({ recordId }) => recordId],
  ['版本', ({ version }) => version],
  ['操作', ({ operation }) => named(operation)],
  ['替代记录编号', ({ replaces }) => replaces],
  ['记录类型', ({ kind }) => named(kind)],
  ['检查对象名称', ({ subjectName }) => subjectName],
  ['统一社会信用代码', ({ uscc }) => uscc],
  ['检查对象编号', ({ subjectId }) => subjectId],
  ['检查机关编码', ({ authorityCode }) => authorityCode],
  ['检查机关', ({ authorityName }) => authorityName],
  ['抽查计划编号', ({ planId }) => planId],
  ['抽查计划名称', ({ planTitle }) => planTitle],
  ['抽查任务编号', ({ taskId }) => taskId],
  ['抽查任务名称', ({ taskTitle }) => taskTitle],
  ['抽查类型', ({ directed }) => (directed === null ? null : directed ? '定向' : '不定向')],
  ['抽查事项编号', ({ itemId }) => itemId],
  ['抽查事项名称', ({ itemTitle }) => itemTitle],
  ['检查日期', ({ inspectedOn }) => inspectedOn],
  ['检查结果代码', ({ results }) => results.join(';')],
  ['检查结果', ({ resultNames }) => resultNames.join(';')],
  ['结果互认', ({ recognised }) => (recognised ? '是' : '否')],
  ['处罚决定书文号', ({ decision }) => decision],
  ['处罚决定日期', ({ decidedOn }) => decidedOn],
  ['违法事实', ({ violation }) => violation],
  ['处罚种类', ({ penaltyKinds }) => penaltyKinds.map(named).join(';')],
  ['处罚内容', ({ penaltyContent }) => penaltyContent],
  ['处罚依据', ({ penaltyBasis }) => penaltyBasis],
  ['公示日期', ({ disclosedOn }) => disclosedOn],
  ['更正日期', ({ correctedOn }) => correctedOn],
  ['更正事由', ({ correctionReason }) => (correctionReason === null ? null : named(correctionReason))],
  ['撤销日期', ({ withdrawnOn }) => withdrawnOn],
  ['撤销事由', ({ withdrawalReason }) => (withdrawalReason === null ? null : named(withdrawalReason))],
  ['抽取编号', ({ drawId }) => drawId],
  ['检查编号', ({ visitId }) => visitId],
  ['报送状态', ({ state }) => named(state)],
];

const named = (value: string): string => VALUE_NAMES[value] ?? value;

/** What a spreadsheet takes for the encoding of the file. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Text that a spreadsheet would take for a formula is made plain. */
const table = (rows: readonly (readonly unknown[])[]): string =>
  stringify(rows as unknown[][], { escape_formulas: true, record_delimiter: 'windows' });

/** A table, CSV (RFC 4180), a row a record. */
async function* csvTexts(pages: AsyncIterable<readonly PublicityRecord[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + table([COLUMNS.map(([name]) => name)]);
  for await (const page of pages) yield table(page.map((record) => COLUMNS.map(([, cell]) => cell(record))));
}

/** One JSON document. */
async function* jsonTexts(pages: AsyncIterable<readonly PublicityRecord[]>): AsyncGenerator<string> {
  yield '{"format":"onevisit-publicity-records","formatVersion":1,"records":[';
  let separator = '\n';
  for await (const page of pages) {
    for (const record of page) {
      yield separator + JSON.stringify(record);
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

/** The texts of each form. */
export const FEED_TEXTS: Readonly<Record<FeedFormat, FeedTexts>> = { csv: csvTexts, json: jsonTexts };
