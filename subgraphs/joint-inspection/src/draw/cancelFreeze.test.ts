import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { FREEZE, fillPools, frozen, frozenDraw, opened, published, VOID } from '../jointDraws.fixture.js';

const CANCEL = `mutation ($id: ID!) {
  draw: cancelFreeze(id: $id) { phase progress { state entries waitingFor error } } }`;

let city: JointCity;
beforeAll(async () => {
  // Longer than any test: nobody gives a department up that hangs.
  city = await JointCity.open(600_000);
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  for (const double of Object.values(city.departments)) double.fault = () => undefined;
});

it('ends a freeze that hangs, drops its pages, and lets the draw be frozen anew', async () => {
  const id = await opened(city, await published(city));
  const health = city.double('health');
  health.fault = () => ({ kind: 'hang' });
  await city.data(lead, FREEZE, { id });
  const pages = () => city.database.rosterPage.count({ where: { drawId: id } });
  await expect.poll(pages, { interval: 5 }).toBe(2);
  const { draw } = await city.data(lead, CANCEL, { id });
  expect(draw).toMatchObject({ phase: 'COMMITTING', progress: { state: 'CANCELLED', waitingFor: [], error: null } });
  expect(await pages()).toBe(0);
  const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: id, action: 'draw.cancel' } });
  expect(step.actor).toBe('lead:market-regulation:chen');
  expect((await city.data(lead, CANCEL, { id })).draw.phase).toBe('COMMITTING');
  expect(await city.database.ledgerEntry.count({ where: { target: id, action: 'draw.cancel' } })).toBe(1);

  health.fault = () => undefined;
  expect(await frozen(city, id)).toMatchObject({ phase: 'FROZEN', statement: { leafCount: 90 } });
});

it('is not waited for where the draw is voided, though a department hangs', async () => {
  const id = await opened(city, await published(city));
  city.double('health').fault = () => ({ kind: 'hang' });
  await city.data(lead, FREEZE, { id });
  expect((await city.data(lead, VOID, { id, why: '不再需要' })).draw.phase).toBe('VOID');
  expect(await city.refusal(lead, FREEZE, { id })).toBe('OV_JOINT_PHASE');
});

it('is for the lead alone, and comes too late for a frozen draw', async () => {
  const { drawId } = await frozenDraw(city);
  expect(await city.refusal(lead, CANCEL, { id: drawId })).toBe('OV_JOINT_PHASE');
  expect(await city.refusal(officerOf('health'), CANCEL, { id: drawId })).toBe('OV_KIT_FORBIDDEN');
  expect(await city.refusal(lead, CANCEL, { id: 'joint-inspection:draw:none' })).toBe('OV_JOINT_UNKNOWN_DRAW');
});
