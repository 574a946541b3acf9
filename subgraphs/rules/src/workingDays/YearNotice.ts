import * as z from 'zod';

const text = z
  .string('须为文字。must be text.')
  .trim()
  .min(1, '不能为空。must not be empty.')
  .max(500, '不能超过 500 个字符。must have at most 500 characters.');
const date = z.iso.date('须为 YYYY-MM-DD 形式的真实日期。must be a real date, written YYYY-MM-DD.');

const holidaySchema = z.strictObject(
  {
    name: text.describe('The holiday as the notice calls it, such as 国庆节、中秋节.'),
    first: date.describe('First day off.'),
    last: date.describe('Last day off, itself included.'),
  },
  '须含 name、first、last。must have name, first and last.',
);

const documentSchema = z.strictObject(
  {
    number: text.describe('文号, such as 国办发明电〔2025〕7号.'),
    title: text.describe('The title, such as 国务院办公厅关于2026年部分节假日安排的通知.'),
    date: date.describe('成文日期, the day on which it was issued.'),
  },
  '须含 number、title、date。must have number, title and date.',
);

/**
 * The shape of a year's notice; what it says is checked by `checkNotice`. `schemas/year-notice.schema.json` is
 * `z.toJSONSchema` of it.
 */
export const yearNoticeSchema = z
  .strictObject(
    {
      year: z
        .int('须为年份，如 2027。must be a year, such as 2027.')
        .min(1949, '须为 1949 至 9998 年。must be from 1949 to 9998.')
        .max(9998, '须为 1949 至 9998 年。must be from 1949 to 9998.')
        .describe('The year that the notice is for.'),
      document: documentSchema.describe('The notice itself.'),
      holidays: z
        .array(holidaySchema, '须为节日列表。must be a list of holidays.')
        .min(1, '至少要有一个节日。must name at least one holiday.')
        .max(100, '不能超过 100 项。must have at most 100 entries.')
        .describe('Every holiday with its days off.'),
      worked: z
        .array(date, '须为日期列表。must be a list of dates.')
        .max(100, '不能超过 100 项。must have at most 100 entries.')
        .describe('Saturdays and Sundays that are worked (上班).'),
    },
    '须含 year、document、holidays、worked。must have year, document, holidays and worked.',
  )
  .meta({
    $id: 'urn:onevisit:rules:1:year-notice',
    description:
      "The State Council's yearly notice (国务院办公厅关于…年部分节假日安排的通知): which days are off, which weekends worked.",
  });

/** What one year's notice says. Dates are `YYYY-MM-DD`. */
export type YearNotice = z.infer<typeof yearNoticeSchema>;

/** What a calendar needs of a year: the notice without its document. */
export type YearArrangement = Pick<YearNotice, 'year' | 'holidays' | 'worked'>;
