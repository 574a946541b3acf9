import { afterAll, beforeAll, expect, it } from 'vitest';
import { JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, fillPools, HEALTH, inspectorOf, taskOf } from '../jointDraws.fixture.js';
import { heldSeats, STEP_OUT, stepOutInput } from './amendments.fixture.js';

const RECORD = `mutation ($input: RecordResultsInput!) { visit: recordResults(input: $input) { id } }`;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 20);
  const quota = [{ stratum: '*', count: 2, percent: null, min: null, max: null }];
  const crew = { size: 1, specialties: [], district: 'ANY' as const };
  city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { quota, crew }));
  city.double('health').inspectors = ['1', '2'].map((code) => inspectorOf(code, { capacity: 1 }));
});
afterAll(() => city.close());

it('moves people between visits where nobody is free, but not away from one that has results', async () => {
  const { drawId } = await drawn(city);
  const [first, second] = await heldSeats(city, drawId, 'health');
  if (first === undefined || second === undefined) throw new Error('two seats were to be held');
  const { amendment } = await city.data(lead, STEP_OUT, { input: stepOutInput(drawId, first) });
  expect(amendment.changes).toHaveLength(2);
  const after = await heldSeats(city, drawId, 'health');
  expect(after.map(({ inspectorId }) => inspectorId)).toEqual([second.inspectorId, first.inspectorId]);

  const { drawId: another } = await drawn(city, { title: '又一次' });
  const [leaving, staying] = await heldSeats(city, another, 'health');
  if (leaving === undefined || staying === undefined) throw new Error('two seats were to be held');
  const items = await city.database.plannedItem.findMany({
    where: { legId: HEALTH, plan: { draws: { some: { id: another } } } },
  });
  const results = items.map(({ id }) => ({ plannedItemId: id, results: ['NO_PROBLEM'] }));
  const recorded = { visitId: staying.visitId, items: results, inspectedOn: '2026-05-01' };
  await city.data(officerOf('health'), RECORD, { input: recorded });
  const { errors } = await city.ask(lead, STEP_OUT, { input: stepOutInput(another, leaving) });
  expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_REPAIR_RECORDED');
  expect(errors?.[0]?.message).toContain(staying.visitId);
  expect(await heldSeats(city, another, 'health')).toEqual([leaving, staying]);
});
