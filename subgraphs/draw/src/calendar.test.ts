import { expect, it } from 'vitest';
import { dateOfDay, dayNumber } from './calendar.js';

it.each([
  '2026-02-30',
  '2026-02-29',
  '1900-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-04-31',
  '0000-01-01',
  '2026-1-1',
  '26-01-01',
  ' 2026-01-01',
  '2026-01-01\n',
  '2026-01-01T00:00',
  '٢٠٢٦-01-01',
  '',
])('refuses %j', (date) => {
  expect(dayNumber(date)).toBeUndefined();
});

it('counts days as the Gregorian calendar does, also before the year 1000', () => {
  for (const date of [
    '0001-01-01',
    '0004-02-29',
    '0099-12-31',
    '0999-12-31',
    '1000-01-01',
    '2000-02-29',
    '2026-12-31',
    '9999-12-31',
  ]) {
    const sinceEpoch = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    expect((dayNumber(date) ?? 0) - (dayNumber('1970-01-01') ?? 0)).toBe(sinceEpoch);
  }
});

it('gives the date of every day back, also before the year 1000', () => {
  const first = dayNumber('0001-01-01') ?? 0;
  const last = dayNumber('9999-12-31') ?? 0;
  for (let day = first; day <= last; day += 997) expect(dayNumber(dateOfDay(day))).toBe(day);
  expect(dateOfDay(first)).toBe('0001-01-01');
  expect(dateOfDay(last)).toBe('9999-12-31');
});
