import type { Problem } from '../problem.js';
import { textScalar } from './textScalar.js';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;

/** A calendar date without a time zone; text all the way, never a `Date`, which is an instant. */
export const CalendarDate = textScalar({
  name: 'Date',
  description: 'A calendar date, YYYY-MM-DD; it has no time zone.',
  problemOf: dateProblem,
});

/** What is wrong with a date, naming the part; null if it is a real day of the years 1900 to 2999. */
export function dateProblem(text: string): Problem | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return formProblem(text);
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return {
      zh: `第 1–4 位:年份 ${year} 不在 ${FIRST_YEAR} 至 ${LAST_YEAR} 之间。`,
      en: `characters 1–4: the year ${year} is not between ${FIRST_YEAR} and ${LAST_YEAR}.`,
    };
  }
  if (month < 1 || month > 12)
    return { zh: `第 6–7 位:没有 ${month} 月。`, en: `characters 6–7: there is no month ${month}.` };
  const days = daysInMonth(year, month);
  if (day >= 1 && day <= days) return null;
  return {
    zh: `第 9–10 位:${year} 年 ${month} 月没有 ${day} 日,只有 ${days} 天。`,
    en: `characters 9–10: there is no day ${day} in ${text.slice(0, 7)}, which has ${days} days.`,
  };
}

function formProblem(text: string): Problem {
  const form = '0000-00-00';
  const wrong = [...form].findIndex((expected, index) =>
    expected === '-' ? text.charAt(index) !== '-' : !/^\d$/.test(text.charAt(index)),
  );
  if (wrong < 0) {
    return { zh: `第 11 位起多余,应为 YYYY-MM-DD。`, en: `nothing may follow character 10; write YYYY-MM-DD.` };
  }
  const what =
    form.charAt(wrong) === '-' ? { zh: '应为“-”', en: 'must be "-"' } : { zh: '应为数字', en: 'must be a digit' };
  return {
    zh: `第 ${wrong + 1} 位${what.zh},格式为 YYYY-MM-DD。`,
    en: `character ${wrong + 1} ${what.en}; write YYYY-MM-DD.`,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
