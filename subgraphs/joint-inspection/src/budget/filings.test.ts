import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { fillPools, frozen, opened, published, subjectOf } from '../jointDraws.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';

const EXCEPT = `mutation ($input: CapExceptionInput!, $key: String) {
  filed: fileCapException(input: $input, idempotencyKey: $key) {
    id department { id } subjectId year code evidence { text sha256 } filedBy } }`;
const OUTSIDE = `mutation ($input: OutsideVisitInput!, $key: String) {
  filed: recordOutsideVisit(input: $input, idempotencyKey: $key) {
    id department { id } source kind level items { id } inspectedOn evidence { text } recordedBy
    results { item { id } results findings method evidence { name mediaType size sha256 } } } }`;
const EXCEPTIONS = `query ($department: ID, $first: Int, $after: String) {
  page: capExceptions(year: 2026, department: $department, first: $first, after: $after) {
    nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`;
const VISITS = `query ($department: ID) { page: outsideVisits(year: 2026, department: $department) {
  nodes { id } totalCount } }`;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 4);
  await adoptRules(city, {
    'visit-cap': {
      most: 1,
      countedBy: 'ALL',
      kinds: ['ROUTINE', 'CASE'],
      joint: 'ONCE',
      liftedFor: [],
      exceptions: ['COMPLAINT'],
    },
    'not-by-lot': { sources: ['COMPLAINT'] },
  });
});
afterAll(() => city.close());
beforeEach(async () => {
  await city.database.capException.deleteMany();
  await city.database.outsideResult.deleteMany();
  await city.database.outsideVisit.deleteMany();
});

const FIRE = officerOf('fire-rescue');
const evidence = { text: '12345 热线 20260312-7', sha256: 'a'.repeat(64) };
const exception = { subjectId: subjectOf(1), year: 2026, code: 'COMPLAINT', evidence };
const visit = {
  subjectId: subjectOf(3),
  source: 'COMPLAINT',
  itemIds: ['fire-rescue:item:I1'],
  inspectedOn: '2026-04-30',
  evidence,
};
const ledgerOf = (target: string) => city.database.ledgerEntry.findMany({ where: { target } });

describe('exceptions from the cap', () => {
  it('are filed once under a key, with their evidence, and stand on the ledger with the article', async () => {
    const request = { input: exception, key: 'e1' };
    const { filed } = await city.data(FIRE, EXCEPT, request);
    expect(filed).toMatchObject({
      ...exception,
      department: { id: 'fire-rescue' },
      filedBy: 'officer:fire-rescue:wang',
    });
    expect((await city.data(FIRE, EXCEPT, request)).filed).toEqual(filed);
    const [step, ...more] = await ledgerOf(filed.id);
    expect(more).toEqual([]);
    expect(JSON.parse(step?.detail ?? '')).toMatchObject({ rule: [{ article: 'art. visit-cap' }] });
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a code that the rules do not name',
      { code: 'HAZARD' },
      'OV_JOINT_EXCEPTION_CODE',
      /HAZARD.*COMPLAINT.*art\. visit-cap“原文”/,
    ],
    ['no evidence', { evidence: { text: ' ' } }, 'OV_JOINT_EVIDENCE', /evidence\.text/],
    ['nobody', { subjectId: '91310115MA1H8R7C6D' }, 'OV_JOINT_SUBJECT_ID', /check character/],
    ['a year far away', { year: 2030 }, 'OV_JOINT_YEAR', /2025 to 2027/],
    ["another department's", { department: 'health' }, 'OV_KIT_FORBIDDEN', /health/],
  ])('are refused for %s', async (_what, parts, code, message) => {
    const before = await city.database.capException.count();
    const { errors } = await city.ask(FIRE, EXCEPT, { input: { ...exception, ...parts } });
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.message).toMatch(message);
    expect(await city.database.capException.count()).toBe(before);
  });

  it('are seen by lead, auditor, and officers of the department, page by page', async () => {
    await city.data(FIRE, EXCEPT, { input: exception });
    await city.data(FIRE, EXCEPT, { input: { ...exception, subjectId: 'fire-rescue:7' } });
    await city.data(officerOf('health'), EXCEPT, { input: exception });
    const seen = async (viewer: Viewer, args: object = {}) => (await city.data(viewer, EXCEPTIONS, args)).page;
    expect((await seen(lead)).totalCount).toBe(3);
    expect((await seen(auditor, { department: 'health' })).totalCount).toBe(1);
    expect((await seen(FIRE)).totalCount).toBe(2);
    expect((await seen(FIRE, { department: 'health' })).totalCount).toBe(0);
    const first = await seen(lead, { first: 2 });
    const rest = await seen(lead, { first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual((await seen(lead)).nodes.map(({ id }) => id));
    expect(await city.refusal(anyone, EXCEPTIONS)).toBe('OV_KIT_FORBIDDEN');
    expect(await city.refusal(inspector('fire-rescue:inspector:1'), EXCEPT, { input: exception })).toBe(
      'OV_KIT_FORBIDDEN',
    );
  });
});

describe('visits that no lot decides', () => {
  it('are recorded once under a key by whoever made them', async () => {
    const request = { input: visit, key: 'v1' };
    const by = inspector('fire-rescue:inspector:1');
    const { filed } = await city.data(by, OUTSIDE, request);
    expect(filed).toMatchObject({
      kind: 'CASE',
      level: 'CITY',
      source: 'COMPLAINT',
      items: [{ id: 'fire-rescue:item:I1' }],
    });
    expect((await city.data(by, OUTSIDE, request)).filed).toEqual(filed);
    expect(await ledgerOf(filed.id)).toHaveLength(1);
    const seen = async (viewer: Viewer) => (await city.data(viewer, VISITS)).page.totalCount;
    expect(await Promise.all([lead, FIRE, officerOf('health')].map(seen))).toEqual([1, 1, 0]);
  });

  it('carry results of their items, which are checked as any, and count for nothing that was drawn', async () => {
    const coverage = async () => {
      const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on FireRescueDepartment {
        coverage(year: 2026) { items { numerator } subjects { numerator } jointVisits { numerator denominator } } } } }`;
      const refs = [
        { __typename: 'FireRescueDepartment', id: 'fire-rescue', itemCount: 2, poolCount: 4, inspectorCount: 5 },
      ];
      return (await city.data(anyone, query, { refs }))._entities[0]?.coverage;
    };
    const before = await coverage();
    const [itemId = ''] = visit.itemIds;
    const file = { name: '现场.jpg', mediaType: 'image/jpeg', size: 512, sha256: 'c'.repeat(64) };
    const found = { results: ['CORRECTION_ORDERED'], findings: '通道堵塞', method: 'ON_SITE', evidence: [file] };
    const { filed } = await city.data(FIRE, OUTSIDE, { input: { ...visit, results: [{ itemId, ...found }] } });
    expect(filed).toMatchObject({ source: 'COMPLAINT', results: [{ item: { id: itemId }, ...found }] });
    expect(JSON.parse((await ledgerOf(filed.id))[0]?.detail ?? '{}').results).toEqual([
      { itemId, ...found, entered: [] },
    ]);
    expect(await coverage()).toEqual(before);
    const refused = async (results: readonly object[]) =>
      await city.refusal(FIRE, OUTSIDE, { input: { ...visit, results } });
    const clean = { itemId, results: ['NO_PROBLEM'] };
    expect(await refused([clean, clean])).toBe('OV_JOINT_ITEM_NOT_CHECKED');
    expect(await refused([{ ...clean, itemId: 'fire-rescue:item:I2' }])).toBe('OV_JOINT_ITEM_NOT_CHECKED');
    expect(await refused([{ ...clean, results: ['UNREACHABLE'] }])).toBe('OV_JOINT_FINDINGS_MISSING');
    expect(await city.database.outsideVisit.count()).toBe(1);
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a source that must be drawn by lot',
      { source: 'MONITORING' },
      'OV_JOINT_BY_LOT',
      /MONITORING.*art\. not-by-lot“原文”.*drawn by lot/,
    ],
    ['no items', { itemIds: [] }, 'OV_JOINT_NO_ITEMS', /itemIds/],
    ["another department's items", { itemIds: ['health:item:I1'] }, 'OV_JOINT_OWN_ITEMS', /itemIds\[0\]/],
    ['an item twice', { itemIds: [...visit.itemIds, ...visit.itemIds] }, 'OV_JOINT_OWN_ITEMS', /itemIds\[1\]/],
    ['a day to come', { inspectedOn: '2026-05-02' }, 'OV_JOINT_DAY_TO_COME', /2026-05-02.*2026-05-01/],
  ])('are refused with %s', async (_what, parts, code, message) => {
    const before = await city.database.outsideVisit.count();
    const { errors } = await city.ask(FIRE, OUTSIDE, { input: { ...visit, ...parts } });
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.message).toMatch(message);
    expect(await city.database.outsideVisit.count()).toBe(before);
  });
});

it('a freeze reckons with both: the case takes the last visit, the exception gives one', async () => {
  await city.data(FIRE, EXCEPT, { input: exception });
  for (const subject of [1, 3]) await city.data(FIRE, OUTSIDE, { input: { ...visit, subjectId: subjectOf(subject) } });
  const drawId = await opened(city, await published(city));
  await frozen(city, drawId);
  const { draw } = await city.data(
    anyone,
    'query ($id: ID!) { draw(id: $id) { standings { standing legId rule count } } }',
    { id: drawId },
  );
  // Subject 1, whom an exception is on file for, stands in the pool of fire-rescue alone; subject 3 in both.
  expect(draw.standings).toEqual([
    { standing: 'CAP_REACHED', legId: 'fire-rescue:task:T1', rule: 'visit-cap', count: 1 },
    { standing: 'CAP_REACHED', legId: 'health:task:T1', rule: 'visit-cap', count: 1 },
  ]);
});
