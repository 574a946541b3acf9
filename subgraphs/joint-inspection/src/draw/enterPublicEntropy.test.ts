import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { EXECUTE, executed, fillPools, frozenDraw, REVEAL, VOID } from '../jointDraws.fixture.js';

const OPENING = new Date('2026-05-01T04:00:00Z');
/** An hour later is the deadline of the reveal. */
const DEADLINE = new Date(OPENING.getTime() + 3_600_000);
const AFTER_DEADLINE = new Date(DEADLINE.getTime() + 1);

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  city.now = OPENING;
});

const ENTER = `mutation ($id: ID!, $text: String!) {
  draw: enterPublicEntropy(id: $id, text: $text) { id publicEntropy publicEntropyEntries { by agrees } } }`;
const TEXT = '双色球 2026050 期：03 09 12';
const other: Viewer = { role: 'lead', sub: 'zhao', department: 'market-regulation' };
/** The lead's account, in another role. */
const sameAccount: Viewer = { role: 'auditor', sub: 'chen' };

const LEAD = 'lead:market-regulation:chen';
const AUDITOR = 'auditor:li';

const enter = async (viewer: Viewer, id: string, text: string) => (await city.data(viewer, ENTER, { id, text })).draw;
const refusal = (viewer: Viewer, id: string, text = TEXT) => city.refusal(viewer, ENTER, { id, text });

/** A frozen draw that waits for a public text, after its deadline. */
async function waiting(): Promise<string> {
  const { drawId } = await frozenDraw(city, { publicSource: '双色球 2026050 期' });
  await city.data(lead, REVEAL, { id: drawId });
  city.now = AFTER_DEADLINE;
  return drawId;
}

describe('enterPublicEntropy', () => {
  it('settles the text once two people agree, and tells nobody before', async () => {
    const id = await waiting();
    const first = await enter(lead, id, TEXT);
    expect(first).toMatchObject({ publicEntropy: null, publicEntropyEntries: [{ by: LEAD, agrees: false }] });
    expect(await city.refusal(lead, EXECUTE, { id })).toBe('OV_JOINT_PUBLIC_SOURCE');
    const ledger = await city.database.ledgerEntry.findMany({ where: { target: id } });
    expect(ledger.some(({ detail }) => detail.includes('03 09 12'))).toBe(false);

    const second = await enter(auditor, id, TEXT);
    expect(second).toMatchObject({
      publicEntropy: TEXT,
      publicEntropyEntries: [
        { by: LEAD, agrees: true },
        { by: AUDITOR, agrees: true },
      ],
    });
    const steps = await city.database.ledgerEntry.findMany({ where: { target: id, action: 'draw.entropy' } });
    expect(steps.map(({ actor }) => actor)).toEqual([LEAD, AUDITOR]);
    expect(JSON.parse(steps[1]?.detail ?? '')).toEqual({ settled: true, publicEntropy: TEXT, by: [LEAD, AUDITOR] });
    expect(await executed(city, id)).toMatchObject({ phase: 'DRAWN' });
  });

  it('keeps entries that differ, until whoever is wrong enters theirs again', async () => {
    const id = await waiting();
    await enter(lead, id, '03 09 13');
    const differs = await enter(auditor, id, '03 09 12');
    expect(differs.publicEntropy).toBeNull();
    expect(differs.publicEntropyEntries).toEqual([
      { by: LEAD, agrees: false },
      { by: AUDITOR, agrees: false },
    ]);
    expect(await enter(lead, id, '03 09 12')).toMatchObject({ publicEntropy: '03 09 12' });
  });

  it('lets two people settle it whatever a third has entered', async () => {
    const id = await waiting();
    await enter(lead, id, 'wrong');
    await enter(auditor, id, TEXT);
    const settled = await enter(other, id, TEXT);
    expect(settled.publicEntropy).toBe(TEXT);
    expect(settled.publicEntropyEntries.map(({ agrees }) => agrees)).toEqual([false, true, true]);
  });

  it('counts one person once, whichever role they act in', async () => {
    const id = await waiting();
    await enter(lead, id, TEXT);
    const again = await enter(sameAccount, id, TEXT);
    expect(again).toMatchObject({ publicEntropy: null, publicEntropyEntries: [{ by: LEAD, agrees: false }] });
    const changed = await enter(sameAccount, id, '07');
    expect(changed.publicEntropyEntries).toEqual([{ by: 'auditor:chen', agrees: false }]);
    expect(await enter(auditor, id, TEXT)).toMatchObject({ publicEntropy: null });
    expect(await enter(lead, id, TEXT)).toMatchObject({ publicEntropy: TEXT });
  });

  it('is settled for good', async () => {
    const id = await waiting();
    await enter(lead, id, TEXT);
    await enter(auditor, id, TEXT);
    expect(await refusal(lead, id, '07')).toBe('OV_JOINT_PUBLIC_TEXT_SETTLED');
    expect(await refusal(other, id, '07')).toBe('OV_JOINT_PUBLIC_TEXT_SETTLED');
    expect(await enter(other, id, TEXT)).toMatchObject({ publicEntropy: TEXT });
    expect(await city.database.ledgerEntry.count({ where: { target: id, action: 'draw.entropy' } })).toBe(2);
    await executed(city, id);
    expect(await refusal(other, id)).toBe('OV_JOINT_PHASE');
  });

  it('is for draws that name a source, after their deadline, in text that can be hashed', async () => {
    const { drawId } = await frozenDraw(city, { publicSource: '双色球' });
    city.now = DEADLINE;
    expect(await refusal(lead, drawId)).toBe('OV_JOINT_PUBLIC_TEXT_EARLY');
    city.now = AFTER_DEADLINE;
    for (const text of ['', '03\t09', 'e\u0301', 'x'.repeat(1001)]) {
      expect(await refusal(lead, drawId, text)).toBe('OV_JOINT_PUBLIC_TEXT');
    }
    expect(await refusal(lead, 'joint-inspection:draw:x')).toBe('OV_JOINT_UNKNOWN_DRAW');
    await city.data(lead, VOID, { id: drawId, why: '有误' });
    expect(await refusal(lead, drawId)).toBe('OV_JOINT_PHASE');
    city.now = OPENING;
    const { drawId: without } = await frozenDraw(city);
    city.now = AFTER_DEADLINE;
    expect(await refusal(lead, without)).toBe('OV_JOINT_NO_PUBLIC_SOURCE');
  });

  it('is for lead and auditor, who alone see the entries', async () => {
    const id = await waiting();
    for (const viewer of [anyone, officerOf('health')]) {
      expect(await refusal(viewer, id)).toBe('OV_KIT_FORBIDDEN');
      const query = 'query ($id: ID!) { draw(id: $id) { publicEntropyEntries { by } } }';
      expect(await city.refusal(viewer, query, { id })).toBe('OV_KIT_FORBIDDEN');
    }
    expect(await city.database.publicEntropyEntry.count({ where: { drawId: id } })).toBe(0);
  });

  it('settles it where two people enter at the same time', async () => {
    const id = await waiting();
    await Promise.all([lead, auditor, other].map((viewer) => enter(viewer, id, TEXT)));
    const draw = await city.database.draw.findUniqueOrThrow({ where: { id } });
    expect(draw.publicEntropy).toBe(TEXT);
  });
});
