import type { Viewer } from '@onevisit/kit';
import { shippedPacks } from '@onevisit/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import { agreed, convened, FIRE, fillPools, HEALTH, MOVE, passed, taskOf } from '../../jointDraws.fixture.js';
import { adoptPack, adoptRules } from '../../rules/adoptedRules.fixture.js';

const CALENDAR = `query ($year: Int!, $department: ID) { planCalendar(year: $year, department: $department) {
  plan step month dueOn doneOn state } }`;
const COMPLETE = `mutation ($input: CompletePlanStepInput!) { completePlanStep(input: $input) { step month doneOn state } }`;

type SeenStep = Readonly<Record<'plan' | 'step' | 'month' | 'dueOn' | 'doneOn' | 'state', unknown>>;

const packNamed = (name: string) => {
  const pack = shippedPacks().find((each) => each.pack === name);
  if (pack === undefined) throw new Error(`no pack ${name} comes along`);
  return pack;
};

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());
beforeEach(async () => {
  await adoptPack(city, packNamed('changzhou-water-2018'), 'water');
  await adoptPack(city, packNamed('luohe-civil-air-defence-2019'), 'health');
  await adoptPack(city, packNamed('xinyang-2019'));
});

const stepsOf = async (department: string | null, year = 2026) =>
  (await city.data<{ planCalendar: SeenStep[] }>(lead, CALENDAR, { year, department })).planCalendar;

describe('planCalendar', () => {
  it('dates the annual and the monthly plans of Changzhou before their year and month', async () => {
    const steps = await stepsOf('water');
    expect(steps).toHaveLength(2 + 2 * 12);
    expect(steps.slice(0, 2)).toMatchObject([
      { plan: 'ANNUAL', step: 'SUBMIT', month: null, dueOn: '2025-12-15', state: 'OVERDUE' },
      { plan: 'ANNUAL', step: 'UPLOAD', month: null, dueOn: '2025-12-25', state: 'OVERDUE' },
    ]);
    expect(steps.find(({ step, month }) => step === 'SUBMIT' && month === 1)?.dueOn).toBe('2025-12-20');
    expect(steps.find(({ step, month }) => step === 'UPLOAD' && month === 12)).toMatchObject({
      dueOn: '2026-11-25',
      state: 'OPEN',
    });
  });

  it('wants what came of Luohe’s year by the end of the next February', async () => {
    expect(await stepsOf('health', 2027)).toMatchObject([
      { step: 'SUBMIT', dueOn: '2027-01-31', state: 'OPEN' },
      { step: 'REPORT_EXECUTION', dueOn: '2028-02-29', state: 'OPEN' },
    ]);
  });

  it('is not for the public', async () => {
    expect(await city.refusal(anyone, CALENDAR, { year: 2026 })).toBe('OV_KIT_FORBIDDEN');
  });
});

describe('completePlanStep', () => {
  it('keeps a step as late, once, with who did it on the ledger', async () => {
    const input = { year: 2025, plan: 'ANNUAL', step: 'SUBMIT', on: '2025-01-05' };
    const { completePlanStep } = await city.data<{ completePlanStep: SeenStep[] }>(officerOf('water'), COMPLETE, {
      input,
    });
    expect(completePlanStep[0]).toEqual({ step: 'SUBMIT', month: null, doneOn: '2025-01-05', state: 'DONE_LATE' });
    expect(await city.refusal(officerOf('water'), COMPLETE, { input })).toBe('OV_JOINT_PLAN_STEP_DONE');
    const entry = await city.database.ledgerEntry.findFirstOrThrow({
      where: { action: 'plan.step', target: 'plan-calendar:water:2025' },
    });
    expect(JSON.parse(entry.detail)).toMatchObject({ step: 'SUBMIT', late: true });
  });

  it('tells of conference, filing and publication for each joint plan, by its moves, to whoever may see it', async () => {
    const OF_PLANS = 'query ($year: Int!) { planCalendar(year: $year) { step doneOn state jointPlan { id } } }';
    interface Calendar {
      readonly planCalendar: readonly (SeenStep & { readonly jointPlan: { readonly id: string } | null })[];
    }
    const seenBy = async (viewer: Viewer, year = 2026) =>
      (await city.data<Calendar>(viewer, OF_PLANS, { year })).planCalendar;
    expect(await seenBy(lead, 2031)).toEqual(
      ['CONFERENCE', 'FILE', 'PUBLISH'].map((step) => ({ step, doneOn: null, state: 'OPEN', jointPlan: null })),
    );
    // Xinyang names no day; this city does.
    await adoptRules(city, {
      'plan-calendar': {
        steps: [
          { plan: 'JOINT', step: 'CONFERENCE', due: { every: 'YEAR', by: '03-31', of: 'SAME' } },
          { plan: 'JOINT', step: 'PUBLISH', due: { every: 'YEAR', by: '06-30', of: 'SAME' } },
        ],
      },
    });
    await adoptRules(city, {}, 'health');
    const planId = await convened(city);
    const ofPlan = async (viewer: Viewer) => (await seenBy(viewer)).filter(({ jointPlan }) => jointPlan?.id === planId);
    expect((await ofPlan(lead)).map(({ state }) => state)).toEqual(['OVERDUE', 'OPEN']);
    expect(await ofPlan(officerOf('water'))).toEqual([]);
    await agreed(city, planId);
    await passed(city, planId);
    const done = [
      { step: 'CONFERENCE', doneOn: '2026-05-01', state: 'DONE_LATE', jointPlan: { id: planId } },
      { step: 'PUBLISH', doneOn: '2026-05-01', state: 'DONE', jointPlan: { id: planId } },
    ];
    for (const viewer of [lead, officerOf('water')]) expect(await ofPlan(viewer)).toEqual(done);
    const again = { year: 2026, plan: 'JOINT', step: 'PUBLISH', on: '2026-05-01' };
    expect(await city.refusal(lead, COMPLETE, { input: again })).toBe('OV_JOINT_PLAN_STEP_MOVES');
    await city.data(lead, MOVE, { input: { planId, to: 'VOID', why: '另行安排' } });
    expect(await ofPlan(lead)).toEqual([]);
  });

  it('refuses what is to come, what there is not, and whoever it is not for', async () => {
    const input = { year: 2026, plan: 'MONTHLY', step: 'SUBMIT', month: 5, on: '2026-04-20' };
    const of = (parts: object) => ({ input: { ...input, ...parts } });
    const water = officerOf('water');
    expect(await city.refusal(water, COMPLETE, of({ on: '2026-05-02' }))).toBe('OV_JOINT_PLAN_STEP_DAY');
    expect(await city.refusal(water, COMPLETE, of({ step: 'CONFERENCE' }))).toBe('OV_JOINT_PLAN_STEP_UNKNOWN');
    expect(await city.refusal(water, COMPLETE, of({ month: null }))).toBe('OV_JOINT_PLAN_STEP_UNKNOWN');
    expect(await city.refusal(water, COMPLETE, of({ plan: 'JOINT' }))).toBe('OV_KIT_FORBIDDEN');
    expect(await city.refusal(lead, COMPLETE, of({}))).toBe('OV_KIT_FORBIDDEN');
    expect(await city.refusal(auditor, COMPLETE, of({}))).toBe('OV_KIT_FORBIDDEN');
  });
});

it('marks a task that was submitted late, by the calendar of its department', async () => {
  city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { submittedOn: '2026-02-01' }));
  city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { submittedOn: '2026-02-01' }));
  await adoptRules(city, {});
  await adoptRules(
    city,
    {
      'plan-calendar': { steps: [{ plan: 'ANNUAL', step: 'SUBMIT', due: { every: 'YEAR', by: '01-31', of: 'SAME' } }] },
    },
    'health',
  );
  const id = await convened(city);
  const query = 'query ($id: ID!) { jointPlan(id: $id) { legs { id submittedOn submitBy late } } }';
  expect((await city.data(lead, query, { id })).jointPlan.legs).toEqual([
    { id: FIRE, submittedOn: '2026-02-01', submitBy: null, late: false },
    { id: HEALTH, submittedOn: '2026-02-01', submitBy: '2026-01-31', late: true },
  ]);
});
