import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditor, JointCity } from '../jointCity.fixture.js';
import { drawn, FIRE, fillPools, HEALTH, inspectorOf, taskOf } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());

it('keeps a draw of more visits and seats than one statement takes, each in its place', async () => {
  fillPools(city, 6000);
  const quota = [{ stratum: '*', count: null, percent: '100', min: null, max: null }];
  for (const [code, id] of [['fire-rescue', FIRE] as const, ['health', HEALTH] as const]) {
    city.double(code).tasks.set(id, taskOf(id, { quota }));
    city.double(code).inspectors = ['1', '2', '3'].map((person) => inspectorOf(person, { capacity: 100_000 }));
  }
  const { drawId } = await drawn(city);
  expect(await city.database.visit.count({ where: { drawId, legCount: 2 } })).toBe(3000);
  expect(await city.database.visit.count({ where: { drawId } })).toBe(9000);
  expect(await city.database.crewSeat.count({ where: { visit: { drawId } } })).toBe(24_000);
  const last = await city.database.visit.findFirst({ where: { drawId }, orderBy: { position: 'desc' } });
  expect(last?.position).toBe(8999);
  const { draw } = await city.data(auditor, 'query ($id: ID!) { draw(id: $id) { recordHash } }', { id: drawId });
  const record = await wholeRecord(city, auditor, drawId, 'AUDITORS');
  expect(createHash('sha256').update(record).digest('hex')).toBe(draw.recordHash);
}, 60_000);
