/** A holiday of everybody; its name as every notice writes it, at least in part. */
interface NationalHoliday {
  readonly name: string;
  /** Days of the solar calendar that the law itself gives, each with the year from which it does. */
  readonly fixed: readonly { readonly monthDay: string; readonly since: number }[];
}

const ALWAYS = 0;

/**
 * The holidays of all citizens: 全国年节及纪念日放假办法 (as revised on 2024-11-10, in force from 2025), 第二条. Spring festival,
 * 清明, 端午 and 中秋 follow the lunar calendar: when they are, and which weekends are swapped for them, is for the yearly
 * notice to say.
 */
export const NATIONAL_HOLIDAYS: readonly NationalHoliday[] = [
  { name: '元旦', fixed: [{ monthDay: '01-01', since: ALWAYS }] },
  { name: '春节', fixed: [] },
  { name: '清明', fixed: [] },
  {
    name: '劳动节',
    fixed: [
      { monthDay: '05-01', since: ALWAYS },
      { monthDay: '05-02', since: 2025 },
    ],
  },
  { name: '端午', fixed: [] },
  { name: '中秋', fixed: [] },
  {
    name: '国庆',
    fixed: [
      { monthDay: '10-01', since: ALWAYS },
      { monthDay: '10-02', since: ALWAYS },
      { monthDay: '10-03', since: ALWAYS },
    ],
  },
];

/** The holidays of a year that the law itself fixes, `YYYY-MM-DD`, in their order. */
export function fixedHolidaysOf(year: number): readonly { readonly name: string; readonly date: string }[] {
  const digits = String(year).padStart(4, '0');
  return NATIONAL_HOLIDAYS.flatMap(({ name, fixed }) =>
    fixed.filter(({ since }) => year >= since).map(({ monthDay }) => ({ name, date: `${digits}-${monthDay}` })),
  );
}
