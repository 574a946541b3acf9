import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditor, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import {
  drawn,
  entryOf,
  FIRE,
  fillPools,
  HEALTH,
  inspectorOf,
  subjectOf,
  taskOf,
  VOID,
} from '../../jointDraws.fixture.js';
import { ADJUST, WATER } from '../../plans/invitations/invitations.fixture.js';
import { CoverageRollup } from './CoverageRollup.js';
import { checkDivisions, checkRows, held } from './rollups.fixture.js';

const STATE = 'seq behind rebuiltAt rebuilding rebuild { askedAt startedAt endedAt seq error }';
const REBUILD = `mutation { rebuildCoverage { ${STATE} } }`;
const DASHBOARD = `{ indicators(year: 2026) { asOf { ${STATE} } values(codes: [DOORS_PER_SUBJECT]) { numerator } } }`;
const OUTSIDE = 'mutation ($input: OutsideVisitInput!) { filed: recordOutsideVisit(input: $input) { id } }';

interface SeenState {
  readonly seq: number;
  readonly behind: number;
  readonly rebuilding: boolean;
  readonly rebuild: { readonly askedAt: string; readonly endedAt: string | null; readonly error: string | null };
}
interface SeenDashboard {
  readonly indicators: { readonly asOf: SeenState; readonly values: readonly { readonly numerator: number }[] };
}

/** Nobody waits so long: only what does not wait ends. */
const NEVER_MS = 3_600_000;

let city: JointCity;
/** Two processes beside the one that serves. */
let one: CoverageRollup;
let other: CoverageRollup;
const process = () => new CoverageRollup(city.database, () => city.now);
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
  await drawn(city);
});
afterAll(() => city.close());
beforeEach(async () => {
  [one, other] = [process(), process()];
  await settled();
});

/** Puts a step on the ledger that changes figures. */
async function enter(number: number): Promise<void> {
  const what = {
    source: 'COMPLAINT',
    itemIds: ['health:item:I1'],
    inspectedOn: '2026-05-01',
    evidence: { text: '热线' },
  };
  await city.data(officerOf('health'), OUTSIDE, { input: { subjectId: subjectOf(number), ...what } });
}

/** While figures can be read, and not be written: whoever follows, or makes them anew, stands still. */
async function whileStill(work: () => Promise<void>): Promise<void> {
  await city.database.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE coverage_count IN SHARE MODE`;
      await work();
    },
    { timeout: NEVER_MS },
  );
}

/** Somebody does stand still. */
const standsStill = () =>
  expect
    .poll(
      () => city.database.$queryRaw`
        SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database AND datname = current_database()
        WHERE NOT granted AND relation = 'coverage_count'::regclass`,
    )
    .toHaveLength(1);

/** Nothing is left to do, for whichever process. */
const settled = () =>
  expect
    .poll(async () => {
      await one.follow();
      return await one.state();
    })
    .toMatchObject({ behind: 0, rebuilding: false });

/** Figures are those of the rows, and those of a rebuild. */
async function check(): Promise<void> {
  await settled();
  const kept = await held(city.database);
  await checkRows(city.database);
  await checkDivisions(city.database);
  await one.rebuild();
  await settled();
  expect(await held(city.database)).toEqual(kept);
}

it('of two that follow one does, and the other does not wait; steps are counted once', async () => {
  await enter(1);
  let following: Promise<void> | undefined;
  await whileStill(async () => {
    following = one.follow();
    await standsStill();
    await other.follow();
    expect((await other.state()).behind).toBeGreaterThan(0);
    // Whoever asks waits for the one that follows, but not for ever.
    await other.followWithin(1);
  });
  await Promise.all([following, other.followWithin(NEVER_MS)]);
  await check();
});

it('steps are counted once while two follow and rebuilds are asked for, all at once', async () => {
  for (const number of [2, 3, 4]) {
    const entered = enter(number);
    await Promise.all([one.follow(), other.rebuild(), enter(number), one.rebuild(), other.follow(), entered]);
  }
  await check();
});

it('a rebuild holds nobody up: figures are shown as of their step, other processes know of it and end', async () => {
  const { seq } = await one.state();
  await enter(5);
  let rebuilding: Promise<void> | undefined;
  await whileStill(async () => {
    rebuilding = one.rebuild();
    await standsStill();
    await other.followWithin(NEVER_MS);
    const { asOf } = (await city.data<SeenDashboard>(lead, DASHBOARD)).indicators;
    expect(asOf).toMatchObject({ seq, rebuilding: true, rebuild: { startedAt: expect.any(String), endedAt: null } });
    expect(asOf.behind).toBeGreaterThan(0);
    // One that has not ended will do for whoever asks later.
    city.now = new Date(city.now.getTime() + 1_000);
    const { rebuildCoverage } = await city.data<{ rebuildCoverage: SeenState }>(auditor, REBUILD);
    expect(rebuildCoverage.rebuild.askedAt).toBe(asOf.rebuild.askedAt);
    const ending = other.follow();
    await Promise.all([other.close(), ending]);
  });
  await rebuilding;
  await settled();
  const { asOf } = (await city.data<SeenDashboard>(lead, DASHBOARD)).indicators;
  expect(asOf).toMatchObject({ behind: 0, rebuilding: false, rebuild: { seq: asOf.seq, error: null } });
  await check();
});

it('a rebuild that ends with its process is begun again by the next', async () => {
  let rebuilding: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  await whileStill(async () => {
    rebuilding = one.rebuild();
    rebuilding.catch(() => undefined);
    await standsStill();
    closing = one.close();
  });
  await closing;
  await expect(rebuilding).rejects.toThrow();
  expect(await other.state()).toMatchObject({ rebuilding: true, rebuild: { endedAt: null, error: null } });
  await other.follow();
  expect(await other.state()).toMatchObject({ rebuilding: false, rebuild: { endedAt: city.now, error: null } });
  one = process();
  await check();
});

it('a rebuild that fails leaves the figures, and tells all processes its code', async () => {
  const kept = await held(city.database);
  const { rebuiltAt } = await one.state();
  await city.database.$executeRaw`ALTER TABLE coverage_count ADD CONSTRAINT nothing CHECK (n < 0) NOT VALID`;
  await city.data(auditor, REBUILD);
  const ended = async () => (await other.state()).rebuild?.endedAt ?? null;
  await expect.poll(ended).not.toBeNull();
  expect(await other.state()).toMatchObject({ rebuiltAt, rebuilding: false, rebuild: { seq: 0, error: 'P2010' } });
  expect(await held(city.database)).toEqual(kept);
  await city.database.$executeRaw`ALTER TABLE coverage_count DROP CONSTRAINT nothing`;
  await city.data(auditor, REBUILD);
  await expect.poll(ended).not.toBeNull();
  expect((await other.state()).rebuild).toMatchObject({ error: null });
  await check();
});

it('a rebuild takes the terms of a draw that is void, and not those of its plan, which was adjusted since', async () => {
  const water = city.double('water');
  water.tasks.set(WATER, taskOf(WATER));
  water.entries.set(WATER, [entryOf(1, { stratum: 'ALL' }), entryOf(2)]);
  water.inspectors = [1, 2].map((number) => inspectorOf(String(number)));
  const { planId, drawId } = await drawn(city, { taskIds: [FIRE, HEALTH, WATER] });
  await settled();
  await city.data(lead, VOID, { id: drawId, why: '名录有误' });
  await settled();
  const kept = await held(city.database);
  const input = { planId, taskIds: [FIRE, HEALTH], why: '水利退出', reference: '联席会议纪要〔2026〕9号' };
  await city.data(lead, ADJUST, { input });
  await one.rebuild();
  await settled();
  expect(await held(city.database)).toEqual(kept);
  const frozen = { year: 2026, month: 0, department: 'water', division: '', creditClass: '', measure: 'DRAWS_FROZEN' };
  expect((await city.database.coverageCount.findMany({ where: frozen })).map(({ n }) => n)).toEqual([1]);
});
