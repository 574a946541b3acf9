import { type Days, lengthOf } from './Days.js';

/** In which days windows must meet, and how far they may be moved. */
export interface MeetingTerms {
  /** Fewest days that the window of a joint visit has. */
  readonly minOverlap: number;
  /** Most days by which a window may be moved. */
  readonly mostDaysMoved: number;
  /** Nothing is moved out of these days. */
  readonly within: Days;
}

/** The days in which windows meet. */
export interface Meeting {
  readonly window: Days;
  /** By how many days each window is moved for it: 0 as it stands, below 0 earlier. */
  readonly moves: readonly number[];
}

/**
 * Where windows meet for `minOverlap` days: as they stand, else moved by the fewest days in all,
 * and of those the fewest windows; null where they cannot.
 * That each two meet means that all do (Helly), so that one visit can be made for all of them.
 */
export function meetingOf(windows: readonly Days[], terms: MeetingTerms): Meeting | null {
  const asTheyStand = sharedDays(windows);
  if (lengthOf(asTheyStand) >= terms.minOverlap) return { window: asTheyStand, moves: windows.map(() => 0) };
  let best: { readonly moves: readonly number[]; readonly cost: number } | null = null;
  for (const begin of beginnings(windows, terms)) {
    const moves = movesTo(begin, windows, terms);
    if (moves === null) continue;
    // Days count, then windows: each adds less than a day.
    const cost = moves.reduce((all, days) => all + Math.abs(days) + (days === 0 ? 0 : 1 / (windows.length + 1)), 0);
    if (best === null || cost < best.cost) best = { moves, cost };
  }
  if (best === null) return null;
  const { moves } = best;
  const moved = windows.map(({ first, last }, index) => {
    const days = moves[index] ?? 0;
    return { first: first + days, last: last + days };
  });
  return { window: sharedDays(moved), moves };
}

function sharedDays(windows: readonly Days[]): Days {
  return {
    first: windows.reduce((latest, { first }) => Math.max(latest, first), Number.NEGATIVE_INFINITY),
    last: windows.reduce((earliest, { last }) => Math.min(earliest, last), Number.POSITIVE_INFINITY),
  };
}

/**
 * Days on which a meeting may begin. The sum of moves bends where a window or its last days begin; where it is least is one of
 * those days, or one on which a window is moved as far as it may be.
 */
function beginnings(windows: readonly Days[], terms: MeetingTerms): readonly number[] {
  const { minOverlap, mostDaysMoved, within } = terms;
  const days = windows.flatMap(({ first, last }) => {
    const latest = last - minOverlap + 1;
    return [first, latest, first - mostDaysMoved, latest + mostDaysMoved];
  });
  return [...new Set([...days, within.first, within.last - minOverlap + 1])]
    .filter((day) => day >= within.first && day + minOverlap - 1 <= within.last)
    .sort((a, b) => a - b);
}

/** By how many days each window is moved so that it holds the days from `begin` on; null where one cannot be. */
function movesTo(begin: number, windows: readonly Days[], terms: MeetingTerms): readonly number[] | null {
  const { minOverlap, mostDaysMoved, within } = terms;
  const end = begin + minOverlap - 1;
  const moves: number[] = [];
  for (const window of windows) {
    if (lengthOf(window) < minOverlap) return null;
    const days = begin < window.first ? begin - window.first : Math.max(0, end - window.last);
    if (Math.abs(days) > mostDaysMoved) return null;
    if (days < 0 && window.first + days < within.first) return null;
    if (days > 0 && window.last + days > within.last) return null;
    moves.push(days);
  }
  return moves;
}
