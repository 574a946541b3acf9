import { expect, it } from 'vitest';
import { calendarDate } from './calendar-date.js';

it('is the day in China, whatever the zone of the machine', () => {
  expect(calendarDate(new Date('2026-02-28T15:59:59.999Z'))).toBe('2026-02-28');
  expect(calendarDate(new Date('2026-02-28T16:00:00Z'))).toBe('2026-03-01');
});
