import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, EXECUTE, fillPools, frozenDraw, opened, published, REVEAL, VOID } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => fillPools(city));

const SEEN = `query ($id: ID!) { draw(id: $id) { id phase seed recordHash statement { rosterRoot }
  void { reason explanation } replaces { id } plan { draws { id } } visits { totalCount } } }`;

const SEARCH = 'query ($text: String!) { publicSearch(text: $text) { subjects(first: 1) { nodes { name } } } }';

interface Found {
  readonly publicSearch: { readonly subjects: { readonly nodes: readonly object[] } };
}

describe('voidDraw', () => {
  it('leaves a drawn draw readable for ever, without visits that will not take place', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
    const before = (await city.data(anyone, SEEN, { id: drawId })).draw;
    expect(before.visits.totalCount).toBeGreaterThan(0);
    const named = { drawId, subjectName: { not: null } };
    const { subjectName: text } = await city.database.visit.findFirstOrThrow({ where: named });
    const names = async () => (await city.data<Found>(anyone, SEARCH, { text })).publicSearch.subjects.nodes;
    expect(await names()).toContainEqual({ name: text });
    await city.data(lead, VOID, { id: drawId, why: '名册有误' });
    expect(await names()).toEqual([]);
    const after = (await city.data(anyone, SEEN, { id: drawId })).draw;
    expect(after).toMatchObject({
      phase: 'VOID',
      seed: before.seed,
      recordHash: before.recordHash,
      statement: before.statement,
      void: { reason: 'ROSTER_WRONG', explanation: '名册有误' },
      visits: { totalCount: 0 },
    });
    expect((await city.data(auditor, SEEN, { id: drawId })).draw.visits).toEqual(before.visits);
    const record = JSON.parse(await wholeRecord(city, auditor, drawId, 'AUDITORS'));
    expect(record.visits).toHaveLength(before.visits.totalCount);
  });

  it('stands as it was voided first, with who did it on the ledger', async () => {
    const { drawId } = await frozenDraw(city);
    await city.data(lead, VOID, { id: drawId, why: '第一次' });
    expect((await city.data(lead, VOID, { id: drawId, why: '第二次' })).draw.void.explanation).toBe('第一次');
    const steps = await city.database.ledgerEntry.findMany({ where: { target: drawId, action: 'draw.void' } });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ actor: 'lead:market-regulation:chen' });
    expect(JSON.parse(steps[0]?.detail ?? '')).toMatchObject({ explanation: '第一次', phase: 'FROZEN' });
  });

  it('says who did it: role and department, and the account to those who read the ledger', async () => {
    const { drawId } = await frozenDraw(city);
    await city.data(lead, VOID, { id: drawId, why: '消防救援退出本次抽查' });
    const seenBy = async (viewer: Viewer) => {
      const query = 'query ($id: ID!) { draw(id: $id) { void { by at explanation } } }';
      return (await city.data(viewer, query, { id: drawId })).draw.void;
    };
    for (const viewer of [lead, auditor])
      expect(await seenBy(viewer)).toMatchObject({ by: 'lead:market-regulation:chen' });
    for (const viewer of [anyone, officerOf('fire-rescue'), inspector('health:inspector:1')]) {
      expect(await seenBy(viewer)).toEqual({
        by: 'lead:market-regulation',
        at: city.now.toISOString(),
        explanation: '消防救援退出本次抽查',
      });
    }
  });

  it('voids a draw that is being drawn, and leaves nothing half kept', async () => {
    const { drawId } = await frozenDraw(city, { disclosure: 'AT_DRAW' });
    await city.data(lead, REVEAL, { id: drawId });
    await city.data(lead, EXECUTE, { id: drawId });
    const seen = (await city.data(lead, VOID, { id: drawId, why: '有误' })).draw;
    expect(seen.phase).toBe('VOID');
    const draw = await city.database.draw.findUniqueOrThrow({ where: { id: drawId } });
    const visits = await city.database.visit.count({ where: { drawId } });
    // It may have come to its end before.
    expect(visits).toBe(draw.visitCount ?? 0);
    expect(await wholeRecord(city, anyone, drawId, 'STATEMENT')).toContain(drawId);
    await city.data(lead, VOID, { id: drawId, why: '有误' });
    expect(await city.refusal(lead, EXECUTE, { id: drawId })).toBe('OV_JOINT_PHASE');
    expect((await city.data(anyone, SEEN, { id: drawId })).draw.visits.totalCount).toBe(0);
  });

  it('needs a reason in words, and a draw', async () => {
    const { drawId } = await frozenDraw(city);
    expect(await city.refusal(lead, VOID, { id: drawId, why: ' ' })).toBe('OV_JOINT_EXPLANATION');
    expect(await city.refusal(lead, VOID, { id: 'joint-inspection:draw:x', why: '-' })).toBe('OV_JOINT_UNKNOWN_DRAW');
    expect(await city.refusal(officerOf('health'), VOID, { id: drawId, why: '-' })).toBe('OV_KIT_FORBIDDEN');
  });

  it('does not make a draw public that never was frozen, not even through the one that replaces it', async () => {
    const planId = await published(city);
    const first = await opened(city, planId);
    await city.data(lead, VOID, { id: first, why: '条款有误' });
    const second = await opened(city, planId, { replaces: first });
    await city.database.draw.update({ where: { id: second }, data: { phase: 'FROZEN', frozenAt: city.now } });
    const seen = (await city.data(anyone, SEEN, { id: second })).draw;
    expect(seen).toMatchObject({ replaces: null, plan: { draws: [{ id: second }] } });
    expect((await city.data(anyone, SEEN, { id: first })).draw).toBeNull();
    for (const viewer of [lead, auditor, officerOf('health')]) {
      const full = (await city.data(viewer, SEEN, { id: second })).draw;
      expect(full).toMatchObject({ replaces: { id: first }, plan: { draws: [{ id: first }, { id: second }] } });
    }
    expect((await city.data(officerOf('water'), SEEN, { id: second })).draw.replaces).toBeNull();
  });
});
