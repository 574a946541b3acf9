import { createHash } from 'node:crypto';
import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commentId } from '../comments/commentIds.js';
import { followUpId } from '../followUps/followUpIds.js';
import { act } from '../followUps/followUps.fixture.js';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { FIRE, HEALTH, VOID } from '../jointDraws.fixture.js';
import { adoptRules, shippedRules } from '../rules/adoptedRules.fixture.js';
import { actOn, type DrawnVisits, drawnVisits, PENALTY, recordAll } from '../visits/jointVisits.fixture.js';
import { factsOf, ownPart, planFacts } from './departmentPlans.fixture.js';

const MAY = { first: '2026-05-01', last: '2026-05-31' };
const CHANGZHOU = shippedRules('changzhou-water-2018', ['roll-over', 'plan-calendar', 'participation']);

const COUNTS = 'planned drawn visited completed withProblems late rolledOver left open disclosed comments';
const REPORT = `query ($month: Int, $department: ID) { executionReport(year: 2026, month: $month, department: $department) {
  year month on unanswered csv counts { ${COUNTS} }
  departments { department { id } counts { ${COUNTS} } plans { plan { id } title submittedOn submitBy late counts { ${COUNTS} }
    tasks { task { id } taskId title executedBy withdrawn window { first } joint { drawn completed } own { drawn completed }
      counts { ${COUNTS} } continues { id } rollOver { count } rollsOverBy { article } } } } } }`;

interface Counts {
  readonly [count: string]: number;
}
interface Report {
  readonly executionReport: {
    readonly unanswered: readonly string[];
    readonly csv: string;
    readonly counts: Counts;
    readonly departments: readonly {
      readonly department: { readonly id: string };
      readonly counts: Counts;
      readonly plans: readonly { readonly tasks: readonly { readonly taskId: string; readonly counts: Counts }[] }[];
    }[];
  };
}

interface SeenIndicator {
  readonly definition: { readonly name: { readonly zh: string } };
  readonly numerator: number;
  readonly denominator: number;
  readonly percent: string;
}

let city: JointCity;
let drawn: DrawnVisits;
/** Visits drawn for a leg. */
let drawnFor: Readonly<Record<string, number>>;

const reportFor = async (viewer: Viewer, variables: object = {}) =>
  (await city.data<Report>(viewer, REPORT, variables)).executionReport;
async function printedFor(viewer: Viewer) {
  const query = `{ executionReport(year: 2026) { html counts { ${COUNTS} } } }`;
  return (await city.data<Report & { executionReport: { html: string } }>(viewer, query)).executionReport;
}
const countsOf = ({ departments }: Report['executionReport'], code: string): Counts =>
  departments.find(({ department }) => department.id === code)?.counts ?? {};

beforeAll(async () => {
  city = await JointCity.open();
  city.now = new Date('2026-05-20T04:00:00Z');
  drawn = await drawnVisits(city, CHANGZHOU, { window: MAY, monthly: [FIRE, HEALTH] });
  await adoptRules(city, CHANGZHOU, 'health');
  const [whole, half] = [await drawn.take(), await drawn.take()];
  await recordAll(city, whole, 'health', '2026-05-20');
  const findings = { results: ['CORRECTION_ORDERED'], findings: '疏散通道堵塞' };
  await recordAll(city, whole, 'fire-rescue', '2026-05-20', findings);
  await recordAll(city, half, 'health', '2026-05-20', { results: ['NO_SUCH_BUSINESS'], findings: '已停业' });
  const absent = { kind: 'CREW_ABSENT', account: '车辆故障' };
  await actOn(city, officerOf('fire-rescue'), 'recordVisitOutcome', { visitId: half.id, ...absent });
  const told = { feedbackDeliveredOn: '2026-05-20', feedbackBy: 'DIRECT' };
  await actOn(city, officerOf('health'), 'discloseResults', {
    visitId: whole.id,
    kind: 'RESULTS',
    ...told,
  });
  const { seq } = await city.database.followUp.findFirstOrThrow({ where: { visitId: whole.id } });
  const followUp = [followUpId(seq)];
  const on = '2026-05-20';
  await act(city, 'fire-rescue', followUp, 'CORRECTION_ORDER', { on, dueOn: '2026-05-30' });
  await act(city, 'fire-rescue', followUp, 'NOT_CORRECTED', { on, text: '未改正' });
  await act(city, 'fire-rescue', followUp, 'CASE', { on, reference: '立案〔2026〕1号' });
  await act(city, 'fire-rescue', followUp, 'PENALTY', { on, penalty: PENALTY, reference: '罚〔2026〕1号' });
  const subject: Viewer = { role: 'subject', sub: whole.subjectId, subject: whole.subjectId };
  const objection = { visitId: whole.id, department: 'health', kind: 'OBJECTION', text: '与事实不符' };
  await actOn(city, subject, 'commentOnResult', objection);
  const { seq: commentSeq } = await city.database.resultComment.findFirstOrThrow();
  const answer = { commentId: commentId(commentSeq), verdict: 'REJECTED', text: '现场未出示' };
  const answering = 'mutation ($input: AnswerCommentInput!) { answerComment(input: $input) { id } }';
  await city.data(officerOf('health'), answering, { input: answer });
  const count = (leg: string) => city.database.visit.count({ where: { drawId: drawn.drawId, legIds: { has: leg } } });
  drawnFor = { [FIRE]: await count(FIRE), [HEALTH]: await count(HEALTH) };

  const monthly = { period: 'MONTHLY', window: MAY } as const;
  const health = city.double('health');
  health.plans = [
    planFacts('health:plan:may', { period: 'MONTHLY', month: 5, submittedOn: '2026-04-22' }),
    planFacts('health:plan:draft', { status: 'DRAFT', submittedOn: null }),
  ];
  const own = [ownPart(6, 3, { withProblems: 1 }), ownPart(0, 2, { late: 2 })];
  const inPlan = {
    ...monthly,
    plan: { id: 'health:plan:may' },
    plannedCount: 100,
    ownExecution: own,
    executedBy: '监督所',
  };
  health.facts.set(HEALTH, factsOf(HEALTH, inPlan));
  health.facts.set('health:task:draft', factsOf('health:task:draft', { status: 'DRAFT', submittedOn: null }));
  city.double('fire-rescue').facts.set(FIRE, factsOf(FIRE, { ...monthly, plannedCount: null, ownExecution: null }));
  city.double('water').facts.set('water:task:year', factsOf('water:task:year'));
});
afterAll(() => city.close());

it('tells of every plan what was planned, drawn, visited, completed and found', async () => {
  const report = await reportFor(lead);
  const leg = drawnFor[HEALTH] ?? 0;
  const counts = {
    planned: 100,
    drawn: leg + 6,
    visited: 2 + 5,
    completed: 2 + 5,
    withProblems: 1,
    late: 2,
    rolledOver: 0,
    left: 100 - 7,
    open: leg - 2,
    disclosed: 1,
    comments: 1,
  };
  expect(report.departments.find(({ department }) => department.id === 'health')).toEqual({
    department: { id: 'health' },
    counts,
    plans: [
      {
        plan: { id: 'health:plan:may' },
        title: '计划 health:plan:may',
        submittedOn: '2026-04-22',
        submitBy: '2026-04-20',
        late: true,
        counts,
        tasks: [
          {
            task: { id: HEALTH },
            taskId: HEALTH,
            title: `任务 ${HEALTH}`,
            executedBy: '监督所',
            withdrawn: false,
            window: { first: '2026-05-01' },
            joint: { drawn: leg, completed: 2 },
            own: { drawn: 6, completed: 5 },
            counts,
            continues: null,
            rollOver: null,
            rollsOverBy: [{ article: 'art. roll-over' }],
          },
        ],
      },
    ],
  });
  expect(countsOf(report, 'fire-rescue')).toMatchObject({
    planned: null,
    drawn: drawnFor[FIRE],
    visited: 1,
    completed: 1,
    withProblems: 1,
    left: (drawnFor[FIRE] ?? 0) - 1,
    // One visit was made without it.
    open: (drawnFor[FIRE] ?? 0) - 2,
  });
  expect(report.counts).toMatchObject({ planned: 110, completed: 2 + 5 + 1, withProblems: 2 });
  expect(report.csv.split('\r\n')).toHaveLength(1 + 3 + 1);
});

it('tells who was drawn to go, what subjects were told, and what was made of results', async () => {
  const outcomes = 'seats feedback objections answered orders cases penalties transfers';
  const query = `{ executionReport(year: 2026) { counts { outcomes { ${outcomes} } } departments { department { id } counts { outcomes { ${outcomes} } } } } }`;
  const nothing = {
    seats: 0,
    feedback: 0,
    objections: 0,
    answered: 0,
    orders: 0,
    cases: 0,
    penalties: 0,
    transfers: 0,
  };
  const seatsOf = (department: string) =>
    city.database.crewSeat.count({ where: { department, visit: { drawId: drawn.drawId } } });
  const [fire, health] = [await seatsOf('fire-rescue'), await seatsOf('health')];
  expect(fire).toBeGreaterThan(0);
  expect(await city.data(lead, query)).toEqual({
    executionReport: {
      counts: {
        outcomes: {
          ...nothing,
          seats: fire + health,
          feedback: 1,
          objections: 1,
          answered: 1,
          orders: 1,
          cases: 1,
          penalties: 1,
        },
      },
      departments: [
        {
          department: { id: 'fire-rescue' },
          counts: { outcomes: { ...nothing, seats: fire, orders: 1, cases: 1, penalties: 1 } },
        },
        {
          department: { id: 'health' },
          counts: { outcomes: { ...nothing, seats: health, feedback: 1, objections: 1, answered: 1 } },
        },
        { department: { id: 'water' }, counts: { outcomes: nothing } },
      ],
    },
  });
});

it('is printed with its own figures, charts and names', async () => {
  const { html, counts } = await printedFor(lead);
  const cells = COUNTS.replace(' open', '')
    .split(' ')
    .map((count) => `<td>${counts[count]}</td>`);
  expect(html).toContain(`<tr class="sum">${cells.join('')}</tr>`);
  expect(html).toContain('2026年度抽查计划执行情况报告');
  expect(html.match(/<svg/g)).toHaveLength(3);
  const asked =
    '{ indicators(year: 2026) { values(codes: [VISITS_MADE]) { definition { name { zh } } numerator denominator percent } } }';
  const { indicators } = await city.data<{ indicators: { values: readonly SeenIndicator[] } }>(lead, asked);
  for (const { definition, numerator, denominator, percent } of indicators.values) {
    expect(numerator).toBeGreaterThan(0);
    const shown = [`${numerator} / ${denominator}`, `${percent}%`].map((text) => `<td class="number">${text}</td>`);
    expect(html).toContain(`<td class="word">${definition.name.zh}</td>${shown.join('')}`);
  }
  // The share of officers is lost in the document; that of office staff is not, one of whom was in each team of two.
  expect(html).toMatch(/实际参与执法人员比例<\/td><td class="number">细则未定/);
  expect(html).toMatch(/health<\/td><td class="word">机关人员参与频次比例<\/td><td class="number">30%<\/td>/);
  expect(html).toContain(`任务 ${HEALTH}（监督所）`);
  const own = await printedFor(officerOf('health'));
  expect(own.html.match(/<svg/g)).toHaveLength(2);
  expect(own.html).not.toContain('fire-rescue');
});

it('is published as an edition that everybody can read, and nothing changes', async () => {
  const FIELDS = 'id year month department { id } edition on html csv htmlSha256 csvSha256';
  const publish = `mutation ($input: PublishReportInput!, $key: String) { publishReport(input: $input, idempotencyKey: $key) { ${FIELDS} } }`;
  const list = `query ($department: ID) { publishedReports(year: 2026, department: $department) { totalCount nodes { ${FIELDS} } } }`;
  interface Edition {
    readonly edition: number;
    readonly html: string;
    readonly htmlSha256: string;
    readonly csvSha256: string;
  }
  const published = async (viewer: Viewer, input: object, key?: string) =>
    (await city.data<{ publishReport: Edition }>(viewer, publish, { input: { year: 2026, ...input }, key }))
      .publishReport;
  const read = async (variables: object = {}) =>
    (await city.data<{ publishedReports: { nodes: readonly Edition[] } }>(anyone, list, variables)).publishedReports;

  const first = await published(officerOf('health'), {}, 'once');
  expect(first).toMatchObject({ month: null, department: { id: 'health' }, edition: 1, on: '2026-05-20' });
  expect(first.html).toBe((await printedFor(officerOf('health'))).html);
  expect(first.htmlSha256).toBe(createHash('sha256').update(first.html).digest('hex'));
  expect(await published(officerOf('health'), {}, 'once')).toEqual(first);
  const { html } = await published(lead, {});
  expect(html).toContain('全市各部门');
  expect(await published(lead, { department: 'water', month: 5 })).toMatchObject({
    month: 5,
    department: { id: 'water' },
  });

  city.double('health').facts.set('health:task:late', factsOf('health:task:late', { title: '补充任务' }));
  const second = await published({ role: 'leader', sub: 'sun', department: 'health' }, {});
  city.double('health').facts.delete('health:task:late');
  expect(second).toMatchObject({ edition: 2 });
  expect(second.html).toContain('补充任务');
  expect(await read({ department: 'health' })).toEqual({ totalCount: 2, nodes: [second, first] });
  expect((await read()).nodes).toHaveLength(4);
  const steps = await city.database.ledgerEntry.findMany({
    where: { action: 'report.publish' },
    orderBy: { seq: 'asc' },
  });
  expect(steps.map(({ detail }) => JSON.parse(detail))).toContainEqual(
    expect.objectContaining({
      department: 'health',
      edition: 2,
      htmlSha256: second.htmlSha256,
      csvSha256: second.csvSha256,
    }),
  );

  city.double('water').fault = () => ({ kind: 'drop' });
  expect(await city.refusal(lead, publish, { input: { year: 2026 } })).toBe('OV_JOINT_REPORT_INCOMPLETE');
  city.double('water').fault = () => undefined;
  for (const viewer of [anyone, auditor]) {
    expect(await city.refusal(viewer, publish, { input: { year: 2026 } })).toBe('OV_KIT_FORBIDDEN');
  }
});

it('tells what is late, what rolled over, and what can no longer be made, as time goes by', async () => {
  const leg = drawnFor[HEALTH] ?? 0;
  const rolling = await city.database.visit.count({
    where: { drawId: drawn.drawId, legIds: { has: HEALTH }, rollsOverTo: { not: null } },
  });
  city.now = new Date('2026-06-10T04:00:00Z');
  expect(countsOf(await reportFor(lead), 'health')).toMatchObject({
    late: leg - 2 + 2,
    rolledOver: rolling,
    open: leg - 2,
  });
  city.now = new Date('2026-07-05T04:00:00Z');
  expect(countsOf(await reportFor(lead), 'health')).toMatchObject({ open: 0, left: 93 });
  city.now = new Date('2026-05-20T04:00:00Z');
});

it('is of a month: its monthly plans, and tasks of it', async () => {
  const { departments, counts } = await reportFor(auditor, { month: 5 });
  expect(departments.map(({ plans }) => plans.length)).toEqual([1, 1, 0]);
  expect(counts.planned).toBe(100);
  expect((await reportFor(auditor, { month: 6 })).counts).toMatchObject({ planned: null, drawn: 0 });
  expect(await city.refusal(lead, REPORT, { month: 13 })).toBe('OV_JOINT_REPORT_MONTH');
});

it('is about their own for officers and leaders, and not for others', async () => {
  const ownOf = async (viewer: Viewer, variables: object = {}) =>
    (await reportFor(viewer, variables)).departments.map(({ department }) => department.id);
  expect(await ownOf(officerOf('health'))).toEqual(['health']);
  expect(await ownOf({ role: 'leader', sub: 'sun', department: 'fire-rescue' })).toEqual(['fire-rescue']);
  expect(await ownOf(officerOf('health'), { department: 'health' })).toEqual(['health']);
  expect(await ownOf(lead, { department: 'fire-rescue' })).toEqual(['fire-rescue']);
  // Rather than a report on nothing, under the name of the city.
  const { errors } = await city.ask(officerOf('health'), REPORT, { department: 'fire-rescue' });
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/health.*fire-rescue/),
    extensions: { code: 'OV_JOINT_PLANS_OF_OTHERS' },
  });
  expect(await city.refusal(lead, REPORT, { department: 'fire' })).toBe('OV_JOINT_UNKNOWN_DEPARTMENT');
  for (const viewer of [anyone, inspector('health:inspector:1')]) {
    expect(await city.refusal(viewer, REPORT)).toBe('OV_KIT_FORBIDDEN');
  }
});

it('goes without a department that does not answer, and says so', async () => {
  city.double('fire-rescue').fault = () => ({ kind: 'drop' });
  const { departments, unanswered } = await reportFor(lead);
  city.double('fire-rescue').fault = () => undefined;
  expect(unanswered).toEqual(['fire-rescue']);
  expect(departments.map(({ department }) => department.id)).toEqual(['health', 'water']);
});

it('counts nothing of a draw that is void', async () => {
  await city.data(lead, VOID, { id: drawn.drawId, why: '名录有误' });
  const report = await reportFor(lead);
  expect(countsOf(report, 'fire-rescue')).toMatchObject({ drawn: 0, completed: 0 });
  expect(countsOf(report, 'health')).toMatchObject({ drawn: 6, completed: 5 });
});
