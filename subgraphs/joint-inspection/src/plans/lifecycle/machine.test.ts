import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type DocumentNode, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { DrawPhase } from '../../draw/phases.js';
import { judgeMove, missingOf, movesBetween, wayTo } from './judgeMove.js';
import { MOVERS, type MoverName } from './movers.js';
import { NEEDS } from './needs.js';
import type { PlanFacts } from './PlanFacts.js';
import { ALL_PHASES, DRAWABLE_PHASES, PLAN_PHASES, type PlanPhase } from './phases.js';
import { reachedPhase } from './reachedPhase.js';
import { refuseMove } from './refuseMove.js';
import { TRANSITIONS } from './transitions.js';

const MOVER_NAMES = Object.keys(MOVERS) as MoverName[];
const DRAW_PHASES: readonly DrawPhase[] = ['COMMITTING', 'FREEZING', 'FROZEN', 'DRAWING', 'DRAWN', 'VOID'];

const phase = fc.constantFrom(...ALL_PHASES);
const day = fc.constantFrom('2026-04-30', '2026-05-01', '2026-05-02');
const text = fc.option(fc.constant('某号'));
const facts: fc.Arbitrary<PlanFacts> = fc.record({
  to: phase,
  today: fc.constant('2026-05-01'),
  on: day,
  since: day,
  reference: text,
  why: text,
  answerBy: fc.option(day),
  departments: fc.subarray(['fire-rescue', 'health', 'water']),
  initiatorsIn: fc.boolean(),
  unanswered: fc.subarray(['health']),
  draws: fc.array(fc.record({ phase: fc.constantFrom(...DRAW_PHASES) }), { maxLength: 2 }),
  lastDay: day,
  reached: phase,
});

/** Phases that nobody but those involved sees. */
const BEFORE_PUBLICATION: readonly PlanPhase[] = [
  ...(['DRAFT', 'INVITED', 'AGREED', 'AT_CONFERENCE', 'APPROVED', 'FILED', 'RETURNED', 'WITHDRAWN'] as const),
];

const sdl = (): DocumentNode => parse(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

describe('the machine', () => {
  it('names its phases as the SDL does', () => {
    const declared = sdl().definitions.find(
      (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'PlanPhase',
    );
    const values = declared?.kind === Kind.ENUM_TYPE_DEFINITION ? declared.values : [];
    expect(values?.map(({ name }) => name.value)).toEqual(ALL_PHASES);
  });

  it('leads to every phase from the draft, and from every phase to an end', () => {
    const ends: readonly PlanPhase[] = ['CONCLUDED', 'WITHDRAWN', 'VOID'];
    for (const each of ALL_PHASES) {
      if (each !== 'DRAFT') expect(wayTo('DRAFT', each), each).not.toEqual([]);
      if (!ends.includes(each))
        expect(
          ends.some((end) => wayTo(each, end).length > 0),
          each,
        ).toBe(true);
    }
  });

  it('has each move once for whoever makes it, and a mutation for each', () => {
    const moves = TRANSITIONS.map(({ from, to, by }) => `${from} ${to} ${by}`);
    expect(new Set(moves).size).toBe(moves.length);
    const mutation = sdl().definitions.find(
      (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Mutation',
    );
    const fields = mutation?.kind === Kind.OBJECT_TYPE_DEFINITION ? (mutation.fields ?? []) : [];
    for (const { by } of TRANSITIONS) {
      for (const name of MOVERS[by].by) expect(fields.map((field) => field.name.value)).toContain(name);
    }
  });

  it('is never left by whatever anybody tries, and publishes nothing that was not agreed, approved and filed', () => {
    const attempts = fc.array(fc.record({ by: fc.option(fc.constantFrom(...MOVER_NAMES)), facts }), { maxLength: 60 });
    fc.assert(
      fc.property(attempts, (tries) => {
        const walked: PlanPhase[] = ['DRAFT'];
        for (const attempt of tries) {
          const from = walked.at(-1) ?? 'DRAFT';
          const judgement = judgeMove(from, attempt.by, attempt.facts);
          if (judgement.kind !== 'ALLOWED') continue;
          const { transition } = judgement;
          expect(TRANSITIONS).toContain(transition);
          expect(transition).toMatchObject({ from, to: attempt.facts.to, by: attempt.by });
          expect(missingOf(transition, attempt.facts)).toEqual([]);
          walked.push(transition.to);
        }
        const published = walked.indexOf('PUBLISHED');
        if (published < 0) return;
        expect(walked.slice(published - 4, published)).toEqual(['AGREED', 'AT_CONFERENCE', 'APPROVED', 'FILED']);
        expect(walked.slice(published).filter((each) => BEFORE_PUBLICATION.includes(each))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('lets whoever follows the way that it names come there', () => {
    for (const from of ALL_PHASES) {
      for (const to of ALL_PHASES) {
        const way = wayTo(from, to);
        expect(way.map((move) => move.from)).toEqual(
          way.length === 0 ? [] : [from, ...way.slice(0, -1).map((move) => move.to)],
        );
        if (way.length > 0) expect(way.at(-1)?.to).toBe(to);
      }
    }
  });
});

describe('a refusal, for every pair of phases, whoever moves and whatever is missing', () => {
  const nothing: Omit<PlanFacts, 'to' | 'reached'> = {
    ...{ today: '2026-05-01', on: '2026-05-02', since: '2026-04-01', lastDay: '2026-06-30' },
    ...{ reference: null, why: null, answerBy: null, departments: [], unanswered: ['health'], initiatorsIn: false },
    draws: [{ phase: 'FROZEN' }],
  };
  const pairs = ALL_PHASES.flatMap((from) => ALL_PHASES.map((to) => [from, to] as const));

  it.each(pairs)('%s → %s says who may, and what is missing', (from, to) => {
    for (const by of [null, ...MOVER_NAMES]) {
      const judgement = judgeMove(from, by, { ...nothing, to, reached: from });
      if (judgement.kind === 'ALLOWED') throw new Error(`${by} may move without anything`);
      const { code, message, extensions } = refuseMove('计划一', from, to, judgement);
      expect(message).toContain(`“${PLAN_PHASES[from].zh}”`);
      expect(message).toContain('计划一');
      const moves = movesBetween(from, to);
      const way = wayTo(from, to);
      const expected = moves.length > 0 ? moves : way;
      if (expected.length === 0) {
        expect(code).toBe('OV_JOINT_PLAN_FINAL');
        continue;
      }
      const isTheirs = moves.some((move) => move.by === by);
      const own = isTheirs ? moves.filter((move) => move.by === by) : expected;
      expect(code).toBe(
        moves.length === 0 ? 'OV_JOINT_PLAN_NO_MOVE' : `OV_JOINT_PLAN_${isTheirs ? 'MISSING' : 'NOT_YOURS'}`,
      );
      for (const move of own) {
        const { roles, of, by: mutations } = MOVERS[move.by];
        expect(extensions.who).toContainEqual({ roles, of, by: mutations });
        for (const mutation of mutations) expect(message).toContain(mutation);
      }
      const missing = extensions.missing as (keyof typeof NEEDS)[];
      for (const need of moves.length === 0 ? [] : (own[0]?.needs ?? [])) {
        expect(missing).toContain(need);
        expect(message).toContain(NEEDS[need].zh);
        expect(message).toContain(NEEDS[need].en);
      }
      if (moves.length === 0) expect(extensions.way).toEqual(way.map((move) => move.to));
    }
  });
});

describe('a published plan', () => {
  const draws = fc.array(fc.constantFrom(...DRAW_PHASES), { maxLength: 4 });
  it('is where the furthest of its draws is, void ones aside', () => {
    fc.assert(
      fc.property(draws, fc.boolean(), fc.boolean(), fc.boolean(), (phases, batchesLeft, begun, made) => {
        const allMade = begun && made;
        const reached = reachedPhase({ draws: phases, batchesLeft, begun, allMade });
        const standing = phases.filter((each) => each !== 'VOID');
        expect([...DRAWABLE_PHASES, 'CONCLUDED']).toContain(reached);
        expect(reached === 'PUBLISHED').toBe(standing.every((each) => each === 'COMMITTING' || each === 'FREEZING'));
        expect(reached === 'CONCLUDED').toBe(
          allMade && !batchesLeft && standing.length > 0 && standing.every((each) => each === 'DRAWN'),
        );
        expect(reachedPhase({ draws: [...phases, 'VOID'], batchesLeft, begun, allMade })).toBe(reached);
      }),
    );
  });

  it('can follow its draws from wherever they have brought it, and back when they are voided', () => {
    const after: readonly PlanPhase[] = [...DRAWABLE_PHASES, 'CONCLUDED'];
    for (const [at, from] of after.entries()) {
      for (const to of after.slice(0, at)) expect(wayTo(from, to, 'VOIDING'), `${from} → ${to}`).toHaveLength(1);
    }
  });
});
