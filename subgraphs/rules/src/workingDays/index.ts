/**
 * Working days (工作日): calendars as data, and counting by them.
 *
 * `workingCalendar(notices)` is the whole of it; `readNotice` (YAML, JSON), `parseNoticeText` (the notice's own text) and
 * `checkNotice` (plain data) are the three ways for a notice to get in.
 */
export { checkNotice, type PlaceOf } from './checkNotice.js';
export { libraryYears } from './libraryYears.js';
export type { NoticeErrorCode, NoticeProblem } from './noticeErrors.js';
export { type GivenDocument, parseNoticeText } from './parseNoticeText.js';
export { readNotice } from './readNotice.js';
export { type Counted, type DayKind, type Reached, type WorkingCalendar, workingCalendar } from './workingCalendar.js';
export { type YearArrangement, type YearNotice, yearNoticeSchema } from './YearNotice.js';
