import { createHash } from 'node:crypto';
import { verifyRecordText } from '@onevisit/draw';
import { encodeCursor, type Viewer } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, FIRE, fillPools, frozen, frozenDraw, opened, published, VOID } from '../jointDraws.fixture.js';
import { PIECE, recordPieces, wholeRecord } from '../records.fixture.js';

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => fillPools(city));

const subject: Viewer = { role: 'subject', sub: 'firm', subject: 'x' };
const EVERYBODY = [anyone, subject, officerOf('water'), inspector('health:inspector:1'), lead, auditor];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const codeOf = (viewer: Viewer, id: string, kind: string, after?: string) =>
  city.refusal(viewer, PIECE, { id, kind, after });

describe('Draw.record', () => {
  it('has each kind from its moment on, for those whom it is for', async () => {
    const drawId = await opened(city, await published(city));
    for (const kind of ['STATEMENT', 'PUBLIC']) expect(await wholeRecord(city, lead, drawId, kind)).toBe('');
    await frozen(city, drawId);
    for (const viewer of EVERYBODY) {
      expect(await wholeRecord(city, viewer, drawId, 'STATEMENT')).toContain(drawId);
      expect(await wholeRecord(city, viewer, drawId, 'PUBLIC')).toBe('');
      for (const kind of ['AUDITORS', 'AMENDMENTS']) {
        if (viewer !== auditor) expect(await codeOf(viewer, drawId, kind)).toBe('OV_KIT_FORBIDDEN');
        else expect(await wholeRecord(city, viewer, drawId, kind)).toBe('');
      }
    }
    const { errors } = await city.ask(lead, PIECE, { id: drawId, kind: 'AUDITORS' });
    expect(errors?.[0]?.message).toContain('allowed: auditor.');
  });

  it('gives records that verify alone and against each other', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW', minOverlap: 10 });
    const text = async (kind: string) => bytesOf(await wholeRecord(city, auditor, drawId, kind));
    const statement = await text('STATEMENT');
    const published = await text('PUBLIC');
    const auditors = await text('AUDITORS');
    expect(await verifyRecordText(statement)).toMatchObject({ ok: true, kind: 'statement' });
    expect(await verifyRecordText(published, { statement, auditors })).toMatchObject({ ok: true, kind: 'public' });
    expect(await verifyRecordText(auditors, { statement, public: published })).toMatchObject({
      ok: true,
      kind: 'auditors',
    });
    const amendments = await text('AMENDMENTS');
    expect(await verifyRecordText(amendments, { auditors })).toMatchObject({ ok: true, kind: 'amendments' });
    expect(JSON.parse(new TextDecoder().decode(published)).visits).not.toHaveLength(0);
    const { draw } = await city.data(anyone, 'query ($id: ID!) { draw(id: $id) { recordHash } }', { id: drawId });
    expect(createHash('sha256').update(auditors).digest('hex')).toBe(draw.recordHash);
  });

  it('publishes the statement that stands on the ledger', async () => {
    const { drawId } = await frozenDraw(city);
    const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: drawId, action: 'draw.freeze' } });
    const { format, version, hash, ...statement } = JSON.parse(await wholeRecord(city, anyone, drawId, 'STATEMENT'));
    expect([format, version]).toEqual(['onevisit/statement', 1]);
    expect(statement).toEqual(JSON.parse(step.detail));
    const counts = statement.entries.map(({ entries, stratum }: Record<string, unknown>) => [stratum, entries]);
    expect(counts).toEqual([
      ...[
        ['A', 20],
        ['B', 20],
      ],
      ['ALL', 40],
    ]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps them for ever of a void draw, as far as it came, without visits that will not take place', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
    const before = await wholeRecord(city, auditor, drawId, 'AUDITORS');
    const statement = await wholeRecord(city, anyone, drawId, 'STATEMENT');
    await city.data(lead, VOID, { id: drawId, why: '有误' });
    expect(await wholeRecord(city, auditor, drawId, 'AUDITORS')).toBe(before);
    expect(await wholeRecord(city, anyone, drawId, 'STATEMENT')).toBe(statement);
    const published = JSON.parse(await wholeRecord(city, anyone, drawId, 'PUBLIC'));
    expect(published).toMatchObject({ drawId, visitCount: JSON.parse(before).visits.length });
    expect(published).not.toHaveProperty('visits');

    const second = await frozenDraw(city);
    await city.data(lead, VOID, { id: second.drawId, why: '有误' });
    expect(await wholeRecord(city, anyone, second.drawId, 'STATEMENT')).toContain(second.drawId);
    expect(await wholeRecord(city, anyone, second.drawId, 'PUBLIC')).toBe('');
    expect(await wholeRecord(city, auditor, second.drawId, 'AUDITORS')).toBe('');
  });

  it('ends with its last piece, and refuses places that there are not', async () => {
    const { drawId } = await drawn(city);
    for (const kind of ['STATEMENT', 'PUBLIC', 'AUDITORS', 'AMENDMENTS']) {
      const pieces = await recordPieces((query, variables) => city.data(auditor, query, variables), drawId, kind);
      const after = pieces.at(-1)?.endCursor;
      const { record } = (await city.data(auditor, PIECE, { id: drawId, kind, after })).draw;
      expect(record).toEqual({ text: '', endCursor: after, hasNextPage: false });
      for (const place of ['x', 'roster', 'roster 2 0 0', 'visits x', 'visits 2026-01-01 1', '']) {
        expect(await codeOf(auditor, drawId, kind, encodeCursor(place))).toBe('OV_KIT_BAD_CURSOR');
      }
    }
  });
});

describe("the auditor's record", () => {
  it('comes in a piece for each stored page, none of which needs another', async () => {
    const fire = city.double('fire-rescue');
    fire.pageLines = 15;
    const { drawId } = await drawn(city);
    fire.pageLines = 20_000;
    const pieces = await recordPieces((query, variables) => city.data(auditor, query, variables), drawId, 'AUDITORS');
    const subjects = pieces.map(({ text }) => text.split('"subject":').length - 1);
    expect(subjects.slice(0, 5)).toEqual([0, 15, 15, 10, 40]);
    expect(pieces).toHaveLength(6);
    const whole = JSON.parse(pieces.map(({ text }) => text).join(''));
    expect(whole.roster.map((entry: { leg: string }) => entry.leg).filter((leg: string) => leg === FIRE)).toHaveLength(
      40,
    );

    await city.database.rosterPage.deleteMany({ where: { drawId, number: 1 } });
    const ask = (after: string | undefined) => city.data(auditor, PIECE, { id: drawId, kind: 'AUDITORS', after });
    expect((await ask(pieces[2]?.endCursor)).draw.record).toEqual(pieces[3]);
    expect(await codeOf(auditor, drawId, 'AUDITORS', pieces[1]?.endCursor)).toBe('OV_JOINT_PAGES_DAMAGED');
  });

  it('is whole where a pool is empty, or all of them', async () => {
    city.double('fire-rescue').entries.set(FIRE, []);
    const one = await drawn(city);
    const text = await wholeRecord(city, auditor, one.drawId, 'AUDITORS');
    expect(await verifyRecordText(bytesOf(text))).toMatchObject({ ok: true });
    city.double('health').entries.clear();
    const none = await drawn(city);
    const empty = await wholeRecord(city, auditor, none.drawId, 'AUDITORS');
    expect(await verifyRecordText(bytesOf(empty))).toMatchObject({ ok: true });
    expect(JSON.parse(empty)).toMatchObject({ roster: [], visits: [] });
  });
});
