import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDraw } from '@onevisit/draw';
import * as fireRescue from '@onevisit/fire-rescue';
import * as health from '@onevisit/health';
import { type AssertionSigner, createAssertionSigner, type RunningSubgraph, type Viewer } from '@onevisit/kit';
import { type FreshDatabase, freshDatabase } from '@onevisit/tests/freshDatabase';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { start } from './index.js';
import { type Answer, anyone, askAs, auditor, lead, makeKeys, officerOf } from './jointCity.fixture.js';
import {
  agreed,
  CONVENE,
  conveneInput,
  EXECUTE,
  FREEZE,
  OPEN,
  passed,
  REVEAL,
  subjectOf,
} from './jointDraws.fixture.js';
import { recordPieces } from './records.fixture.js';

/** Real department subgraphs, each on its own database, and the joint subgraph as its process starts it. */
let running: readonly { readonly code: string; readonly subgraph: RunningSubgraph }[] = [];
const databases: FreshDatabase[] = [];
let folder: string;
let signer: AssertionSigner;

const codes = ['fire-rescue', 'health'] as const;
const starts = { 'fire-rescue': fireRescue.start, health: health.start };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-joint-'));
  const { trusted, fileOf } = await makeKeys(folder, ['gateway', 'joint-inspection', ...codes]);
  signer = await createAssertionSigner(fileOf('gateway'));
  const environmentOf = async (name: string): Promise<NodeJS.ProcessEnv> => {
    const database = await freshDatabase();
    databases.push(database);
    return {
      PORT: '0',
      DATABASE_URL: database.url,
      ONEVISIT_KEY_FILE: fileOf(name),
      ONEVISIT_TRUSTED_KEYS: trusted,
      LOG_LEVEL: 'silent',
    };
  };
  const departments: { code: string; subgraph: RunningSubgraph }[] = [];
  for (const code of codes) departments.push({ code, subgraph: await starts[code](await environmentOf(code)) });
  running = departments;
  const urls = departments.map(({ code, subgraph }) => [
    `SUBGRAPH_URL_${code.replaceAll('-', '_').toUpperCase()}`,
    subgraph.url,
  ]);
  const env = { ...(await environmentOf('joint-inspection')), ...Object.fromEntries(urls) };
  const joint = await start(env, new URL(inject('engineFile')));
  running = [...departments, { code: 'joint-inspection', subgraph: joint }];
  await fill('fire-rescue', 0, fireRescue.items[0]?.code ?? '');
  await fill('health', 15, health.items[0]?.code ?? '');
});
afterAll(async () => {
  await Promise.all(running.map(({ subgraph }) => subgraph.close()));
  await Promise.all(databases.map((database) => database.drop()));
  await rm(folder, { recursive: true });
});

async function ask(code: string, viewer: Viewer, query: string, variables: object = {}): Promise<Answer['data']> {
  const url = running.find((one) => one.code === code)?.subgraph.url ?? '';
  const { data, errors } = await askAs(signer, url, code, viewer, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
const joint = (viewer: Viewer, query: string, variables: object = {}) =>
  ask('joint-inspection', viewer, query, variables);

const PREFIX = { 'fire-rescue': 'FireRescue', health: 'Health' };
const FIELD = { 'fire-rescue': 'fireRescue', health: 'health' };

/** Fills a department: 30 subjects from `from` on, four inspectors, one submitted task. */
async function fill(code: (typeof codes)[number], from: number, itemCode: string): Promise<void> {
  const viewer = officerOf(code);
  const { items } = code === 'health' ? health : fireRescue;
  await ask(code, viewer, `mutation ($rows: [ItemInput!]!) { ${FIELD[code]}SaveItems(items: $rows) { created } }`, {
    rows: items,
  });
  const entries = Array.from({ length: 30 }, (_, index) => ({
    code: `E${index}`,
    kind: 'ENTERPRISE',
    name: `企业${from + index}`,
    uscc: subjectOf(from + index),
    division: '411502',
    industry: '餐饮',
    tags: [],
    creditClass: 'ABCD'[index % 4],
    status: 'ACTIVE',
    validFrom: '2025-01-01',
  }));
  const pool = `mutation ($rows: [${PREFIX[code]}PoolEntryInput!]!) {
    ${FIELD[code]}SavePoolEntries(entries: $rows) { created } }`;
  await ask(code, viewer, pool, { rows: entries });
  const inspectors = [1, 2, 3, 4].map((number) => ({
    code: `P${number}`,
    name: `检查员${number}`,
    certificateNumber: `C-${number}`,
    certificateValidTo: '2030-12-31',
    specialties: number === 1 ? ['电气'] : [],
    district: '411502',
    post: 'FRONT_LINE',
    capacity: 50,
    active: true,
    recusals: number === 2 ? [{ subjectId: subjectOf(from), reason: '亲属' }] : [],
  }));
  const people = `mutation ($rows: [InspectorInput!]!) { ${FIELD[code]}SaveInspectors(inspectors: $rows) { created } }`;
  await ask(code, viewer, people, { rows: inspectors });
  const task = {
    code: 'T1',
    title: '专项',
    year: 2026,
    level: 'CITY',
    itemIds: [`${code}:item:${itemCode}`],
    condition: {},
    stratifyBy: 'CREDIT_CLASS',
    quota: [
      { stratum: 'D', percent: '100' },
      { stratum: '*', percent: '30' },
    ],
    window: { first: '2026-05-01', last: '2026-06-30' },
    method: 'ON_SITE',
    crew: { size: 2, specialties: ['电气'], district: 'SAME' },
  };
  const plan = `mutation ($rows: [PlanTaskInput!]!) { ${FIELD[code]}SavePlanTasks(tasks: $rows) { created } }`;
  await ask(code, viewer, plan, { rows: [task] });
  const submit = `mutation ($id: ID!) { ${FIELD[code]}SubmitPlanTask(id: $id) { status } }`;
  await ask(code, viewer, submit, { id: `${code}:task:T1` });
}

it('draws real departments: convened, committed, frozen, revealed, drawn, and recomputed from the record', async () => {
  const { plan } = await joint(lead, CONVENE, { input: conveneInput({ disclosure: 'AT_DRAW' }) });
  await agreed({ data: joint }, plan.id);
  await passed({ data: joint }, plan.id);
  const { draw } = await joint(lead, OPEN, { input: { planId: plan.id, revealWithinSeconds: 600 } });
  const { id } = draw;
  await joint(lead, FREEZE, { id });
  const follow = 'query ($id: ID!) { draw(id: $id) { phase progress { error } } }';
  await expect
    .poll(async () => (await joint(lead, follow, { id })).draw)
    .toEqual({
      phase: 'FROZEN',
      progress: { error: null },
    });
  await joint(lead, REVEAL, { id });
  await joint(lead, EXECUTE, { id });
  const state = 'query ($id: ID!) { draw(id: $id) { phase progress { state error } } }';
  await expect
    .poll(async () => (await joint(lead, state, { id })).draw)
    .toEqual({ phase: 'DRAWN', progress: { state: 'DONE', error: null } });

  const pieces = await recordPieces((query, variables) => joint(auditor, query, variables), id, 'AUDITORS');
  const record = JSON.parse(pieces.map(({ text }) => text).join(''));
  const { rosterRoot, termsHash, commitmentsHash, seed, quotas, visits, ...input } = record;
  expect(runDraw(input)).toMatchObject({ rosterRoot, termsHash, commitmentsHash, seed, quotas, visits });
  expect(input.roster).toHaveLength(60);
  expect(input.inspectors.find((person: { id: string }) => person.id === 'health:inspector:P2').recusals).toEqual([
    subjectOf(15),
  ]);

  const seen = `query ($id: ID!) { draw(id: $id) { nonces { withheld } visits(first: 100) { nodes {
    subjectName subjectId legs { id } crew { department { id } seats { name specialties } } } } } }`;
  const shown = (await joint(anyone, seen, { id })).draw;
  expect(shown.nonces).toEqual([{ withheld: false }, { withheld: false }]);
  expect(shown.visits.nodes).toHaveLength(visits.length);
  for (const visit of shown.visits.nodes) {
    expect(visit.subjectName).toMatch(/^企业\d+$/);
    for (const team of visit.crew) expect(team.seats[0]).toEqual({ name: '检查员1', specialties: ['电气'] });
  }
  expect(shown.visits.nodes.some((visit) => visit.legs.length === 2)).toBe(true);
});

it('reports what a real department planned and did, and has it draft what is left into the next year', async () => {
  const officer = officerOf('health');
  const leader: Viewer = { role: 'leader', sub: 'sun', department: 'health' };
  const task = {
    code: 'PLANNED',
    title: '年度任务',
    year: 2021,
    itemIds: [`health:item:${health.items[0]?.code}`],
    condition: {},
    quota: [{ stratum: '*', count: 10 }],
    window: { first: '2021-05-01', last: '2021-06-30' },
    crew: { size: 2 },
  };
  const plan = { code: 'P2021', title: '2021年度计划', year: 2021, taskIds: ['health:task:PLANNED'] };
  await ask(
    'health',
    officer,
    `mutation ($task: PlanTaskInput!, $plan: DepartmentPlanInput!) { healthSavePlanTasks(tasks: [$task]) { created }
       healthSavePlans(plans: [$plan]) { created } healthSendPlan(id: "health:plan:P2021") { status } }`,
    { task, plan },
  );
  await ask('health', leader, 'mutation { healthApprovePlan(id: "health:plan:P2021") { status } }');
  await ask(
    'health',
    officer,
    `mutation { healthSubmitPlan(id: "health:plan:P2021") { status } healthRecordOwnExecution(input: {
       taskId: "health:task:PLANNED", month: "2021-05", drawn: 10, visited: 8, completed: 7, withProblems: 1 }) { id } }`,
  );
  const report = `{ executionReport(year: 2021, department: "health") { departments { plans { plan { id } tasks { taskId
    counts { planned drawn completed left rolledOver } rollOver { continuedBy { id } } } } } } }`;
  const shown = (counts: object, continuedBy: string | null) => {
    const rollOver = continuedBy === null ? null : { continuedBy: { id: continuedBy } };
    const tasks = [
      { taskId: 'health:task:PLANNED', counts: { planned: 10, drawn: 10, completed: 7, ...counts }, rollOver },
    ];
    return { executionReport: { departments: [{ plans: [{ plan: { id: 'health:plan:P2021' }, tasks }] }] } };
  };
  expect(await joint(lead, report)).toEqual(shown({ left: 3, rolledOver: 0 }, null));

  const window = { first: '2022-03-01', last: '2022-05-31' };
  const input = { taskId: 'health:task:PLANNED', year: 2022, window, reason: '抽查期间停业' };
  const rollOver = 'mutation ($input: RollOverTaskInput!) { rollOverTask(input: $input) { count } }';
  expect(await joint(officer, rollOver, { input })).toEqual({ rollOverTask: { count: 3 } });
  expect(await joint(lead, report)).toEqual(shown({ left: 0, rolledOver: 3 }, 'health:task:PLANNED-2022'));
  const draft =
    '{ health { tasks(filter: { year: 2022 }) { nodes { code status quota { stratum count } continues { code } } } } }';
  expect(await ask('health', officer, draft)).toEqual({
    health: {
      tasks: {
        nodes: [
          {
            code: 'PLANNED-2022',
            status: 'DRAFT',
            quota: [{ stratum: 'ALL', count: 3 }],
            continues: { code: 'PLANNED' },
          },
        ],
      },
    },
  });
});
