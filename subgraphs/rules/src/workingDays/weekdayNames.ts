import type { ErrorValues } from '@onevisit/kit/errors';
import { weekdayOf } from './days.js';

const CHINESE = '日一二三四五六';
const ENGLISH = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A day's weekday in both languages, for an error. */
export function weekdayNames(day: number): ErrorValues {
  const weekday = weekdayOf(day);
  return { weekday: `周${CHINESE[weekday] ?? ''}`, weekdayEn: ENGLISH[weekday] ?? '' };
}

/** The weekday, 0 for Sunday, that a note such as `农历除夕、周二`, `星期六` or `星期天` names; undefined where it names none. */
export function weekdayIn(note: string): number | undefined {
  const [, name] = /(?:周|星期)([日一二三四五六天])/.exec(note) ?? [];
  if (name === undefined) return undefined;
  return CHINESE.indexOf(name === '天' ? '日' : name);
}
