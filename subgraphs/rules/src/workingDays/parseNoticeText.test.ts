import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf } from './days.js';
import { PUBLISHED } from './notices.fixture.js';
import { parseNoticeText } from './parseNoticeText.js';
import { problemsOf } from './problems.fixture.js';
import { workingCalendar } from './workingCalendar.js';

/** Days that later notices changed; the library has them, the yearly notice cannot. */
const AMENDED: Readonly<Record<number, readonly string[]>> = {
  // 国务院办公厅关于调整2019年劳动节假期安排的通知, 2019-03-22
  2019: ['2019-04-28', '2019-05-02', '2019-05-03', '2019-05-05'],
  // 国务院办公厅关于延长2020年春节假期的通知 (国办发明电〔2020〕1号), 2020-01-26
  2020: ['2020-01-31', '2020-02-01'],
};

const library = workingCalendar();

describe.each(PUBLISHED)('the notice for $year', ({ year, number, date, text }) => {
  const notice = parseNoticeText(text, { number });

  it('has its document', () => {
    expect(notice.year).toBe(year);
    expect(notice.document).toEqual({ number, date, title: `国务院办公厅关于${year}年部分节假日安排的通知` });
  });

  it('arranges every day as chinese-days has it, but for those that were amended', () => {
    const parsed = workingCalendar([notice]);
    const differing: string[] = [];
    for (let day = dayOf(`${year - 1}-12-25`); day <= dayOf(`${year}-12-24`); day += 1) {
      if (parsed.kindOf(day).working !== library.kindOf(day).working) differing.push(dateOfDay(day));
    }
    expect(differing).toEqual(AMENDED[year] ?? []);
  });
});

const [example] = PUBLISHED.filter(({ year }) => year === 2025);
const text2025 = example?.text ?? '';

it('reads a month or year that is not written as that of the date before', () => {
  const written = text2025.replace('1月26日（周日）、2月8日（周六）上班', '2月8日（周六）和9日（周日）照常上班');
  expect(parseNoticeText(written).worked.slice(0, 2)).toEqual(['2025-02-08', '2025-02-09']);
});

it('takes the document that the copy leaves out, and what the text says first', () => {
  const copy = text2025.replace('国办发明电〔2024〕12号', '').replace('2024年11月12日', '');
  expect(parseNoticeText(copy, { number: '国办发明电〔2024〕12号', date: '2024-11-12' }).document.date).toBe(
    '2024-11-12',
  );
  expect(parseNoticeText(text2025, { number: '另一号', date: '2000-01-01' }).document).toMatchObject({
    number: '国办发明电〔2024〕12号',
    date: '2024-11-12',
  });
});

it.each([
  [
    'a weekday that the date does not have',
    '4月4日（周五）',
    '4月4日（周四）',
    'OV_RULES_NOTICE_WRONG_WEEKDAY',
    '三、清明节:',
  ],
  ['another year, whose weekdays differ', '关于2025年', '关于2026年', 'OV_RULES_NOTICE_WRONG_WEEKDAY', '一、元旦:'],
  ['a count that the dates do not make', '放假，共3天', '放假，共4天', 'OV_RULES_NOTICE_COUNT', '三、清明节:'],
  ['a date that does not exist', '4月4日（周五）至', '4月31日至', 'OV_RULES_NOTICE_TEXT', '三、清明节:'],
  [
    'a sentence with a date that it cannot read',
    '4月27日（周日）上班',
    '4月27日（周日）另行通知',
    'OV_RULES_NOTICE_TEXT',
    '四、劳动节:',
  ],
  ['a worked weekday', '4月27日（周日）上班', '4月28日上班', 'OV_RULES_NOTICE_WEEKDAY', '四、劳动节:'],
  ['a holiday left out', '三、清明节：4月4日（周五）至6日（周日）放假，共3天。', '', 'OV_RULES_NOTICE_MISSING', 'text'],
  [
    'a holiday that ends before it begins',
    '4月4日（周五）至6日（周日）放假，共3天',
    '4月6日至4日放假',
    'OV_RULES_NOTICE_SPAN',
    '三、清明节:',
  ],
  ['a copy without its number', '国办发明电〔2024〕12号', '', 'OV_RULES_NOTICE_NOT_SAID', 'text'],
  ['a copy without its signature', '2024年11月12日', '', 'OV_RULES_NOTICE_NOT_SAID', 'text'],
])('refuses %s, and says where', (_, from, to, code, place) => {
  expect(text2025).toContain(from);
  expect(problemsOf(() => parseNoticeText(text2025.replace(from, to)))).toContainEqual(
    expect.objectContaining({ code, place }),
  );
});

it('refuses text that is no notice', () => {
  expect(problemsOf(() => parseNoticeText('关于开展体检的通知')).map(({ code }) => code)).toEqual([
    'OV_RULES_NOTICE_NO_SECTIONS',
  ]);
});
