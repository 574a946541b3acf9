import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { FIRE, HEALTH } from '../jointDraws.fixture.js';
import { shippedRules } from '../rules/adoptedRules.fixture.js';
import { actOn, drawnVisits, recordAll, refusalOf, seenVisit } from './jointVisits.fixture.js';

const MAY = { first: '2026-05-01', last: '2026-05-31' };
const BOTH = { window: MAY, monthly: [FIRE, HEALTH] };
const CHANGZHOU = shippedRules('changzhou-water-2018', ['roll-over']);
const LISTED = `query ($month: String!) { rolledOverVisits(department: "health", month: $month, first: 100) {
  totalCount nodes { id } } }`;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = new Date('2026-05-20T04:00:00Z');
});

const results = (
  visit: { readonly id: string; readonly items: Readonly<Record<string, readonly string[]>> },
  day: string,
) => ({
  visitId: visit.id,
  inspectedOn: day,
  items: (visit.items.health ?? []).map((plannedItemId) => ({ plannedItemId, results: ['NO_PROBLEM'] })),
});
const listed = async (month: string): Promise<readonly string[]> => {
  const { rolledOverVisits } = (await city.data(officerOf('health'), LISTED, { month })) as unknown as {
    rolledOverVisits: { totalCount: number; nodes: readonly { id: string }[] };
  };
  expect(rolledOverVisits.totalCount).toBe(rolledOverVisits.nodes.length);
  return rolledOverVisits.nodes.map(({ id }) => id);
};

it('Changzhou 四2: visits of a monthly plan that were not made may be made until the end of the next month', async () => {
  const drawn = await drawnVisits(city, CHANGZHOU, BOTH);
  const [made, late, never] = [await drawn.take(), await drawn.take(), await drawn.take()];
  expect(await seenVisit(city, lead, made.id)).toMatchObject({ lastDay: '2026-06-30', rolledOver: false });
  await recordAll(city, made, 'health', '2026-05-20');
  await recordAll(city, made, 'fire-rescue', '2026-05-20');
  expect(await seenVisit(city, lead, made.id)).toMatchObject({ lastDay: '2026-05-31', rolledOver: false });

  city.now = new Date('2026-06-29T16:00:00Z');
  await recordAll(city, late, 'health', '2026-06-30');
  expect(await recordAll(city, late, 'fire-rescue', '2026-06-30')).toMatchObject({
    rolledOver: true,
    status: 'COMPLETED',
  });
  expect(await seenVisit(city, lead, never.id)).toMatchObject({ rolledOver: true });
  const all = await listed('2026-05');
  expect(all).toContain(late.id);
  expect(all).toContain(never.id);
  expect(all).not.toContain(made.id);
  expect(await listed('2026-06')).toEqual([]);
  expect(await city.refusal(lead, LISTED, { month: '2026-13' })).toBe('OV_JOINT_MONTH');

  city.now = new Date('2026-07-01T04:00:00Z');
  const input = results(never, '2026-07-01');
  expect(await refusalOf(city, officerOf('health'), 'recordResults', input)).toBe('OV_JOINT_OUTSIDE_WINDOW');
});

it('nobody is told before that month is over, unless the visit was made in its own', async () => {
  const drawn = await drawnVisits(city, CHANGZHOU, BOTH);
  const [made, open] = [await drawn.take(), await drawn.take()];
  for (const department of ['health', 'fire-rescue']) await recordAll(city, made, department, '2026-05-20');
  const query = 'query ($id: ID!) { visit(id: $id) { id } }';
  const isPublic = async ({ id }: { readonly id: string }) => (await city.data(anyone, query, { id })).visit !== null;
  const record = `query ($id: ID!, $subject: ID!) { draw(id: $id) { subjectRecord(subjectId: $subject) } }`;
  const subject = { role: 'subject', sub: 's', subject: open.subjectId } as const;
  const own = () => city.refusal(subject, record, { id: drawn.drawId, subject: open.subjectId });
  city.now = new Date('2026-06-01T04:00:00Z');
  expect([await isPublic(made), await isPublic(open), await own()]).toEqual([true, false, 'OV_JOINT_WINDOW_OPEN']);
  city.now = new Date('2026-07-01T04:00:00Z');
  expect([await isPublic(open), await own()]).toEqual([true, null]);
});

it('without the rule, or with an annual leg, nothing rolls over', async () => {
  for (const drawn of [
    await drawnVisits(city, {}, BOTH),
    await drawnVisits(city, CHANGZHOU, { ...BOTH, monthly: [HEALTH] }),
  ]) {
    const visit = await drawn.take();
    city.now = new Date('2026-06-10T04:00:00Z');
    const input = results(visit, '2026-06-10');
    expect(await refusalOf(city, officerOf('health'), 'recordResults', input)).toBe('OV_JOINT_OUTSIDE_WINDOW');
    expect(await seenVisit(city, lead, visit.id)).toMatchObject({ lastDay: '2026-05-31', rolledOver: false });
    city.now = new Date('2026-05-20T04:00:00Z');
  }
});

it('after the window it takes certificates that are valid on the day', async () => {
  const officers = { fewest: 1, certificate: 'SHOWN', notice: 'NOT_ASKED' } as const;
  const visit = await (await drawnVisits(city, { ...CHANGZHOU, officers }, BOTH)).take();
  city.now = new Date('2026-06-10T04:00:00Z');
  const input = { visitId: visit.id, officers: visit.crew.health };
  const health = officerOf('health');
  expect(await refusalOf(city, health, 'startVisit', input)).toBe('OV_JOINT_CERTIFICATE');
  const short = { ...input, certificateValidTo: '2026-06-09' };
  expect(await refusalOf(city, health, 'startVisit', short)).toBe('OV_JOINT_CERTIFICATE');
  const seen = await actOn(city, health, 'startVisit', { ...input, certificateValidTo: '2027-03-01' });
  expect(seen.starts).toMatchObject([{ certificateValidTo: '2027-03-01', startedOn: '2026-06-10' }]);
});
