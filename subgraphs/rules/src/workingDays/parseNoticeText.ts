import { checkNotice } from './checkNotice.js';
import { readSection } from './noticeClauses.js';
import { type NoticeProblem, noticeRefused, problemAt } from './noticeErrors.js';
import type { YearNotice } from './YearNotice.js';

/** What of its document a copy of the notice leaves out; what the text itself says goes first. */
export type GivenDocument = { readonly [Member in keyof YearNotice['document']]?: string | undefined };

const TITLE = /国务院办公厅关于(\d{4})年部分节假日安排的通知/;
const NUMBER = /国办发(?:明电)?[〔[(]\d{4}[〕\])]\d+号/;
const HEADING = /[一二三四五六七八九十]+、([^:、。,()]{1,20}(?:、[^:、。,()]{1,20})?):/g;
const SIGNATURE = /国务院办公厅(\d{4})年(\d{1,2})月(\d{1,2})日/;

/**
 * Reads the text of a yearly notice (国务院办公厅关于…年部分节假日安排的通知) as it is published, with whatever a web page puts
 * around it: title, number (国办发明电〔…〕…号), sections (`一、元旦：…`), signature with date. `noticeClauses.ts` has the grammar
 * of a section.
 * @param given what the copy leaves out of the document: news agencies drop its number
 * @throws OV_RULES_NOTICE_REFUSED with every clause that was not understood or contradicts the calendar
 */
export function parseNoticeText(text: string, given: GivenDocument = {}): YearNotice {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const headings = [...plain.matchAll(HEADING)];
  const [firstHeading] = headings;
  if (firstHeading === undefined) throw noticeRefused([problemAt('text', 'OV_RULES_NOTICE_NO_SECTIONS')]);
  const preface = plain.slice(0, firstHeading.index);
  const signature = SIGNATURE.exec(plain.slice(firstHeading.index));
  const end = signature === null ? plain.length : firstHeading.index + signature.index;
  const { year, document, problems } = documentOf(preface, signature, given);

  const sections = headings.map((heading, index) => {
    const from = heading.index + heading[0].length;
    const to = Math.min(headings[index + 1]?.index ?? end, end);
    return {
      name: heading[1] ?? '',
      place: heading[0],
      ...readSection(heading[0], plain.slice(from, to), year),
    };
  });
  problems.push(...sections.flatMap((section) => section.problems));
  if (problems.length > 0) throw noticeRefused(problems);
  const holidays = sections.flatMap(({ name, place, spans }) => spans.map((span) => ({ name, place, ...span })));
  const worked = sections.flatMap(({ place, worked: dates }) => dates.map((day) => ({ place, day })));
  return checkNotice(
    {
      year,
      document,
      holidays: holidays.map(({ name, first, last }) => ({ name, first, last })),
      worked: worked.map(({ day }) => day),
    },
    ([member, index]) => (member === 'holidays' ? holidays : worked)[Number(index)]?.place ?? 'text',
  );
}

/** @throws OV_RULES_NOTICE_REFUSED where not even the year is said */
function documentOf(
  preface: string,
  signature: RegExpExecArray | null,
  given: GivenDocument,
): { readonly year: number; readonly document: GivenDocument; readonly problems: NoticeProblem[] } {
  const title = TITLE.exec(preface)?.[0] ?? given.title;
  const number = NUMBER.exec(preface)?.[0] ?? given.number;
  const date = signature === null ? given.date : dateOf(signature);
  const year = TITLE.exec(title ?? '')?.[1] ?? /现将(\d{4})年/.exec(preface)?.[1];
  const problems: NoticeProblem[] = [];
  const need = (value: string | undefined, what: string, whatEn: string): void => {
    if (value === undefined) problems.push(problemAt('text', 'OV_RULES_NOTICE_NOT_SAID', { what, whatEn }));
  };
  need(title, '标题', 'title');
  need(number, '文号', 'number (国办发明电〔…〕…号)');
  need(date, '落款日期', 'date of signature');
  need(year, '年份', 'year');
  if (year === undefined) throw noticeRefused(problems);
  return { year: Number(year), document: { title, number, date }, problems };
}

function dateOf([, year, month = '', day = '']: RegExpExecArray): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
