import { verifyRecordText } from '@onevisit/draw';
import type { Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  drawn,
  entryOf,
  FIRE,
  fillPools,
  frozenDraw,
  HEALTH,
  inspectorOf,
  subjectOf,
  taskOf,
  VOID,
} from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';

const OPENING = new Date('2026-05-01T04:00:00Z');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  city.now = OPENING;
});

const OWN = 'query ($id: ID!, $subject: ID!) { draw(id: $id) { subjectRecord(subjectId: $subject) } }';
const itself = (subject: string): Viewer => ({ role: 'subject', sub: 'firm', subject });

async function ownOf(viewer: Viewer, id: string, subject: string): Promise<string | null> {
  return (await city.data(viewer, OWN, { id, subject })).draw.subjectRecord;
}

/** The record, verified against what was published. */
async function verified(drawId: string, subject: string) {
  const text = (await ownOf(auditor, drawId, subject)) ?? '';
  const bytesOf = async (kind: string) => new TextEncoder().encode(await wholeRecord(city, anyone, drawId, kind));
  const others = { statement: await bytesOf('STATEMENT'), public: await bytesOf('PUBLIC') };
  expect(await verifyRecordText(new TextEncoder().encode(text), others)).toMatchObject({ ok: true, kind: 'subject' });
  return JSON.parse(text);
}

describe('Draw.subjectRecord', () => {
  it('proves every entry of a subject, and says whether each drew it', async () => {
    for (const code of ['fire-rescue', 'health']) city.double(code).pageLines = 9;
    const { drawId } = await drawn(city);
    for (const code of ['fire-rescue', 'health']) city.double(code).pageLines = 20_000;
    const visits = await city.database.visit.findMany({ where: { drawId } });
    for (let number = 0; number < 60; number += 7) {
      const subject = subjectOf(number);
      const record = await verified(drawId, subject);
      const legs = [...(number < 40 ? [FIRE] : []), ...(number >= 20 ? [HEALTH] : [])];
      expect(record.leaves.map((leaf: { leg: string }) => leaf.leg)).toEqual(legs);
      const drew = record.strata.flatMap(({ leg, drawn: was }: Record<string, unknown>) => (was ? [leg] : []));
      const visited = visits.filter((visit) => visit.subjectId === subject).flatMap((visit) => visit.legIds);
      expect(drew).toEqual(visited.sort());
    }
  });

  it('is for an auditor, and for the subject itself after the last day of its windows', async () => {
    const window = { first: '2026-05-01', last: '2026-07-31' };
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { window }));
    const { drawId } = await drawn(city);
    const [first, both] = [subjectOf(0), subjectOf(25)];
    for (const viewer of [anyone, lead, officerOf('health'), itself(both)]) {
      expect(await city.refusal(viewer, OWN, { id: drawId, subject: first })).toBe('OV_KIT_FORBIDDEN');
    }
    const waits = async (subject: string) => {
      const { errors } = await city.ask(itself(subject), OWN, { id: drawId, subject });
      return errors?.[0];
    };
    expect(await waits(first)).toMatchObject({ extensions: { code: 'OV_JOINT_WINDOW_OPEN' } });
    expect((await waits(first))?.message).toContain('2026-06-30');
    city.now = new Date('2026-06-30T16:00:00Z');
    expect(await ownOf(itself(first), drawId, first)).toBe(await ownOf(auditor, drawId, first));
    expect((await waits(both))?.message).toContain('2026-07-31');
    city.now = new Date('2026-07-31T16:00:00Z');
    expect(await ownOf(itself(both), drawId, both)).not.toBeNull();
  });

  it('is null before the draw, for whoever is in no pool, and of a void draw that was not drawn', async () => {
    const { drawId } = await frozenDraw(city);
    expect(await ownOf(auditor, drawId, subjectOf(0))).toBeNull();
    await city.data(lead, VOID, { id: drawId, why: '有误' });
    expect(await ownOf(auditor, drawId, subjectOf(0))).toBeNull();
    const { drawId: other } = await drawn(city);
    expect(await ownOf(auditor, other, subjectOf(70))).toBeNull();
    expect(await ownOf(itself('!'), other, '!')).toBeNull();
    await city.data(lead, VOID, { id: other, why: '有误' });
    expect(await verified(other, subjectOf(0))).toMatchObject({ subject: subjectOf(0) });
  });

  it('knows who was in the pool but could not be drawn, and who sits where inspectors do in the tree', async () => {
    city.double('fire-rescue').entries.set(FIRE, [entryOf(1, { stratum: 'A', standing: 'CAP_REACHED' })]);
    city.double('fire-rescue').inspectors = ['30', '7', '1'].map((code) => inspectorOf(code));
    const { drawId } = await drawn(city);
    const record = await verified(drawId, subjectOf(1));
    expect(record).toMatchObject({ leaves: [{ standing: 'CAP_REACHED' }], strata: [{ drawn: false }] });
  });

  it('gives no proof from a page that is not the frozen one', async () => {
    const { drawId } = await drawn(city);
    const pages = await city.database.rosterPage.findMany({ where: { drawId, source: { in: [FIRE, HEALTH] } } });
    const [fire, health] = [pages.find(({ source }) => source === FIRE), pages.find(({ source }) => source === HEALTH)];
    const where = { drawId_source_number: { drawId, source: FIRE, number: 0 } };
    await city.database.rosterPage.update({ where, data: { lines: health?.lines ?? new Uint8Array() } });
    const asked = { id: drawId, subject: subjectOf(30) };
    expect(await city.refusal(auditor, OWN, asked)).toBe('OV_JOINT_ROSTER_CHANGED');
    await city.database.rosterPage.update({ where, data: { lines: fire?.lines ?? new Uint8Array() } });
    await city.database.draw.update({ where: { id: drawId }, data: { chunkRoots: null } });
    expect(await city.refusal(auditor, OWN, asked)).toBe('OV_JOINT_NO_PROOFS');
  });
});
