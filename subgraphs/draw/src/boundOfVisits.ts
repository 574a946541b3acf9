import { spanOf } from './mergeVisits.js';
import type { Cell } from './Roster.js';
import { quotaRow } from './select.js';
import type { Terms } from './terms.js';

/** What a subject's inclusion probability is measured against. */
export type Probability =
  /** selected / eligible: what the draw does. */
  | 'eligible'
  /** quota / population: what the terms ask for. */
  | 'population';

interface WeightedSpan {
  readonly first: number;
  readonly stop: number;
  readonly weight: number;
}

/**
 * The fewest visits in expectation that any draw with the same inclusion probabilities can make: over distinct subjects,
 * the greatest sum of probabilities over legs that can share no visit with each other. It is Σ max π where all windows overlap.
 * A measure of quality, not part of the draw: a floating-point number.
 * @param cells the roster's cells
 */
export function boundOfVisits(terms: Terms, cells: readonly Cell[], probability: Probability = 'eligible'): number {
  const legs = new Map(terms.legs.map((leg) => [leg.id, leg]));
  const spans = cells.map((cell): WeightedSpan => {
    const leg = legs.get(cell.leg);
    if (leg === undefined) return { first: 0, stop: 0, weight: 0 };
    const { eligible, selected, quota, population } = quotaRow(leg, cell);
    const weight = probability === 'population' ? quota / population : eligible === 0 ? 0 : selected / eligible;
    const { first, stop } = spanOf(leg, terms.minOverlap);
    return { first, stop, weight };
  });
  let bound = 0;
  for (const { cells: numbers, subjects } of groupsBy(cells)) {
    bound += subjects * heaviestApart(numbers.map((number) => spans[number] as WeightedSpan));
  }
  return bound;
}

/** Subjects that are eligible in exactly the same cells: which cells, and how many subjects. */
interface Group {
  readonly cells: readonly number[];
  subjects: number;
}

/** Groups subjects by their cells: each cell moves its subjects on, from the group they are in to the one that has this cell too. */
function groupsBy(cells: readonly Cell[]): readonly Group[] {
  const groups: Group[] = [{ cells: [], subjects: 0 }];
  const next = new Map<number, number>();
  const groupOf = new Uint32Array(1 + cells.reduce((most, { eligible }) => eligible.reduce(greater, most), -1));
  for (const [number, { eligible }] of cells.entries()) {
    next.clear();
    for (const subject of eligible) {
      const from = groupOf[subject] as number;
      let to = next.get(from);
      if (to === undefined) {
        to = groups.length;
        next.set(from, to);
        groups.push({ cells: [...(groups[from] as Group).cells, number], subjects: 0 });
      }
      if (from !== 0) (groups[from] as Group).subjects -= 1;
      (groups[to] as Group).subjects += 1;
      groupOf[subject] = to;
    }
  }
  return groups.filter(({ subjects }) => subjects > 0);
}

function greater(a: number, b: number): number {
  return Math.max(a, b);
}

/** The greatest total weight of spans of which no two meet: dynamic programming over spans by their stops. */
function heaviestApart(spans: readonly WeightedSpan[]): number {
  const ordered = [...spans].sort((a, b) => a.stop - b.stop);
  const best = [0];
  for (const [index, { first, weight }] of ordered.entries()) {
    let before = index;
    while (before > 0 && (ordered[before - 1] as WeightedSpan).stop >= first) before -= 1;
    best.push(Math.max(best[index] as number, (best[before] as number) + weight));
  }
  return best.at(-1) ?? 0;
}
