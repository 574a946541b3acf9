import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListCounts } from '../../departments/answers.js';
import { auditor, JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import { LISTS_COUNTED } from './keepListCounts.js';
import { poolPartsOf } from './poolParts.js';

const FIRE: ListCounts = {
  itemCount: 4,
  byLotItemCount: 3,
  poolCount: 10,
  inspectorCount: 8,
  poolParts: [
    { division: '411502', creditClass: 'A', count: 4 },
    { division: '411502', creditClass: null, count: 2 },
    { division: '411503', creditClass: 'A', count: 3 },
    { division: '411503', creditClass: 'D', count: 1 },
  ],
};
const HEALTH: ListCounts = { itemCount: 2, byLotItemCount: 2, poolCount: 20, inspectorCount: 4, poolParts: [] };
/** Its department does not offer to count the parts of its pool. */
const WATER: ListCounts = { itemCount: 1, byLotItemCount: 0, poolCount: 5, inspectorCount: 1, poolParts: null };

const COUNT = 'mutation ($key: String) { countLists(idempotencyKey: $key) { on counted { id } unanswered { id } } }';
const CODES = 'codes: [ITEMS_BY_LOT, SUBJECTS_VISITED, INSPECTORS_TAKING_PART]';
const CITY = `query ($year: Int!) { indicators(year: $year) { uncounted { id }
  values(${CODES}) { code denominator countedOn lastYear { denominator countedOn } }
  months(${CODES}) { month values { denominator } } } }`;
const FIRE_RESCUE = `query ($refs: [_Any!]!, $division: DivisionCode, $class: CreditClass, $year: Int!) {
  _entities(representations: $refs) { ... on FireRescueDepartment {
    indicators(year: $year, division: $division, creditClass: $class) { values(${CODES}) { denominator countedOn } }
    coverageIndicators(year: $year) { denominator countedOn } coverage(year: $year) { subjects { denominator } } } } }`;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());

function tell(fire: ListCounts, health: ListCounts, water: ListCounts): void {
  city.double('fire-rescue').counts = fire;
  city.double('health').counts = health;
  city.double('water').counts = water;
}

interface Value {
  readonly denominator: number | null;
  readonly countedOn: string | null;
}
interface CityLists {
  readonly uncounted: readonly { readonly id: string }[];
  readonly values: readonly (Value & { readonly lastYear: Value })[];
  readonly months: readonly { readonly month: number; readonly values: readonly Value[] }[];
}
const asked = async (year: number): Promise<CityLists> =>
  (await city.data<{ indicators: CityLists }>(lead, CITY, { year })).indicators;
const below = (values: readonly Value[]) => values.map(({ denominator }) => denominator);

async function fireRescue(year: number, of: { readonly division?: string; readonly class?: string } = {}) {
  const refs = [
    {
      __typename: 'FireRescueDepartment',
      id: 'fire-rescue',
      itemCount: 9,
      byLotItemCount: 9,
      poolCount: 99,
      inspectorCount: 9,
    },
  ];
  interface Seen {
    readonly indicators: { readonly values: readonly Value[] };
    readonly coverageIndicators: readonly Value[];
    readonly coverage: { readonly subjects: { readonly denominator: number } | null };
  }
  const data = await city.data<{ _entities: readonly Seen[] }>(auditor, FIRE_RESCUE, { refs, year, ...of });
  const [seen] = data._entities;
  if (seen === undefined) throw new Error('fire-rescue did not resolve');
  return seen;
}

describe('lists of departments', () => {
  it('are not known before they were counted, and it is said whose', async () => {
    const { values, uncounted } = await asked(2026);
    expect(below(values)).toEqual([null, null, null]);
    expect(uncounted).toEqual([{ id: 'fire-rescue' }, { id: 'health' }, { id: 'water' }]);
  });

  it('are counted together, one that does not answer apart; a repeated key counts nothing again', async () => {
    city.now = new Date('2026-04-30T04:00:00Z');
    tell(FIRE, HEALTH, WATER);
    city.double('water').fault = () => ({ kind: 'drop' });
    const report = {
      on: '2026-04-30',
      counted: [{ id: 'fire-rescue' }, { id: 'health' }],
      unanswered: [{ id: 'water' }],
    };
    expect(await city.data(lead, COUNT, { key: 'once' })).toEqual({ countLists: report });
    city.double('water').fault = () => undefined;
    expect(await city.data(lead, COUNT, { key: 'once' })).toEqual({ countLists: report });
    const steps = await city.database.ledgerEntry.findMany({ where: { action: LISTS_COUNTED } });
    expect(steps.map(({ detail }) => JSON.parse(detail))).toEqual([
      {
        on: '2026-04-30',
        counted: [
          { department: 'fire-rescue', itemCount: 4, byLotItemCount: 3, poolCount: 10, inspectorCount: 8 },
          { department: 'health', itemCount: 2, byLotItemCount: 2, poolCount: 20, inspectorCount: 4 },
        ],
        unanswered: ['water'],
      },
    ]);
    const { values, uncounted } = await asked(2026);
    expect(below(values)).toEqual([null, null, null]);
    expect(uncounted).toEqual([{ id: 'water' }]);
    expect(await city.refusal(officerOf('health'), COUNT, {})).toBe('OV_KIT_FORBIDDEN');
  });

  it('are those of the last count by the end of a month or year, of the city their sum', async () => {
    city.now = new Date('2026-05-20T04:00:00Z');
    await city.data(lead, COUNT, {});
    city.now = new Date('2026-07-01T04:00:00Z');
    tell({ ...FIRE, poolCount: 12 }, HEALTH, WATER);
    await city.data(lead, COUNT, {});
    const { values, months, uncounted } = await asked(2026);
    expect(uncounted).toEqual([]);
    expect(values.map(({ denominator, countedOn }) => [denominator, countedOn])).toEqual([
      [7, '2026-07-01'],
      [37, '2026-07-01'],
      [13, '2026-07-01'],
    ]);
    // In April water had not been counted.
    expect(months.slice(2, 8).map(({ values: each }) => below(each))).toEqual([
      [null, null, null],
      [null, null, null],
      [7, 35, 13],
      [7, 35, 13],
      [7, 37, 13],
      [7, 37, 13],
    ]);
    expect((await asked(2027)).values.map(({ lastYear }) => lastYear)).toEqual([
      { denominator: 7, countedOn: '2026-07-01' },
      { denominator: 37, countedOn: '2026-07-01' },
      { denominator: 13, countedOn: '2026-07-01' },
    ]);
  });

  it('are known by division and credit class where their department counts these', async () => {
    const pool = async (of: { readonly division?: string; readonly class?: string }) =>
      (await fireRescue(2026, of)).indicators.values;
    expect(await pool({ division: '411502' })).toEqual([{ denominator: 6, countedOn: '2026-07-01' }]);
    expect(below(await pool({ class: 'A' }))).toEqual([7]);
    expect(below(await pool({ division: '411503', class: 'D' }))).toEqual([1]);
    expect(below(await pool({ division: '411504' }))).toEqual([0]);
    const query = `{ indicators(year: 2026, division: "411502") { values(${CODES}) { denominator } } }`;
    expect(await city.data(lead, query)).toEqual({ indicators: { values: [{ denominator: null }] } });
    city.double('water').counts = { ...WATER, poolParts: [{ division: '411502', creditClass: 'B', count: 5 }] };
    await city.data(lead, COUNT, {});
    expect(await city.data(lead, query)).toEqual({ indicators: { values: [{ denominator: 11 }] } });
  });

  it('are asked of the department for this year, and remembered for one that is over', async () => {
    const now = await fireRescue(2026);
    expect(now.coverageIndicators[0]).toEqual({ denominator: 9, countedOn: '2026-07-01' });
    expect(now.coverage.subjects).toEqual({ denominator: 99 });
    city.now = new Date('2027-02-01T04:00:00Z');
    const later = await fireRescue(2026);
    expect(later.coverageIndicators[0]).toEqual({ denominator: 4, countedOn: '2026-07-01' });
    expect(later.coverage.subjects).toEqual({ denominator: 12 });
    expect((await fireRescue(2025)).coverage.subjects).toBeNull();
  });

  it('are counted once a day by themselves, by one of several processes', async () => {
    city.now = new Date('2027-03-01T04:00:00Z');
    city.double('health').fault = () => ({ kind: 'drop' });
    const on = '2027-03-01';
    const counted = async () =>
      (await city.database.listCount.findMany({ where: { on }, orderBy: { department: 'asc' } })).map(
        ({ department }) => department,
      );
    const processes = await Promise.all([city.serve({ countEveryMs: 5 }), city.serve({ countEveryMs: 5 })]);
    try {
      await expect.poll(counted, { timeout: 30_000 }).toEqual(['fire-rescue', 'water']);
      // It is asked again until it answers.
      city.double('health').fault = () => undefined;
      await expect.poll(counted, { timeout: 30_000 }).toEqual(['fire-rescue', 'health', 'water']);
    } finally {
      await Promise.all(processes.map((process) => process.close()));
    }
    const steps = await city.database.ledgerEntry.findMany({ where: { action: LISTS_COUNTED } });
    const told = steps
      .map(({ detail }) => JSON.parse(detail) as { on: string; counted: readonly { department: string }[] })
      .filter((step) => step.on === on)
      .flatMap((step) => step.counted.map(({ department }) => department));
    expect(told.toSorted()).toEqual(['fire-rescue', 'health', 'water']);
  });
});

it('poolPartsOf adds up divisions, classes, and classes of divisions', () => {
  expect(poolPartsOf(FIRE.poolParts ?? [])).toEqual({
    '411502|': 6,
    '|A': 7,
    '411502|A': 4,
    '411503|': 4,
    '411503|A': 3,
    '|D': 1,
    '411503|D': 1,
  });
});
