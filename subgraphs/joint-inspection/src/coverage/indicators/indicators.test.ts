import type { Viewer } from '@onevisit/kit';
import { type RuleOf, shippedPacks } from '@onevisit/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
    months(codes: [VISITS_MADE, VISITS_CARRIED_OUT, DISCLOSED_ON_TIME]) { month values { code numerator denominator } }
    divisions(codes: [VISITS_MADE]) { division values { numerator denominator } }
    creditClasses(codes: [VISITS_MADE, FINDING_RATE]) { creditClass values { numerator denominator } }
    items { totalCount nodes { item { id } problems { numerator denominator } } } } }`;
const DEPARTMENT = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on FireRescueDepartment {
  indicators(year: 2026) { department { id } values { ${NUMBERS} } } coverageIndicators(year: 2026) { ${NUMBERS} } } } }`;
const EXCEPTION = 'mutation ($input: CapExceptionInput!) { filed: fileCapException(input: $input) { id } }';
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

const CAP: RuleOf<'visit-cap'> = {
  most: 1,
  countedBy: 'DEPARTMENT',
  kinds: ['ROUTINE'],
  joint: 'ONCE',
  liftedFor: ['PENALISED'],
  exceptions: ['COMPLAINT'],
};
const DISCLOSURE = {
  results: { within: 5, from: 'RESULT_RECORDED' },
  feedback: 'NOT_ASKED',
  promptly: false,
  notPublic: [],
} as const;
const rulesWith = (cap: Partial<typeof CAP>) => ({
  disclosure: { ...DISCLOSURE, notPublic: [] },
  'visit-cap': { ...CAP, ...cap },
});

/**
 * A draw is void. In one that holds, everybody is drawn: fire-rescue visits subjects 0 to 3, health 2 to 5, so that of six visits two are
 * joint; in a third, fire-rescue visits 0, for whom a mark lifts the cap of one, and 6, and health 7. On 20 May fire-rescue inspects 0 and 2,
 * finds nobody at 1, and comes to 3 with one of its two people; health inspects 2, and has yet to go to 3; there is one problem. On 2 June
 * fire-rescue inspects 0 again. Health visits subject 0 for a complaint, 4 by what monitoring found, and 9, which never was drawn and for
 * whom it has filed an exception, because another department asked.
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
  await adoptRules(city, rulesWith({}));
  const mistaken = await drawn(city);
  await city.data(lead, VOID, { id: mistaken.drawId, why: '有误' });
  const { drawId } = await drawn(city);
  fire.entries.set(FIRE, [
    { ...entry(0, 'A'), marks: ['PENALISED'] },
    { ...entry(6, 'B'), marks: [] },
  ]);
  health.entries.set(HEALTH, [entry(7, 'ALL')]);
  const again = await drawn(city);

  city.now = new Date('2026-05-20T04:00:00Z');
  await record(drawId, 0, 'fire-rescue');
  const { id: gone } = await visitOf(drawId, 1);
  const notFound = { visitId: gone, kind: 'NOT_FOUND', account: '查无此处' };
  await actOn(city, officerOf('fire-rescue'), 'recordVisitOutcome', notFound);
  await record(drawId, 2, 'fire-rescue', { 'fire-rescue:item:I1': 'CORRECTION_ORDERED' });
  await record(drawId, 2, 'health');
  await startAlone(drawId, 3, 'fire-rescue');
  await record(drawId, 3, 'fire-rescue');
  const filed = { subjectId: subjectOf(9), year: 2026, code: 'COMPLAINT', evidence: { text: '热线' } };
  await city.data(officerOf('health'), EXCEPTION, { input: filed });
  for (const [number, source] of [
    [0, 'COMPLAINT'],
    [4, 'MONITORING'],
    [9, 'TRANSFERRED'],
  ] as const) {
    const outside = { subjectId: subjectOf(number), source, inspectedOn: '2026-05-20', evidence: { text: '记录' } };
    await city.data(officerOf('health'), OUTSIDE, { input: { ...outside, itemIds: ['health:item:I1'] } });
  }
  city.now = new Date('2026-05-21T04:00:00Z');
  await disclose(drawId, 0);
  city.now = new Date('2026-05-29T04:00:00Z');
  await disclose(drawId, 2);
  city.now = new Date('2026-06-02T04:00:00Z');
  await record(again.drawId, 0, 'fire-rescue', {}, '2026-06-02');
  city.now = new Date('2026-06-05T04:00:00Z');
  await disclose(again.drawId, 0);
  city.now = new Date('2026-06-10T04:00:00Z');
});
afterAll(() => city.close());

const visitOf = (drawId: string, number: number) =>
  city.database.visit.findFirstOrThrow({ where: { drawId, subjectId: subjectOf(number) } });

/** Of the two of the team, only one comes: the one who is of no office. */
async function startAlone(drawId: string, number: number, department: string) {
  const { id: visitId } = await visitOf(drawId, number);
  const where = { visitId, department, post: 'FRONT_LINE' };
  const { inspectorId } = await city.database.crewSeat.findFirstOrThrow({ where });
  await actOn(city, officerOf(department), 'startVisit', { visitId, officers: [inspectorId] });
}

async function record(
  drawId: string,
  number: number,
  department: string,
  found: Record<string, string> = {},
  inspectedOn = '2026-05-20',
) {
  const { id: visitId } = await visitOf(drawId, number);
  const planned = await city.database.plannedItem.findMany({
    where: { plan: { draws: { some: { id: drawId } } }, leg: { department } },
  });
  const items = planned.map(({ id: plannedItemId, itemId }) => {
    return { plannedItemId, results: [found[itemId] ?? 'NO_PROBLEM'], findings: '无' };
  });
  await actOn(city, officerOf(department), 'recordResults', { visitId, inspectedOn, items });
}

async function disclose(drawId: string, number: number) {
  const { id: visitId } = await visitOf(drawId, number);
  await actOn(city, officerOf('fire-rescue'), 'discloseResults', { visitId, kind: 'RESULTS' });
}

const asked = async (variables: object): Promise<SeenIndicators> =>
  (await city.data<{ indicators: SeenIndicators }>(lead, CITY, variables)).indicators;
const byCode = (values: readonly SeenIndicator[]) =>
  Object.fromEntries(
    values.map(({ code, numerator, denominator, percent }) => [code, [numerator, denominator, percent]]),
  );

describe('indicators of a year', () => {
  beforeEach(async () => {
    await adoptRules(city, rulesWith({}));
  });

  it('are what counting by hand gives over all departments', async () => {
    const seen = await asked({ year: 2026 });
    expect(seen).toMatchObject({ year: 2026, division: null, creditClass: null, asOf: { behind: 0 } });
    expect(byCode(seen.values)).toEqual({
      // What departments count has no place here.
      ITEMS_BY_LOT: [null, null, null],
      // Two of fire-rescue, one of health.
      ITEMS_EXERCISED: [3, null, null],
      // Of fire-rescue's pool 0 to 3, as that nobody was to be found at 1 is a result, of health's 2.
      SUBJECTS_VISITED: [5, null, null],
      SUBJECTS_VISITED_IN_2_YEARS: [5, null, null],
      SUBJECTS_VISITED_IN_3_YEARS: [5, null, null],
      INSPECTORS_TAKING_PART: [4, null, null],
      // Five parts with two people each, one of them of an office, and one with one who is of none.
      OFFICE_STAFF_SHARE: [5, 11, '45.45'],
      // At 0 twice, at 1 and 2, of six visits and three.
      VISITS_MADE: [4, 9, '44.44'],
      VISITS_CARRIED_OUT: [4, null, null],
      // At 2 both have been.
      JOINT_SHARE: [1, 4, '25.00'],
      // Five legs came in, at 0 twice, 2 twice and 3, through four doors.
      VISITS_SAVED: [1, 5, '20.00'],
      // At 0 three times, by lot and for the complaint; at 2, 3, 4 and 9 once; at 1 nobody opened.
      DOORS_PER_SUBJECT: [7, 5, '140.00'],
      REPEAT_RATE: [1, 5, '20.00'],
      // Of fire-rescue 2 and 3, as 0 is lifted, of health 2; what no lot decided is no routine.
      CAP_USE: [3, 3, '100.00'],
      // At 1 and 2.
      FINDING_RATE: [2, 4, '50.00'],
      // Two items each at 0 twice, 1 and 3, three at 2; wrong are both at 1, and one at 2.
      ITEM_FINDING_RATE: [3, 11, '27.27'],
      // Due on 27 May: in time at 0, late at 2; of health at 2 and of fire-rescue at 1 and 3 not at all. Due on 9 June: in time at 0.
      DISCLOSED_ON_TIME: [2, 6, '33.33'],
      OVERDUE: [3, 6, '50.00'],
      VOID_DRAWS: [1, 3, '33.33'],
    });
    expect(seen.doorsPerSubject).toEqual(
      Array.from({ length: 10 }, (_, index) => ({ doors: index + 1, subjects: [4, 0, 1][index] ?? 0 })),
    );
  });

  it.each([
    // At 0 three doors, at 2 and 3 one.
    ['a division', { division: '411502' }, [5, 3, '166.67'], [1, 3, '33.33'], [3, 3, '100.00']],
    // Subject 4, where monitoring found something; nobody knows where 9 is.
    ['another', { division: '411503' }, [1, 1, '100.00'], [0, 1, '0.00'], [0, 0, null]],
    // Subjects 0 and 2.
    ['a credit class', { class: 'A' }, [4, 2, '200.00'], [1, 2, '50.00'], [2, 2, '100.00']],
    ['both', { division: '411502', class: 'A' }, [4, 2, '200.00'], [1, 2, '50.00'], [2, 2, '100.00']],
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
      SUBJECTS_VISITED: [4, null, null],
      SUBJECTS_VISITED_IN_2_YEARS: [4, null, null],
      SUBJECTS_VISITED_IN_3_YEARS: [4, null, null],
      INSPECTORS_TAKING_PART: [2, null, null],
      // Both at 0 twice, at 1 and at 2; one at 3.
      OFFICE_STAFF_SHARE: [4, 9, '44.44'],
      // All but that of 6.
      VISITS_MADE: [5, 6, '83.33'],
      VISITS_CARRIED_OUT: [5, null, null],
      JOINT_SHARE: [1, 5, '20.00'],
      // One leg of its own through each door: what health spared it is the city's.
      VISITS_SAVED: [0, 4, '0.00'],
      DOORS_PER_SUBJECT: [4, 3, '133.33'],
      REPEAT_RATE: [1, 3, '33.33'],
      CAP_USE: [2, 2, '100.00'],
      FINDING_RATE: [2, 5, '40.00'],
      ITEM_FINDING_RATE: [3, 10, '30.00'],
      DISCLOSED_ON_TIME: [2, 5, '40.00'],
      OVERDUE: [2, 5, '40.00'],
      VOID_DRAWS: [1, 3, '33.33'],
    });
    expect(byCode(seen?.coverageIndicators ?? [])).toEqual({
      ITEMS_BY_LOT: [3, 4, '75.00'],
      ITEMS_EXERCISED: [2, 3, '66.67'],
      SUBJECTS_VISITED: [4, 10, '40.00'],
      SUBJECTS_VISITED_IN_2_YEARS: [4, 10, '40.00'],
      SUBJECTS_VISITED_IN_3_YEARS: [4, 10, '40.00'],
      INSPECTORS_TAKING_PART: [2, 8, '25.00'],
    });
  });

  it('are told by month, division, credit class and item', async () => {
    const { months, divisions, creditClasses, items } = await asked({ year: 2026 });
    const ofMonth = (made: readonly number[], done: number, disclosed: readonly number[]) => [
      { code: 'VISITS_MADE', numerator: made[0], denominator: made[1] },
      { code: 'VISITS_CARRIED_OUT', numerator: done, denominator: null },
      { code: 'DISCLOSED_ON_TIME', numerator: disclosed[0], denominator: disclosed[1] },
    ];
    // All windows begin in May; one of four visits was made in June.
    const told = new Map([
      [5, ofMonth([4, 9], 3, [1, 5])],
      [6, ofMonth([0, 0], 1, [1, 1])],
    ]);
    expect(months).toEqual(
      Array.from({ length: 12 }, (_, index) => {
        return { month: index + 1, values: told.get(index + 1) ?? ofMonth([0, 0], 0, [0, 0]) };
      }),
    );
    expect(divisions).toEqual([
      { division: '411502', values: [{ numerator: 4, denominator: 5 }] },
      { division: '411503', values: [{ numerator: 0, denominator: 4 }] },
    ]);
    const ofClass = (made: readonly number[], found: readonly number[]) =>
      [made, found].map(([numerator, denominator]) => ({ numerator, denominator }));
    expect(creditClasses).toEqual([
      { creditClass: 'A', values: ofClass([3, 3], [1, 3]) },
      { creditClass: 'B', values: ofClass([1, 3], [1, 1]) },
      { creditClass: 'C', values: ofClass([0, 0], [0, 0]) },
      { creditClass: 'D', values: ofClass([0, 0], [0, 0]) },
    ]);
    const share = (id: string, numerator: number, denominator: number) => ({
      item: { id },
      problems: { numerator, denominator },
    });
    expect(items).toEqual({
      totalCount: 3,
      nodes: [share('fire-rescue:item:I1', 2, 5), share('fire-rescue:item:I1b', 1, 5), share('health:item:I1', 0, 1)],
    });
    const classA = await asked({ year: 2026, class: 'A', division: '411502' });
    // Whose people took part, which items, and draws are not told apart by who was visited.
    expect(classA.values.map(({ code }) => code)).not.toContain('VOID_DRAWS');
    expect(byCode(classA.values)).toMatchObject({ SUBJECTS_VISITED: [3, null, null], OVERDUE: [1, 4, '25.00'] });
  });

  it('are compared with the year before', async () => {
    const { values } = await asked({ year: 2027 });
    const of = (code: string) => values.find((value) => value.code === code);
    expect(of('VISITS_MADE')).toMatchObject({
      numerator: 0,
      denominator: 0,
      lastYear: { numerator: 4, denominator: 9, percent: '44.44' },
    });
    expect(of('SUBJECTS_VISITED_IN_2_YEARS')?.numerator).toBe(5);
    const later = byCode((await asked({ year: 2028 })).values);
    expect(later).toMatchObject({
      SUBJECTS_VISITED_IN_2_YEARS: [0, null, null],
      SUBJECTS_VISITED_IN_3_YEARS: [5, null, null],
    });
  });

  // Subject 0 is lifted for fire-rescue alone, and at 9 health has an exception.
  it.each([
    // Of fire-rescue 2 and 3, of health 0, 2 and 4.
    ['cases as well', { kinds: ['ROUTINE', 'CASE'], most: 2 }, [5, 10, '50.00'], [2, 4, '50.00']],
    // Subjects 2, 3 and 4.
    ['those of all', { countedBy: 'ALL', kinds: ['ROUTINE', 'CASE'], most: 2 }, [3, 6, '50.00'], [null, null, null]],
    ['those of the level', { countedBy: 'LEVEL', most: 2 }, [2, 4, '50.00'], [null, null, null]],
    // At 2 both departments have been.
    ['joint ones twice', { countedBy: 'ALL', joint: 'PER_DEPARTMENT', most: 2 }, [3, 4, '75.00'], [null, null, null]],
    ['campaigns alone', { kinds: ['CAMPAIGN'] }, [0, 0, null], [0, 0, null]],
    [
      'what a document lost',
      { most: { unknown: { atLeast: 1, atMost: 9, reason: { zh: '缺字', en: 'lost' } } } },
      [null, null, null],
      [null, null, null],
    ],
  ] satisfies [string, Partial<typeof CAP>, unknown[], unknown[]][])(
    'tell of caps that count %s',
    async (_, cap, ofCity, ofFire) => {
      await adoptRules(city, rulesWith(cap));
      expect(byCode((await asked({ year: 2026 })).values).CAP_USE).toEqual(ofCity);
      const refs = [{ __typename: 'FireRescueDepartment', id: 'fire-rescue' }];
      const { _entities: seen } = await city.data<{ _entities: readonly { indicators: SeenIndicators }[] }>(
        auditor,
        DEPARTMENT,
        { refs },
      );
      expect(byCode(seen[0]?.indicators.values ?? []).CAP_USE).toEqual(ofFire);
    },
  );

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
    SUBJECTS_VISITED: [5, 20, '25.00'],
    SUBJECTS_VISITED_IN_2_YEARS: [5, 20, '25.00'],
    SUBJECTS_VISITED_IN_3_YEARS: [5, 20, '25.00'],
    INSPECTORS_TAKING_PART: [4, 12, '33.33'],
  };
  expect(byCode((await asked({ year: 2026 })).values)).toMatchObject(whole);
  const part = await asked({ year: 2026, division: '411502', class: 'A' });
  expect(byCode(part.values)).toMatchObject({ SUBJECTS_VISITED: [3, 9, '33.33'] });
  const later = (await asked({ year: 2027 })).values.find(({ code }) => code === 'SUBJECTS_VISITED');
  expect(later).toMatchObject({ numerator: 0, denominator: 20, lastYear: { numerator: 5, denominator: 20 } });
});

it('an objection that nobody answers is overdue once its days are over', async () => {
  const { values } = await asked({ year: 2026 });
  const overdue = (of: readonly SeenIndicator[]) => of.find(({ code }) => code === 'OVERDUE');
  const { id: visitId } = await city.database.visit.findFirstOrThrow({
    where: { subjectId: subjectOf(2), status: 'COMPLETED' },
  });
  const subject: Viewer = { role: 'subject', sub: subjectOf(2), subject: subjectOf(2) };
  const objection = { visitId, department: 'fire-rescue', kind: 'OBJECTION', text: '与事实不符' };
  await actOn(city, subject, 'commentOnResult', objection);
  expect(overdue((await asked({ year: 2026 })).values)).toEqual(overdue(values));
  city.now = new Date('2026-07-20T04:00:00Z');
  const [before, after] = [overdue(values), overdue((await asked({ year: 2026 })).values)];
  expect(after).toMatchObject({
    numerator: (before?.numerator ?? 0) + 1,
    denominator: (before?.denominator ?? 0) + 1,
  });
});

it('every indicator cites documents that rule packs come with', () => {
  const known = new Set(shippedPacks().flatMap(({ documents }) => documents.map(({ id }) => id)));
  for (const { code, sources } of INDICATORS) {
    expect(sources.length, code).toBeGreaterThan(0);
    for (const { document, article } of sources)
      expect([known.has(document), article !== ''], `${code} ${document}`).toEqual([true, true]);
  }
});
