import type { Candidates } from './Candidates.js';
import type { Visit } from './mergeVisits.js';
import type { DistrictRule } from './terms.js';

/** One seat of a team. People are given by their number in the staff; `EMPTY` holds nobody. */
export interface Seat {
  readonly team: Team;
  /** The specialties that it asks for, in the order taken on. */
  asks: readonly string[];
  candidates: Candidates;
  holder: number;
  /** The last search for a repair that examined or queued it; 0 before any. Kept here because searches reach most seats. */
  reachedBy: number;
}

/** One department's team at one visit (§5). */
export interface Team {
  readonly visit: Visit;
  /** `w` of the visit. */
  readonly lot: number;
  readonly district: DistrictRule;
  readonly seats: Seat[];
}

/** The holder of an empty seat. */
export const EMPTY = -1;

/** The seat that the person holds in the team, if any. */
export function seatOf(person: number, team: Team): Seat | undefined {
  const { seats } = team;
  for (let at = 0; at < seats.length; at += 1) {
    const seat = seats[at] as Seat;
    if (seat.holder === person) return seat;
  }
  return undefined;
}
