import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import { drawn, entryOf, FIRE, fillPools, HEALTH, inspectorOf, taskOf, VOID } from '../jointDraws.fixture.js';
import { shareOf } from './coverage.js';

describe('shareOf', () => {
  it.each([
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 8, '12.50'],
    [1, 2000, '0.05'],
    [1, 20_000, '0.01'],
    [0, 5, '0.00'],
    [5, 5, '100.00'],
    [7, 5, '140.00'],
    [0, 0, null],
  ])('%i of %i is %s percent', (numerator, denominator, percent) => {
    expect(shareOf(numerator, denominator)).toEqual({ numerator, denominator, percent });
  });
});

const QUERY = `query ($refs: [_Any!]!, $year: Int!) { _entities(representations: $refs) {
  ... on FireRescueDepartment { coverage(year: $year) { ...C } } ... on HealthDepartment { coverage(year: $year) { ...C } }
  ... on WaterDepartment { coverage(year: $year) { ...C } } } }
  fragment C on DepartmentCoverage { items { ...S } subjects { ...S } inspectors { ...S } jointVisits { ...S } }
  fragment S on Share { numerator denominator percent }`;

const COUNTS = { itemCount: 4, poolCount: 10, inspectorCount: 8 };
const refs = ['FireRescue', 'Health', 'Water'].map((prefix, index) => ({
  __typename: `${prefix}Department`,
  id: ['fire-rescue', 'health', 'water'][index],
  ...COUNTS,
}));

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
  // Everybody is drawn: fire-rescue visits subjects 0 to 5, health 4 to 9; two are visited together.
  const quota = [{ stratum: '*', count: null, percent: '100', min: null, max: null }];
  const crew = { size: 1, specialties: [], district: 'ANY' as const };
  const items = ['I1', 'I2'].flatMap((code) =>
    taskOf(FIRE).items.map((item) => ({ ...item, id: `fire-rescue:item:${code}`, title: code })),
  );
  city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { quota, crew, items }));
  city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { quota, crew }));
  city.double('fire-rescue').entries.set(
    FIRE,
    [0, 1, 2, 3, 4, 5].map((number) => entryOf(number)),
  );
  city.double('health').entries.set(
    HEALTH,
    [4, 5, 6, 7, 8, 9].map((number) => entryOf(number)),
  );
  city.double('fire-rescue').inspectors = ['1', '2', '3'].map((code) => inspectorOf(code));
  city.double('health').inspectors = [inspectorOf('1')];
});
afterAll(() => city.close());

const coverage = async (year: number, representations: readonly object[] = refs) =>
  (await city.data(anyone, QUERY, { refs: representations, year }))._entities.map(
    (entity: { coverage: object }) => entity.coverage,
  );
const share = (numerator: number, denominator: number, percent: string | null) => ({ numerator, denominator, percent });
const nothing = {
  items: share(0, 4, '0.00'),
  subjects: share(0, 10, '0.00'),
  inspectors: share(0, 8, '0.00'),
  jointVisits: share(0, 0, null),
};

describe('coverage', () => {
  it('is what counting by hand gives, over draws that stand', async () => {
    expect(await coverage(2026)).toEqual([nothing, nothing, nothing]);
    const first = await drawn(city);
    const byHand = [
      {
        items: share(2, 4, '50.00'),
        subjects: share(6, 10, '60.00'),
        inspectors: share(3, 8, '37.50'),
        jointVisits: share(2, 6, '33.33'),
      },
      {
        items: share(1, 4, '25.00'),
        subjects: share(6, 10, '60.00'),
        inspectors: share(1, 8, '12.50'),
        jointVisits: share(2, 6, '33.33'),
      },
      nothing,
    ];
    expect(await coverage(2026)).toEqual(byHand);
    expect(await coverage(2027)).toEqual([nothing, nothing, nothing]);

    // A second draw of the same subjects, items and people adds visits, and nothing else.
    const again = await drawn(city);
    const twice = byHand.map((row, index) => ({
      ...row,
      jointVisits: index < 2 ? share(4, 12, '33.33') : row.jointVisits,
    }));
    expect(await coverage(2026)).toEqual(twice);

    await city.data(lead, VOID, { id: again.drawId, why: '有误' });
    expect(await coverage(2026)).toEqual(byHand);
    await city.data(lead, VOID, { id: first.drawId, why: '有误' });
    expect(await coverage(2026)).toEqual([nothing, nothing, nothing]);
  });

  it('leaves out what a department did not count', async () => {
    const [fire] = refs;
    const [answer] = await coverage(2026, [{ ...fire, itemCount: null, poolCount: 0 }]);
    expect(answer).toMatchObject({ items: null, subjects: share(0, 0, null) });
  });
});
