import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { manyVisits, plansWithDraws } from '../lists/manyVisits.fixture.js';

let city: JointCity;
const ME = 'health:inspector:2';

beforeAll(async () => {
  city = await JointCity.open();
  await manyVisits(city.database, await plansWithDraws(city.database, [{ name: 'one' }]), 600);
});
afterAll(() => city.close());

const QUERY = 'query ($days: WindowInput!) { myCalendar(days: $days) }';
const YEAR = { first: '2026-01-01', last: '2026-12-31' };

async function events(days: object, viewer = inspector(ME)) {
  const { myCalendar } = await city.data<{ myCalendar: string }>(viewer, QUERY, { days });
  const calendar = new ICAL.Component(ICAL.parse(myCalendar));
  return { text: myCalendar, calendar, events: calendar.getAllSubcomponents('vevent') };
}

const seated = { seats: { some: { inspectorId: ME } } };

it('has my visits: made ones on their day, those with an hour at that hour in China, others over their windows', async () => {
  const rows = await city.database.visit.findMany({ where: seated, orderBy: [{ windowFirst: 'asc' }, { id: 'asc' }] });
  const [done, open] = [
    rows.find(({ inspectedOn }) => inspectedOn !== null),
    rows.find(({ inspectedOn }) => inspectedOn === null),
  ];
  const fixed = rows.filter(({ inspectedOn }) => inspectedOn === null)[1];
  const name = '某某; 食品, 店\\分店 '.repeat(8);
  const at = new Date('2026-05-28T16:30:00Z');
  await city.database.visit.update({ where: { id: fixed?.id ?? '' }, data: { scheduledAt: at, subjectName: name } });
  const { text, calendar, events: found } = await events(YEAR);
  expect(found.map((event) => event.getFirstPropertyValue('uid'))).toEqual(rows.map(({ id }) => id));
  expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Asia/Shanghai');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);

  const of = (id: string | undefined) => found.find((event) => event.getFirstPropertyValue('uid') === id);
  expect(String(of(fixed?.id)?.getFirstProperty('dtstart')?.toICALString())).toBe(
    'DTSTART;TZID=Asia/Shanghai:20260529T003000',
  );
  expect(of(fixed?.id)?.getFirstPropertyValue('summary')).toBe(`联合检查：${name}`);
  expect(of(fixed?.id)?.getFirstPropertyValue('status')).toBe('CONFIRMED');
  expect(String(of(done?.id)?.getFirstPropertyValue('dtstart'))).toBe(done?.inspectedOn);
  expect(String(of(done?.id)?.getFirstPropertyValue('dtend'))).toBe('2026-06-02');
  expect([
    String(of(open?.id)?.getFirstPropertyValue('dtstart')),
    of(open?.id)?.getFirstPropertyValue('transp'),
  ]).toEqual([open?.windowFirst, 'TRANSPARENT']);
});

it('has those of the days asked for, and an officer who inspects has one too', async () => {
  const days = { first: '2026-06-20', last: '2026-06-22' };
  const officer = { ...officerOf('health'), inspector: ME };
  const { events: found } = await events(days, officer as ReturnType<typeof inspector>);
  const where = {
    ...seated,
    inspectedOn: null,
    OR: [{ windowLast: { gte: days.first } }, { rollsOverTo: { gte: days.first } }],
  };
  expect(found).toHaveLength(await city.database.visit.count({ where }));
  expect(found.length).toBeGreaterThan(0);
});

it('is refused for too many days, days in the wrong order, and those who do not inspect', async () => {
  const refusal = (days: object, viewer: Parameters<JointCity['ask']>[0] = inspector(ME)) =>
    city.refusal(viewer, QUERY, { days });
  expect(await refusal({ first: '2026-01-01', last: '2027-01-02' })).toBe('OV_JOINT_CALENDAR_DAYS');
  expect(await refusal({ first: '2026-02-01', last: '2026-01-31' })).toBe('OV_JOINT_CALENDAR_DAYS');
  expect(await refusal(YEAR, officerOf('health'))).toBe('OV_JOINT_NO_INSPECTOR');
  expect(await refusal(YEAR, lead)).toBe('OV_KIT_FORBIDDEN');
});
