const CHINA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The calendar date in China at an instant, YYYY-MM-DD. */
export function calendarDate(now: Date): string {
  return CHINA.format(now);
}
