import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import { drawn, fillPools, frozenDraw, opened, published } from '../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());

const STATISTICS = `query ($year: Int!) {
  drawStatistics(year: $year) { year frozen drawn void voidAfterDraw voidByReason { reason count } } }`;
const VOID_FOR = `mutation ($id: ID!, $reason: VoidReason!) {
  voidDraw(id: $id, reason: $reason, explanation: "-") { id } }`;

it('counts the draws of a year by how they ended, void ones by reason, those never frozen left out', async () => {
  const none = { year: 2025, frozen: 0, drawn: 0, void: 0, voidAfterDraw: 0, voidByReason: [] };
  expect((await city.data(anyone, STATISTICS, { year: 2025 })).drawStatistics).toEqual(none);
  await opened(city, await published(city));
  const neverFrozen = await opened(city, await published(city));
  await frozenDraw(city);
  await drawn(city);
  const { drawId: regretted } = await drawn(city);
  const { drawId: wrong } = await frozenDraw(city);
  const { drawId: withdrawn } = await frozenDraw(city);
  const { drawId: alsoWrong } = await frozenDraw(city);
  for (const [id, reason] of [
    [neverFrozen, 'TERMS_WRONG'],
    [regretted, 'ORDERED'],
    [wrong, 'ROSTER_WRONG'],
    [withdrawn, 'DEPARTMENT_WITHDREW'],
    [alsoWrong, 'ROSTER_WRONG'],
  ]) {
    await city.data(lead, VOID_FOR, { id, reason });
  }
  expect((await city.data(anyone, STATISTICS, { year: 2026 })).drawStatistics).toEqual({
    year: 2026,
    frozen: 6,
    drawn: 1,
    void: 4,
    voidAfterDraw: 1,
    voidByReason: [
      { reason: 'DEPARTMENT_WITHDREW', count: 1 },
      { reason: 'ORDERED', count: 1 },
      { reason: 'ROSTER_WRONG', count: 2 },
    ],
  });
});
