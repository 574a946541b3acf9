import { dayNumber } from './calendar.js';
import type { Ranks } from './Ranks.js';
import type { Selection } from './select.js';
import type { Leg, Terms, Window } from './terms.js';
import { compareBytewise, sortedBytewise } from './text.js';

/** One visit to one subject for one or more legs (§4), before its crews are drawn. */
export interface Visit {
  /** `subject#number` */
  readonly key: string;
  readonly subject: string;
  readonly district: string;
  readonly window: Window;
  /** Leg ids, bytewise. */
  readonly legs: readonly string[];
}

/** A leg with what merging compares: day numbers of its first day and of its stop. */
interface Span {
  readonly leg: Leg;
  readonly first: number;
  readonly stop: number;
}

/** What merging needs to know of subjects, given by number. */
export interface Subjects {
  readonly subjects: { textOf(number: number): string };
  districtOf(number: number): string;
}

/** Merges what the legs selected into the fewest visits (§4), in processing order. */
export function mergeVisits(
  terms: Terms,
  selected: Selection['selected'],
  roster: Subjects,
  ranks: Pick<Ranks, 'compare'>,
): readonly Visit[] {
  const spansOf = new Map<number, Span[]>();
  for (const span of spansInOrder(terms)) {
    for (const { leg, subjects } of selected) {
      if (leg.id !== span.leg.id) continue;
      for (const subject of subjects) {
        const spans = spansOf.get(subject);
        if (spans === undefined) spansOf.set(subject, [span]);
        else spans.push(span);
      }
    }
  }
  const visits: Visit[] = [];
  for (const number of [...spansOf.keys()].sort((a, b) => ranks.compare(a, b))) {
    const subject = roster.subjects.textOf(number);
    const district = roster.districtOf(number);
    for (const [index, group] of grouped(spansOf.get(number) ?? []).entries()) {
      visits.push({
        key: `${subject}#${index + 1}`,
        subject,
        district,
        window: sharedWindow(group.map(({ leg }) => leg)),
        legs: idsOf(group),
      });
    }
  }
  return visits;
}

/** The terms' legs by (stop, id). */
export function spansInOrder(terms: Pick<Terms, 'legs' | 'minOverlap'>): readonly Span[] {
  return terms.legs
    .map((leg) => spanOf(leg, terms.minOverlap))
    .sort((a, b) => a.stop - b.stop || compareBytewise(a.leg.id, b.leg.id));
}

/**
 * Day numbers of a leg's first day and of its stop: the last day on which a visit of `minOverlap` days can begin. Legs can share
 * a visit exactly if these spans meet.
 */
export function spanOf(leg: Leg, minOverlap: number): Span {
  const [first, last] = leg.window;
  return { leg, first: dayNumber(first) ?? Number.NaN, stop: (dayNumber(last) ?? Number.NaN) - (minOverlap - 1) };
}

/** Groups spans that come by (stop, id): each takes all that begin by the stop of its first. */
export function grouped(spans: readonly Span[]): readonly (readonly Span[])[] {
  const groups: Span[][] = [];
  let rest = spans;
  for (let [anchor] = rest; anchor !== undefined; [anchor] = rest) {
    const { stop } = anchor;
    groups.push(rest.filter((span) => span.first <= stop));
    rest = rest.filter((span) => span.first > stop);
  }
  return groups;
}

/** The window of a visit (§4): from the latest first day to the earliest last day of its legs. */
export function sharedWindow(legs: readonly Leg[]): Window {
  const firstDays = legs.map(({ window: [first] }) => first).toSorted();
  const lastDays = legs.map(({ window: [, last] }) => last).toSorted();
  return [firstDays.at(-1) as string, lastDays[0] as string];
}

function idsOf(group: readonly Span[]): readonly string[] {
  return sortedBytewise(group.map(({ leg }) => leg.id));
}
