import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { shippedRules } from '../rules/adoptedRules.fixture.js';
import { actOn, drawnVisits, memberOf, recordAll, refusalOf, seenVisit } from './jointVisits.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = new Date('2026-05-20T04:00:00Z');
});

it('Luohe art. 14: those who were drawn choose the hour inside the window, and choose anew', async () => {
  const visit = await (await drawnVisits(city, shippedRules('luohe-civil-air-defence-2019', ['scheduling']))).take();
  const input = { visitId: visit.id, at: '2026-05-22T01:00:00.000Z' };
  expect(await refusalOf(city, officerOf('health'), 'scheduleVisit', input)).toBe('OV_JOINT_SCHEDULE_BY');
  const crew = memberOf(visit, 'health');
  expect((await actOn(city, crew, 'scheduleVisit', input)).scheduledAt).toBe(input.at);
  // 01:00 on the day after the window in China; and an hour that is over.
  for (const at of ['2026-06-30T17:00:00Z', '2026-05-20T03:59:00Z']) {
    expect(await refusalOf(city, crew, 'scheduleVisit', { ...input, at })).toBe('OV_JOINT_SCHEDULE_WINDOW');
  }
  const last = '2026-06-30T15:00:00.000Z';
  const other = memberOf(visit, 'fire-rescue');
  expect((await actOn(city, other, 'scheduleVisit', { ...input, at: last })).scheduledAt).toBe(last);
  await recordAll(city, visit, 'health', '2026-05-20');
  expect(await refusalOf(city, crew, 'scheduleVisit', input)).toBe('OV_JOINT_BEGUN');
});

it('where the department chooses, its crew neither chooses nor starts on another day', async () => {
  const visit = await (await drawnVisits(city, { scheduling: { chosenBy: 'DEPARTMENT' } })).take();
  const input = { visitId: visit.id, at: '2026-05-20T08:00:00.000Z' };
  const crew = memberOf(visit, 'health');
  expect(await refusalOf(city, crew, 'scheduleVisit', input)).toBe('OV_JOINT_SCHEDULE_BY');
  const start = { visitId: visit.id };
  expect(await refusalOf(city, crew, 'checkIn', start)).toBe('OV_JOINT_NOT_SCHEDULED');
  await actOn(city, officerOf('health'), 'scheduleVisit', input);
  expect(await refusalOf(city, crew, 'checkIn', { ...start, on: '2026-05-19' })).toBe('OV_JOINT_NOT_SCHEDULED');
  await actOn(city, crew, 'checkIn', start);
});

it('without the rule either may choose; whoever has no part is told nothing', async () => {
  const drawn = await drawnVisits(city, {}, { convene: { disclosure: 'AT_DRAW' } });
  const visit = await drawn.take();
  const input = { visitId: visit.id, at: '2026-05-22T01:00:00.000Z' };
  await actOn(city, memberOf(visit, 'health'), 'scheduleVisit', input);
  await actOn(city, officerOf('health'), 'scheduleVisit', input);
  expect((await seenVisit(city, lead, visit.id)).scheduledAt).toBe(input.at);
  expect(await seenVisit(city, officerOf('water'), visit.id)).toMatchObject({ scheduledAt: null, deadlines: [] });
});
