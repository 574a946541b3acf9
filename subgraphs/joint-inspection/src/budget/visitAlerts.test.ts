import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTUMN, CountedDraws } from './CountedDraws.fixture.js';
import { visitAlerts } from './visitAlerts.js';

let draws: CountedDraws;
let made = 0;
beforeAll(async () => {
  draws = await CountedDraws.open();
  const legs = { a: { window: AUTUMN, department: 'd' }, b: { window: AUTUMN, department: 'e' } };
  const { id: drawId, planId } = await draws.draw('DRAWN', legs);
  const item = { planId, title: '', itemClass: 'KEY', basis: [], version: 1 };
  await draws.database.plannedItem.createMany({
    data: ['a', 'b'].map((leg) => ({ ...item, id: leg, legId: leg, itemId: `${leg}:item:1` })),
  });
  const visited = async (subjectId: string, day: string, results: Readonly<Record<string, string>>) => {
    made += 1;
    const id = `v${String(made).padStart(3, '0')}`;
    const departments = Object.keys(results).map((leg) => (leg === 'a' ? 'd' : 'e'));
    const place = {
      drawId,
      key: id,
      position: made,
      district: '411502',
      windowFirst: day,
      windowLast: day,
      legCount: 1,
    };
    const whom = { id, subjectId, departments, legIds: Object.keys(results), inspectedOn: day, status: 'COMPLETED' };
    await draws.database.visit.create({ data: { ...place, ...whom } });
    for (const [leg, result] of Object.entries(results)) {
      const department = leg === 'a' ? 'd' : 'e';
      const seat = { visitId: id, department, number: 0, specialties: [], inspectorId: `${department}:inspector:1` };
      await draws.database.crewSeat.create({ data: seat });
      const recorded = { results: [result], recordedBy: '', recordedAt: new Date() };
      await draws.database.result.create({ data: { visitId: id, plannedItemId: leg, ...recorded } });
    }
  };
  const [none, some] = ['NO_PROBLEM', 'CORRECTION_ORDERED'];
  // s1: twice in a day and, with a visit outside draws, three times in a week across a month's end.
  await visited('s1', '2026-09-29', { a: none, b: some });
  await visited('s1', '2026-09-29', { b: none });
  await draws.outside('s1', { department: 'e', inspectedOn: '2026-10-02' });
  // s2: three times in the week that ends in the next year, four days of it.
  await visited('s2', '2026-12-28', { a: none });
  await visited('s2', '2026-12-30', { a: none });
  await draws.outside('s2', { department: 'd', inspectedOn: '2027-01-02' });
  await visited('s3', '2026-11-10', { a: some });
  await visited('s4', '2026-12-31', { b: none });
  // s5: not checked but recognised, which neither finds nothing nor ends a row of visits that do.
  await visited('s5', '2026-11-20', { b: none });
  const cited = { citedVisitId: 'v001', citedPlannedItemId: 'a', validTo: '2026-12-31' };
  const { seq: recognitionSeq } = await draws.database.recognition.create({
    data: {
      department: 'e',
      subjectId: 's5',
      itemId: 'b:item:1',
      ...cited,
      citable: 'ANY',
      recognisedBy: '',
      recognisedAt: new Date(),
    },
  });
  const where = { visit: { subjectId: 's5' } };
  await draws.database.result.updateMany({ where, data: { results: [], recognitionSeq } });
});
afterAll(() => draws.close());

const RULE = {
  visits: [
    { most: 1, per: 'DAY' as const },
    { most: 2, per: 'WEEK' as const },
    { most: 3, per: 'MONTH' as const },
  ],
  fruitless: { inARow: 2 },
  cite: [{ pack: 'p', version: 1, document: 'd', article: '1', text: '原文' }],
};

async function found(department: string | null, first = 50, year = 2026): Promise<readonly (readonly unknown[])[]> {
  const all: (readonly unknown[])[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await visitAlerts(draws.database, RULE, { year, department }, { first, after });
    for (const { kind, subjectId, inspectorId, per, from, to, visits, most } of nodes) {
      all.push([kind, subjectId ?? inspectorId, per, from, to, visits, most]);
    }
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}

const OF_ALL = [
  ['MANY_VISITS', 's1', 'DAY', '2026-09-29', '2026-09-29', 2, 1],
  ['MANY_VISITS', 's1', 'WEEK', '2026-09-28', '2026-10-04', 3, 2],
  ['MANY_VISITS', 's2', 'WEEK', '2026-12-28', '2027-01-03', 3, 2],
  ['FRUITLESS', 'd:inspector:1', null, '2026-12-28', '2026-12-30', 2, 1],
  ['FRUITLESS', 'e:inspector:1', null, '2026-09-29', '2026-12-31', 2, 1],
];

it('tells of subjects with many visits and of inspectors who found nothing', async () => {
  expect(await found(null)).toEqual(OF_ALL);
  expect(await found(null, 50, 2027)).toEqual([]);
});

it('comes in pages of any size', async () => {
  for (const first of [1, 2, 3]) expect(await found(null, first)).toEqual(OF_ALL);
});

it("counts a department's own visits where it is asked", async () => {
  expect(await found('d')).toEqual([OF_ALL[2], OF_ALL[3]]);
  expect(await found('e')).toEqual([OF_ALL[0], OF_ALL[1], OF_ALL[4]]);
});

it('tells of nothing without a rule', async () => {
  const { nodes } = await visitAlerts(draws.database, null, { year: 2026, department: null }, {});
  expect(nodes).toEqual([]);
});
