import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf } from './days.js';
import { libraryYears } from './libraryYears.js';
import { MADE_UP_2027 } from './notices.fixture.js';
import { readNotice } from './readNotice.js';
import { workingCalendar } from './workingCalendar.js';

const library = workingCalendar();
const notice2027 = readNotice(MADE_UP_2027);
const with2027 = workingCalendar([notice2027]);

describe('the years of chinese-days', () => {
  it('are those whose notices are in its data', () => {
    expect(libraryYears().map(({ year }) => year)).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    expect([2003, 2004, 2026, 2027].map(library.known)).toEqual([false, true, true, false]);
  });

  it('are worked on the days on which its own function says so', () => {
    const differing: string[] = [];
    for (let day = dayOf('2004-01-01'); day <= dayOf('2026-12-31'); day += 1) {
      const date = dateOfDay(day);
      if (library.isWorkingDay(date).working !== chineseDays.isWorkday(date)) differing.push(date);
    }
    expect(differing).toEqual([]);
  });

  it('keep the end of December that the notice for the year after arranged', () => {
    const [y2019] = libraryYears().filter(({ year }) => year === 2019);
    expect(y2019?.worked).toContain('2018-12-29');
    expect(library.isWorkingDay('2018-12-31')).toEqual({ working: false, provisional: false });
  });
});

describe('counting', () => {
  it.each([
    ['2026-02-12', 7, '2026-02-28'],
    ['2026-09-18', 20, '2026-10-22'],
    // The day itself does not count, also where it is one of rest.
    ['2026-10-01', 1, '2026-10-08'],
    ['2026-02-27', 1, '2026-02-28'],
  ])('%s + %d is %s', (from, n, date) => {
    expect(library.addWorkingDays(from, n)).toEqual({ date, provisional: false });
  });

  it('goes on into a year without a notice provisionally, and exactly once it is imported', () => {
    // 12 working days to the end of 2026; New Year's Day, then 4 January and on.
    expect(library.addWorkingDays('2026-12-15', 20)).toEqual({ date: '2027-01-13', provisional: true });
    // The made-up notice has the Sunday 27 December worked.
    expect(with2027.addWorkingDays('2026-12-15', 20)).toEqual({ date: '2027-01-12', provisional: false });
  });

  it('goes back and forth to a working day', () => {
    expect(library.firstWorkingDayFrom('2026-02-15').date).toBe('2026-02-24');
    expect(library.lastWorkingDayUntil('2026-02-23').date).toBe('2026-02-14');
    expect(library.firstWorkingDayFrom('2026-02-14').date).toBe('2026-02-14');
    expect(library.workingDaysBetween('2026-02-28', '2026-02-12')).toEqual({ days: -7, provisional: false });
  });

  it.each([0, -1, 1.5, Number.NaN, 3661])('refuses %d days', (n) => {
    expect(() => library.addWorkingDays('2026-01-01', n)).toThrow(
      expect.objectContaining({ code: 'OV_RULES_DAYS_COUNT' }),
    );
  });

  it('refuses what is no date', () => {
    expect(() => library.isWorkingDay('2026-02-29')).toThrow(expect.objectContaining({ code: 'OV_RULES_DATE' }));
  });
});

describe('a year without a notice', () => {
  it.each([
    ['2027-01-01', false],
    ['2027-05-01', false],
    ['2027-05-02', false],
    ['2027-05-03', true],
    ['2027-10-01', false],
    ['2027-10-03', false],
    ['2027-10-04', true],
    ['2027-10-09', false],
  ])('has %s worked: %s, provisionally', (date, working) => {
    expect(library.isWorkingDay(date)).toEqual({ working, provisional: true });
  });

  it('leaves the end of December before it open', () => {
    expect(library.isWorkingDay('2026-12-24')).toEqual({ working: true, provisional: false });
    expect(library.isWorkingDay('2026-12-25')).toEqual({ working: true, provisional: true });
    expect(library.isWorkingDay('2026-12-27')).toEqual({ working: false, provisional: true });
    expect(with2027.isWorkingDay('2026-12-27')).toEqual({ working: true, provisional: false });
    expect(with2027.isWorkingDay('2027-12-25').provisional).toBe(true);
  });
});

describe('imported notices', () => {
  it('take the place of the library, whose other years stay', () => {
    const [y2026] = libraryYears().filter(({ year }) => year === 2026);
    const amended = { year: 2026, holidays: y2026?.holidays ?? [], worked: [] };
    const calendar = workingCalendar([amended]);
    expect(calendar.isWorkingDay('2026-02-28')).toEqual({ working: false, provisional: false });
    expect(calendar.isWorkingDay('2025-10-11')).toEqual({ working: true, provisional: false });
  });

  it('are one for a year', () => {
    expect(() => workingCalendar([notice2027, notice2027])).toThrow(
      expect.objectContaining({ code: 'OV_RULES_NOTICE_TWICE' }),
    );
  });
});

describe('for any day and number', () => {
  const days = fc.integer({ min: dayOf('2003-06-01'), max: dayOf('2029-06-30') }).map(dateOfDay);
  const numbers = fc.integer({ min: 1, max: 60 });

  it('the day reached is worked, and counting to it gives the number back', () => {
    fc.assert(
      fc.property(days, numbers, (from, n) => {
        const { date, provisional } = with2027.addWorkingDays(from, n);
        expect(with2027.isWorkingDay(date).working).toBe(true);
        expect(with2027.workingDaysBetween(from, date)).toEqual({ days: n, provisional });
        expect(with2027.workingDaysBetween(date, from).days).toBe(-n);
      }),
    );
  });

  it('a later day or a greater number never reaches an earlier day', () => {
    fc.assert(
      fc.property(days, fc.nat({ max: 30 }), numbers, fc.nat({ max: 30 }), (from, later, n, more) => {
        const reached = with2027.addWorkingDays(from, n).date;
        expect(with2027.addWorkingDays(dateOfDay(dayOf(from) + later), n).date >= reached).toBe(true);
        const further = with2027.addWorkingDays(from, n + more).date;
        expect(more === 0 ? further === reached : further > reached).toBe(true);
      }),
    );
  });

  it('counts add up', () => {
    fc.assert(
      fc.property(days, days, days, (a, b, c) => {
        const count = (from: string, to: string): number => with2027.workingDaysBetween(from, to).days;
        expect(count(a, b) + count(b, c)).toBe(count(a, c) + 0);
      }),
    );
  });
});
