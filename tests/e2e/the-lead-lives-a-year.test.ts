import type { ClientClaims } from '@onevisit/gateway';
import { fieldOf, readRegister } from '@onevisit/schema';
import { describe, expect, inject, it } from 'vitest';
import { ask, dataOf, inspector, lead, officer } from './ask.js';
import { day, drawPlan } from './smallPlan.js';
import { codeOf, taskIdOf, taskInput, tasksOf, YEAR_DEPARTMENTS, YEAR_TASKS } from './yearTasks.js';

const city = inject('city');
const YEAR = Number(day().slice(0, 4));

/** Asks and has an answer without errors. */
async function data<Data = Record<string, never>>(
  claims: ClientClaims | 'public',
  query: string,
  variables: object = {},
): Promise<Data> {
  return dataOf(await ask<Data>(city, claims, query, variables));
}

/** Whoever reviews the plans of a department. */
const leader = (department: string): ClientClaims => ({ role: 'leader', sub: `e2e-leader-${department}`, department });

interface Named {
  readonly id: string;
}

interface Plan {
  readonly id: string;
  readonly phase: string;
  readonly version: number;
  readonly legs: readonly { readonly id: string; readonly window: { readonly first: string; readonly last: string } }[];
  readonly history: readonly { readonly phase: string; readonly reference: string | null }[];
  readonly versions: readonly { readonly number: number; readonly title: string; readonly why: string }[];
}

const PLAN =
  'id phase version legs { id window { first last } } history { phase reference } versions { number title why }';
const SEEN = `query Seen($id: ID!) { jointPlan(id: $id) { ${PLAN} } }`;

const seen = async (claims: ClientClaims | 'public', id: string) =>
  (await data<{ jointPlan: Plan | null }>(claims, SEEN, { id })).jointPlan;

async function convene(input: object): Promise<string> {
  const query = 'mutation Convene($input: ConveneJointPlanInput!) { plan: conveneJointPlan(input: $input) { id } }';
  const common = { year: YEAR, disclosure: 'AFTER_WINDOW' };
  return (await data<{ plan: Named }>(lead, query, { input: { ...common, ...input } })).plan.id;
}

async function invite(planId: string): Promise<void> {
  const query = 'mutation Invite($input: InviteToJointPlanInput!) { inviteToJointPlan(input: $input) { id } }';
  await data(lead, query, { input: { planId, answerBy: day(7) } });
}

async function answer(department: string, input: object): Promise<void> {
  const query = 'mutation Answer($input: AnswerInvitationInput!) { answerInvitation(input: $input) { phase } }';
  await data(officer(department), query, { input });
}

async function acceptAll(planId: string, departments: readonly string[]): Promise<void> {
  for (const department of departments) await answer(department, { planId, answer: 'ACCEPT' });
}

async function move(planId: string, to: string, parts: object = {}): Promise<void> {
  const query = 'mutation Move($input: MoveJointPlanInput!) { moveJointPlan(input: $input) { phase } }';
  await data(lead, query, { input: { planId, to, ...parts } });
}

/** Through the joint conference, the filing and to the publication. */
async function pass(planId: string, number: number): Promise<void> {
  await move(planId, 'AT_CONFERENCE');
  await move(planId, 'APPROVED', { reference: `联席会议纪要〔${YEAR}〕${number}号` });
  await move(planId, 'FILED', { reference: `备〔${YEAR}〕${number}号` });
  await move(planId, 'PUBLISHED', { reference: `公告〔${YEAR}〕${number}号` });
}

interface Visit {
  readonly id: string;
  readonly subjectId: string;
  readonly batch: number | null;
  readonly items: readonly { readonly planned: { readonly id: string; readonly item: Named } }[];
  readonly crew: readonly {
    readonly department: Named;
    readonly seats: readonly { readonly inspector: Named | null }[];
  }[];
}

async function visitsOf(drawId: string): Promise<readonly Visit[]> {
  const query = `query Visits($id: ID!) { draw(id: $id) { visits(first: 200) { nodes {
    id subjectId batch items { planned { id item { id } } } crew { department { id } seats { inspector { id } } } } } } }`;
  return (await data<{ draw: { visits: { nodes: Visit[] } } }>(lead, query, { id: drawId })).draw.visits.nodes;
}

interface Numbers {
  readonly selectionCount: number;
  readonly visitCount: number;
}

async function numbersOf(drawId: string): Promise<Numbers> {
  const query = 'query Numbers($id: ID!) { draw(id: $id) { selectionCount visitCount } }';
  return (await data<{ draw: Numbers }>(lead, query, { id: drawId })).draw;
}

/** The crew comes, and finds nothing. */
async function make(visit: Visit): Promise<void> {
  for (const { department, seats } of visit.crew) {
    const officers = seats.flatMap((seat) => seat.inspector?.id ?? []);
    const claims = inspector(officers[0] ?? '');
    const checkIn = 'mutation CheckIn($input: CheckInInput!) { checkIn(input: $input) { id } }';
    for (const officer of officers) {
      await data(inspector(officer), checkIn, { input: { visitId: visit.id, notice: `检通〔${YEAR}〕1号` } });
    }
    const items = visit.items
      .filter(({ planned }) => planned.item.id.startsWith(`${department.id}:`))
      .map(({ planned }) => ({ plannedItemId: planned.id, results: ['NO_PROBLEM'] }));
    const record = 'mutation Record($input: RecordResultsInput!) { recordResults(input: $input) { status } }';
    await data(claims, record, { input: { visitId: visit.id, inspectedOn: day(), items } });
  }
}

interface Proposal {
  readonly id: string;
  readonly title: string;
  readonly taskIds: readonly string[];
  readonly separateVisits: { readonly value: number };
  readonly jointVisits: { readonly value: number };
  readonly listRows: readonly { readonly number: number; readonly field: string }[];
}

const plans = { hotels: '', schools: '', restaurants: '' };
let hotels: Proposal;
const hotelDraws: string[] = [];

describe('the lead lives a year', { shuffle: false }, () => {
  it('ten departments draw up their plans; a leader returns one; all are approved and submitted', async () => {
    expect(YEAR_DEPARTMENTS).toHaveLength(readRegister().length);
    for (const department of YEAR_DEPARTMENTS) {
      const field = fieldOf(readRegister().find(({ code }) => code === department)?.prefix ?? '');
      const tasks = YEAR_TASKS.filter((task) => task.department === department);
      const id = `${department}:plan:year`;
      const plan = {
        code: 'year',
        title: '年度抽查计划',
        year: YEAR,
        unit: '双随机办公室',
        taskIds: tasks.map(taskIdOf),
      };
      await data(
        officer(department),
        `mutation Draft($tasks: [PlanTaskInput!]!, $plans: [DepartmentPlanInput!]!, $id: ID!) {
           ${field}SavePlanTasks(tasks: $tasks) { created } ${field}SavePlans(plans: $plans) { created }
           ${field}SendPlan(id: $id) { status } }`,
        { tasks: tasks.map(taskInput), plans: [plan], id },
      );
      if (department === 'education') {
        const reason = '请写明食堂';
        await data(
          leader(department),
          `mutation Return($id: ID!, $reason: String!) { ${field}ReturnPlan(id: $id, reason: $reason) { status } }`,
          { id, reason },
        );
        await data(officer(department), `mutation Again($id: ID!) { ${field}SendPlan(id: $id) { status } }`, { id });
      }
      await data(leader(department), `mutation Approve($id: ID!) { ${field}ApprovePlan(id: $id) { status } }`, { id });
      const submitted = await data<Record<string, { status: string; plannedCount: number; reviews: object[] }>>(
        officer(department),
        `mutation Submit($id: ID!) { plan: ${field}SubmitPlan(id: $id) { status plannedCount reviews { __typename } } }`,
        { id },
      );
      expect(submitted.plan?.status).toBe('SUBMITTED');
      expect(submitted.plan?.reviews).toHaveLength(department === 'education' ? 5 : 3);
    }
  });

  it('matchmaking says what belongs together, and what it would save', async () => {
    const MATCH = `query Match($year: Int!, $tasks: [ID!]!) { matchmaking(year: $year, filter: { withTasks: $tasks, unplanned: true }) {
      unanswered proposals(first: 5) { nodes { id title taskIds separateVisits { value } jointVisits { value } listRows { number field } } } } }`;
    const match = async (plan: 'hotels' | 'schools' | 'restaurants') => {
      const tasks = tasksOf(plan);
      interface Matched {
        readonly matchmaking: { readonly unanswered: string[]; readonly proposals: { readonly nodes: Proposal[] } };
      }
      const { matchmaking } = await data<Matched>(lead, MATCH, { year: YEAR, tasks });
      expect(matchmaking.unanswered).toEqual([]);
      return { proposals: matchmaking.proposals.nodes, tasks };
    };
    for (const plan of ['hotels', 'schools', 'restaurants'] as const) {
      const { proposals, tasks } = await match(plan);
      const [best] = proposals;
      if (best === undefined) throw new Error(`no proposal for ${plan}`);
      expect(best.taskIds.filter((id) => tasks.includes(id)).length, plan).toBeGreaterThanOrEqual(2);
      expect(best.jointVisits.value).toBeLessThan(best.separateVisits.value);
      if (plan === 'hotels') hotels = best;
    }
    expect(hotels.listRows.map(({ field }) => field)).toContain('宾馆、旅店监督抽查');
  });

  it('three joint plans are convened: from a proposal, from a row of the joint lists, at the request of a department', async () => {
    const rows = await data<{ jointListRows: { number: number; item: string }[] }>(
      'public',
      'query Rows { jointListRows(filter: { about: "学校", initiator: "education" }) { number item } }',
    );
    const request = await data<{ requestJointPlan: Named }>(
      officer('ecology-environment'),
      'mutation Request($input: RequestJointPlanInput!) { requestJointPlan(input: $input) { id } }',
      { input: { title: '餐饮联合抽查', year: YEAR, taskIds: tasksOf('restaurants'), why: '油烟投诉较多' } },
    );
    plans.hotels = await convene({
      title: hotels.title,
      initiator: 'public-security',
      taskIds: tasksOf('hotels'),
      batches: 2,
      batchDraws: 'A_DRAW_EACH',
      batchWindows: [
        { first: day(), last: day(10) },
        { first: day(11), last: day(30) },
      ],
      origin: { kind: 'PROPOSAL', reference: hotels.id },
    });
    plans.schools = await convene({
      title: '学校食堂联合抽查',
      initiator: 'education',
      taskIds: tasksOf('schools'),
      origin: { kind: 'LIST_ROW', reference: String(rows.jointListRows[0]?.number) },
    });
    plans.restaurants = await convene({
      title: '餐饮联合抽查',
      initiator: 'market-regulation',
      taskIds: tasksOf('restaurants'),
      origin: { kind: 'REQUEST', reference: request.requestJointPlan.id },
    });
    for (const id of Object.values(plans)) {
      expect((await seen(lead, id))?.phase).toBe('DRAFT');
      expect(await seen('public', id)).toBeNull();
    }
  });

  it('departments answer: one declines and leaves, one proposes another window, all others accept', async () => {
    for (const id of Object.values(plans)) await invite(id);
    await acceptAll(plans.hotels, ['public-security', 'fire-rescue', 'health', 'civil-air-defence']);
    const declined = { answer: 'DECLINE', reason: 'NO_INSPECTORS', explanation: '人手不足,年底另有任务' };
    await answer('culture-tourism', { planId: plans.hotels, ...declined });
    const windows = [{ taskId: 'education:task:year-schools', window: { first: day(5), last: day(30) } }];
    await answer('education', { planId: plans.schools, answer: 'COUNTER', windows });
    await acceptAll(plans.schools, ['health', 'emergency-management', 'water']);
    expect((await seen(lead, plans.schools))?.phase).toBe('INVITED');
    const SETTLE =
      'mutation Settle($input: SettleCounterProposalInput!) { settleCounterProposal(input: $input) { phase } }';
    await data(lead, SETTLE, { input: { planId: plans.schools, department: 'education', take: true } });
    await acceptAll(plans.restaurants, ['health']);

    for (const id of Object.values(plans)) expect((await seen(lead, id))?.phase).toBe('AGREED');
    expect((await seen(lead, plans.hotels))?.legs.map(({ id }) => id)).not.toContain(
      'culture-tourism:task:year-hotels',
    );
    const moved = (await seen(lead, plans.schools))?.legs.find(({ id }) => id.startsWith('education:'));
    expect(moved?.window.first).toBe(day(5));
  });

  it('drafts, invitations and declined reasons are for those involved', async () => {
    const REASONS = `query Reasons($id: ID!) { jointPlan(id: $id) { invitations { department { id } state reason explanation } } }`;
    interface Reasons {
      readonly jointPlan: {
        readonly invitations: readonly {
          readonly department: Named;
          readonly state: string;
          readonly reason: string | null;
          readonly explanation: string | null;
        }[];
      } | null;
    }
    const told = async (claims: ClientClaims | 'public') => {
      const { jointPlan } = (await ask<Reasons>(city, claims, REASONS, { id: plans.hotels })).data;
      return jointPlan?.invitations.find(({ department }) => department.id === 'culture-tourism');
    };
    expect(await told(lead)).toMatchObject({ state: 'DECLINED', reason: 'NO_INSPECTORS' });
    expect(await told(officer('culture-tourism'))).toMatchObject({ reason: 'NO_INSPECTORS' });
    expect(await told(officer('health'))).toMatchObject({ state: 'DECLINED', reason: null, explanation: null });
    for (const claims of [officer('ecology-environment'), 'public'] as const) {
      expect(await seen(claims, plans.hotels)).toBeNull();
    }
    const open = await ask(city, lead, 'mutation Open($id: ID!) { openDraw(input: { planId: $id }) { id } }', {
      id: plans.hotels,
    });
    expect(open.errors[0]?.extensions.code).toBe('OV_JOINT_PLAN_NOT_DRAWABLE');
  });

  it('the joint conference returns one and approves all in the end; they are filed and published', async () => {
    await move(plans.schools, 'AT_CONFERENCE');
    await move(plans.schools, 'RETURNED', { why: '请避开期末考试' });
    await invite(plans.schools);
    await acceptAll(plans.schools, ['education', 'health', 'emergency-management', 'water']);
    for (const [index, id] of Object.values(plans).entries()) await pass(id, index + 1);
    for (const id of Object.values(plans)) {
      const plan = await seen('public', id);
      expect(plan?.phase).toBe('PUBLISHED');
      expect(plan?.history.at(-1)).toMatchObject({ phase: 'PUBLISHED', reference: expect.stringContaining('公告') });
    }
  });

  it('a published plan is adjusted in the open', async () => {
    const ADJUST = 'mutation Adjust($input: AdjustJointPlanInput!) { adjustJointPlan(input: $input) { version } }';
    const input = {
      planId: plans.restaurants,
      title: '餐饮油烟联合抽查',
      why: '按投诉情况调整名称',
      reference: `调〔${YEAR}〕1号`,
    };
    await data(lead, ADJUST, { input });
    const plan = await seen('public', plans.restaurants);
    expect(plan).toMatchObject({ version: 2, versions: [{ number: 1, title: '餐饮联合抽查', why: input.why }] });
  });

  it('hotels are drawn in two batches, nobody twice, and one visit covers what several departments drew', async () => {
    hotelDraws.push(await drawPlan(city, plans.hotels));
    hotelDraws.push(await drawPlan(city, plans.hotels, hotelDraws[0]));
    const [first = [], second = []] = await Promise.all(hotelDraws.map(visitsOf));
    expect(new Set(first.map(({ batch }) => batch))).toEqual(new Set([1]));
    expect(new Set(second.map(({ batch }) => batch))).toEqual(new Set([2]));
    const subjects = [...first, ...second].map(({ subjectId }) => subjectId);
    expect(new Set(subjects).size).toBe(subjects.length);
    const drawn = await Promise.all(hotelDraws.map(numbersOf));
    for (const { selectionCount, visitCount } of drawn) expect(visitCount).toBeLessThan(selectionCount);
    const selected = drawn.reduce((sum, { selectionCount }) => sum + selectionCount, 0);
    expect(selected).toBeGreaterThanOrEqual(12 + 8 + 8 + 8 + 2);
    for (const plan of [plans.schools, plans.restaurants])
      expect(await visitsOf(await drawPlan(city, plan))).not.toEqual([]);
  });

  it('a crew makes its visit, and the plan is in progress', async () => {
    const [visit] = await visitsOf(hotelDraws[0] ?? '');
    if (visit === undefined) throw new Error('nobody was drawn');
    await make(visit);
    expect((await seen('public', plans.hotels))?.phase).toBe('IN_PROGRESS');
    expect((await seen('public', plans.schools))?.phase).toBe('DRAWN');
  });

  it('what was not done rolls over, and the report of the year says what all plans came to', async () => {
    const ROLL =
      'mutation Roll($input: RollOverTaskInput!) { rollOverTask(input: $input) { count continuedBy { id } } }';
    const window = { first: `${YEAR + 1}-03-01`, last: `${YEAR + 1}-03-31` };
    const taskId = 'culture-tourism:task:year-hotels';
    const { rollOverTask } = await data<{ rollOverTask: { count: number; continuedBy: Named } }>(
      officer('culture-tourism'),
      ROLL,
      { input: { taskId, year: YEAR + 1, window, reason: '人手不足,转下年' } },
    );
    expect(rollOverTask.count).toBe(2);

    interface Report {
      readonly executionReport: {
        readonly unanswered: string[];
        readonly csv: string;
        readonly departments: readonly {
          readonly department: Named;
          readonly plans: readonly {
            readonly plan: Named | null;
            readonly tasks: readonly {
              readonly taskId: string;
              readonly counts: Readonly<
                Record<'planned' | 'drawn' | 'visited' | 'completed' | 'rolledOver' | 'left', number>
              >;
            }[];
          }[];
        }[];
      };
    }
    const { executionReport } = await data<Report>(
      lead,
      `query Report($year: Int!) { executionReport(year: $year) { unanswered csv departments { department { id } plans { plan { id } tasks {
         taskId counts { planned drawn visited completed rolledOver left } } } } } }`,
      { year: YEAR },
    );
    expect(executionReport.unanswered).toEqual([]);
    const tasks = executionReport.departments.flatMap((each) => each.plans.flatMap((plan) => plan.tasks));
    const counts = (id: string) => tasks.find((task) => task.taskId === id)?.counts;
    for (const task of YEAR_TASKS) {
      const found = counts(taskIdOf(task));
      expect(found?.planned, taskIdOf(task)).toBe(task.count);
      if (task.department !== 'culture-tourism') expect(found?.drawn, taskIdOf(task)).toBeGreaterThan(0);
      expect(executionReport.csv).toContain(codeOf(task));
    }
    expect(counts(taskId)).toMatchObject({ planned: 2, drawn: 0, visited: 0, rolledOver: 2, left: 0 });
    expect(
      tasks.filter(({ taskId: id }) => tasksOf('hotels').includes(id)).some(({ counts: each }) => each.completed > 0),
    ).toBe(true);
  });
});
