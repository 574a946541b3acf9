import { dayNumber } from './calendar.js';
import { canonicalJson, type JsonValue } from './canonicalJson.js';
import { refuse } from './DrawError.js';
import { memberPlace, readEntries, readList, readMembers, readText, readTexts, readWhole } from './jsonReader.js';
import { PERCENT } from './percentOf.js';
import { hashFields } from './sha256.js';
import { compareBytewise } from './text.js';

/** Where an inspector must come from, seen from the subject's district. */
export type DistrictRule = 'ANY' | 'SAME' | 'CROSS';

/** First and last day, `YYYY-MM-DD`, both included. */
export type Window = readonly [first: string, last: string];

/** How many of a stratum are drawn (§3). */
export type QuotaRule = ({ readonly count: number } | { readonly percent: string }) & {
  readonly min?: number;
  readonly max?: number;
};

/** One department's task in the joint plan. */
export interface Leg {
  readonly id: string;
  readonly department: string;
  readonly items: readonly string[];
  readonly window: Window;
  readonly quota: { readonly strata: Readonly<Record<string, QuotaRule>> };
  readonly crew: { readonly size: number; readonly specialties: readonly string[]; readonly district: DistrictRule };
}

/** The terms of a draw (§1); `minOverlap` in days. */
export interface Terms {
  readonly legs: readonly Leg[];
  readonly minOverlap: number;
  readonly publicSource: string;
}

const DISTRICT_RULES: readonly unknown[] = ['ANY', 'SAME', 'CROSS'] satisfies DistrictRule[];

/** `termsHash` of §1, in hex. */
export function termsHash(terms: Terms): string {
  const ordered = { ...terms, legs: sortedLegs(terms.legs) };
  return hashFields('onevisit/1/terms', canonicalJson(ordered as unknown as JsonValue));
}

/** The departments that take part (§2): those with a leg, bytewise. */
export function departmentsOf(terms: Terms): readonly string[] {
  return [...new Set(terms.legs.map((leg) => leg.department))].sort(compareBytewise);
}

function sortedLegs(legs: readonly Leg[]): readonly Leg[] {
  return [...legs].sort((a, b) => compareBytewise(a.id, b.id));
}

/**
 * Reads terms from JSON; the legs come out sorted bytewise by id.
 * @throws DrawError with the place of whatever §1 refuses in terms
 */
export function parseTerms(value: unknown, place = 'terms'): Terms {
  const terms = readTerms(value, place);
  return { ...terms, legs: sortedLegs(terms.legs) };
}

/** Reads terms from JSON as parseTerms does, but leaves the legs in their order. */
export function readTerms(value: unknown, place: string): Terms {
  const members = readMembers(value, place, ['legs', 'minOverlap', 'publicSource']);
  const minOverlap = readWhole(members.minOverlap, `${place}.minOverlap`, 1, 'MIN_OVERLAP_INVALID');
  const legs = readList(members.legs, `${place}.legs`).map((leg, index) =>
    parseLeg(leg, `${place}.legs[${index}]`, { days: minOverlap, place: `${place}.minOverlap` }),
  );
  const ids = new Set<string>();
  for (const [index, { id }] of legs.entries()) {
    if (ids.has(id)) refuse('LEG_DUPLICATE', `${place}.legs[${index}].id`, id, { against: [`${place}.legs`] });
    ids.add(id);
  }
  const publicSource = readText(members.publicSource, `${place}.publicSource`);
  return { legs, minOverlap, publicSource };
}

/** `minOverlap` with its place. */
interface MinOverlap {
  readonly days: number;
  readonly place: string;
}

function parseLeg(value: unknown, place: string, minOverlap: MinOverlap): Leg {
  const members = readMembers(value, place, ['id', 'department', 'items', 'window', 'quota', 'crew']);
  const id = readText(members.id, `${place}.id`);
  if (id.startsWith('crew/')) refuse('LEG_PREFIX', `${place}.id`, id);
  return {
    id,
    department: readText(members.department, `${place}.department`),
    items: readTexts(members.items, `${place}.items`),
    window: parseWindow(members.window, `${place}.window`, minOverlap),
    quota: parseQuota(members.quota, `${place}.quota`),
    crew: parseCrew(members.crew, `${place}.crew`),
  };
}

/** Reads a window of at least `minOverlap` days. @throws WINDOW_FORM, DATE_INVALID, WINDOW_TOO_SHORT */
export function parseWindow(value: unknown, place: string, minOverlap: MinOverlap): Window {
  const [first, last, ...more] = readList(value, place);
  if (first === undefined || last === undefined || more.length > 0) refuse('WINDOW_FORM', place);
  const firstDay = parseDate(first, `${place}[0]`);
  const lastDay = parseDate(last, `${place}[1]`);
  if (lastDay.number - firstDay.number + 1 < minOverlap.days) {
    refuse('WINDOW_TOO_SHORT', place, `${firstDay.date} – ${lastDay.date}`, { against: [minOverlap.place] });
  }
  return [firstDay.date, lastDay.date];
}

function parseDate(value: unknown, place: string): { readonly date: string; readonly number: number } {
  const date = readText(value, place);
  const number = dayNumber(date);
  if (number === undefined) refuse('DATE_INVALID', place, date);
  return { date, number };
}

function parseQuota(value: unknown, place: string): Leg['quota'] {
  const strata = `${place}.strata`;
  const rules = readEntries(readMembers(value, place, ['strata']).strata, strata).map(
    ([stratum, rule]): [string, QuotaRule] => [stratum, parseRule(rule, memberPlace(strata, stratum))],
  );
  // fromEntries defines own members, so that a stratum may even be called "__proto__".
  return { strata: Object.fromEntries(rules) };
}

function parseRule(value: unknown, place: string): QuotaRule {
  const members = readMembers(value, place, [], ['count', 'percent', 'min', 'max']);
  const hasCount = Object.hasOwn(members, 'count');
  if (hasCount === Object.hasOwn(members, 'percent')) refuse('QUOTA_RULE_CHOICE', place);
  const amount = hasCount
    ? { count: readWhole(members.count, `${place}.count`, 0, 'COUNT_INVALID') }
    : { percent: parsePercent(members.percent, `${place}.percent`) };
  return {
    ...amount,
    ...(Object.hasOwn(members, 'min') && { min: readWhole(members.min, `${place}.min`, 0, 'MIN_INVALID') }),
    ...(Object.hasOwn(members, 'max') && { max: readWhole(members.max, `${place}.max`, 0, 'MAX_INVALID') }),
  };
}

function parsePercent(value: unknown, place: string): string {
  const percent = readText(value, place);
  if (!PERCENT.test(percent)) refuse('PERCENT_FORM', place, percent);
  return percent;
}

function parseCrew(value: unknown, place: string): Leg['crew'] {
  const members = readMembers(value, place, ['size', 'specialties', 'district']);
  const district = members.district;
  if (!DISTRICT_RULES.includes(district)) refuse('DISTRICT_RULE_UNKNOWN', `${place}.district`, district);
  return {
    size: readWhole(members.size, `${place}.size`, 1, 'CREW_SIZE_INVALID'),
    specialties: readTexts(members.specialties, `${place}.specialties`),
    district: district as DistrictRule,
  };
}
