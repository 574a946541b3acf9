import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, fillPools, VOID } from '../jointDraws.fixture.js';

const IN_WINDOW = new Date('2026-05-20T04:00:00Z');

const RECORD = `mutation ($input: RecordResultsInput!, $key: String) {
  visit: recordResults(input: $input, idempotencyKey: $key) { id status inspectedOn
    items { legId planned { id title } result { results findings recordedAt } } } }`;

const VISIT = `query ($id: ID!) { visit(id: $id) { status inspectedOn
  legs { id department { id } } items { legId planned { id } result { results } }
  crew { department { id } seats { inspector { id } } } } }`;

const clean = (id: string): object => ({ plannedItemId: id, results: ['NO_PROBLEM'] });

let city: JointCity;
let free: string[];
/** A visit for both departments that no test has used yet. */
let visitId: string;
/** Its planned items by department. */
let items: Readonly<Record<string, string[]>>;
let crew: Readonly<Record<string, string[]>>;

beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 200);
  const health = city.double('health');
  const all = [...health.tasks.values()].map((task) => ({
    ...task,
    quota: [{ stratum: '*', count: null, percent: '60', min: null, max: null }],
  }));
  for (const task of all) health.tasks.set(task.id, task);
  free = await visitsOf((await drawn(city, { disclosure: 'AT_DRAW' })).drawId);
});
afterAll(() => city.close());

beforeEach(async () => {
  city.now = IN_WINDOW;
  await take(free.pop() ?? '');
});

/** The visits of a draw that are for both departments. */
async function visitsOf(drawId: string): Promise<string[]> {
  const rows = await city.database.visit.findMany({ where: { drawId, legCount: 2 }, orderBy: { key: 'asc' } });
  return rows.map((row) => row.id);
}

/** Makes a visit the one that is tested. */
async function take(id: string): Promise<void> {
  visitId = id;
  const { visit } = await city.data(lead, VISIT, { id: visitId });
  const ofDepartment = (code: string) => (row: { legId: string }) => row.legId.startsWith(`${code}:`);
  const teamOf = (code: string): string[] =>
    visit.crew
      .filter((team) => team.department.id === code)
      .flatMap((team) => team.seats.map((seat) => seat.inspector.id));
  const pairs = ['fire-rescue', 'health'];
  items = Object.fromEntries(
    pairs.map((code) => [code, visit.items.filter(ofDepartment(code)).map((row) => row.planned.id)]),
  );
  crew = Object.fromEntries(pairs.map((code) => [code, teamOf(code)]));
}

const record = (viewer: Parameters<JointCity['ask']>[0], parts: object, key?: string) =>
  city.ask(viewer, RECORD, { input: { visitId, inspectedOn: '2026-05-18', ...parts }, key });
const codeOf = async (viewer: Parameters<JointCity['ask']>[0], parts: object) =>
  (await record(viewer, parts)).errors?.[0]?.extensions.code ?? null;
const itemsOf = (code: string): string[] => items[code] ?? [];
const memberOf = (code: string) => inspector(crew[code]?.[0] ?? '');

describe('recordResults', () => {
  it('completes a visit with the last item of the last department', async () => {
    const [first = '', second = ''] = itemsOf('fire-rescue');
    const found = { plannedItemId: second, results: ['CORRECTION_ORDERED'], findings: '疏散通道堵塞' };
    const half = await record(memberOf('fire-rescue'), { items: [clean(first), found] });
    expect(half.errors).toBeUndefined();
    expect(half.data.visit).toMatchObject({ status: 'IN_PROGRESS', inspectedOn: '2026-05-18' });
    const rest = await record(officerOf('health'), { items: itemsOf('health').map(clean) });
    expect(rest.data.visit.status).toBe('COMPLETED');
    const result = rest.data.visit.items.find((item) => item.planned.id === second)?.result;
    expect(result).toEqual({
      results: ['CORRECTION_ORDERED'],
      findings: '疏散通道堵塞',
      recordedAt: IN_WINDOW.toISOString(),
    });
    const step = await city.database.ledgerEntry.findFirstOrThrow({
      where: { target: visitId },
      orderBy: { seq: 'desc' },
    });
    expect(step).toMatchObject({ action: 'visit.results', actor: 'officer:health:wang' });
  });

  it('tells what was found to officials who take part, and to nobody else', async () => {
    const [item = ''] = itemsOf('health');
    const found = { plannedItemId: item, results: ['FOLLOW_UP_PENDING'], findings: '内情' };
    await record(memberOf('health'), { items: [found] });
    const query = `query ($id: ID!) { visit(id: $id) { items { result { results findings } } } }`;
    for (const viewer of [lead, officerOf('fire-rescue'), memberOf('health')]) {
      expect(JSON.stringify(await city.data(viewer, query, { id: visitId }))).toContain('内情');
    }
    for (const viewer of [anyone, officerOf('water'), inspector('water:inspector:1')]) {
      const answer = await city.ask(viewer, query, { id: visitId });
      expect(JSON.stringify(answer)).not.toContain('内情');
      expect(answer.errors?.[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
      expect(JSON.stringify(answer.data)).toContain('FOLLOW_UP_PENDING');
    }
  });

  it('has one effect under a key, and overwrites nothing without one', async () => {
    const input = { items: itemsOf('health').map(clean) };
    const first = await record(memberOf('health'), input, visitId);
    expect(await record(memberOf('health'), input, visitId)).toEqual(first);
    expect(await codeOf(memberOf('health'), input)).toBe('OV_JOINT_RESULT_EXISTS');
    expect(await city.database.result.count({ where: { visitId } })).toBe(1);
  });

  it('takes one of two that come at once', async () => {
    const input = { items: itemsOf('health').map(clean) };
    const codes = await Promise.all([codeOf(memberOf('health'), input), codeOf(officerOf('health'), input)]);
    expect(codes.sort()).toEqual(['OV_JOINT_RESULT_EXISTS', null]);
  });

  it('refuses whoever has no part in the visit', async () => {
    const input = { items: itemsOf('health').map(clean) };
    expect(await codeOf(officerOf('water'), input)).toBe('OV_JOINT_UNKNOWN_VISIT');
    expect(await codeOf(inspector('health:inspector:none'), input)).toBe('OV_JOINT_UNKNOWN_VISIT');
    const impostor = { ...memberOf('health'), department: 'fire-rescue' } as ReturnType<typeof memberOf>;
    expect(await codeOf(impostor, { items: itemsOf('fire-rescue').map(clean) })).toBe('OV_JOINT_UNKNOWN_VISIT');
    expect(await codeOf(memberOf('fire-rescue'), input)).toBe('OV_JOINT_ITEM_NOT_YOURS');
    expect(await codeOf(officerOf('fire-rescue'), input)).toBe('OV_JOINT_ITEM_NOT_YOURS');
    expect(await codeOf(lead, input)).toBe('OV_KIT_FORBIDDEN');
    expect(await codeOf(anyone, input)).toBe('OV_KIT_FORBIDDEN');
    expect(await codeOf(officerOf('health'), { ...input, visitId: 'joint-inspection:visit:x' })).toBe(
      'OV_JOINT_UNKNOWN_VISIT',
    );
  });

  it.each([
    ['no item', () => ({ items: [] }), 'OV_JOINT_NO_RESULTS'],
    ['an item that is not planned', () => ({ items: [clean('x')] }), 'OV_JOINT_ITEM_NOT_YOURS'],
    ['no result', (id: string) => ({ items: [{ plannedItemId: id, results: [] }] }), 'OV_JOINT_RESULT_MISSING'],
    [
      'a result twice',
      (id: string) => ({ items: [{ plannedItemId: id, results: ['NO_PROBLEM', 'NO_PROBLEM'] }] }),
      'OV_JOINT_RESULT_MISSING',
    ],
    [
      'a contradiction',
      (id: string) => ({ items: [{ plannedItemId: id, results: ['NO_PROBLEM', 'UNREACHABLE'], findings: 'x' }] }),
      'OV_JOINT_RESULT_CONTRADICTS',
    ],
    [
      'a problem without words',
      (id: string) => ({ items: [{ plannedItemId: id, results: ['UNREACHABLE'], findings: ' ' }] }),
      'OV_JOINT_FINDINGS_MISSING',
    ],
    ['an item twice', (id: string) => ({ items: [clean(id), clean(id)] }), 'OV_JOINT_RESULT_EXISTS'],
    [
      'a day before the window',
      (id: string) => ({ items: [clean(id)], inspectedOn: '2026-04-30' }),
      'OV_JOINT_OUTSIDE_WINDOW',
    ],
    [
      'a day after the window',
      (id: string) => ({ items: [clean(id)], inspectedOn: '2026-07-01' }),
      'OV_JOINT_OUTSIDE_WINDOW',
    ],
    ['a day to come', (id: string) => ({ items: [clean(id)], inspectedOn: '2026-05-21' }), 'OV_JOINT_OUTSIDE_WINDOW'],
  ])('refuses %s, and writes nothing', async (_what, parts, code) => {
    expect(await codeOf(memberOf('health'), parts(itemsOf('health')[0] ?? ''))).toBe(code);
    expect(
      await city.database.visit.findUniqueOrThrow({ where: { id: visitId }, include: { results: true } }),
    ).toMatchObject({ status: 'PLANNED', inspectedOn: null, results: [] });
  });

  it('takes the day in China: late in the evening in UTC it is tomorrow there', async () => {
    city.now = new Date('2026-05-20T16:30:00Z');
    const input = { items: itemsOf('health').map(clean), inspectedOn: '2026-05-21' };
    expect(await codeOf(memberOf('health'), input)).toBeNull();
  });

  it('refuses a second day: one visit, one day', async () => {
    await record(memberOf('health'), { items: itemsOf('health').map(clean) });
    const input = { items: itemsOf('fire-rescue').map(clean), inspectedOn: '2026-05-19' };
    expect(await codeOf(memberOf('fire-rescue'), input)).toBe('OV_JOINT_OTHER_DAY');
  });

  it('refuses a visit of a draw that is void', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
    const [visit = ''] = await visitsOf(drawId);
    await take(visit);
    await city.data(lead, VOID, { id: drawId, why: '有误' });
    expect(await codeOf(memberOf('health'), { items: itemsOf('health').map(clean) })).toBe('OV_JOINT_UNKNOWN_VISIT');
  });
});
