import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CrewSeat, DepartmentCrews } from './DepartmentCrews.js';
import type { Inspector } from './inspectors.js';
import type { Visit } from './mergeVisits.js';
import { fmix32, visitLot } from './Staff.js';
import { subjectKey } from './SubjectKeys.js';
import { hashFields } from './sha256.js';
import type { DistrictRule, Leg } from './terms.js';
import { inspector, leg } from './testing/samples.js';
import { compareBytewise, sortedBytewise } from './text.js';

const seed = '5e'.repeat(32);
const rosterKey = 'ab'.repeat(32);

interface Case {
  readonly staff: readonly Inspector[];
  readonly visits: readonly { readonly visit: Visit; readonly legs: readonly Leg[] }[];
}

function drawn({ staff, visits }: Case): readonly (readonly CrewSeat[])[] {
  const crews = new DepartmentCrews(seed, rosterKey, staff);
  for (const { visit, legs } of visits) crews.draw(visit, visitLot(seed, visit.key), legs);
  return visits.map(({ visit }) => crews.crewAt(visit.key) ?? []);
}

/** §5 word for word, without short cuts: what the fast crews are compared with. */
class LiteralCrews {
  readonly teams: LiteralSeat[][] = [];
  readonly #held = new Map<string, LiteralSeat[]>();
  readonly #staff: readonly Inspector[];
  repairs = 0;

  constructor(staff: readonly Inspector[]) {
    this.#staff = staff;
    for (const { id } of staff) this.#held.set(id, []);
  }

  draw(visit: Visit, legs: readonly Leg[]): void {
    const team: LiteralSeat[] = [];
    this.teams.push(team);
    const rules = legs.map(({ crew }) => crew.district);
    const rule = (['CROSS', 'SAME'] as const).find((one) => rules.includes(one)) ?? 'ANY';
    for (const wanted of sortedBytewise(new Set(legs.flatMap(({ crew }) => crew.specialties)))) {
      const taking = team.find(({ holder }) => holder?.specialties.includes(wanted));
      if (taking) taking.asks.push(wanted);
      else this.#add({ visit, team, rule, asks: [wanted], holder: undefined });
    }
    const size = Math.max(...legs.map(({ crew }) => crew.size));
    while (team.length < size) this.#add({ visit, team, rule, asks: [], holder: undefined });
  }

  #add(seat: LiteralSeat): void {
    seat.team.push(seat);
    const able = this.#suiting(seat).filter((i) => this.#load(i) < i.capacity && !this.#seatIn(i, seat.team));
    able.sort((a, b) => this.#load(a) - this.#load(b) || this.#byMix(seat, a, b));
    const [first] = able;
    if (first) this.#sit(first, seat);
    else this.#repair(seat);
  }

  #repair(newSeat: LiteralSeat): void {
    const queue: LiteralMove[] = [];
    const reached = new Set<LiteralSeat>();
    const coming = new Set<Inspector>();
    const through = new Map<LiteralSeat, LiteralMove>();
    const examine = (seat: LiteralSeat): void => {
      reached.add(seat);
      for (const i of this.#suiting(seat).sort((a, b) => this.#byMix(seat, a, b))) {
        if (i === seat.holder) continue;
        const from = this.#seatIn(i, seat.team);
        if (from ? reached.has(from) : coming.has(i)) continue;
        if (from) reached.add(from);
        else coming.add(i);
        queue.push({ person: i, seat, from });
      }
    };
    examine(newSeat);
    for (let move = queue.shift(); move; move = queue.shift()) {
      if (!move.from && this.#load(move.person) < move.person.capacity) {
        this.#chain(move, through);
        return;
      }
      for (const seat of move.from ? [move.from] : (this.#held.get(move.person.id) ?? [])) {
        if (!move.from && reached.has(seat)) continue;
        through.set(seat, move);
        examine(seat);
      }
    }
  }

  #chain(last: LiteralMove, through: ReadonlyMap<LiteralSeat, LiteralMove>): void {
    this.repairs += 1;
    let person: Inspector | undefined = last.person;
    for (let seat: LiteralSeat | undefined = last.seat; seat && person; ) {
      const former: Inspector | undefined = seat.holder;
      if (former)
        this.#held.set(
          former.id,
          (this.#held.get(former.id) ?? []).filter((one) => one !== seat),
        );
      this.#sit(person, seat);
      person = former;
      seat = through.get(seat)?.seat;
    }
  }

  #sit(person: Inspector, seat: LiteralSeat): void {
    seat.holder = person;
    this.#held.get(person.id)?.push(seat);
  }

  #load(person: Inspector): number {
    return this.#held.get(person.id)?.length ?? 0;
  }

  #seatIn(person: Inspector, team: readonly LiteralSeat[]): LiteralSeat | undefined {
    return team.find(({ holder }) => holder === person);
  }

  #suiting({ visit, rule, asks }: LiteralSeat): Inspector[] {
    return this.#staff.filter(
      (i) =>
        asks.every((one) => i.specialties.includes(one)) &&
        !i.recusals.includes(visit.subject) &&
        (rule === 'ANY' || (rule === 'SAME') === (i.district === visit.district)),
    );
  }

  #byMix({ visit }: LiteralSeat, a: Inspector, b: Inspector): number {
    const w = leadingWordOf(seed, 'visit', visit.key);
    const p = (i: Inspector) => leadingWordOf(seed, inspectorKeyOf(i), i.id);
    return fmix32(p(a) ^ w) - fmix32(p(b) ^ w) || compareBytewise(a.id, b.id);
  }
}

const keys = new Map<Inspector, string>();

function inspectorKeyOf(person: Inspector): string {
  const key = keys.get(person) ?? hashFields(rosterKey, `crew/${person.department}`, person.id);
  keys.set(person, key);
  return key;
}

const words = new Map<string, number>();

/** The first four bytes of H(fields); remembered, since the literal crews ask again and again. */
function leadingWordOf(...fields: readonly string[]): number {
  const key = fields.join();
  const word = words.get(key) ?? Number.parseInt(hashFields(...fields).slice(0, 8), 16);
  words.set(key, word);
  return word;
}

interface LiteralSeat {
  readonly visit: Visit;
  readonly team: LiteralSeat[];
  readonly rule: DistrictRule;
  readonly asks: string[];
  holder: Inspector | undefined;
}

interface LiteralMove {
  readonly person: Inspector;
  readonly seat: LiteralSeat;
  readonly from: LiteralSeat | undefined;
}

const specialties = fc.subarray(['a', 'b', 'c']);
const crewRule = fc.record({
  size: fc.integer({ min: 1, max: 3 }),
  specialties,
  district: fc.constantFrom<DistrictRule[]>('ANY', 'ANY', 'SAME', 'CROSS'),
});
const subjects = ['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11'];
const cases: fc.Arbitrary<Case> = fc
  .record({
    people: fc.array(
      fc.record({
        specialties,
        district: fc.constantFrom('1', '2'),
        recusals: fc.subarray(subjects, { maxLength: 3 }),
        capacity: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: 2, maxLength: 7 },
    ),
    rules: fc.array(crewRule, { minLength: 2, maxLength: 2 }),
    visits: fc.array(fc.constantFrom('first', 'second', 'both'), { minLength: 5, maxLength: subjects.length }),
  })
  .map(({ people, rules, visits }) => {
    const legs = rules.map((crew, index) => leg(`d/${index}`, { crew }));
    return {
      staff: people.map((parts, index) => inspector('d', `i${index}`, parts)),
      visits: visits.map((which, index) => {
        const taken = which === 'both' ? legs : legs.slice(which === 'first' ? 0 : 1).slice(0, 1);
        const subject = subjects[index] ?? '';
        const window = ['2026-03-01', '2026-06-30'] as const;
        const ids = taken.map(({ id }) => id);
        return {
          legs: taken,
          visit: { key: `${subject}#1`, subject, district: `${1 + (index % 2)}`, window, legs: ids },
        };
      }),
    };
  });

describe('DepartmentCrews', () => {
  it('draws as the protocol says, word for word, over thousands of small draws with many repairs', () => {
    let repairs = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const literal = new LiteralCrews(one.staff);
        for (const { visit, legs } of one.visits) literal.draw(visit, legs);
        repairs += literal.repairs;
        const expected = literal.teams.map((team) =>
          team.map(({ asks, holder }) => ({ specialties: asks, inspector: holder?.id ?? null })),
        );
        expect(drawn(one)).toEqual(expected);
      }),
      { numRuns: 2500, seed: 20_260_701 },
    );
    expect(repairs).toBeGreaterThan(300);
  }, 60_000);

  it('seats nobody twice in a team, over capacity, recused, unqualified or from the wrong district', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const people = new Map(one.staff.map((person) => [person.id, person]));
        const loads = new Map<string, number>();
        for (const [index, team] of drawn(one).entries()) {
          const { visit, legs } = one.visits[index] ?? { legs: [] };
          const held = team.flatMap(({ inspector: id }) => id ?? []);
          expect(new Set(held).size).toBe(held.length);
          const rules = legs.map(({ crew }) => crew.district);
          for (const seat of team) {
            const person = people.get(seat.inspector ?? '');
            if (person === undefined) continue;
            loads.set(person.id, (loads.get(person.id) ?? 0) + 1);
            expect(person.specialties).toEqual(expect.arrayContaining([...seat.specialties]));
            expect(person.recusals).not.toContain(visit?.subject);
            if (rules.includes('CROSS')) expect(person.district).not.toBe(visit?.district);
            else if (rules.includes('SAME')) expect(person.district).toBe(visit?.district);
          }
        }
        for (const [id, load] of loads) expect(load).toBeLessThanOrEqual(people.get(id)?.capacity ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order in which inspectors and their lists come', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const staff = one.staff.toReversed().map((person) => ({
          ...person,
          specialties: person.specialties.toReversed(),
          recusals: person.recusals.toReversed(),
        }));
        expect(drawn({ ...one, staff })).toEqual(drawn(one));
      }),
      { numRuns: 300 },
    );
  });
});

it('fmix32 is the finalizer of MurmurHash3', () => {
  expect([0, 1, 0xffffffff, 0xdeadbeef].map(fmix32)).toEqual([0, 0x514e28b7, 0x81f16f39, 0x0de5c6a9]);
});

it('subjectKey is the keyed hash of the subject', () => {
  expect(subjectKey(rosterKey, 's')).toBe(hashFields(rosterKey, 's'));
});
