import type { Candidates } from './Candidates.js';
import type { Staff } from './Staff.js';
import { EMPTY, type Seat, seatOf } from './Team.js';

/** An entry of the search's queue (§5): `person` would take `seat`, `from` another seat of the same team or, if undefined, *coming*. */
interface Move {
  readonly person: number;
  readonly seat: Seat;
  readonly from: Seat | undefined;
}

/** What a seat's `reachedBy` says of seats that dry searches reached. */
const DEAD = -1;

/**
 * *Repair* of §5: the breadth-first search for the shortest chain of moves that frees somebody for an empty seat.
 * It takes both short cuts of the protocol: it stops when somebody coming below capacity is found, and what dry searches
 * reached is never looked at again.
 */
export class Repair {
  readonly #staff: Staff;
  /** 1 for people whom dry searches queued as coming. */
  readonly #deadPeople: Uint8Array;
  #deaths = 0;
  /** Candidates without the dead, and the number of dead when they were sifted. */
  readonly #living = new Map<Candidates, { readonly people: Int32Array; readonly deaths: number }>();
  /** The last search in which a person was queued as coming. */
  readonly #comingIn: Int32Array;
  /** Of the search at hand: its number, its queue, the seats examined or queued, and the entries through which seats were examined. */
  #search = 0;
  #queue: Move[] = [];
  #reached: Seat[] = [];
  readonly #through = new Map<Seat, Move>();
  #heedDead = true;

  constructor(staff: Staff) {
    this.#staff = staff;
    this.#deadPeople = new Uint8Array(staff.ids.length);
    this.#comingIn = new Int32Array(staff.ids.length);
  }

  /**
   * Fills the empty seat by a chain of moves. Returns false, and changes nothing, if no chain exists.
   * @param growing whether loads have only grown since the first search, as in a draw: then what dry searches reached
   * stays unreachable. After an amendment has freed somebody it does not, and nothing is taken from earlier searches or kept.
   */
  fill(seat: Seat, growing: boolean): boolean {
    this.#search += 1;
    this.#queue = [];
    this.#reached = [];
    this.#through.clear();
    this.#heedDead = growing;
    const last = this.#find(seat);
    if (last !== undefined) this.#apply(last);
    else if (growing) this.#bury();
    return last !== undefined;
  }

  /** The entry that ends the search, or undefined when the queue runs dry. */
  #find(empty: Seat): Move | undefined {
    let found = this.#examine(empty);
    for (let next = 0; found === undefined && next < this.#queue.length; next += 1) {
      const move = this.#queue[next] as Move;
      if (move.from !== undefined) {
        found = this.#examine(move.from, move);
        continue;
      }
      for (const held of this.#staff.held[move.person] as readonly Seat[]) {
        if (!this.#wasReached(held)) found = this.#examine(held, move);
        if (found !== undefined) break;
      }
    }
    return found;
  }

  /** Looks at everyone who suits the seat; returns the entry that ends the search, if one does. */
  #examine(seat: Seat, through?: Move): Move | undefined {
    const staff = this.#staff;
    const { team } = seat;
    const candidates = this.#livingOf(seat.candidates);
    this.#reach(seat);
    if (through !== undefined) this.#through.set(seat, through);
    const arriving = this.#teammatesFor(seat);
    const barred = staff.recusedFrom(team.visit.subject);
    let free = EMPTY;
    for (let at = 0; at < candidates.length; at += 1) {
      const person = candidates[at] as number;
      if (this.#comingIn[person] === this.#search) continue;
      if (seatOf(person, team) !== undefined || barred.includes(person)) continue;
      if (!staff.hasRoom(person)) arriving.push(person);
      else if (free === EMPTY || staff.mix(person, team) < staff.mix(free, team)) free = person;
    }
    if (free !== EMPTY) return { person: free, seat, from: undefined };
    this.#enqueue(seat, arriving);
    return undefined;
  }

  /** Those who suit the seat and hold another seat of its team that was not examined or queued before. */
  #teammatesFor(seat: Seat): number[] {
    const people: number[] = [];
    for (const other of seat.team.seats) {
      if (other === seat || other.holder === EMPTY || this.#wasReached(other)) continue;
      if (this.#staff.suits(other.holder, seat)) people.push(other.holder);
    }
    return people;
  }

  /** Once staff is scarce nearly everyone is dead, and most searches have nobody left to look at. */
  #livingOf(candidates: Candidates): Int32Array {
    if (!this.#heedDead || this.#deaths === 0) return candidates.people;
    const known = this.#living.get(candidates);
    if (known?.deaths === this.#deaths) return known.people;
    const people = candidates.people.filter((person) => this.#deadPeople[person] === 0);
    this.#living.set(candidates, { people, deaths: this.#deaths });
    return people;
  }

  #enqueue(seat: Seat, arriving: number[]): void {
    const { team } = seat;
    const staff = this.#staff;
    arriving.sort((a, b) => staff.mix(a, team) - staff.mix(b, team) || a - b);
    for (const person of arriving) {
      const from = seatOf(person, team);
      if (from === undefined) this.#comingIn[person] = this.#search;
      else this.#reach(from);
      this.#queue.push({ person, seat, from });
    }
  }

  /** Moves everyone along the chain that ends with `last`, from its end to the new seat. */
  #apply(last: Move): void {
    let person = last.person;
    let seat = last.seat;
    for (;;) {
      const former = seat.holder;
      const through = this.#through.get(seat);
      this.#staff.seatPerson(person, seat);
      if (through === undefined) return;
      person = former;
      seat = through.seat;
    }
  }

  #bury(): void {
    for (const seat of this.#reached) seat.reachedBy = DEAD;
    for (const { person, from } of this.#queue) {
      if (from !== undefined) continue;
      this.#deadPeople[person] = 1;
      this.#deaths += 1;
    }
  }

  /** Marks the seat as examined or queued. */
  #reach(seat: Seat): void {
    seat.reachedBy = this.#search;
    this.#reached.push(seat);
  }

  #wasReached({ reachedBy }: Seat): boolean {
    return reachedBy === this.#search || (this.#heedDead && reachedBy === DEAD);
  }
}
