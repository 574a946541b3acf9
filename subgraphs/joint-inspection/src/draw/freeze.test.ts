import { runDraw } from '@onevisit/draw';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { FIRE, FREEZE, fillPools, frozen, HEALTH, inspectorOf, opened, published } from '../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  // A department that hangs is given up soon.
  city = await JointCity.open(1_500);
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  for (const double of Object.values(city.departments)) {
    double.fault = () => undefined;
    double.pageLines = 20_000;
    double.calls.length = 0;
  }
});

/** Pages that a department was asked for, as "operation after". */
const pagesOf = (code: string): string[] =>
  city
    .double(code)
    .calls.filter(({ operation }) => operation.endsWith('Roster'))
    .map(({ operation, variables }) => `${operation} ${variables.taskId ?? ''} ${variables.after ?? ''}`);

/** The root of a draw as the protocol's own package computes it from what the doubles hold. */
async function expectedRoot(drawId: string): Promise<string> {
  const draw = await city.database.draw.findUniqueOrThrow({ where: { id: drawId }, include: { nonces: true } });
  const roster = [FIRE, HEALTH].flatMap((leg) =>
    (city.double(leg.split(':')[0] ?? '').entries.get(leg) ?? []).map((entry) => ({ leg, ...entry })),
  );
  const inspectors = ['fire-rescue', 'health'].flatMap((department) =>
    city.double(department).inspectors.map(({ code, post: _, ...person }) => ({
      ...person,
      department,
      id: `${department}:inspector:${code}`,
    })),
  );
  const commitments = Object.fromEntries(draw.nonces.map((nonce) => [nonce.department, nonce.commitment]));
  const { rosterKey, terms } = draw;
  const secrets = { drawId, rosterKey, terms, commitments, nonces: {}, publicEntropy: '' };
  return runDraw({ ...secrets, roster, inspectors }).rosterRoot;
}

const openedDraw = async (): Promise<string> => await opened(city, await published(city));

/** Fails the statements that a condition is true of, as a database that goes away does. */
function failWhere(condition: (text: string) => boolean) {
  const query = Client.prototype.query as (...values: unknown[]) => unknown;
  return vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...values: unknown[]) {
    const [statement, callback] = [values[0] as { readonly text?: string }, values.at(-1)];
    if (!condition(statement.text ?? '')) return query.apply(this, values);
    const failure = new Error('terminating connection');
    if (typeof callback !== 'function') return Promise.reject(failure);
    return callback(failure);
  });
}

describe('freezeDraw', () => {
  it('publishes the root that the protocol demands, and counts that show what it hides', async () => {
    const id = await openedDraw();
    const draw = await frozen(city, id);
    expect(draw).toMatchObject({ phase: 'FROZEN', progress: { error: null, waitingFor: [], entries: 90 } });
    expect(draw.statement).toEqual({ rosterRoot: await expectedRoot(id), leafCount: 90 });
    const query = `query ($id: ID!) { draw(id: $id) { revealBy statement { frozenAt termsHash commitmentsHash
      entries { legId stratum standing count } inspectors { departmentId inspectors capacity recusals } } } }`;
    const { statement, revealBy } = (await city.data(lead, query, { id })).draw;
    expect(statement.entries).toEqual([
      { legId: FIRE, stratum: 'A', standing: 'ELIGIBLE', count: 20 },
      { legId: FIRE, stratum: 'B', standing: 'ELIGIBLE', count: 20 },
      { legId: HEALTH, stratum: 'ALL', standing: 'ELIGIBLE', count: 40 },
    ]);
    expect(statement.inspectors[0]).toEqual({
      departmentId: 'fire-rescue',
      inspectors: 5,
      capacity: 5000,
      recusals: 0,
    });
    expect(Date.parse(revealBy) - Date.parse(statement.frozenAt)).toBe(3_600_000);
  });

  it('resumes where it stopped: no page is asked for twice, and the root is that of an undisturbed freeze', async () => {
    const fire = city.double('fire-rescue');
    fire.pageLines = 7;
    fire.fault = () => (pagesOf('fire-rescue').length === 5 ? { kind: 'drop' } : undefined);
    const id = await openedDraw();
    const stopped = await frozen(city, id);
    expect(stopped).toMatchObject({ phase: 'FREEZING', progress: { waitingFor: ['fire-rescue'] } });
    expect(stopped.progress.error).toContain('"fire-rescue"');
    const dropped = pagesOf('fire-rescue').at(-1);
    expect(await frozen(city, id)).toMatchObject({
      phase: 'FROZEN',
      statement: { rosterRoot: await expectedRoot(id) },
    });
    const asked = pagesOf('fire-rescue');
    expect(asked.filter((page) => page === dropped)).toHaveLength(2);
    expect(new Set(asked).size).toBe(asked.length - 1);
    expect(pagesOf('health')).toHaveLength(2);
  });

  it('names both places where departments disagree on a district, and succeeds once they agree', async () => {
    const health = city.double('health');
    const whole = health.entries.get(HEALTH) ?? [];
    const [first, ...others] = whole;
    if (first === undefined) throw new Error('the pool is empty');
    health.entries.set(HEALTH, [{ ...first, district: '411503' }, ...others]);
    const id = await openedDraw();
    const { phase, progress } = await frozen(city, id);
    expect(phase).toBe('FREEZING');
    expect(progress.error).toContain(first.subject);
    for (const district of ['411502', '411503']) expect(progress.error).toContain(district);
    expect(progress.error).toContain('health:task:T1, page 1, line 1');
    expect(progress.error).toContain('fire-rescue:task:T1, page 1, line');
    health.entries.set(HEALTH, whole);
    expect(await frozen(city, id)).toMatchObject({
      phase: 'FROZEN',
      statement: { rosterRoot: await expectedRoot(id) },
    });
    const refused = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: id, action: 'draw.refuse' } });
    expect(JSON.parse(refused.detail).code).toBe('OV_JOINT_TWO_DISTRICTS');
  });

  it('tells of every department that failed', async () => {
    const id = await openedDraw();
    city.double('fire-rescue').fault = () => ({ kind: 'http', status: 503, body: 'down' });
    city.double('health').fault = () => ({ kind: 'hang' });
    const { progress } = await frozen(city, id);
    expect(progress.error).toMatch(/"fire-rescue".*"health"/);
    expect(progress.waitingFor).toEqual(['fire-rescue', 'health']);
  });

  it('keeps its pages where the database fails while they are read back', async () => {
    const id = await openedDraw();
    const failing = failWhere((text) => text.startsWith('SELECT') && text.includes('"roster_page"."lines"'));
    const stopped = await frozen(city, id);
    failing.mockRestore();
    expect(stopped.progress.error).toMatch(/see the log/);
    expect(stopped.progress.entries).toBe(90);
    expect(await frozen(city, id)).toMatchObject({
      phase: 'FROZEN',
      statement: { rosterRoot: await expectedRoot(id) },
    });
    expect(pagesOf('fire-rescue')).toHaveLength(2);
    expect(pagesOf('health')).toHaveLength(2);
  });

  it('can be repeated, and shows its progress to officials alone', async () => {
    const id = await openedDraw();
    const first = await frozen(city, id);
    expect(await frozen(city, id)).toEqual(first);
    expect(pagesOf('health')).toHaveLength(2);
    const query = 'query ($id: ID!) { draw(id: $id) { progress { entries } } }';
    expect((await city.data(officerOf('health'), query, { id })).draw.progress.entries).toBe(90);
    expect(await city.refusal({ role: 'public' }, query, { id })).toBe('OV_KIT_FORBIDDEN');
    expect(await city.refusal(lead, FREEZE, { id: 'joint-inspection:draw:none' })).toBe('OV_JOINT_UNKNOWN_DRAW');
  });

  it('never freezes a roster of which a page is gone', async () => {
    city.double('fire-rescue').pageLines = 7;
    city.double('health').fault = ({ operation }) => (operation === 'Roster' ? { kind: 'drop' } : undefined);
    const id = await openedDraw();
    await frozen(city, id);
    await city.database.rosterPage.delete({ where: { drawId_source_number: { drawId: id, source: FIRE, number: 2 } } });
    city.double('health').fault = () => undefined;
    expect((await frozen(city, id)).progress.error).toContain(`${FIRE}, page 3`);
    expect(await frozen(city, id)).toMatchObject({
      phase: 'FROZEN',
      statement: { rosterRoot: await expectedRoot(id) },
    });
  });
});

describe('a freeze refuses', () => {
  const page = (lines: string, parts: object = {}) => ({
    kind: 'data' as const,
    data: {
      page: {
        lines,
        count: lines === '' ? 0 : lines.split('\n').length,
        endCursor: lines === '' ? null : (lines.split('\n').at(-1)?.split('\t')[0] ?? ''),
        hasNextPage: false,
        ...parts,
      },
    },
  });
  const person = 'health:inspector:9\t名\t证\t411502\t5\t\t\tOFFICE';

  it.each([
    ['a page that never ends', 'Roster', page('a\tALL\t411502\tELIGIBLE', { hasNextPage: true }), /does not follow a/],
    ['an empty page that is not the last', 'Roster', page('', { hasNextPage: true }), /empty and not the last/],
    [
      'a page with fewer lines than it says',
      'Roster',
      page('a\tALL\t411502\tELIGIBLE', { count: 2 }),
      /2 lines, has 1/,
    ],
    [
      'a cursor that is not its last line',
      'Roster',
      page('a\tALL\t411502\tELIGIBLE', { endCursor: 'b' }),
      /cursor is b/,
    ],
    ['a line with a field too few', 'Roster', page('a\tALL\t411502'), /page 1, line 1: needs subject/],
    ['a line with a field too many', 'Roster', page('a\tALL\t411502\tELIGIBLE\tx'), /page 1, line 1: needs subject/],
    ['a district that is no division', 'Roster', page('a\tALL\tnorth\tELIGIBLE'), /"north" is not a division/],
    ['lines out of order', 'Roster', page('b\tALL\t411502\tELIGIBLE\na\tALL\t411502\tELIGIBLE'), /line 2/],
    ['a subject twice', 'Roster', page('a\tALL\t411502\tELIGIBLE\na\tALL\t411502\tELIGIBLE'), /line 2.*already/],
    ['a stratum called *', 'Roster', page('a\t*\t411502\tELIGIBLE'), /line 1/],
    ['no page at all', 'Roster', { kind: 'data' as const, data: {} }, /breaks the contract/],
    ['no JSON', 'Roster', { kind: 'http' as const, status: 200, body: '<html>' }, /breaks the contract/],
    [
      'an inspector of another department',
      'InspectorRoster',
      page(person.replace('health', 'water')),
      /of the department/,
    ],
    ['an inspector without a capacity', 'InspectorRoster', page(person.replace('\t5\t', '\t\t')), /needs id, name/],
    ['an inspector without a post', 'InspectorRoster', page(person.replace('\tOFFICE', '')), /needs id, name/],
    ['an inspector of an unknown post', 'InspectorRoster', page(person.replace('OFFICE', 'HOME')), /needs id, name/],
    ['an inspector twice', 'InspectorRoster', page(`${person}\n${person}`), /twice/],
  ])('%s', async (_what, operation, fault, message) => {
    city.double('health').fault = (call) => (call.operation === operation ? fault : undefined);
    const id = await openedDraw();
    const { phase, progress } = await frozen(city, id);
    expect(phase).toBe('FREEZING');
    expect(progress.error).toMatch(message);
    city.double('health').fault = () => undefined;
    expect((await frozen(city, id)).phase).toBe('FROZEN');
  });

  it('what a department says no to, in its own words', async () => {
    const id = await openedDraw();
    const body = JSON.stringify({ data: null, errors: [{ message: 'plan task is WITHDRAWN' }] });
    city.double('health').fault = () => ({ kind: 'http', status: 200, body });
    expect((await frozen(city, id)).progress.error).toContain('Department "health" refused: plan task is WITHDRAWN');
  });
});

describe('a pool that changes while it is streamed', () => {
  it('is frozen as it was when each page was asked for', async () => {
    const fire = city.double('fire-rescue');
    fire.pageLines = 10;
    fire.inspectors.push(inspectorOf('6'));
    fire.fault = ({ variables }) => {
      if (variables.taskId === FIRE && variables.after != null) fire.entries.get(FIRE)?.splice(0, 1);
      return undefined;
    };
    const id = await openedDraw();
    expect(await frozen(city, id)).toMatchObject({ phase: 'FROZEN', statement: { leafCount: 40 + 40 + 11 } });
  });
});
