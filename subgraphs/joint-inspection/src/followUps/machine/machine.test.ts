import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type DocumentNode, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ALL_ACTS, type FollowUpAct, kindOf } from './acts.js';
import { checkParts } from './checkParts.js';
import { judgeAct } from './judgeAct.js';
import { type Matter, openedMatter, type StatedAct } from './Matter.js';
import { refuseAct } from './refuseAct.js';
import { ALL_STATES, FOLLOW_UP_STATES, type FollowUpState } from './states.js';
import { TRANSITIONS } from './transitions.js';

const REGISTER = ['fire-rescue', 'health', 'water'] as const;

const sdl = (): DocumentNode => parse(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

function declared(name: string): readonly string[] {
  const found = sdl().definitions.find((node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === name);
  return found?.kind === Kind.ENUM_TYPE_DEFINITION ? (found.values ?? []).map((value) => value.name.value) : [];
}

const stated = (act: FollowUpAct, parts: Partial<StatedAct> = {}): StatedAct => {
  return { act, on: '2026-05-20', dueOn: null, reference: null, to: null, organ: null, text: null, ...parts };
};

const anyAct = fc.record({
  act: fc.constantFrom(...ALL_ACTS),
  by: fc.constantFrom(...REGISTER),
  to: fc.constantFrom(...REGISTER),
  dueOn: fc.constantFrom('2026-06-01', '2026-07-01'),
});

/** Acts as they would be stated: a part that the act needs is there, one that means nothing with it is not. */
function asStated({ act, by, to, dueOn }: { act: FollowUpAct; by: string; to: string; dueOn: string }): StatedAct {
  const { needs, takes } = kindOf(act);
  const other = to === by ? (REGISTER.find((code) => code !== by) ?? '') : to;
  const parts = { to: other, dueOn, reference: '某号', organ: '市公安局', text: '说明' };
  const given = Object.entries(parts).filter(([part]) => [...needs, ...takes].some((name) => name === part));
  return checkParts({ act, on: '2026-05-20', ...Object.fromEntries(given) }, by, new Set(REGISTER));
}

describe('the machine of follow-ups', () => {
  it('names its states and acts as the SDL does', () => {
    expect(declared('FollowUpState')).toEqual(ALL_STATES);
    expect(declared('FollowUpAct')).toEqual(ALL_ACTS);
  });

  it('has every act, each once in a state, and a way from every state to the end', () => {
    const keys = TRANSITIONS.map(({ from, act, by }) => `${from} ${act} ${by}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(TRANSITIONS.map(({ act }) => act))).toEqual(new Set(ALL_ACTS));
    const ends = new Set<FollowUpState>(['CLOSED']);
    for (const _ of ALL_STATES) for (const { from, to } of TRANSITIONS) if (ends.has(to)) ends.add(from);
    expect([...ends].sort()).toEqual([...ALL_STATES].sort());
    expect(TRANSITIONS.filter(({ from }) => from === 'CLOSED')).toEqual([]);
  });

  it('is never left by whatever anybody tries', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (tries) => {
        let matter = openedMatter('fire-rescue');
        for (const attempt of tries) {
          const judgement = judgeAct(matter, attempt.by, asStated(attempt));
          if (judgement.kind !== 'ALLOWED') continue;
          const { transition, after } = judgement;
          expect(TRANSITIONS).toContain(transition);
          expect(transition).toMatchObject({ from: matter.state, act: attempt.act, to: after.state });
          const whose = transition.by === 'HOLDER' ? matter.holder : matter.waitsFor;
          expect(attempt.by).toBe(whose);
          checkStep(matter, after, attempt.act);
          matter = after;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets nobody but whom it is for act, and says what can be done or who', () => {
    for (const from of ALL_STATES) {
      const waitsFor = from === 'TRANSFERRED' ? 'health' : 'fire-rescue';
      const matter: Matter = { ...openedMatter('fire-rescue'), state: from, waitsFor };
      for (const act of ALL_ACTS) {
        const judgement = judgeAct(matter, 'water', stated(act));
        if (judgement.kind === 'ALLOWED') throw new Error(`water may ${act} in ${from}`);
        const { code, message, extensions } = refuseAct('某处置', matter, act, judgement);
        const moves = TRANSITIONS.filter((move) => move.from === from);
        const has = moves.some((move) => move.act === act);
        expect(code).toBe(has ? 'OV_JOINT_FOLLOW_UP_NOT_YOURS' : 'OV_JOINT_FOLLOW_UP_NO_ACT');
        expect(message).toContain(`“${FOLLOW_UP_STATES[from].zh}”`);
        if (!has) expect(extensions.acts).toEqual(moves.map((move) => ({ act: move.act, by: move.by })));
      }
    }
  });

  it('gives a case ninety days where no other day is set (行政处罚法 第六十条)', () => {
    const judgement = judgeAct(openedMatter('health'), 'health', stated('CASE', { reference: '卫立〔2026〕1号' }));
    expect(judgement).toMatchObject({ kind: 'ALLOWED', after: { state: 'INVESTIGATING', due: '2026-08-18' } });
  });

  it('makes whoever accepts a transfer its holder, and leaves one that is returned with the sender', () => {
    const sent = judged(openedMatter('health'), 'health', stated('TRANSFER', { to: 'water', dueOn: '2026-06-01' }));
    expect(sent).toMatchObject({ state: 'TRANSFERRED', holder: 'health', waitsFor: 'water', due: '2026-06-01' });
    const returned = judged(sent, 'water', stated('RETURNED', { text: '不属本部门' }));
    expect(returned).toMatchObject({ state: 'OPEN', holder: 'health', waitsFor: 'health', due: null });
    const accepted = judged(sent, 'water', stated('ACCEPTED', { dueOn: '2026-06-10' }));
    expect(accepted).toMatchObject({ state: 'OPEN', holder: 'water', waitsFor: 'water', due: '2026-06-10' });
    for (const after of [returned, accepted]) expect(after.departments).toEqual(['health', 'water']);
  });
});

function judged(matter: Matter, by: string, act: StatedAct): Matter {
  const judgement = judgeAct(matter, by, act);
  if (judgement.kind !== 'ALLOWED') throw new Error(judgement.kind);
  return judgement.after;
}

/** What holds after every act. */
function checkStep(before: Matter, after: Matter, act: FollowUpAct): void {
  const closed = after.state === 'CLOSED';
  expect(after.waitsFor === null).toBe(closed);
  expect(after.closedOn !== null).toBe(closed);
  expect(after.outcome).toBe(closed ? act : null);
  if (closed) expect(after.due).toBeNull();
  expect(after.waitsFor === null || after.waitsFor === after.holder).toBe(after.state !== 'TRANSFERRED');
  if (after.holder !== before.holder) {
    expect([before.state, act, after.holder]).toEqual(['TRANSFERRED', 'ACCEPTED', before.waitsFor]);
  }
  expect(after.departments.slice(0, before.departments.length)).toEqual(before.departments);
  for (const part of [after.holder, after.waitsFor ?? after.holder]) expect(after.departments).toContain(part);
  const dated: readonly FollowUpState[] = ['CORRECTING', 'INVESTIGATING', 'TRANSFERRED', 'REFERRED'];
  if (dated.includes(after.state)) expect(after.due).not.toBeNull();
  expect(after.measure === null).toBe(before.measure === null && !kindOf(act).measure);
}

describe('the parts of an act', () => {
  const refusal = (act: FollowUpAct, parts: object): unknown => {
    try {
      checkParts({ act, on: '2026-05-20', ...parts }, 'health', new Set(REGISTER));
      return null;
    } catch (cause) {
      return (cause as { readonly code: string }).code;
    }
  };
  const sent = { to: 'water', reference: '卫移〔2026〕1号', dueOn: '2026-06-01' };

  it.each([
    ['what an act needs', 'CORRECTION_ORDER', { text: '整改' }, 'OV_JOINT_FOLLOW_UP_NEEDS'],
    ['blanks in its place', 'NOTHING', { text: '  ' }, 'OV_JOINT_FOLLOW_UP_NEEDS'],
    ['what means nothing with it', 'CORRECTED', { to: 'water' }, 'OV_JOINT_FOLLOW_UP_PART'],
    ['a text without end', 'NOTHING', { text: '长'.repeat(4_001) }, 'OV_JOINT_FOLLOW_UP_TEXT'],
    ['what no database keeps', 'NOTHING', { text: 'a\0b' }, 'OV_JOINT_FOLLOW_UP_TEXT'],
    ['half a character', 'NOTHING', { text: '\ud800' }, 'OV_JOINT_FOLLOW_UP_TEXT'],
    ['a transfer to oneself', 'TRANSFER', { ...sent, to: 'health' }, 'OV_JOINT_FOLLOW_UP_TO'],
    ['a transfer to nobody known', 'TRANSFER', { ...sent, to: 'customs' }, 'OV_JOINT_FOLLOW_UP_TO'],
    ['a day before the act', 'TRANSFER', { ...sent, dueOn: '2026-05-19' }, 'OV_JOINT_FOLLOW_UP_DUE'],
    ['a day far away', 'TRANSFER', { ...sent, dueOn: '2206-06-01' }, 'OV_JOINT_FOLLOW_UP_DUE'],
    ['nothing', 'TRANSFER', sent, null],
  ] as const)('are checked: %s is named', (_what, act, parts, code) => {
    expect(refusal(act, parts)).toBe(code);
  });
});
