import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { storedPages } from '../draw/storedPages.js';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import {
  convened,
  drawn,
  entryOf,
  FIRE,
  fillPools,
  frozen,
  HEALTH,
  opened,
  published,
  subjectOf,
  taskOf,
} from '../jointDraws.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';

const STANDINGS = `query ($id: ID!) { draw(id: $id) { standings {
  standing legId rule count citation { pack version document article text } } } }`;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(async () => {
  fillPools(city, 6);
  await adoptRules(city, {});
  await adoptRules(city, {}, 'fire-rescue');
});

/** The stored roster of a leg. */
async function rosterOf(drawId: string, leg: string): Promise<readonly string[]> {
  const pages: string[] = [];
  for await (const { bytes } of storedPages(city.database, drawId, leg)) pages.push(bytes.toString());
  return pages.join('\n').split('\n');
}

/** Freezes a plan's draw. @returns the draw's id */
async function freeze(parts: object = {}): Promise<string> {
  const id = await opened(city, await published(city, parts));
  expect((await frozen(city, id)).phase).toBe('FROZEN');
  return id;
}

const askedForMarks = (code: string): readonly unknown[] => [
  ...new Set(
    city
      .double(code)
      .calls.filter(({ operation }) => operation === 'Roster')
      .map(({ variables }) => variables.marks),
  ),
];

const quota = [
  { stratum: '*', count: null, percent: '20', min: null, max: null },
  { stratum: 'RAISED', count: null, percent: '80', min: null, max: null },
];

it('subjects to be inspected more often get a stratum of their own, and nobody learns why', async () => {
  await adoptRules(city, { 'raised-frequency': { for: ['COMPLAINTS'] } }, 'fire-rescue');
  city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { quota }));
  const marked = [entryOf(1, { marks: ['COMPLAINTS', 'PENALISED'] }), entryOf(2, { marks: ['PENALISED'] }), entryOf(3)];
  city
    .double('fire-rescue')
    .entries.set(FIRE, [...marked, entryOf(4, { standing: 'SUSPENDED', marks: ['COMPLAINTS'] })]);
  for (const double of Object.values(city.departments)) double.calls.length = 0;
  const id = await freeze();
  expect(askedForMarks('fire-rescue')).toEqual([true]);
  expect(askedForMarks('health')).toEqual([false]);
  const lines = [subjectOf(1), subjectOf(2), subjectOf(3), subjectOf(4)].map((subject, at) => {
    const stratum = at === 0 || at === 3 ? 'RAISED' : 'ALL';
    return [subject, stratum, '411502', at === 3 ? 'SUSPENDED' : 'ELIGIBLE'].join('\t');
  });
  expect(await rosterOf(id, FIRE)).toEqual(lines.toSorted());
  expect((await city.data(anyone, STANDINGS, { id })).draw.standings).toEqual([]);
});

it('a rule that keeps subjects out stands in the record with its article', async () => {
  const { drawId } = await drawn(city);
  const visited = await city.database.visit.findMany({ where: { drawId, departments: { has: 'fire-rescue' } } });
  expect(visited.length).toBeGreaterThan(0);
  const pack = await adoptRules(
    city,
    {
      'other-unit': { plans: 'LEAVE_OUT', sameVisit: 'JOINS', liftedFor: [] },
      trustworthy: { for: ['TRUSTWORTHY'], treatments: ['EXEMPT'] },
    },
    'fire-rescue',
  );
  const entries = city.double('fire-rescue').entries.get(FIRE) ?? [];
  const free = entries.find((entry) => !visited.some(({ subjectId }) => subjectId === entry.subject));
  const trusted = entries.map((entry) => (entry === free ? { ...entry, marks: ['TRUSTWORTHY'] } : entry));
  city.double('fire-rescue').entries.set(FIRE, trusted);
  const id = await freeze({ trustworthy: 'EXEMPT' });
  const cited = (article: string) => [
    { pack: pack.split('@')[0], version: 1, document: 'test', article, text: '原文' },
  ];
  const standings = [
    {
      standing: 'RECENTLY_INSPECTED',
      legId: FIRE,
      rule: 'other-unit',
      count: visited.length,
      citation: cited('art. other-unit'),
    },
    { standing: 'EXEMPT', legId: FIRE, rule: 'trustworthy', count: 1, citation: cited('art. trustworthy') },
  ];
  expect((await city.data(anyone, STANDINGS, { id })).draw.standings).toEqual(standings);
  const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: id, action: 'draw.freeze' } });
  expect(JSON.parse(step.detail).standings).toEqual(standings);
  const out = (await rosterOf(id, FIRE)).map((line) => line.split('\t')[3]);
  expect(out.filter((standing) => standing === 'RECENTLY_INSPECTED')).toHaveLength(visited.length);
  expect(out.filter((standing) => standing === 'EXEMPT')).toHaveLength(1);
});

it('standings are counted over a freeze that was taken up again', async () => {
  await adoptRules(city, { trustworthy: { for: ['TRUSTWORTHY'], treatments: ['EXEMPT'] } }, 'fire-rescue');
  const fire = city.double('fire-rescue');
  fire.entries.set(
    FIRE,
    (fire.entries.get(FIRE) ?? []).map((entry) => ({ ...entry, marks: ['TRUSTWORTHY'] })),
  );
  fire.pageLines = 2;
  const id = await opened(city, await published(city, { trustworthy: 'EXEMPT' }));
  let pages = 0;
  fire.fault = ({ operation }) => {
    pages += operation === 'Roster' ? 1 : 0;
    return pages > 2 ? { kind: 'drop' } : undefined;
  };
  expect((await frozen(city, id)).progress.state).toBe('STOPPED');
  fire.fault = () => undefined;
  expect((await frozen(city, id)).phase).toBe('FROZEN');
  fire.pageLines = 20_000;
  const { draw } = await city.data(lead, STANDINGS, { id });
  expect(draw.standings).toMatchObject([{ rule: 'trustworthy', count: 6 }]);
});

it('a department that sends a mark which is not of the contract is told so by the line', async () => {
  await adoptRules(city, { 'raised-frequency': { for: ['COMPLAINTS'] } }, 'health');
  const health = city.double('health');
  health.tasks.set(HEALTH, taskOf(HEALTH, { quota }));
  health.entries.set(HEALTH, [entryOf(1), entryOf(2, { marks: ['RICH'] })]);
  const id = await opened(city, await published(city));
  const { progress } = await frozen(city, id);
  expect(progress.error).toMatch(/"health".*page 1, line 2: "RICH" has a mark that is not of the contract/);
  expect(await city.database.rosterPage.count({ where: { drawId: id } })).toBe(0);
  await adoptRules(city, {}, 'health');
});

it('a plan that goes against the rules is refused with their article', async () => {
  await adoptRules(city, { 'raised-frequency': { for: ['COMPLAINTS'] } }, 'fire-rescue');
  await expect(convened(city)).rejects.toThrow(/taskIds\[0\].*RAISED.*art\. raised-frequency“原文”/);
});
