import type { Inspector } from './inspectors.js';
import type { Visit } from './mergeVisits.js';
import { inspectorKey } from './SubjectKeys.js';
import { Message } from './sha256.js';
import type { DistrictRule } from './terms.js';
import { compareBytewise, sortedBytewise, US } from './text.js';

/** One seat of a team. People are given by their number in the staff; `EMPTY` holds nobody. */
export interface Seat {
  readonly team: Team;
  /** The specialties that it asks for, in the order taken on. */
  asks: readonly string[];
  /** Everyone who holds what it asks for and fits the district rule, by number; recusals are looked up per visit. */
  candidates: Int32Array;
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

const message = new Message();

/** `w(v)` of §5. @param seed hex @param visitKey `subject#number` */
export function visitLot(seed: string, visitKey: string): number {
  return leadingWord(message.truncate(0).text([seed, 'visit', visitKey].join(US)).sha256());
}

/** The first four bytes, big-endian. */
export function leadingWord(digest: Uint8Array): number {
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}

const NOBODY: readonly number[] = [];

/** MurmurHash3's 32-bit finalizer (§5). */
export function fmix32(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** One department's people, numbered bytewise by id, with the seats that they hold so far. */
export class Staff {
  readonly ids: readonly string[];
  /** Seats held by each. */
  readonly loads: Int32Array;
  /** The most seats of each. Floating point holds every safe integer. */
  readonly capacities: Float64Array;
  /** Seats of each in the order in which they got them. */
  readonly held: readonly Seat[][];
  readonly #lots: Uint32Array;
  readonly #districts: readonly string[];
  readonly #specialties: readonly ReadonlySet<string>[];
  readonly #recused = new Map<string, number[]>();
  readonly #candidates = new Map<string, Int32Array>();

  /** @param seed hex @param rosterKey hex @param inspectors of one department */
  constructor(seed: string, rosterKey: string, inspectors: readonly Inspector[]) {
    const people = [...inspectors].sort((a, b) => compareBytewise(a.id, b.id));
    this.ids = people.map(({ id }) => id);
    this.capacities = Float64Array.from(people, ({ capacity }) => capacity);
    this.held = people.map(() => []);
    this.loads = new Int32Array(people.length);
    this.#lots = Uint32Array.from(people, (person) => {
      const key = inspectorKey(rosterKey, person);
      return leadingWord(
        message
          .truncate(0)
          .text(seed + US)
          .hex(key)
          .text(US + person.id)
          .sha256(),
      );
    });
    this.#districts = people.map(({ district }) => district);
    this.#specialties = people.map(({ specialties }) => new Set(specialties));
    for (const [number, { recusals }] of people.entries()) {
      for (const subject of recusals) this.recuse(number, subject);
    }
  }

  hasRoom(person: number): boolean {
    return (this.loads[person] as number) < (this.capacities[person] as number);
  }

  hasSpecialty(person: number, specialty: string): boolean {
    return this.#specialties[person]?.has(specialty) === true;
  }

  /** `mix(i, v)` of §5. */
  mix(person: number, team: Team): number {
    return fmix32((this.#lots[person] as number) ^ team.lot);
  }

  /** The people who are recused from the subject. */
  recusedFrom(subject: string): readonly number[] {
    return this.#recused.get(subject) ?? NOBODY;
  }

  /** Adds the subject to the person's recusals. */
  recuse(person: number, subject: string): void {
    const recused = this.#recused.get(subject);
    if (recused === undefined) this.#recused.set(subject, [person]);
    else if (!recused.includes(person)) recused.push(person);
  }

  /** Whether the person suits the seat (§5). */
  suits(person: number, seat: Seat): boolean {
    return seat.candidates.includes(person) && !this.recusedFrom(seat.team.visit.subject).includes(person);
  }

  /** Everyone who holds all the specialties and fits the team's district rule, in order of number. */
  candidatesFor(asks: readonly string[], team: Team): Int32Array {
    const district = team.district === 'ANY' ? '' : team.visit.district;
    const key = team.district + US + district + US + (asks.length > 1 ? sortedBytewise(asks) : asks).join(US);
    let candidates = this.#candidates.get(key);
    if (candidates === undefined) {
      const fits = (person: number) =>
        asks.every((specialty) => this.hasSpecialty(person, specialty)) &&
        (team.district === 'ANY' || (this.#districts[person] === district) === (team.district === 'SAME'));
      candidates = Int32Array.from(this.ids.keys()).filter(fits);
      this.#candidates.set(key, candidates);
    }
    return candidates;
  }

  /** Gives the seat to the person; its former holder, if any, leaves it. */
  seatPerson(person: number, seat: Seat): void {
    this.vacate(seat);
    seat.holder = person;
    this.held[person]?.push(seat);
    this.loads[person] = (this.loads[person] as number) + 1;
  }

  /** Empties the seat. */
  vacate(seat: Seat): void {
    const former = seat.holder;
    if (former === EMPTY) return;
    const seats = this.held[former] as Seat[];
    seats.splice(seats.lastIndexOf(seat), 1);
    this.loads[former] = seats.length;
    seat.holder = EMPTY;
  }
}
