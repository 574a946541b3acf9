import { beforeAll, describe, expect, it } from 'vitest';
import { commitment } from './commitments.js';
import { type DrawOutcome, runDraw } from './runDraw.js';
import { hashFields } from './sha256.js';
import { chiSquare, chiSquareLimit } from './testing/chiSquare.js';
import { entry, inspector, leg } from './testing/samples.js';

// Two legs of one department share a pool of fourteen in two strata, and each takes two of A and one of B. The other
// department's leg has a pool of its own, of which the first overlaps A, and sends two of seven people to each visit. Everything
// in these draws but the nonces is the same; the nonces are numbered, so that every run of this test draws the same.
const DRAWS = 2_000;

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const A = names('a', 8);
const B = names('b', 6);
const INSPECTORS = names('i', 7);
const QUOTA = { A: 2, B: 1 };

const ROSTER = [
  ...['d/1', 'd/2'].flatMap((id) => [
    ...A.map((subject) => entry(id, subject)),
    ...B.map((subject) => entry(id, subject, { stratum: 'B' })),
  ]),
  ...[...A.slice(0, 4), ...names('c', 4)].map((subject) => entry('e/1', subject, { stratum: 'C' })),
];

const quota = { strata: { A: { count: QUOTA.A }, B: { count: QUOTA.B }, C: { count: 2 } } };
const TERMS = {
  legs: [
    leg('d/1', { quota, crew: { size: 2, specialties: [], district: 'ANY' } }),
    leg('d/2', { quota }),
    leg('e/1', { quota }),
  ],
  minOverlap: 1,
  publicSource: '',
};

function drawNumber(number: number): DrawOutcome {
  const nonces = { d: hashFields('fairness', String(number)), e: hashFields('fairness too', String(number)) };
  return runDraw({
    drawId: 'fairness',
    rosterKey: hashFields('roster key'),
    terms: TERMS,
    commitments: { d: commitment('fairness', 'd', nonces.d), e: commitment('fairness', 'e', nonces.e) },
    nonces,
    publicEntropy: '',
    roster: ROSTER,
    inspectors: INSPECTORS.map((id) => inspector('d', id)),
  });
}

let draws: readonly DrawOutcome[];
beforeAll(() => {
  draws = Array.from({ length: DRAWS }, (_, number) => drawNumber(number));
});

/** The subjects that the leg selected in a draw, of those given. */
function selectedBy(draw: DrawOutcome, legId: string, pool: readonly string[]): readonly string[] {
  return draw.visits
    .filter(({ legs, subject }) => legs.includes(legId) && pool.includes(subject))
    .map(({ subject }) => subject)
    .toSorted();
}

/** The inspectors of department d in the crew of the first visit that has one, in the order of their seats. */
function firstCrew(draw: DrawOutcome): readonly string[] {
  const crew = draw.visits.find(({ crew: all }) => all.d !== undefined)?.crew.d ?? [];
  return crew.map((seat) => seat.inspector ?? '');
}

function pairsOf(all: readonly string[]): readonly string[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => `${one} ${other}`));
}

function countsOf(values: readonly string[], of: readonly string[]): number[] {
  return of.map((one) => values.filter((value) => value === one).length);
}

/** Checks that each of the possible values came up equally often. */
function expectUniform(values: readonly string[], possible: readonly string[]): void {
  const expected = possible.map(() => values.length / possible.length);
  const observed = countsOf(values, possible);
  expect(observed.reduce((sum, count) => sum + count, 0)).toBe(values.length);
  expect(chiSquare(observed, expected)).toBeLessThan(chiSquareLimit(possible.length - 1));
}

describe(`over ${DRAWS} draws, as far as chance allows at p > 0.001`, () => {
  it.each([
    ['d/1', 'A', A],
    ['d/1', 'B', B],
    ['d/2', 'A', A],
    ['d/2', 'B', B],
  ] as const)('leg %s includes every entry of stratum %s equally often', (legId, stratum, pool) => {
    const selected = draws.flatMap((draw) => selectedBy(draw, legId, pool));
    const size = QUOTA[stratum];
    expect(selected).toHaveLength(size * DRAWS);
    // Within a draw nobody is selected twice: the statistic of such a sample is smaller by (N − n) / (N − 1).
    const smaller = (pool.length - size) / (pool.length - 1);
    const expected = pool.map(() => selected.length / pool.length);
    const statistic = chiSquare(countsOf(selected, pool), expected) / smaller;
    expect(statistic).toBeLessThan(chiSquareLimit(pool.length - 1));
  });

  it('a leg takes every pair of entries equally often', () => {
    const pairs = draws.map((draw) => selectedBy(draw, 'd/1', A).join(' '));
    expectUniform(pairs, pairsOf(A));
  });

  it('sends every inspector equally often: of seven people for six seats, each stays at home as often', () => {
    const idle = draws.filter((draw) => seatsOf(draw).length === 6).flatMap((draw) => idleIn(draw));
    expect(idle.length).toBeGreaterThan(DRAWS / 2);
    expectUniform(idle, INSPECTORS);
  });

  it('makes every pair of inspectors equally often', () => {
    const pairs = draws.map((draw) => firstCrew(draw).toSorted().join(' '));
    expectUniform(pairs, pairsOf(INSPECTORS));
  });

  it('sends inspectors to subjects independently of who either is', () => {
    const seated = draws.map((draw) => ({ inspector: firstCrew(draw)[0] ?? '', subject: firstSubject(draw) }));
    const subjects = [...A, ...B];
    const observed = subjects.flatMap((subject) =>
      countsOf(
        seated.filter((one) => one.subject === subject).map((one) => one.inspector),
        INSPECTORS,
      ),
    );
    const bySubject = countsOf(
      seated.map((one) => one.subject),
      subjects,
    );
    const byInspector = countsOf(
      seated.map((one) => one.inspector),
      INSPECTORS,
    );
    const expected = bySubject.flatMap((count) => byInspector.map((share) => (count * share) / DRAWS));
    const freedom = (subjects.length - 1) * (INSPECTORS.length - 1);
    expect(chiSquare(observed, expected)).toBeLessThan(chiSquareLimit(freedom));
  });
});

function seatsOf(draw: DrawOutcome): readonly string[] {
  return draw.visits.flatMap(({ crew }) => (crew.d ?? []).map((seat) => seat.inspector ?? ''));
}

function idleIn(draw: DrawOutcome): readonly string[] {
  const sent = new Set(seatsOf(draw));
  return INSPECTORS.filter((id) => !sent.has(id));
}

function firstSubject(draw: DrawOutcome): string {
  return draw.visits.find(({ crew }) => crew.d !== undefined)?.subject ?? '';
}

describe('chiSquareLimit', () => {
  it.each([
    [5, 20.515],
    [6, 22.458],
    [27, 55.476],
    [78, 122.348],
  ])('is close to the tables for %i degrees of freedom', (freedom, tabled) => {
    expect(Math.abs(chiSquareLimit(freedom) / tabled - 1)).toBeLessThan(0.012);
  });

  it('tells a loaded draw from a fair one', () => {
    const fair = A.map(() => DRAWS / A.length);
    const loaded = fair.map((count, index) => count + (index === 0 ? 84 : -12));
    expect(chiSquare(loaded, fair)).toBeGreaterThan(chiSquareLimit(A.length - 1));
  });
});
