import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { convened, entryOf, FIRE, fillPools, HEALTH, taskOf } from '../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open(1_500);
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = new Date(city.now.getTime() + 3_600_000);
  for (const double of Object.values(city.departments)) {
    double.fault = () => undefined;
    double.offersSketches = true;
    double.tasks.clear();
    double.calls.length = 0;
    double.pageLines = 20_000;
  }
  fillPools(city);
});

interface Estimate {
  readonly value: number;
  readonly plusMinus: number;
}
interface SeenProposal {
  readonly id: string;
  readonly title: string;
  readonly taskIds: readonly string[];
  readonly window: { readonly first: string; readonly last: string };
  readonly tasks: readonly { readonly id: string; readonly daysMoved: number; readonly proposedWindow: object }[];
  readonly subjectsInCommon: Estimate;
  readonly separateVisits: Estimate;
  readonly jointVisits: Estimate;
  readonly savedVisits: Estimate;
  readonly savedPercent: number;
  readonly departments: readonly {
    readonly department: { readonly id: string };
    readonly visits: number;
    readonly visitsAMonth: number;
    readonly inspectorsAMonth: number;
  }[];
  readonly reasons: readonly { readonly zh: string; readonly en: string }[];
}
interface Seen {
  readonly matchmaking: {
    readonly taskCount: number;
    readonly unanswered: readonly string[];
    readonly sampledPercent: string;
    readonly readAt: string;
    readonly proposals: {
      readonly nodes: readonly SeenProposal[];
      readonly totalCount: number;
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    };
  };
}

const PROPOSAL = `id title taskIds window { first last } tasks { id daysMoved proposedWindow { first last } }
  subjectsInCommon { value plusMinus } separateVisits { value plusMinus } jointVisits { value plusMinus }
  savedVisits { value plusMinus } savedPercent reasons { zh en }
  departments { department { id } visits visitsAMonth inspectorsAMonth }`;
const MATCH = `query ($year: Int!, $filter: MatchmakingFilter!, $first: Int, $after: String) {
  matchmaking(year: $year, filter: $filter) { taskCount unanswered sampledPercent readAt
    proposals(first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { ${PROPOSAL} } } } }`;
const BY_HAND = `query ($year: Int!, $taskIds: [ID!]!, $windows: [TaskWindowInput!]) {
  jointProposal(year: $year, taskIds: $taskIds, windows: $windows) { ${PROPOSAL} } }`;

const matched = async (filter: object = {}, viewer = lead, page: object = {}) =>
  (await city.data<Seen>(viewer, MATCH, { year: 2026, filter, ...page })).matchmaking;
const sketchesRead = () =>
  Object.values(city.departments).flatMap(({ calls }) => calls.filter(({ operation }) => operation === 'TaskSketch'))
    .length;

describe('matchmaking', () => {
  it('proposes tasks that share subjects, with what they would come to', async () => {
    const { proposals, ...said } = await matched();
    expect(said).toMatchObject({ taskCount: 2, unanswered: [], sampledPercent: '100' });
    expect(proposals.nodes).toHaveLength(1);
    const [proposal] = proposals.nodes;
    expect(proposal).toMatchObject({
      taskIds: [FIRE, HEALTH],
      title: '2026年企业部门联合抽查',
      window: { first: '2026-05-01', last: '2026-06-30' },
      // Twenty subjects: ten at 10 % and 20 %, ten at 50 % and 20 %.
      subjectsInCommon: { value: 20, plusMinus: 0 },
      separateVisits: { value: expect.closeTo(20), plusMinus: 0 },
      jointVisits: { value: expect.closeTo(17) },
      savedVisits: { value: expect.closeTo(3) },
      savedPercent: expect.closeTo(15),
    });
    const [fire] = proposal?.departments ?? [];
    expect(fire).toMatchObject({ department: { id: 'fire-rescue' }, visits: expect.closeTo(12) });
    // 61 days; two inspectors a visit.
    expect(fire?.visitsAMonth).toBeCloseTo((12 * 365.25) / 12 / 61);
    expect(fire?.inspectorsAMonth).toBeCloseTo((2 * 12 * 365.25) / 12 / 61);
    expect(proposal?.reasons.map(({ en }) => en)).toEqual([
      '20 subjects are under more than one of the 2 tasks.',
      '20 visits if each is drawn for itself, 17 expected of a joint draw: 3 saved.',
      'Their windows overlap: 2026-05-01 – 2026-06-30.',
    ]);
  });

  it('says by how much windows would have to be moved', async () => {
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { window: { first: '2026-07-06', last: '2026-08-31' } }));
    const [proposal] = (await matched()).proposals.nodes;
    expect(proposal?.tasks.map(({ daysMoved }) => daysMoved)).toEqual([0, -15]);
    expect(proposal?.window).toEqual({ first: '2026-06-21', last: '2026-06-30' });
    expect(proposal?.reasons[2]?.zh).toContain(`“任务 ${HEALTH}”提前 15 天`);
    expect((await matched({ mostDaysMoved: 7 })).proposals.nodes).toEqual([]);
    const windows = [{ taskId: HEALTH, window: { first: '2026-06-01', last: '2026-06-20' } }];
    const [moved] = (await matched({ windows, mostDaysMoved: 0 })).proposals.nodes;
    expect(moved?.window).toEqual({ first: '2026-06-01', last: '2026-06-20' });
    // The same tasks, the same proposal.
    expect(moved?.id).toBe(proposal?.id);
  });

  it('lets one explore without reading pools again, until tasks change or some minutes have passed', async () => {
    await matched();
    const read = sketchesRead();
    expect(read).toBeGreaterThan(0);
    await matched({ withoutTasks: [FIRE] });
    await matched({ minSaved: 4 });
    expect(sketchesRead()).toBe(read);
    city.double('health').tasks.set('health:task:T2', taskOf('health:task:T2'));
    await matched();
    expect(sketchesRead()).toBe(read + 1);
    city.now = new Date(city.now.getTime() + 11 * 60_000);
    expect(Date.parse((await matched()).readAt)).toBe(city.now.getTime());
    expect(sketchesRead()).toBeGreaterThan(read + 1);
  });

  it('has only what the filter asks for', async () => {
    expect((await matched({ withoutTasks: [FIRE] })).proposals.nodes).toEqual([]);
    expect((await matched({ departments: ['fire-rescue'] })).proposals.nodes).toEqual([]);
    expect((await matched({ withTasks: [FIRE] })).proposals.totalCount).toBe(1);
    expect((await matched({ minSaved: 4 })).proposals.nodes).toEqual([]);
    city
      .double('fire-rescue')
      .tasks.set(
        FIRE,
        taskOf(FIRE, { condition: { kinds: null, tags: null, industries: null, divisions: ['411502'] } }),
      );
    expect((await matched({ division: '411503' })).proposals.nodes).toEqual([]);
    expect((await matched({ division: '411502' })).proposals.totalCount).toBe(1);
  });

  it('leaves out, if asked, what is in a joint plan already', async () => {
    city.double('water').tasks.set('water:task:T9', taskOf('water:task:T9'));
    city.double('water').entries.set('water:task:T9', [entryOf(900)]);
    await convened(city, { taskIds: ['water:task:T9', HEALTH], initiator: 'water' });
    expect((await matched()).proposals.totalCount).toBe(1);
    expect((await matched({ unplanned: true })).proposals.nodes).toEqual([]);
  });

  it('comes in pages', async () => {
    for (const code of ['fire-rescue', 'health']) {
      const id = `${code}:task:T2`;
      city.double(code).tasks.set(id, taskOf(id));
      city.double(code).entries.set(
        id,
        Array.from({ length: 50 }, (_, number) => entryOf(500 + number)),
      );
    }
    const first = (await matched({}, lead, { first: 1 })).proposals;
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect(first.nodes[0]?.taskIds).toEqual(['fire-rescue:task:T2', 'health:task:T2']);
    const second = (await matched({}, lead, { first: 1, after: first.pageInfo.endCursor })).proposals;
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, nodes: [{ taskIds: [FIRE, HEALTH] }] });
    const stray = Buffer.from('joint-inspection:proposal:gone').toString('base64url');
    expect(await city.refusal(lead, MATCH, { year: 2026, filter: {}, after: stray })).toBe('OV_KIT_BAD_CURSOR');
  });
});

describe('a department', () => {
  it('that is away is named, and the rest stands', async () => {
    city.double('water').fault = () => ({ kind: 'drop' });
    expect(await matched()).toMatchObject({ unanswered: ['water'], proposals: { totalCount: 1 } });
    city.double('water').fault = () => undefined;
    city.now = new Date(city.now.getTime() + 11 * 60_000);
    city.double('health').fault = ({ operation }) => (operation === 'TaskSketch' ? { kind: 'hang' } : undefined);
    expect(await matched()).toMatchObject({ unanswered: ['health'], taskCount: 1, proposals: { nodes: [] } });
    city.double('health').fault = () => undefined;
    expect(await matched()).toMatchObject({ unanswered: [], proposals: { totalCount: 1 } });
  });

  it.each([
    ['a line that is none', '0123456789abcdef\tx'],
    ['a task that was not asked for', '0123456789abcdef\t7\u001fALL\u001fELIGIBLE'],
    ['hashes out of order', 'b123456789abcdef\t0\u001fA\u001fELIGIBLE\n0123456789abcdef\t0\u001fA\u001fELIGIBLE'],
  ])('that answers %s is named too', async (_what, lines) => {
    const page = { lines, count: lines.split('\n').length, endCursor: '0123456789abcdef', hasNextPage: false };
    city.double('health').fault = ({ operation }) =>
      operation === 'TaskSketch' ? { kind: 'data', data: { page } } : undefined;
    expect(await matched()).toMatchObject({ unanswered: ['health'] });
  });

  it('that offers no sketches has its rosters read, to the same proposals', async () => {
    const offered = (await matched()).proposals.nodes;
    city.now = new Date(city.now.getTime() + 3_600_000);
    for (const code of ['fire-rescue', 'health']) {
      city.double(code).offersSketches = false;
      city.double(code).pageLines = 7;
    }
    expect((await matched()).proposals.nodes).toEqual(offered);
    expect(city.double('health').calls.map(({ operation }) => operation)).toContain('Roster');
  });
});

describe('who asks', () => {
  it('sees, as an officer, what involves the department', async () => {
    expect((await matched({}, officerOf('health'))).proposals.totalCount).toBe(1);
    expect((await matched({}, officerOf('water'))).proposals.totalCount).toBe(0);
    const byHand = { year: 2026, taskIds: [FIRE, HEALTH] };
    expect(await city.data(officerOf('water'), BY_HAND, byHand)).toEqual({ jointProposal: null });
  });

  it.each([
    ['the public', anyone],
    ['an inspector', inspector('health:inspector:1')],
  ])('is refused as %s', async (_who, viewer) => {
    expect(await city.refusal(viewer, MATCH, { year: 2026, filter: {} })).toBe('OV_KIT_FORBIDDEN');
  });

  it.each([
    ['a task that nobody submitted', { withTasks: [FIRE, 'health:task:X'] }, 'OV_JOINT_MATCH_TASK'],
    ['a window of a task that nobody submitted', { windows: [windowOf('water:task:X')] }, 'OV_JOINT_MATCH_TASK'],
    ['a window that ends before it begins', { windows: [windowOf(FIRE, '2026-05-09')] }, 'OV_JOINT_MATCH_WINDOW'],
    ['no day at all in common', { minOverlap: 0 }, 'OV_JOINT_MATCH_NUMBER'],
    ['plans of one task', { mostTasks: 1 }, 'OV_JOINT_MATCH_NUMBER'],
  ])('is refused for %s', async (_what, filter, code) => {
    expect(await city.refusal(lead, MATCH, { year: 2026, filter })).toBe(code);
  });
});

function windowOf(taskId: string, last = '2026-06-30'): object {
  return { taskId, window: { first: '2026-05-10', last } };
}

describe('jointProposal', () => {
  it('says what tasks chosen by hand would come to, under the id that a proposal of the same tasks has', async () => {
    const { jointProposal } = await city.data<{ jointProposal: SeenProposal }>(lead, BY_HAND, {
      year: 2026,
      taskIds: [HEALTH, FIRE],
      windows: [windowOf(HEALTH)],
    });
    const [proposal] = (await matched()).proposals.nodes;
    expect(jointProposal).toMatchObject({ id: proposal?.id, window: { first: '2026-05-10', last: '2026-06-30' } });
    expect(jointProposal.savedVisits).toEqual(proposal?.savedVisits);
  });

  it('is refused where windows cannot meet, or for one department', async () => {
    const asked = (parts: object) => city.refusal(lead, BY_HAND, { year: 2026, taskIds: [FIRE, HEALTH], ...parts });
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { window: { first: '2026-10-01', last: '2026-10-31' } }));
    expect(await asked({})).toBe('OV_JOINT_MATCH_APART');
    expect(await asked({ taskIds: [FIRE] })).toBe('OV_JOINT_MATCH_FEW');
    expect(await asked({ year: 2027 })).toBe('OV_JOINT_MATCH_TASK');
  });
});
