import { fillSeat } from './fillSeat.js';
import type { Inspector } from './inspectors.js';
import type { Visit } from './mergeVisits.js';
import { Repair } from './Repair.js';
import { Staff } from './Staff.js';
import { EMPTY, type Seat, type Team } from './Team.js';
import type { DistrictRule, Leg } from './terms.js';
import { sortedBytewise } from './text.js';

/** A seat as recorded: its specialties in the order taken on, and who holds it. */
export interface CrewSeat {
  readonly specialties: readonly string[];
  readonly inspector: string | null;
}

/** What a department needs at a visit (§5). */
interface TeamNeed {
  readonly size: number;
  /** What a seat for each wanted specialty asks for at first. */
  readonly asks: readonly (readonly [specialty: string])[];
  readonly district: DistrictRule;
}

/** What an open seat asks for. */
const OPEN: readonly string[] = [];

/** Draws one department's people for its visits, in one pass in processing order (§5). */
export class DepartmentCrews {
  readonly staff: Staff;
  readonly #repair: Repair;
  /** By the list of legs: those who draw many visits have few lists. */
  readonly #needs = new WeakMap<readonly Leg[], TeamNeed>();
  readonly #teams: Team[] = [];
  #teamOfVisit: ReadonlyMap<string, Team> | undefined;

  /** @param seed hex @param rosterKey hex @param inspectors of this department */
  constructor(seed: string, rosterKey: string, inspectors: readonly Inspector[]) {
    this.staff = new Staff(seed, rosterKey, inspectors);
    this.#repair = new Repair(this.staff);
  }

  /**
   * Draws the team for the next visit.
   * @param lot `w` of the visit (visitLot) @param legs this department's legs in the visit; at least one
   */
  draw(visit: Visit, lot: number, legs: readonly Leg[]): void {
    const need = this.#needOf(legs);
    const team: Team = { visit, lot, district: need.district, seats: [] };
    this.#teams.push(team);
    this.#teamOfVisit = undefined;
    for (const asks of need.asks) {
      const [specialty] = asks;
      const holder = team.seats.find(
        (seat) => seat.holder !== EMPTY && this.staff.hasSpecialty(seat.holder, specialty),
      );
      if (holder === undefined) this.#addSeat(team, asks);
      else this.#askAlso(holder, specialty);
    }
    while (team.seats.length < need.size) this.#addSeat(team, OPEN);
  }

  /** The team at a visit, if the department has one. */
  teamAt(visitKey: string): Team | undefined {
    this.#teamOfVisit ??= new Map(this.#teams.map((team) => [team.visit.key, team]));
    return this.#teamOfVisit.get(visitKey);
  }

  /** The team at a visit as recorded, if there is one; who sits in it can change while later visits are drawn. */
  crewAt(visitKey: string): readonly CrewSeat[] | undefined {
    const team = this.teamAt(visitKey);
    return team && this.recorded(team);
  }

  /** The teams in the order in which they were drawn. */
  get teams(): readonly Team[] {
    return this.#teams;
  }

  /** A team as recorded. */
  recorded({ seats }: Team): readonly CrewSeat[] {
    return seats.map(({ asks, holder }) => ({ specialties: asks, inspector: this.staff.ids[holder] ?? null }));
  }

  /**
   * Fills a seat that was emptied after the draw by *Fill*, else *Repair*. Returns whether it could.
   * Loads have shrunk by then, so that nothing is taken from earlier searches, nor kept for later ones.
   */
  refill(seat: Seat): boolean {
    const person = fillSeat(this.staff, seat);
    if (person === EMPTY) return this.#repair.fill(seat, false);
    this.staff.seatPerson(person, seat);
    return true;
  }

  #addSeat(team: Team, asks: readonly string[]): void {
    const seat: Seat = { team, asks, candidates: this.staff.candidatesFor(asks, team), holder: EMPTY, reachedBy: 0 };
    team.seats.push(seat);
    const person = seat.candidates.fill(this.staff, seat);
    if (person === EMPTY) this.#repair.fill(seat, true);
    else this.staff.seatPerson(person, seat);
  }

  #askAlso(seat: Seat, specialty: string): void {
    seat.asks = [...seat.asks, specialty];
    seat.candidates = this.staff.candidatesFor(seat.asks, seat.team);
  }

  #needOf(legs: readonly Leg[]): TeamNeed {
    let need = this.#needs.get(legs);
    if (need === undefined) {
      need = teamNeed(legs);
      this.#needs.set(legs, need);
    }
    return need;
  }
}

function teamNeed(legs: readonly Leg[]): TeamNeed {
  const rules = new Set(legs.map(({ crew }) => crew.district));
  return {
    size: Math.max(...legs.map(({ crew }) => crew.size)),
    asks: sortedBytewise(new Set(legs.flatMap(({ crew }) => crew.specialties))).map((specialty) => [specialty]),
    district: rules.has('CROSS') ? 'CROSS' : rules.has('SAME') ? 'SAME' : 'ANY',
  };
}
