import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { adoptRules, type StatedRules } from '../rules/adoptedRules.fixture.js';
import { planFacts } from './departmentPlans.fixture.js';

const CALENDAR: StatedRules = {
  'plan-calendar': {
    steps: [
      { plan: 'ANNUAL', step: 'SUBMIT', due: { every: 'YEAR', by: '12-15', of: 'BEFORE' } },
      { plan: 'ANNUAL', step: 'REPORT_EXECUTION', due: { every: 'YEAR', by: 'END_OF_FEBRUARY', of: 'AFTER' } },
    ],
  },
};
const JOINT_CALENDAR: StatedRules = {
  'plan-calendar': { steps: [{ plan: 'JOINT', step: 'FILE', due: { every: 'YEAR', by: '12-12', of: 'BEFORE' } }] },
};

const REMINDERS = `query ($department: ID, $on: Date, $first: Int, $after: String) {
  planReminders(department: $department, on: $on, first: $first, after: $after) {
    nodes { department { id } year month plan step dueOn state plans { id } citations { article } }
    totalCount pageInfo { endCursor hasNextPage } } }`;

interface Reminders {
  readonly planReminders: {
    readonly nodes: readonly { readonly department: { readonly id: string } | null; readonly state: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  await adoptRules(city, JOINT_CALENDAR);
  for (const department of ['health', 'water']) await adoptRules(city, CALENDAR, department);
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = new Date('2026-12-11T04:00:00Z');
  const reported = { month: 0, plan: 'ANNUAL', step: 'REPORT_EXECUTION', dueOn: null, doneOn: '2026-02-01', by: 'x' };
  for (const code of ['health', 'water']) {
    city.double(code).fault = () => undefined;
    city.double(code).plans = [planFacts(`${code}:plan:2026`, { submittedOn: '2025-12-10' })];
  }
  return city.database.planStep.createMany({
    data: ['health', 'water'].map((department) => ({ ...reported, department, year: 2025, at: city.now })),
    skipDuplicates: true,
  });
});

const remindersOf = async (viewer: Viewer, variables: object = {}) =>
  (await city.data<Reminders>(viewer, REMINDERS, variables)).planReminders;
const leaderOf = (department: string): Viewer => ({ role: 'leader', sub: 'sun', department });

describe('planReminders', () => {
  it('names what is due soon, with the plans that are still to be submitted', async () => {
    const drafts = [
      planFacts('water:plan:2027', { year: 2027, status: 'IN_REVIEW', submittedOn: null }),
      planFacts('water:plan:2027b', { year: 2027, unit: '二科', submittedOn: '2026-12-01' }),
    ];
    city.double('water').plans?.push(...drafts);
    expect(await remindersOf(officerOf('water'))).toEqual({
      nodes: [
        {
          department: { id: 'water' },
          year: 2027,
          month: null,
          plan: 'ANNUAL',
          step: 'SUBMIT',
          dueOn: '2026-12-15',
          state: 'DUE_SOON',
          plans: [{ id: 'water:plan:2027' }],
          citations: [{ article: 'art. plan-calendar' }],
        },
      ],
      totalCount: 1,
      pageInfo: { endCursor: expect.any(String), hasNextPage: false },
    });
    city.double('water').plans?.push(...drafts.map((plan) => ({ ...plan, submittedOn: '2026-12-11' })));
    city.double('water').plans = (city.double('water').plans ?? []).filter(({ submittedOn }) => submittedOn !== null);
    expect((await remindersOf(officerOf('water'))).nodes).toEqual([]);
  });

  it('names what is overdue, and no more what was a year ago', async () => {
    city.double('health').plans = [];
    expect((await remindersOf(leaderOf('health'))).nodes).toMatchObject([
      { year: 2026, dueOn: '2025-12-15', state: 'OVERDUE' },
      { year: 2027, dueOn: '2026-12-15', state: 'DUE_SOON' },
    ]);
    expect((await remindersOf(leaderOf('health'), { on: '2026-12-16' })).nodes).toMatchObject([
      { year: 2027, dueOn: '2026-12-15', state: 'OVERDUE', plans: [] },
    ]);
    expect((await remindersOf(leaderOf('health'), { on: '2026-12-09' })).nodes).toMatchObject([{ year: 2026 }]);
  });

  it('shows the lead those of all, the first due first, in pages, and who did not answer', async () => {
    city.double('health').fault = ({ operation }) => (operation === 'DepartmentPlans' ? { kind: 'drop' } : undefined);
    const all = await remindersOf(lead);
    expect(all.nodes).toMatchObject([
      { department: null, plan: 'JOINT', year: 2026, dueOn: '2025-12-12', state: 'OVERDUE' },
      { department: { id: 'health' }, year: 2026, dueOn: '2025-12-15', state: 'UNKNOWN' },
      { department: null, plan: 'JOINT', year: 2027, dueOn: '2026-12-12', state: 'DUE_SOON' },
      { department: { id: 'health' }, year: 2027, dueOn: '2026-12-15', state: 'UNKNOWN' },
      { department: { id: 'water' }, year: 2027, dueOn: '2026-12-15', state: 'DUE_SOON' },
    ]);
    const paged: unknown[] = [];
    for (let after: string | undefined; ; ) {
      const page: Reminders['planReminders'] = await remindersOf(auditor, { first: 1, after });
      expect(page.totalCount).toBe(all.totalCount);
      paged.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual(all.nodes);
    expect((await remindersOf(lead, { department: 'water' })).totalCount).toBe(1);
  });

  it('is for officers and leaders about their own, for lead and auditors', async () => {
    const ofHealth = { department: 'health' };
    expect(await city.refusal(officerOf('water'), REMINDERS, ofHealth)).toBe('OV_JOINT_PLANS_OF_OTHERS');
    for (const viewer of [anyone, inspector('water:inspector:1')]) {
      expect(await city.refusal(viewer, REMINDERS)).toBe('OV_KIT_FORBIDDEN');
    }
  });
});

describe('the calendar of a department that keeps its plans', () => {
  const COMPLETE =
    'mutation ($input: CompletePlanStepInput!) { completePlanStep(input: $input) { step doneOn state } }';
  const QUERY = 'query ($year: Int!) { planCalendar(year: $year, department: "water") { step doneOn state } }';
  const step = (name: string, on: string) => ({ input: { year: 2026, plan: 'ANNUAL', step: name, on } });

  it('follows from what the department submits', async () => {
    const water = officerOf('water');
    expect(await city.refusal(water, COMPLETE, step('SUBMIT', '2026-01-05'))).toBe('OV_JOINT_PLAN_STEP_BY_PLAN');
    city.double('water').plans = [planFacts('water:plan:2026', { status: 'APPROVED', submittedOn: null })];
    expect(await city.refusal(water, COMPLETE, step('REPORT_EXECUTION', '2026-12-01'))).toBe(
      'OV_JOINT_PLAN_STEP_ORDER',
    );
    city.double('water').plans = [planFacts('water:plan:2026', { submittedOn: '2025-12-20' })];
    expect(await city.data(water, COMPLETE, step('REPORT_EXECUTION', '2026-12-01'))).toEqual({
      completePlanStep: [
        { step: 'SUBMIT', doneOn: '2025-12-20', state: 'DONE_LATE' },
        { step: 'REPORT_EXECUTION', doneOn: '2026-12-01', state: 'DONE' },
      ],
    });
  });

  it('says what is not known while the department is away, and lets nothing be kept', async () => {
    city.double('water').fault = () => ({ kind: 'drop' });
    expect(await city.data(leaderOf('water'), QUERY, { year: 2027 })).toEqual({
      planCalendar: [
        { step: 'SUBMIT', doneOn: null, state: 'UNKNOWN' },
        { step: 'REPORT_EXECUTION', doneOn: null, state: 'OPEN' },
      ],
    });
    expect(await city.refusal(officerOf('water'), COMPLETE, step('SUBMIT', '2026-01-05'))).toBe(
      'OV_JOINT_DEPARTMENT_UNAVAILABLE',
    );
  });
});

describe('a plan by reference', () => {
  const dated = async (viewer: Viewer, plan: object) => {
    const query = `query ($plans: [_Any!]!) { _entities(representations: $plans) { ... on WaterPlan { submitBy late } } }`;
    const plans = [{ __typename: 'WaterPlan', ...planFacts('water:plan:2027', { year: 2027 }), ...plan }];
    return (await city.data<{ _entities: readonly unknown[] }>(viewer, query, { plans }))._entities[0];
  };

  it('is late by the calendar of its department', async () => {
    const submitBy = '2026-12-15';
    expect(await dated(lead, { submittedOn: '2026-12-15' })).toEqual({ submitBy, late: false });
    expect(await dated(leaderOf('water'), { submittedOn: '2026-12-16' })).toEqual({ submitBy, late: true });
    expect(await dated(auditor, { submittedOn: null })).toEqual({ submitBy, late: false });
    city.now = new Date('2026-12-20T04:00:00Z');
    expect(await dated(auditor, { submittedOn: null })).toEqual({ submitBy, late: true });
    expect(await dated(lead, { submittedOn: '2026-12-16', supplementary: true })).toEqual({
      submitBy: null,
      late: false,
    });
    expect(await dated(officerOf('health'), { submittedOn: '2026-12-16' })).toEqual({ submitBy: null, late: null });
  });
});
