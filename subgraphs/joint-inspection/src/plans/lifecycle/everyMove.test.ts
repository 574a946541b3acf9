import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import {
  ANSWER_BY,
  agreed,
  convened,
  drawn,
  executed,
  fillPools,
  frozen,
  INVITE,
  MOVE,
  OPEN,
  opened,
  published,
  REVEAL,
  VOID,
} from '../../jointDraws.fixture.js';
import { actOn, type DrawnVisits, type JointVisit, recordAll, visitsOfDraw } from '../../visits/jointVisits.fixture.js';
import { movesBetween, wayTo } from './judgeMove.js';
import { MOVERS } from './movers.js';
import { ALL_PHASES, type PlanPhase } from './phases.js';

/** Of a department that has no part in the plans. */
const stranger = inspector('water:inspector:1');

const DAY_TO_COME = '2026-12-31';
const NOW = new Date('2026-05-01T04:00:00Z');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());

const phaseOf = async (id: string) => (await city.database.jointPlan.findUniqueOrThrow({ where: { id } })).phase;

/** Tries every move, on a day that is to come, so that nobody may make any. @returns what each was refused with, by phase */
async function tryEvery(viewer: Viewer, planId: string) {
  const answers = ALL_PHASES.map(async (to) => {
    const { errors } = await city.ask(viewer, MOVE, { input: { planId, to, on: DAY_TO_COME } });
    return [to, errors?.[0]?.extensions ?? {}] as const;
  });
  return new Map<PlanPhase, Readonly<Record<string, unknown>>>(await Promise.all(answers));
}

/** Expects that nobody moves a plan anywhere from where it stands, and that each is told who may and what is missing. */
async function expectRefused(planId: string, from: PlanPhase, isPublic: boolean): Promise<void> {
  expect(await phaseOf(planId)).toBe(from);
  for (const viewer of [lead, officerOf('health'), auditor, stranger]) {
    for (const [to, refusal] of await tryEvery(viewer, planId)) {
      const { code, who, missing, way } = refusal;
      const place = `${viewer.role} ${from} → ${to}`;
      if (!isPublic && viewer === stranger) {
        expect(refusal, place).toEqual({ code: 'OV_JOINT_UNKNOWN_PLAN' });
        continue;
      }
      const moves = movesBetween(from, to);
      const path = wayTo(from, to);
      const isLeads = viewer.role === 'lead' && moves.some(({ by }) => by === 'LEAD');
      const kind = isLeads ? 'MISSING' : moves.length > 0 ? 'NOT_YOURS' : path.length > 0 ? 'NO_MOVE' : 'FINAL';
      expect(code, place).toBe(`OV_JOINT_PLAN_${kind}`);
      if (kind === 'FINAL') continue;
      if (isLeads) expect(missing, place).toContain('DAY');
      const movers = moves.length > 0 ? moves : path;
      const { roles, of, by } =
        MOVERS[(movers.find((move) => !isLeads || move.by === 'LEAD') ?? movers[0])?.by ?? 'LEAD'];
      expect(who, place).toContainEqual({ roles, of, by });
      if (kind === 'NO_MOVE') expect(way, place).toEqual(path.map((move) => move.to));
    }
  }
  expect(await city.refusal(anyone, MOVE, { input: { planId, to: 'WITHDRAWN', why: '试' } })).toBe('OV_KIT_FORBIDDEN');
  expect(await phaseOf(planId)).toBe(from);
}

const move = (planId: string, to: PlanPhase, parts: object = {}) =>
  city.data(lead, MOVE, { input: { planId, to, ...parts } });

/** Makes every visit of a draw; `onStart` is called when the first has begun. */
async function visitAll(ids: { readonly planId: string; readonly drawId: string }, onStart: () => Promise<void>) {
  const rows = await city.database.visit.findMany({ where: { drawId: ids.drawId } });
  for (const [index, { id }] of rows.entries()) {
    const { departments } = rows[index] ?? { departments: [] };
    const visits = await visitsOfDraw(city, ids, departments);
    const visit = await takeById(visits, id);
    for (const [turn, department] of departments.entries()) {
      const officers = visit.crew[department] ?? [];
      if (index === 0 && turn === 0) {
        await actOn(city, officerOf(department), 'startVisit', { visitId: id, officers });
        await onStart();
      }
      await recordAll(city, visit, department, '2026-05-01');
    }
  }
}

async function takeById(visits: DrawnVisits, id: string): Promise<JointVisit> {
  for (;;) {
    const visit = await visits.take();
    if (visit.id === id) return visit;
  }
}

describe('at every station of its life, a plan goes nowhere but where the machine leads', () => {
  it('from the draft to the conclusion, following its draw and visits', async () => {
    fillPools(city, 4);
    const planId = await convened(city, { disclosure: 'AT_DRAW' });
    await expectRefused(planId, 'DRAFT', false);
    await city.data(lead, INVITE, { input: { planId, answerBy: ANSWER_BY } });
    await expectRefused(planId, 'INVITED', false);
    await agreed(city, planId);
    await expectRefused(planId, 'AGREED', false);
    await move(planId, 'AT_CONFERENCE');
    await expectRefused(planId, 'AT_CONFERENCE', false);
    await move(planId, 'APPROVED', { reference: '纪要' });
    await expectRefused(planId, 'APPROVED', false);
    await move(planId, 'FILED', { reference: '备案' });
    await expectRefused(planId, 'FILED', false);
    await move(planId, 'PUBLISHED');
    await expectRefused(planId, 'PUBLISHED', true);
    const drawId = await opened(city, planId);
    await frozen(city, drawId);
    await expectRefused(planId, 'FROZEN', true);
    await city.data(lead, REVEAL, { id: drawId });
    await executed(city, drawId);
    await expectRefused(planId, 'DRAWN', true);
    await visitAll({ planId, drawId }, () => expectRefused(planId, 'IN_PROGRESS', true));
    await expectRefused(planId, 'CONCLUDED', true);
    const { jointPlan } = await city.data<{ jointPlan: { history: readonly { phase: string }[] } }>(anyone, HISTORY, {
      id: planId,
    });
    expect(jointPlan.history.map(({ phase }) => phase)).toEqual([
      ...['PUBLISHED', 'FROZEN', 'DRAWN', 'IN_PROGRESS', 'CONCLUDED'],
    ]);
  });

  it('where it was returned, withdrawn or voided', async () => {
    fillPools(city, 4);
    const planId = await convened(city);
    await agreed(city, planId);
    await move(planId, 'AT_CONFERENCE');
    await move(planId, 'RETURNED', { why: '请补充抽查事项' });
    await expectRefused(planId, 'RETURNED', false);
    await agreed(city, planId);
    await move(planId, 'WITHDRAWN', { why: '并入另一计划' });
    await expectRefused(planId, 'WITHDRAWN', false);
    const other = await published(city);
    await move(other, 'VOID', { why: '上级另有部署' });
    await expectRefused(other, 'VOID', true);
  });
});

it('a draw that is voided takes the plan back, and then it may be void itself; not before', async () => {
  fillPools(city, 4);
  const planId = await published(city);
  const drawId = await opened(city, planId);
  const voided = { input: { planId, to: 'VOID', why: '上级另有部署' } };
  const refusal = (await city.ask(lead, MOVE, voided)).errors?.[0];
  expect(refusal?.extensions).toMatchObject({ code: 'OV_JOINT_PLAN_MISSING', missing: ['NO_DRAW'] });
  expect(refusal?.message).toContain('voidDraw');
  await frozen(city, drawId);
  expect(await phaseOf(planId)).toBe('FROZEN');
  await city.data(lead, VOID, { id: drawId, why: '名册有误' });
  expect(await phaseOf(planId)).toBe('PUBLISHED');
  await city.data(lead, MOVE, voided);
  expect(await city.refusal(lead, OPEN, { input: { planId, replaces: drawId } })).toBe('OV_JOINT_PLAN_FINAL');
});

it('the lead concludes a plan whose last day is over, with the reason why visits were not made', async () => {
  fillPools(city, 4);
  const { planId } = await drawn(city);
  const conclude = { input: { planId, to: 'CONCLUDED', why: '对象已注销' } };
  const early = (await city.ask(lead, MOVE, conclude)).errors?.[0]?.extensions;
  expect(early).toMatchObject({ code: 'OV_JOINT_PLAN_MISSING', missing: ['WINDOWS_OVER'] });
  city.now = new Date('2026-07-01T04:00:00Z');
  await city.data(lead, MOVE, conclude);
  expect(await phaseOf(planId)).toBe('CONCLUDED');
  city.now = NOW;
});

const HISTORY = 'query ($id: ID!) { jointPlan(id: $id) { history { phase } } }';
