import { fillSeat } from './fillSeat.js';
import type { Staff } from './Staff.js';
import { EMPTY, type Seat, seatOf } from './Team.js';

/** Everyone who may take the seats of one kind: who holds what they ask for and fits the district rule. */
export class Candidates {
  /** In order of number. Recusals are looked up per visit. */
  readonly people: Int32Array;
  /** First of all, `#idleCount` of them: the people below capacity whose load was `#load`, and maybe still is. */
  readonly #idle: Int32Array;
  #idleCount = 0;
  /** Nobody below capacity has less. */
  #load = Number.NEGATIVE_INFINITY;

  constructor(people: Int32Array) {
    this.people = people;
    this.#idle = new Int32Array(people.length);
  }

  /**
   * Whom *Fill* of §5 puts into an empty seat, as fillSeat says, but looking only at those of the least load. For seats
   * that are filled while the draw goes on: loads only grow, so that each list of idle people is gathered once.
   */
  fill(staff: Staff, seat: Seat): number {
    do {
      const person = this.#lowestIdle(staff, seat);
      if (person !== EMPTY) return person;
      // Whoever is idle is in the team, or recused.
      if (this.#idleCount > 0) return fillSeat(staff, seat);
    } while (this.#gatherIdle(staff));
    return EMPTY;
  }

  /** The lowest idle person by (mix, id), or `EMPTY`; whoever is not idle any more leaves the list. */
  #lowestIdle(staff: Staff, seat: Seat): number {
    const { team } = seat;
    const barred = staff.recusedFrom(team.visit.subject);
    let kept = 0;
    let best = EMPTY;
    let bestMix = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.#idleCount; at += 1) {
      const person = this.#idle[at] as number;
      if (staff.loads[person] !== this.#load) continue;
      this.#idle[kept] = person;
      kept += 1;
      const mix = staff.mix(person, team);
      if (mix >= bestMix || seatOf(person, team) !== undefined || barred.includes(person)) continue;
      best = person;
      bestMix = mix;
    }
    this.#idleCount = kept;
    return best;
  }

  /** Lists those of the least load anew. Returns whether anybody is below capacity. */
  #gatherIdle(staff: Staff): boolean {
    this.#load = Number.POSITIVE_INFINITY;
    for (const person of this.people) {
      const load = staff.loads[person] as number;
      if (load > this.#load || !staff.hasRoom(person)) continue;
      if (load < this.#load) this.#idleCount = 0;
      this.#load = load;
      this.#idle[this.#idleCount] = person;
      this.#idleCount += 1;
    }
    return this.#idleCount > 0;
  }
}
