import type { Viewer } from '@onevisit/kit';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { voidDraw } from '../draw/voidDraw.js';
import { type Answer, anyone, auditor, JointCity, lead, officerOf, waitingForLocks } from '../jointCity.fixture.js';
import {
  type ActName,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  PENALTY,
  recordAll,
  tryTo,
} from '../visits/jointVisits.fixture.js';

const RECORDS = `query ($filter: DisclosureRecordFilter, $first: Int, $after: String) {
  disclosureRecords(filter: $filter, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } totalCount nodes { id kind version replaces departmentCode departmentName visitId subjectId uscc
      planTitle taskId directed itemId itemTitle inspectedOn results decision decidedOn penalty { violation kinds content basis } disclosedOn correctedOn correctionReason withdrawnOn withdrawalReason state
      acknowledgements { outcome receipt message } } } }`;
const ACKNOWLEDGE = `mutation ($input: AcknowledgeDisclosuresInput!, $key: String) {
  rows: acknowledgeDisclosures(input: $input, idempotencyKey: $key) { index id state code message } }`;

interface SeenRecord {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly replaces: string | null;
  readonly departmentCode: string;
  readonly itemId: string | null;
  readonly results: readonly string[];
  readonly state: string;
  readonly acknowledgements: readonly { readonly outcome: string }[];
}
interface SeenRow {
  readonly id: string;
  readonly state: string;
  readonly code: string | null;
  readonly message: string | null;
}

let city: JointCity;
let drawn: DrawnVisits;
beforeAll(async () => {
  city = await JointCity.open();
  drawn = await drawnVisits(city, {}, { convene: { disclosure: 'AT_DRAW' } });
  city.now = new Date('2026-05-18T04:00:00Z');
});
afterAll(() => city.close());

async function act(viewer: Viewer, name: ActName, input: object): Promise<void> {
  const { errors } = await tryTo(city, viewer, name, input);
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
}
async function recorded(): Promise<JointVisit> {
  const visit = await drawn.take();
  for (const department of ['health', 'fire-rescue']) await recordAll(city, visit, department, '2026-05-18');
  return visit;
}
const disclose = ({ id: visitId }: JointVisit, department: string, parts: object = {}): Promise<void> =>
  act(officerOf(department), 'discloseResults', { visitId, kind: 'RESULTS', ...parts });

/** All records of a visit that somebody reads, a page at a time. */
async function recordsOf(viewer: Viewer, visitId: string, first: number): Promise<readonly SeenRecord[]> {
  const records: SeenRecord[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const filter = { visitId };
    type Page = { nodes: SeenRecord[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    const { disclosureRecords: page }: { disclosureRecords: Page } = await city.data(viewer, RECORDS, {
      filter,
      first,
      after,
    });
    records.push(...page.nodes);
    ({ endCursor: after, hasNextPage: more } = page.pageInfo);
  }
  return records;
}
async function acknowledge(viewer: Viewer, rows: readonly object[], key?: string): Promise<readonly SeenRow[]> {
  return (await city.data<{ rows: readonly SeenRow[] }>(viewer, ACKNOWLEDGE, { input: { rows }, key })).rows;
}

describe('the feed', () => {
  it('holds what departments publish, and nothing that they keep back', async () => {
    const visit = await recorded();
    const decision = { visitId: visit.id, decision: '卫罚〔2026〕1号', decidedOn: '2026-05-18', penalty: PENALTY };
    await act(officerOf('health'), 'recordPenaltyDecision', decision);
    await disclose(visit, 'health');
    await disclose(visit, 'health', { kind: 'PENALTY', decision: decision.decision });
    await disclose(visit, 'fire-rescue', { notPublic: 'PRIVACY' });
    expect(await recordsOf(lead, visit.id, 10)).toMatchObject([
      {
        kind: 'RESULT',
        version: 1,
        replaces: null,
        departmentCode: 'health',
        departmentName: 'health',
        visitId: visit.id,
        subjectId: visit.subjectId,
        uscc: visit.subjectId,
        taskId: expect.stringMatching(/^health:task:/),
        itemTitle: expect.any(String),
        results: ['NO_PROBLEM'],
        inspectedOn: '2026-05-18',
        disclosedOn: '2026-05-18',
        correctedOn: null,
        state: 'PENDING',
      },
      {
        kind: 'PENALTY',
        version: 1,
        decision: decision.decision,
        decidedOn: '2026-05-18',
        penalty: PENALTY,
        itemTitle: null,
        results: [],
      },
    ]);
    expect(await recordsOf(officerOf('fire-rescue'), visit.id, 10)).toEqual([]);
    expect(await recordsOf(auditor, visit.id, 10)).toHaveLength(2);
    expect(await city.refusal(anyone, RECORDS)).toBe('OV_KIT_FORBIDDEN');
  });

  it('keeps what the publicity system answered row by row, as often as it is told', async () => {
    const visit = await recorded();
    await disclose(visit, 'health');
    const [{ id = '' } = {}] = await recordsOf(lead, visit.id, 10);
    const rows = [
      { id, outcome: 'SENT' },
      { id: 'joint-inspection:disclosure:999999', outcome: 'SENT' },
      { id: 'nonsense', outcome: 'SENT' },
      { id, outcome: 'REFUSED' },
      { id, outcome: 'REFUSED', message: '代码不符' },
    ];
    const told = await acknowledge(lead, rows, 'once');
    // The first batch, sent again without its key after what came of it, takes nothing back.
    expect(await acknowledge(lead, rows.slice(0, 1))).toMatchObject([{ state: 'REPEATED', code: null }]);
    expect(await recordsOf(lead, visit.id, 10)).toMatchObject([{ state: 'REFUSED' }]);
    expect(told.map(({ state, code }) => [state, code])).toEqual([
      ['KEPT', null],
      ['REFUSED', 'OV_JOINT_UNKNOWN_RECORD'],
      ['REFUSED', 'OV_JOINT_UNKNOWN_RECORD'],
      ['REFUSED', 'OV_JOINT_ACKNOWLEDGEMENT'],
      ['KEPT', null],
    ]);
    expect(await acknowledge(lead, rows, 'once')).toEqual(told);
    const [accepted] = await acknowledge(officerOf('health'), [{ id, outcome: 'ACCEPTED', receipt: 'GS-1' }]);
    const again = await acknowledge(lead, [
      { id, outcome: 'ACCEPTED', receipt: 'GS-1' },
      { id, outcome: 'SENT' },
    ]);
    // What says the same as any before is repeated, whatever was said since; what says something new comes too late.
    expect([accepted, ...again].map((row) => row?.state)).toEqual(['KEPT', 'REPEATED', 'REPEATED']);
    const late = await acknowledge(lead, [{ id, outcome: 'SENT', receipt: 'GS-2' }]);
    expect(late).toMatchObject([{ state: 'REFUSED', code: 'OV_JOINT_RECORD_ACCEPTED' }]);
    const [foreign] = await acknowledge(officerOf('fire-rescue'), [{ id, outcome: 'SENT' }]);
    expect(foreign?.code).toBe('OV_JOINT_UNKNOWN_RECORD');
    expect(await recordsOf(lead, visit.id, 10)).toMatchObject([
      { state: 'ACCEPTED', acknowledgements: [{ outcome: 'SENT' }, { outcome: 'REFUSED' }, { outcome: 'ACCEPTED' }] },
    ]);
    const unkept = [
      { id, outcome: 'SENT', message: '回执\u0000' },
      { id, outcome: 'SENT', receipt: '\u0000' },
      { id: `${id}\u0000`, outcome: 'SENT' },
    ];
    const refused = await acknowledge(lead, unkept);
    expect(refused.map(({ code, message }) => [code, message?.split('：')[0]])).toEqual([
      ['OV_JOINT_ACKNOWLEDGEMENT', 'rows[0].message'],
      ['OV_JOINT_ACKNOWLEDGEMENT', 'rows[1].receipt'],
      ['OV_JOINT_UNKNOWN_RECORD', 'rows[2].id'],
    ]);
    const many = Array.from({ length: 1_001 }, () => ({ id, outcome: 'SENT' }));
    expect(await city.refusal(lead, ACKNOWLEDGE, { input: { rows: many } })).toBe('OV_JOINT_ACKNOWLEDGEMENTS');
  });

  it('asks the database as often for many records as for few', async () => {
    const statements = async (first: number): Promise<number> => {
      const spy = vi.spyOn(Client.prototype, 'query');
      await city.data(lead, RECORDS, { first });
      const calls = spy.mock.calls.length;
      spy.mockRestore();
      return calls;
    };
    const few = await statements(1);
    expect(await statements(100)).toBe(few);
  });
});

/** What may happen to a disclosed visit: a correction of one of its items, or an acknowledgement of the record that is last or first. */
const step = fc.oneof(
  fc.record({ correct: fc.constantFrom('health', 'fire-rescue') }),
  fc.record({ acknowledge: fc.constantFrom('SENT', 'ACCEPTED', 'REFUSED'), newest: fc.boolean() }),
);

it('has each version of each result exactly once, in whatever order they are corrected and acknowledged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 7 }), fc.integer({ min: 1, max: 3 }), async (steps, pageSize) => {
      const visit = await recorded();
      const versions = new Map<string, number>();
      for (const department of ['health', 'fire-rescue']) {
        await disclose(visit, department);
        for (const item of visit.items[department] ?? []) versions.set(item, 1);
      }
      for (const [number, one] of steps.entries()) {
        if ('correct' in one) {
          const plannedItemId = visit.items[one.correct]?.[0] ?? '';
          const items = [{ plannedItemId, results: ['CORRECTION_ORDERED'], findings: `第${number}次核查` }];
          const input = { visitId: visit.id, items, reason: 'NEW_FACTS', explanation: '补充核查' };
          await act(officerOf(one.correct), 'correctResult', input);
          versions.set(plannedItemId, (versions.get(plannedItemId) ?? 0) + 1);
        } else {
          const id = (await recordsOf(lead, visit.id, 100)).at(one.newest ? -1 : 0)?.id;
          await acknowledge(lead, [{ id, outcome: one.acknowledge, message: '回执' }]);
        }
      }
      const items = await city.database.plannedItem.findMany({ where: { id: { in: [...versions.keys()] } } });
      const expected = items.flatMap(({ id, itemId }) =>
        Array.from({ length: versions.get(id) ?? 0 }, (_, index) => `${itemId} ${index + 1}`),
      );
      const records = await recordsOf(lead, visit.id, pageSize);
      expect(records.map(({ itemId, version }) => `${itemId} ${version}`).sort()).toEqual(expected.sort());
      const byId = new Map(records.map((record) => [record.id, record]));
      for (const { itemId, version, replaces } of records) {
        const before = replaces === null ? undefined : byId.get(replaces);
        expect(before?.version ?? 0).toBe(version - 1);
        if (before !== undefined) expect(before.itemId).toBe(itemId);
      }
    }),
    { numRuns: 6 },
  );
});

it('withdraws results of a draw that is voided, and enters none that were being disclosed meanwhile; penalties stand', async () => {
  const other = await drawnVisits(city, {}, { convene: { disclosure: 'AT_DRAW' } });
  city.now = new Date('2026-05-18T04:00:00Z');
  const visit = await other.take();
  await recordAll(city, visit, 'health', '2026-05-18');
  await disclose(visit, 'health');
  const [{ id = '' } = {}] = await recordsOf(lead, visit.id, 10);
  const decisions = ['卫罚〔2026〕8号', '卫罚〔2026〕9号'];
  for (const decision of decisions) {
    const decided = { visitId: visit.id, decision, decidedOn: '2026-05-18', penalty: PENALTY };
    await act(officerOf('health'), 'recordPenaltyDecision', decided);
  }
  await disclose(visit, 'health', { kind: 'PENALTY', decision: decisions[0] });
  const late = await other.take();
  await recordAll(city, late, 'health', '2026-05-18');
  const voiding = { reason: 'OTHER', explanation: '名册有误', actor: 'lead:market-regulation:li' };
  let disclosing: Promise<Answer> | undefined;
  await city.database.$transaction(async (tx) => {
    await voidDraw(tx, other.drawId, voiding, city.now);
    const input = { visitId: late.id, kind: 'RESULTS' };
    disclosing = tryTo(city, officerOf('health'), 'discloseResults', input);
    // It waits until the visit's draw is void.
    await expect.poll(() => waitingForLocks(city)).toBe(1);
  });
  expect((await disclosing)?.errors?.[0]?.extensions.code).toBe('OV_JOINT_UNKNOWN_VISIT');
  expect(await recordsOf(lead, late.id, 10)).toEqual([]);
  expect(await city.database.resultDisclosure.count({ where: { visitId: late.id } })).toBe(0);
  expect(await recordsOf(lead, visit.id, 10)).toMatchObject([
    { id, version: 1, withdrawnOn: null },
    { kind: 'PENALTY', version: 1, withdrawnOn: null },
    { version: 2, replaces: id, withdrawnOn: '2026-05-18', withdrawalReason: 'DRAW_VOID', results: ['NO_PROBLEM'] },
  ]);
  await disclose(visit, 'health', { kind: 'PENALTY', decision: decisions[1] });
  expect((await recordsOf(lead, visit.id, 10)).at(-1)).toMatchObject({ kind: 'PENALTY', decision: decisions[1] });
  const results = { visitId: visit.id, kind: 'RESULTS', notPublic: 'PRIVACY', explanation: '复核' };
  const { errors } = await tryTo(city, officerOf('health'), 'reviseDisclosure', results);
  expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_UNKNOWN_VISIT');
});
