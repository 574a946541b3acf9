import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { manyVisits, plansWithDraws } from '../lists/manyVisits.fixture.js';
import { LIST, listed } from './followUps.fixture.js';

const ALL = 4_000;

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  const [standing = '', voided = ''] = await plansWithDraws(city.database, [
    { name: 'A' },
    { name: 'V', phase: 'VOID' },
  ]);
  await manyVisits(city.database, [standing, voided], ALL);
  await manyFollowUps(city);
});
afterAll(() => city.close());

/** A follow-up of every visit, with its opening: of all states and days in turns, held by one of two departments, some sent to a third. */
async function manyFollowUps({ database }: JointCity): Promise<void> {
  await database.$executeRaw`
    INSERT INTO follow_up (visit_id, planned_item_id, department, state, holder, waits_for, departments, measure, due, opened_on, closed_on, outcome)
    SELECT id, 'joint-inspection:planneditem:A-fire-rescue:task:T1', 'fire-rescue', state, holder,
      CASE state WHEN 'CLOSED' THEN NULL WHEN 'TRANSFERRED' THEN 'water' ELSE holder END,
      CASE state WHEN 'TRANSFERRED' THEN ARRAY[holder, 'water'] ELSE ARRAY[holder] END,
      CASE state WHEN 'OPEN' THEN NULL WHEN 'TRANSFERRED' THEN 'TRANSFER' ELSE 'CORRECTION_ORDER' END,
      CASE WHEN state IN ('CORRECTING', 'TRANSFERRED') THEN '2026-06-' || lpad((1 + position % 30)::text, 2, '0') END,
      '2026-05-20', CASE state WHEN 'CLOSED' THEN '2026-06-01' END, CASE state WHEN 'CLOSED' THEN 'CORRECTED' END
    FROM visit, LATERAL (SELECT (ARRAY['OPEN', 'CORRECTING', 'TRANSFERRED', 'CLOSED'])[1 + position / 2 % 4] AS state,
      (ARRAY['fire-rescue', 'health', 'health'])[1 + position / 8 % 3] AS holder) AS turn`;
  await database.$executeRaw`
    INSERT INTO follow_up_step (follow_up_seq, number, act, state, department, "on", recorded_by, recorded_at)
    SELECT seq, 0, 'OPENED', 'OPEN', department, opened_on, 'x', now() FROM follow_up`;
  await database.$executeRaw`ANALYZE`;
}

/** Those of the void draw as well: what was found was found. */
const kept = () => city.database.followUp.findMany();

describe('the list of follow-ups', () => {
  it('comes a page at a time by the day on which the next act is due, those without one last', async () => {
    const rows = (await kept()).filter(({ departments }) => departments.includes('water'));
    const theirs = (await kept()).filter(({ waitsFor }) => waitsFor === 'fire-rescue');
    for (const [viewer, filter, mine] of [
      [officerOf('water'), {}, rows],
      [lead, { waitsFor: 'fire-rescue' }, theirs],
    ] as const) {
      const expected = mine
        .map(({ due, seq }) => [due ?? '9999', seq] as const)
        .sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1))
        .map(([, seq]) => `joint-inspection:followup:${seq}`);
      const ids: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page: Awaited<ReturnType<typeof listed>> = await listed(city, viewer, { filter, first: 150, after });
        expect(page.totalCount).toBe(expected.length);
        ids.push(...page.nodes.map(({ id }) => id));
        ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      }
      expect(ids).toEqual(expected);
      expect(ids.length).toBeGreaterThan(150);
    }
    expect(await city.refusal(lead, LIST, { after: 'eA' })).toBe('OV_KIT_BAD_CURSOR');
  });

  it('is filtered by department, measure, state, and whether it is open or overdue', async () => {
    const all = await kept();
    const on = '2026-06-02';
    for (const [filter, holds] of [
      [{}, () => true],
      [{ department: 'water' }, (row) => row.departments.includes('water')],
      [{ waitsFor: 'health' }, (row) => row.waitsFor === 'health'],
      [{ state: 'CORRECTING' }, (row) => row.state === 'CORRECTING'],
      [{ measure: 'TRANSFER' }, (row) => row.measure === 'TRANSFER'],
      [{ open: true }, (row) => row.state !== 'CLOSED'],
      [{ open: false }, (row) => row.state === 'CLOSED'],
      [{ overdue: true, on }, (row) => row.due !== null && row.due < on],
      [{ overdue: false, on }, (row) => row.due === null || row.due >= on],
    ] as [object, (row: (typeof all)[number]) => boolean][]) {
      const expected = all.filter(holds).length;
      expect(expected, JSON.stringify(filter)).toBeGreaterThan(0);
      const { totalCount } = await listed(city, auditor, { filter, first: 1 });
      expect(totalCount, JSON.stringify(filter)).toBe(expected);
    }
  });

  it('takes as many statements for 500 rows as for 5', async () => {
    const statements = async (first: number): Promise<number> => {
      const query = vi.spyOn(Client.prototype, 'query');
      const { nodes } = await listed(city, officerOf('health'), { first });
      const count = query.mock.calls.length;
      query.mockRestore();
      expect(nodes).toHaveLength(first);
      return count;
    };
    await statements(1);
    const few = await statements(5);
    expect(await statements(500)).toBe(few);
    expect(few).toBeLessThanOrEqual(10);
  });

  it.each([
    ['what waits for a department', { waitsFor: 'health' }, 'follow_up_waits_for_due_seq_idx'],
    ['a state', { state: 'CORRECTING' }, 'follow_up_state_due_seq_idx'],
    ['no filter', {}, 'follow_up_due_seq_idx'],
  ])('is read from an index that holds it in order, for %s', async (_what, filter, index) => {
    const query = vi.spyOn(Client.prototype, 'query');
    await listed(city, lead, { filter, first: 20 });
    const asked = query.mock.calls.map(([call]) => call as unknown as { readonly text?: string; readonly values?: [] });
    query.mockRestore();
    const list = asked.find(({ text }) => text?.includes('LIMIT') && text.includes('ORDER BY'));
    const rows = await city.database.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
      `EXPLAIN ${list?.text}`,
      ...(list?.values ?? []),
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
  });
});
