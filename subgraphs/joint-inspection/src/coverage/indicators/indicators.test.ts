import { shippedPacks } from '@onevisit/rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import {
  drawn,
  entryOf,
  FIRE,
  HEALTH,
  inspectorOf,
  postOf,
  subjectOf,
  taskOf,
  VOID,
} from '../../jointDraws.fixture.js';
import { adoptRules } from '../../rules/adoptedRules.fixture.js';
import { actOn } from '../../visits/jointVisits.fixture.js';
import { INDICATORS } from './catalogue.js';

const NUMBERS = 'code numerator denominator percent lastYear { numerator denominator percent }';
const CITY = `query ($year: Int!, $division: DivisionCode, $class: CreditClass) {
  indicators(year: $year, division: $division, creditClass: $class) {
    year division creditClass asOf { behind } values { ${NUMBERS} } doorsPerSubject { doors subjects }
    months(codes: [VISITS_MADE, DISCLOSED_ON_TIME]) { month values { code numerator denominator } }
    divisions(codes: [VISITS_MADE]) { division values { numerator denominator } }
    creditClasses(codes: [VISITS_MADE, FINDING_RATE]) { creditClass values { numerator denominator } }
    items { totalCount nodes { item { id } problems { numerator denominator } } } } }`;
const DEPARTMENT = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on FireRescueDepartment {
  indicators(year: 2026) { department { id } values { ${NUMBERS} } } coverageIndicators(year: 2026) { ${NUMBERS} } } } }`;
const OUTSIDE = 'mutation ($input: OutsideVisitInput!) { filed: recordOutsideVisit(input: $input) { id } }';

interface SeenNumbers {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly percent: string | null;
}
type SeenIndicator = SeenNumbers & { readonly code: string; readonly lastYear: SeenNumbers };
interface SeenIndicators {
  readonly values: readonly SeenIndicator[];
  readonly [field: string]: unknown;
}

let city: JointCity;
const all = [{ stratum: '*', count: null, percent: '100', min: null, max: null }];

/**
 * Everybody is drawn: fire-rescue visits subjects 0 to 3, health 2 to 5, so that of six visits two are joint. On 20 May subjects 0 and 2 are
 * visited, and 3 by fire-rescue alone; there is one problem. Health visits subject 0 for a complaint, 4 by what monitoring found, and 9,
 * which never was drawn, because another department asked. Another draw is void.
 */
beforeAll(async () => {
  city = await JointCity.open();
  const [fire, health] = [city.double('fire-rescue'), city.double('health')];
  const items = taskOf(FIRE).items.flatMap((item) => [item, { ...item, id: `${item.id}b`, title: '事项二' }]);
  fire.tasks.set(FIRE, taskOf(FIRE, { quota: all, items, stratifyBy: 'CREDIT_CLASS' }));
  health.tasks.set(HEALTH, taskOf(HEALTH, { quota: all }));
  const entry = (number: number, stratum: string) =>
    entryOf(number, { stratum, district: number < 4 ? '411502' : '411503' });
  fire.entries.set(
    FIRE,
    [0, 1, 2, 3].map((number) => entry(number, number % 2 === 0 ? 'A' : 'B')),
  );
  health.entries.set(
    HEALTH,
    [2, 3, 4, 5].map((number) => entry(number, 'ALL')),
  );
  for (const double of [fire, health]) {
    double.inspectors = [1, 2].map((number) => inspectorOf(String(number), { post: postOf(number) }));
  }
  await adoptRules(city, {
    disclosure: {
      results: { within: 5, from: 'RESULT_RECORDED' },
      feedback: 'NOT_ASKED',
      promptly: false,
      notPublic: [],
    },
    'visit-cap': { most: 2, countedBy: 'ALL', kinds: ['ROUTINE'], joint: 'ONCE', liftedFor: [], exceptions: [] },
  });
  const { drawId } = await drawn(city);
  const mistaken = await drawn(city);
  await city.data(lead, VOID, { id: mistaken.drawId, why: '有误' });

  city.now = new Date('2026-05-20T04:00:00Z');
  await record(drawId, 0, 'fire-rescue');
  await record(drawId, 2, 'fire-rescue', { 'fire-rescue:item:I1': 'CORRECTION_ORDERED' });
  await record(drawId, 2, 'health');
  await record(drawId, 3, 'fire-rescue');
  for (const [number, source] of [
    [0, 'COMPLAINT'],
    [4, 'MONITORING'],
    [9, 'TRANSFERRED'],
  ] as const) {
    const outside = { subjectId: subjectOf(number), source, inspectedOn: '2026-05-20', evidence: { text: '记录' } };
    await city.data(officerOf('health'), OUTSIDE, { input: { ...outside, itemIds: ['health:item:I1'] } });
  }
  city.now = new Date('2026-05-29T04:00:00Z');
  await disclose(drawId, 0, '2026-05-21');
  await disclose(drawId, 2, '2026-05-29');
  city.now = new Date('2026-06-10T04:00:00Z');
});
afterAll(() => city.close());

const visitOf = (drawId: string, number: number) =>
  city.database.visit.findFirstOrThrow({ where: { drawId, subjectId: subjectOf(number) } });

async function record(drawId: string, number: number, department: string, found: Record<string, string> = {}) {
  const { id: visitId } = await visitOf(drawId, number);
  const planned = await city.database.plannedItem.findMany({
    where: { plan: { draws: { some: { id: drawId } } }, leg: { department } },
  });
  const items = planned.map(({ id: plannedItemId, itemId }) => {
    return { plannedItemId, results: [found[itemId] ?? 'NO_PROBLEM'], findings: '无' };
  });
  await actOn(city, officerOf(department), 'recordResults', { visitId, inspectedOn: '2026-05-20', items });
}

async function disclose(drawId: string, number: number, on: string) {
  const { id: visitId } = await visitOf(drawId, number);
  await actOn(city, officerOf('fire-rescue'), 'discloseResults', { visitId, kind: 'RESULTS', on });
}

const asked = async (variables: object): Promise<SeenIndicators> =>
  (await city.data<{ indicators: SeenIndicators }>(lead, CITY, variables)).indicators;
const byCode = (values: readonly SeenIndicator[]) =>
  Object.fromEntries(
    values.map(({ code, numerator, denominator, percent }) => [code, [numerator, denominator, percent]]),
  );

describe('indicators of a year', () => {
  it('are what counting by hand gives over all departments', async () => {
    const seen = await asked({ year: 2026 });
    expect(seen).toMatchObject({ year: 2026, division: null, creditClass: null, asOf: { behind: 0 } });
    expect(byCode(seen.values)).toEqual({
      // What departments count has no place here.
      ITEMS_BY_LOT: [null, null, null],
      // Two of fire-rescue, one of health.
      ITEMS_EXERCISED: [3, null, null],
      // Of fire-rescue's pool 0, 2 and 3, of health's 2.
      SUBJECTS_VISITED: [4, null, null],
      SUBJECTS_VISITED_IN_2_YEARS: [4, null, null],
      SUBJECTS_VISITED_IN_3_YEARS: [4, null, null],
      INSPECTORS_TAKING_PART: [4, null, null],
      // Four parts with two people each, one of them of an office.
      OFFICE_STAFF_SHARE: [4, 8, '50.00'],
      VISITS_MADE: [2, 6, '33.33'],
      JOINT_SHARE: [1, 2, '50.00'],
      // One leg and two legs, in two visits.
      VISITS_SAVED: [1, 3, '33.33'],
      // At 0 twice, by lot and for the complaint; at 2, 4 and 9 once.
      DOORS_PER_SUBJECT: [5, 4, '125.00'],
      REPEAT_RATE: [1, 4, '25.00'],
      // Two visits at most, at four subjects.
      CAP_USE: [5, 8, '62.50'],
      FINDING_RATE: [1, 2, '50.00'],
      // Two items at 0, three at 2, two at 3.
      ITEM_FINDING_RATE: [1, 7, '14.29'],
      // Due on 27 May: in time at 0, late at 2; of health at 2 and of fire-rescue at 3 not at all.
      DISCLOSED_ON_TIME: [1, 4, '25.00'],
      OVERDUE: [2, 4, '50.00'],
      VOID_DRAWS: [1, 2, '50.00'],
    });
    expect(seen.doorsPerSubject).toEqual(
      Array.from({ length: 10 }, (_, index) => ({ doors: index + 1, subjects: [3, 1][index] ?? 0 })),
    );
  });

  it.each([
    ['a division', { division: '411502' }, [3, 2, '150.00'], [1, 2, '50.00'], [3, 4, '75.00']],
    // Subject 4, where monitoring found something; nobody knows where 9 is.
    ['another', { division: '411503' }, [1, 1, '100.00'], [0, 1, '0.00'], [1, 2, '50.00']],
    ['a credit class', { class: 'A' }, [3, 2, '150.00'], [1, 2, '50.00'], [3, 4, '75.00']],
    ['both', { division: '411502', class: 'A' }, [3, 2, '150.00'], [1, 2, '50.00'], [3, 4, '75.00']],
  ])('have the visits that no lot decided in %s, too', async (_, of, doors, repeats, cap) => {
    expect(byCode((await asked({ year: 2026, ...of })).values)).toMatchObject({
      DOORS_PER_SUBJECT: doors,
      REPEAT_RATE: repeats,
      CAP_USE: cap,
    });
  });

  it('are those of a department, over its own lists where it counts them', async () => {
    const ref = { __typename: 'FireRescueDepartment', id: 'fire-rescue' };
    const counts = { itemCount: 4, byLotItemCount: 3, poolCount: 10, inspectorCount: 8 };
    interface Seen {
      readonly _entities: readonly {
        readonly indicators: SeenIndicators;
        readonly coverageIndicators: readonly SeenIndicator[];
      }[];
    }
    const [seen] = (await city.data<Seen>(auditor, DEPARTMENT, { refs: [{ ...ref, ...counts }] }))._entities;
    expect(seen?.indicators).toMatchObject({ department: { id: 'fire-rescue' } });
    expect(byCode(seen?.indicators.values ?? [])).toEqual({
      ITEMS_BY_LOT: [null, null, null],
      ITEMS_EXERCISED: [2, null, null],
      SUBJECTS_VISITED: [3, null, null],
      SUBJECTS_VISITED_IN_2_YEARS: [3, null, null],
      SUBJECTS_VISITED_IN_3_YEARS: [3, null, null],
      INSPECTORS_TAKING_PART: [2, null, null],
      OFFICE_STAFF_SHARE: [3, 6, '50.00'],
      VISITS_MADE: [3, 4, '75.00'],
      JOINT_SHARE: [2, 3, '66.67'],
      VISITS_SAVED: [2, 5, '40.00'],
      DOORS_PER_SUBJECT: [3, 3, '100.00'],
      REPEAT_RATE: [0, 3, '0.00'],
      CAP_USE: [3, 6, '50.00'],
      FINDING_RATE: [1, 3, '33.33'],
      ITEM_FINDING_RATE: [1, 6, '16.67'],
      DISCLOSED_ON_TIME: [1, 3, '33.33'],
      OVERDUE: [1, 3, '33.33'],
      VOID_DRAWS: [1, 2, '50.00'],
    });
    expect(byCode(seen?.coverageIndicators ?? [])).toEqual({
      ITEMS_BY_LOT: [3, 4, '75.00'],
      ITEMS_EXERCISED: [2, 3, '66.67'],
      SUBJECTS_VISITED: [3, 10, '30.00'],
      SUBJECTS_VISITED_IN_2_YEARS: [3, 10, '30.00'],
      SUBJECTS_VISITED_IN_3_YEARS: [3, 10, '30.00'],
      INSPECTORS_TAKING_PART: [2, 8, '25.00'],
    });
  });

  it('are told by month, division, credit class and item', async () => {
    const { months, divisions, creditClasses, items } = await asked({ year: 2026 });
    const may = [
      { code: 'VISITS_MADE', numerator: 2, denominator: 6 },
      { code: 'DISCLOSED_ON_TIME', numerator: 1, denominator: 4 },
    ];
    const nothing = may.map((indicator) => ({ ...indicator, numerator: 0, denominator: 0 }));
    expect(months).toEqual(
      Array.from({ length: 12 }, (_, index) => ({ month: index + 1, values: index === 4 ? may : nothing })),
    );
    expect(divisions).toEqual([
      { division: '411502', values: [{ numerator: 2, denominator: 4 }] },
      { division: '411503', values: [{ numerator: 0, denominator: 2 }] },
    ]);
    const ofClass = (made: readonly number[], found: readonly number[]) =>
      [made, found].map(([numerator, denominator]) => ({ numerator, denominator }));
    expect(creditClasses).toEqual([
      { creditClass: 'A', values: ofClass([2, 2], [1, 2]) },
      { creditClass: 'B', values: ofClass([0, 2], [0, 0]) },
      { creditClass: 'C', values: ofClass([0, 0], [0, 0]) },
      { creditClass: 'D', values: ofClass([0, 0], [0, 0]) },
    ]);
    const share = (id: string, numerator: number, denominator: number) => ({
      item: { id },
      problems: { numerator, denominator },
    });
    expect(items).toEqual({
      totalCount: 3,
      nodes: [share('fire-rescue:item:I1', 1, 3), share('fire-rescue:item:I1b', 0, 3), share('health:item:I1', 0, 1)],
    });
    const classA = await asked({ year: 2026, class: 'A', division: '411502' });
    // Whose people took part, which items, and draws are not told apart by who was visited.
    expect(classA.values.map(({ code }) => code)).not.toContain('VOID_DRAWS');
    expect(byCode(classA.values)).toMatchObject({ SUBJECTS_VISITED: [3, null, null], OVERDUE: [1, 3, '33.33'] });
  });

  it('are compared with the year before', async () => {
    const { values } = await asked({ year: 2027 });
    const of = (code: string) => values.find((value) => value.code === code);
    expect(of('VISITS_MADE')).toMatchObject({
      numerator: 0,
      denominator: 0,
      lastYear: { numerator: 2, denominator: 6, percent: '33.33' },
    });
    expect(of('SUBJECTS_VISITED_IN_2_YEARS')?.numerator).toBe(4);
    const later = byCode((await asked({ year: 2028 })).values);
    expect(later).toMatchObject({
      SUBJECTS_VISITED_IN_2_YEARS: [0, null, null],
      SUBJECTS_VISITED_IN_3_YEARS: [4, null, null],
    });
  });

  it('are for officials alone; what they are is for everybody', async () => {
    for (const viewer of [anyone, inspector('health:inspector:1')]) {
      expect(await city.refusal(viewer, CITY, { year: 2026 })).toBe('OV_KIT_FORBIDDEN');
    }
    const { indicatorDefinitions } = await city.data<{ indicatorDefinitions: readonly object[] }>(
      anyone,
      '{ indicatorDefinitions { code name { zh } numerator { zh } denominator { en } sources { document article } } }',
    );
    expect(indicatorDefinitions).toHaveLength(INDICATORS.length);
    expect(indicatorDefinitions[0]).toMatchObject({
      code: 'ITEMS_BY_LOT',
      sources: [{ article: '二' }, { article: '一' }],
    });
  });
});

it('what is reached is told over the lists of departments, once these are counted', async () => {
  const pool = (count: number) => [{ division: '411502', creditClass: 'A', count }];
  const lists = { itemCount: 6, byLotItemCount: 5, poolCount: 10, inspectorCount: 4 };
  city.double('fire-rescue').counts = { ...lists, poolParts: pool(6) };
  city.double('health').counts = { ...lists, poolParts: pool(3) };
  city.double('water').counts = { ...lists, poolCount: 0, poolParts: [] };
  await city.data(lead, 'mutation { countLists { on } }');
  const whole = {
    ITEMS_BY_LOT: [15, 18, '83.33'],
    ITEMS_EXERCISED: [3, 15, '20.00'],
    SUBJECTS_VISITED: [4, 20, '20.00'],
    SUBJECTS_VISITED_IN_2_YEARS: [4, 20, '20.00'],
    SUBJECTS_VISITED_IN_3_YEARS: [4, 20, '20.00'],
    INSPECTORS_TAKING_PART: [4, 12, '33.33'],
  };
  expect(byCode((await asked({ year: 2026 })).values)).toMatchObject(whole);
  const part = await asked({ year: 2026, division: '411502', class: 'A' });
  expect(byCode(part.values)).toMatchObject({ SUBJECTS_VISITED: [3, 9, '33.33'] });
  const later = (await asked({ year: 2027 })).values.find(({ code }) => code === 'SUBJECTS_VISITED');
  expect(later).toMatchObject({ numerator: 0, denominator: 20, lastYear: { numerator: 4, denominator: 20 } });
});

it('every indicator cites documents that rule packs come with', () => {
  const known = new Set(shippedPacks().flatMap(({ documents }) => documents.map(({ id }) => id)));
  for (const { code, sources } of INDICATORS) {
    expect(sources.length, code).toBeGreaterThan(0);
    for (const { document, article } of sources)
      expect([known.has(document), article !== ''], `${code} ${document}`).toEqual([true, true]);
  }
});
