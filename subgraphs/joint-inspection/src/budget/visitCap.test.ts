import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { JointCity, lead } from '../jointCity.fixture.js';
import {
  executed,
  FIRE,
  FREEZE,
  fillPools,
  freezeEnded,
  frozen,
  HEALTH,
  opened,
  published,
  REVEAL,
  taskOf,
  VOID,
} from '../jointDraws.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';

const PROGRESS = 'query ($id: ID!) { draw(id: $id) { phase progress { state waitingForDraw } } }';

let city: JointCity;
/** Each test has a year of its own. */
let year = 2026;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  year += 1;
  fillPools(city, 12);
  const quota = [{ stratum: '*', count: null, percent: '100', min: null, max: null }];
  for (const [code, id] of [['fire-rescue', FIRE] as const, ['health', HEALTH] as const]) {
    city.double(code).tasks.set(id, taskOf(id, { quota, year }));
    city.double(code).fault = () => undefined;
    city.double(code).pageLines = 20_000;
  }
});

/** A draw of a plan of its own, over the same pools. @returns its id */
const openedDraw = async (visitCap: number | null): Promise<string> =>
  await opened(city, await published(city, { year, visitCap }));

async function drawOut(id: string): Promise<void> {
  await city.data(lead, REVEAL, { id });
  expect((await executed(city, id)).phase).toBe('DRAWN');
}

/** How many visits the subjects that are visited have in the year. */
async function visitsOfYear(): Promise<readonly number[]> {
  const counts = await city.database.visit.groupBy({
    by: ['subjectId'],
    where: { draw: { phase: 'DRAWN', plan: { year } } },
    _count: true,
  });
  return counts.map(({ _count }) => _count);
}

/** Follows a draw until it is frozen. @returns the draw that it waited for meanwhile, if any */
async function waitedFor(id: string): Promise<string | null> {
  let other: string | null = null;
  for (;;) {
    const { draw } = await city.data(lead, PROGRESS, { id });
    if (draw.progress.state === 'WAITING') other = draw.progress.waitingForDraw;
    if (draw.phase === 'FROZEN') return other;
    expect(draw.progress.state).not.toBe('STOPPED');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The subjects of both pools together. */
const SUBJECTS = 18;

it.each([
  [1, 2],
  [2, 3],
])(
  'with a cap of %i, %i draws frozen at the same time make no more visits of a subject',
  async (cap, draws) => {
    for (const code of ['fire-rescue', 'health']) city.double(code).pageLines = 6;
    const ids = await Promise.all(Array.from({ length: draws }, () => openedDraw(cap)));
    await Promise.all(ids.map((id) => city.data(lead, FREEZE, { id })));
    const waited = await Promise.all(ids.map(waitedFor));
    const waiting = waited.filter((other) => other !== null);
    expect(waiting.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining(waiting));
    await Promise.all(ids.map(drawOut));
    expect(await visitsOfYear()).toEqual(Array.from({ length: SUBJECTS }, () => cap));
    for (const id of ids) {
      const visits = await city.database.visit.count({ where: { drawId: id } });
      expect([0, SUBJECTS]).toContain(visits);
    }
  },
  60_000,
);

it('a plan with a cap by rules and one with a cap of its own never both take the last visit', async () => {
  const capped = await openedDraw(1);
  const cap = { most: 1, countedBy: 'ALL', joint: 'ONCE' } as const;
  const pack = await adoptRules(city, { 'visit-cap': { ...cap, kinds: ['ROUTINE'], liftedFor: [], exceptions: [] } });
  const ruled = await openedDraw(null);
  await city.database.ruleAdoption.deleteMany({ where: { packId: pack } });
  const ids = [capped, ruled];
  await Promise.all(ids.map((id) => city.data(lead, FREEZE, { id })));
  await Promise.all(ids.map(waitedFor));
  await Promise.all(ids.map(drawOut));
  expect(await visitsOfYear()).toEqual(Array.from({ length: SUBJECTS }, () => 1));
});

it('a draw that is void gives back what it had reserved', async () => {
  const first = await openedDraw(1);
  expect((await frozen(city, first)).phase).toBe('FROZEN');
  const second = await openedDraw(1);
  expect((await frozen(city, second)).phase).toBe('FROZEN');
  await city.data(lead, VOID, { id: first, why: '名册有误' });
  const third = await openedDraw(1);
  expect((await frozen(city, third)).phase).toBe('FROZEN');
  await drawOut(second);
  await drawOut(third);
  const visits = (drawId: string) => city.database.visit.count({ where: { drawId } });
  expect(await Promise.all([visits(second), visits(third)])).toEqual([0, SUBJECTS]);
});

it('a freeze that is taken up again counts the draws that were frozen while it stood still', async () => {
  const fire = city.double('fire-rescue');
  fire.pageLines = 3;
  const first = await openedDraw(1);
  let pages = 0;
  fire.fault = ({ operation }) => {
    pages += operation === 'Roster' ? 1 : 0;
    return pages > 2 ? { kind: 'drop' } : undefined;
  };
  expect((await frozen(city, first)).progress.state).toBe('STOPPED');
  expect(await city.database.rosterPage.count({ where: { drawId: first } })).toBeGreaterThan(2);
  fire.fault = () => undefined;
  const second = await openedDraw(1);
  expect((await frozen(city, second)).phase).toBe('FROZEN');
  await city.data(lead, FREEZE, { id: first });
  expect((await freezeEnded(city, first)).phase).toBe('FROZEN');
  await drawOut(first);
  await drawOut(second);
  const visits = (drawId: string) => city.database.visit.count({ where: { drawId } });
  expect(await Promise.all([visits(first), visits(second)])).toEqual([0, SUBJECTS]);
});

it('plans without a cap count, and are not kept from anything themselves', async () => {
  const free = await openedDraw(null);
  expect((await frozen(city, free)).phase).toBe('FROZEN');
  const capped = await openedDraw(1);
  expect((await frozen(city, capped)).phase).toBe('FROZEN');
  const another = await openedDraw(null);
  expect((await frozen(city, another)).phase).toBe('FROZEN');
  for (const id of [free, capped, another]) await drawOut(id);
  const visits = (drawId: string) => city.database.visit.count({ where: { drawId } });
  expect(await Promise.all([free, capped, another].map(visits))).toEqual([SUBJECTS, 0, SUBJECTS]);
});
