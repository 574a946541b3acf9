import type { Staff } from './Staff.js';
import { EMPTY, type Seat, seatOf } from './Team.js';

/**
 * Whom *Fill* of §5 puts into an empty seat: among those who suit it, hold no other seat of its team and are below
 * capacity, the lowest by (load, mix, id); `EMPTY` if there is none. Numbers follow ids, so that the first of equals wins.
 */
export function fillSeat(staff: Staff, seat: Seat): number {
  const { team } = seat;
  const candidates = seat.candidates.people;
  const { loads, capacities } = staff;
  const barred = staff.recusedFrom(team.visit.subject);
  let best = EMPTY;
  let bestLoad = Number.POSITIVE_INFINITY;
  let bestMix = 0;
  for (let at = 0; at < candidates.length; at += 1) {
    const person = candidates[at] as number;
    const load = loads[person] as number;
    if (load > bestLoad || load >= (capacities[person] as number)) continue;
    const mix = staff.mix(person, team);
    if (load === bestLoad && mix >= bestMix) continue;
    if (seatOf(person, team) !== undefined || barred.includes(person)) continue;
    best = person;
    bestLoad = load;
    bestMix = mix;
  }
  return best;
}
