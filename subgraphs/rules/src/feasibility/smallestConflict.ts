import type { Bound, BoundedLeg, Conflict, Remedy } from './Bound.js';

/**
 * The fewest bounds of a leg that no numbers of subjects can keep together; null where some numbers keep them all.
 *
 * Bounds concern one stratum, or all together, so that they contradict each other in three ways only: two in the same place;
 * the lower bounds of strata that add up to more than the whole may have; the upper bounds of strata that leave less than
 * the whole must have. In the latter two the fewest are those that weigh most, so that no search is needed.
 */
export function smallestConflict({ leg, populations, bounds }: BoundedLeg): Conflict | null {
  const found: Conflict[] = [];
  const places = [...populations.keys(), null];
  const tightest = new Map(places.map((place) => [place, tightestOf(bounds, place)]));
  for (const place of places) {
    const { least, most } = tightest.get(place) ?? {};
    if (least === undefined || most === undefined || least.count <= most.count) continue;
    found.push({ leg, bounds: [least, most], remedies: [changed(least, most.count), changed(most, least.count)] });
  }
  const whole = tightest.get(null);
  const strata = [...populations].map(([stratum, population]) => ({ population, ...tightest.get(stratum) }));
  if (whole?.most !== undefined) found.push(...tooMany(leg, whole.most, strata));
  if (whole?.least !== undefined) found.push(...tooFew(leg, whole.least, strata));
  return found.sort((a, b) => a.bounds.length - b.bounds.length)[0] ?? null;
}

interface Stratum {
  readonly population: number;
  readonly least?: Bound | undefined;
  readonly most?: Bound | undefined;
}

/** The highest lower and the lowest upper bound of a place. */
function tightestOf(bounds: readonly Bound[], place: string | null): Pick<Stratum, 'least' | 'most'> {
  const here = bounds.filter(({ stratum }) => stratum === place);
  const lower = here.filter(({ side }) => side === 'AT_LEAST').sort((a, b) => b.count - a.count);
  const upper = here.filter(({ side }) => side === 'AT_MOST').sort((a, b) => a.count - b.count);
  return { least: lower[0], most: upper[0] };
}

/** Lower bounds of strata that add up to more than the whole may have. */
function tooMany(leg: string, whole: Bound, strata: readonly Stratum[]): readonly Conflict[] {
  const lower = strata.flatMap(({ least }) => (least === undefined ? [] : [least])).sort((a, b) => b.count - a.count);
  const chosen = untilBeyond(lower, ({ count }) => count, whole.count);
  if (chosen === null) return [];
  const sum = chosen.reduce((total, { count }) => total + count, 0);
  const excess = sum - whole.count;
  const all = lower.reduce((total, { count }) => total + count, 0);
  const lowered = chosen.filter(({ count }) => count >= excess).map((bound) => changed(bound, bound.count - excess));
  return [{ leg, bounds: [whole, ...chosen], remedies: [changed(whole, all), ...lowered] }];
}

/** Upper bounds of strata that leave less than the whole must have. */
function tooFew(leg: string, whole: Bound, strata: readonly Stratum[]): readonly Conflict[] {
  const population = strata.reduce((total, stratum) => total + stratum.population, 0);
  const upper = strata
    .flatMap((stratum) => (stratum.most === undefined ? [] : [{ ...stratum, most: stratum.most }]))
    .map(({ population: all, most }) => ({ most, taken: all - most.count }))
    .sort((a, b) => b.taken - a.taken);
  const chosen = untilBeyond(upper, ({ taken }) => taken, population - whole.count);
  if (chosen === null) return [];
  const left = population - chosen.reduce((total, { taken }) => total + taken, 0);
  const lacking = whole.count - left;
  const raised = chosen.filter(({ taken }) => taken >= lacking).map(({ most }) => changed(most, most.count + lacking));
  const attainable = population - upper.reduce((total, { taken }) => total + Math.max(0, taken), 0);
  const remedies = [changed(whole, attainable), ...raised];
  return [{ leg, bounds: [whole, ...chosen.map(({ most }) => most)], remedies }];
}

/** The first of a list, heaviest first, whose weights add up to more than the limit; null where all together do not. */
function untilBeyond<Item>(items: readonly Item[], weigh: (item: Item) => number, limit: number): Item[] | null {
  let sum = 0;
  for (const [index, item] of items.entries()) {
    sum += Math.max(0, weigh(item));
    if (sum > limit) return items.slice(0, index + 1);
  }
  return null;
}

function changed(bound: Bound, count: number): Remedy {
  return { bound, count };
}
