import { Candidates } from './Candidates.js';
import type { Inspector } from './inspectors.js';
import { inspectorKey } from './SubjectKeys.js';
import { Message } from './sha256.js';
import { EMPTY, type Seat, type Team } from './Team.js';
import type { DistrictRule } from './terms.js';
import { compareBytewise, sortedBytewise, US } from './text.js';

const message = new Message();

/** What stands between seed and key of a visit in its lot. */
const VISIT = `${US}visit${US}`;

/** `w(v)` of §5. @param seed hex @param visitKey `subject#number` */
export function visitLot(seed: string, visitKey: string): number {
  return leadingWord(message.truncate(0).text(seed).text(VISIT).text(visitKey).sha256());
}

/** The first four bytes, big-endian. */
export function leadingWord(digest: Uint8Array): number {
  let word = 0;
  for (let at = 0; at < 4; at += 1) word = word * 256 + (digest[at] as number);
  return word;
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
  /** By district rule, district, and what is asked for: undefined where nothing is. */
  readonly #candidates = new Map<DistrictRule, Map<string, Map<string | undefined, Candidates>>>();

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
    return seat.candidates.people.includes(person) && !this.recusedFrom(seat.team.visit.subject).includes(person);
  }

  /** Everyone who holds all the specialties and fits the team's district rule. */
  candidatesFor(asks: readonly string[], team: Team): Candidates {
    const district = team.district === 'ANY' ? '' : team.visit.district;
    const known = mapIn(mapIn(this.#candidates, team.district), district);
    const kind = asks.length > 1 ? sortedBytewise(asks).join(US) : asks[0];
    let candidates = known.get(kind);
    if (candidates === undefined) {
      const fits = (person: number) =>
        asks.every((specialty) => this.hasSpecialty(person, specialty)) &&
        (team.district === 'ANY' || (this.#districts[person] === district) === (team.district === 'SAME'));
      candidates = new Candidates(Int32Array.from(this.ids.keys()).filter(fits));
      known.set(kind, candidates);
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

/** The map that stands under a key of a map; made if there is none. */
function mapIn<Key, InnerKey, Value>(maps: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  let found = maps.get(key);
  if (found === undefined) {
    found = new Map();
    maps.set(key, found);
  }
  return found;
}
