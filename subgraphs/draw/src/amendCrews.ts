import type { DepartmentCrews } from './DepartmentCrews.js';
import { refuse } from './DrawError.js';
import { type CrewedVisit, type CrewInputs, crewedVisits, drawDepartments } from './drawCrews.js';
import type { Visit } from './mergeVisits.js';
import type { Seat, Team } from './Team.js';

/** A place in a crew: an inspector of a department at a visit. */
export interface Place {
  /** The visit's key. */
  readonly visit: string;
  readonly inspector: string;
}

/** A change of crews after the draw (§5). Its reason and author are the ledger's. */
export type Amendment =
  | { readonly kind: 'swap'; readonly department: string; readonly places: readonly [Place, Place] }
  | { readonly kind: 'stepOut'; readonly department: string; readonly place: Place };

/** A seat that changed hands. */
export interface SeatMove {
  /** The visit's key. */
  readonly visit: string;
  /** The seat's place in the department's team, from 0. */
  readonly seat: number;
  /** Who held it; null where it was empty. */
  readonly before: string | null;
  readonly after: string | null;
}

/** The crews after amendments, and what each amendment changed. */
export interface AmendedCrews {
  readonly visits: readonly CrewedVisit[];
  /** For each amendment the visits whose crew of that department it changed, in processing order. */
  readonly changed: readonly (readonly string[])[];
  /** For each amendment the seats that changed hands, by visit in processing order, then by seat. */
  readonly moves: readonly (readonly SeatMove[])[];
}

/**
 * The crews of a draw after amendments, one after the other (§5). The draw is repeated first, because a repair depends on
 * the order in which people got their seats, which no record shows. A seat that nobody can fill stays empty.
 * @param visits of the draw, in processing order
 * @throws VISIT_UNKNOWN, SEAT_NOT_HELD, SWAP_SAME_PERSON, SWAP_UNSUITED, SWAP_TWICE_IN_TEAM, with the index of the amendment
 */
export function amendCrews(
  inputs: CrewInputs,
  visits: readonly Visit[],
  amendments: readonly Amendment[],
): AmendedCrews {
  const departments = drawDepartments(inputs, visits);
  const seatings = new Map<string, Seating>();
  const moves = amendments.map((amendment, index) => {
    const place = `amendments[${index}]`;
    const crews = departments.get(amendment.department);
    if (crews === undefined) return refuse('VISIT_UNKNOWN', place, firstPlace(amendment).visit);
    const seating = seatings.get(amendment.department) ?? new Seating(crews, visits);
    seatings.set(amendment.department, seating);
    if (amendment.kind === 'swap') swap(crews, amendment.places, place);
    else stepOut(crews, amendment.place, place);
    return seating.moves();
  });
  const changed = moves.map((seats) => [...new Set(seats.map(({ visit }) => visit))]);
  return { visits: crewedVisits(visits, departments), changed, moves };
}

function firstPlace(amendment: Amendment): Place {
  return amendment.kind === 'swap' ? amendment.places[0] : amendment.place;
}

/** Who sits where in a department, to tell what an amendment changed: a repair may reach any seat. */
class Seating {
  readonly #crews: DepartmentCrews;
  readonly #seats: readonly Seat[];
  readonly #holders: Int32Array;

  constructor(crews: DepartmentCrews, visits: readonly Visit[]) {
    this.#crews = crews;
    this.#seats = visits.flatMap(({ key }) => crews.teamAt(key)?.seats ?? []);
    this.#holders = Int32Array.from(this.#seats, ({ holder }) => holder);
  }

  /** The seats that changed hands since the last call, or since it was made. */
  moves(): readonly SeatMove[] {
    const { ids } = this.#crews.staff;
    const found: SeatMove[] = [];
    for (const [index, seat] of this.#seats.entries()) {
      const before = this.#holders[index] as number;
      if (before === seat.holder) continue;
      this.#holders[index] = seat.holder;
      const { visit, seats } = seat.team;
      const [former, holder] = [ids[before] ?? null, ids[seat.holder] ?? null];
      found.push({ visit: visit.key, seat: seats.indexOf(seat), before: former, after: holder });
    }
    return found;
  }
}

/** *Swap*: two inspectors exchange seats. */
function swap(crews: DepartmentCrews, places: readonly [Place, Place], where: string): void {
  const [one, other] = [seatAt(crews, places[0], `${where}.places[0]`), seatAt(crews, places[1], `${where}.places[1]`)];
  const [first, second] = [one.holder, other.holder];
  if (first === second) refuse('SWAP_SAME_PERSON', where, crews.staff.ids[first]);
  checkSwap(crews, first, one, other, `${where}.places[0]`);
  checkSwap(crews, second, other, one, `${where}.places[1]`);
  crews.staff.vacate(one);
  crews.staff.vacate(other);
  crews.staff.seatPerson(first, other);
  crews.staff.seatPerson(second, one);
}

/** Whether the person, who leaves `left`, may take `taken`. */
function checkSwap(crews: DepartmentCrews, person: number, left: Seat, taken: Seat, where: string): void {
  const { staff } = crews;
  if (!staff.suits(person, taken)) refuse('SWAP_UNSUITED', where, staff.ids[person]);
  const twice = taken.team.seats.some((seat) => seat !== left && seat !== taken && seat.holder === person);
  if (twice) refuse('SWAP_TWICE_IN_TEAM', where, staff.ids[person]);
}

/** *Step out*: the subject joins the person's recusals; the seat is emptied, then filled by *Fill*, else *Repair*. */
function stepOut(crews: DepartmentCrews, place: Place, where: string): void {
  const seat = seatAt(crews, place, `${where}.place`);
  crews.staff.recuse(seat.holder, seat.team.visit.subject);
  crews.staff.vacate(seat);
  crews.refill(seat);
}

function seatAt(crews: DepartmentCrews, { visit, inspector }: Place, where: string): Seat {
  const team: Team | undefined = crews.teamAt(visit);
  if (team === undefined) return refuse('VISIT_UNKNOWN', where, visit);
  const seat = team.seats.find(({ holder }) => holder >= 0 && crews.staff.ids[holder] === inspector);
  return seat ?? refuse('SEAT_NOT_HELD', where, inspector);
}
