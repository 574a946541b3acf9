import { dateOfDay, dayNumber, dayOf, weekdayOf } from './days.js';
import { type NoticeProblem, problemAt } from './noticeErrors.js';
import { weekdayIn, weekdayNames } from './weekdayNames.js';

/** What one section of a notice (`一、元旦：…`) says. Dates are `YYYY-MM-DD`. */
export interface Section {
  readonly spans: readonly { readonly first: string; readonly last: string }[];
  readonly worked: readonly string[];
  readonly problems: readonly NoticeProblem[];
}

const DATE = String.raw`(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?`;
const OFF = new RegExp(`^(${DATE})(?:至(${DATE}))?(?:放假|公休|休息|补休)(?:调休|公休)?(?:(\\d+)天)?$`);
const WORKED = new RegExp(`^(${DATE}(?:[、和]${DATE})*)(?:照常|正常)?上班$`);
const COUNT = /^共(?:放假)?(\d+)天$/;
/** Says of the days named before how they came about, and names none. */
const REMARK = /^(?:不调休|无调休|与周末连休)$/;

/**
 * Reads the sentences of a section. Grammar (after Unicode NFKC, without white space); a comma or full stop ends a clause:
 *
 * - `4月4日(周六)至6日(周一)放假` · `1月1日(周三)放假1天` · `4月7日(星期一)补休`: days off
 * - `共3天`: how many the days before it are, checked
 * - `2月14日(周六)、28日(周六)上班`, also with 和: worked days
 * - `不调休` · `与周末连休`: nothing more than is said
 *
 * A year or month that is not written is that of the date before, or else the notice's year. A weekday in brackets is checked.
 * Sentences that begin with 鼓励 (advice) or name no date are passed over; anything else is a problem.
 */
export function readSection(place: string, text: string, year: number): Section {
  const spans: { first: string; last: string }[] = [];
  const worked: string[] = [];
  const problems: NoticeProblem[] = [];
  const check = (written: string, days: number): void => {
    const said = /(\d+)天/.exec(written)?.[1];
    if (said !== undefined && Number(said) !== days)
      problems.push(problemAt(place, 'OV_RULES_NOTICE_COUNT', { written, days }));
  };
  let counted = 0;
  for (const clause of clausesOf(text)) {
    const dates = new DateReader(place, year, problems);
    const off = OFF.exec(clause);
    const worksOn = WORKED.exec(clause)?.[1];
    if (off?.[1] !== undefined) {
      const first = dates.read(off[1]);
      const last = off[2] === undefined ? first : dates.read(off[2]);
      if (first === undefined || last === undefined) continue;
      spans.push({ first, last });
      counted = dayOf(last) - dayOf(first) + 1;
      if (off[3] !== undefined) check(`${off[3]}天`, counted);
    } else if (worksOn !== undefined) {
      for (const [date] of worksOn.matchAll(new RegExp(DATE, 'g'))) {
        const read = dates.read(date);
        if (read !== undefined) worked.push(read);
      }
    } else if (COUNT.test(clause)) check(clause, counted);
    else if (!REMARK.test(clause)) problems.push(problemAt(place, 'OV_RULES_NOTICE_TEXT', { clause }));
  }
  return { spans, worked, problems };
}

function clausesOf(text: string): string[] {
  return text
    .split(/[。;]/)
    .filter((sentence) => !sentence.startsWith('鼓励') && (/\d日/.test(sentence) || /^共|天$/.test(sentence)))
    .flatMap((sentence) => sentence.split(/,(?![^()]*\))/))
    .filter((clause) => clause !== '');
}

/** Reads the dates of one clause in their order. */
class DateReader {
  readonly #place: string;
  readonly #problems: NoticeProblem[];
  #year: number;
  #month: number | undefined;

  constructor(place: string, year: number, problems: NoticeProblem[]) {
    this.#place = place;
    this.#year = year;
    this.#problems = problems;
  }

  /** `YYYY-MM-DD`; undefined, and a problem, for a date that is none or has another weekday than is written. */
  read(written: string): string | undefined {
    const [, year, month, day = '', note = ''] =
      /^(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\((.*)\))?$/.exec(written) ?? [];
    if (year !== undefined) this.#year = Number(year);
    if (month !== undefined) this.#month = Number(month);
    const number = this.#dayOf(day);
    if (number === undefined) {
      this.#problems.push(problemAt(this.#place, 'OV_RULES_NOTICE_TEXT', { clause: written }));
      return undefined;
    }
    const weekday = weekdayIn(note);
    if (weekday !== undefined && weekday !== weekdayOf(number)) {
      const values = { date: dateOfDay(number), written, ...weekdayNames(number) };
      this.#problems.push(problemAt(this.#place, 'OV_RULES_NOTICE_WRONG_WEEKDAY', values));
      return undefined;
    }
    return dateOfDay(number);
  }

  #dayOf(day: string): number | undefined {
    if (this.#month === undefined) return undefined;
    const parts = [String(this.#year).padStart(4, '0'), String(this.#month).padStart(2, '0'), day.padStart(2, '0')];
    return dayNumber(parts.join('-'));
  }
}
