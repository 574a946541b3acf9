import { verifyRecordText } from '@onevisit/draw';
import { decodeCursor, encodeCursor } from '@onevisit/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import { drawn, fillPools, VOID } from '../jointDraws.fixture.js';
import { PIECE, wholeRecord } from '../records.fixture.js';

const OPENING = new Date('2026-05-01T04:00:00Z');
/** The last day of the windows, and the next, in China. */
const LAST_DAY = new Date('2026-06-30T15:59:59Z');
const NEXT_DAY = new Date('2026-06-30T16:00:00Z');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  city.now = OPENING;
});

const pieceOf = async (id: string, after?: string) =>
  (await city.data(anyone, PIECE, { id, kind: 'PUBLIC', after })).draw.record;

async function published(drawId: string): Promise<{ visits?: readonly { key: string; crew: object }[] }> {
  const text = await wholeRecord(city, anyone, drawId, 'PUBLIC');
  expect(await verifyRecordText(new TextEncoder().encode(text))).toMatchObject({ ok: true, kind: 'public' });
  return JSON.parse(text);
}

/** Completes a visit of a draw at the moment that it is in the city. */
async function complete(drawId: string, position: number): Promise<string> {
  const where = { drawId, position };
  const visit = await city.database.visit.findFirstOrThrow({ where, include: { draw: { include: { plan: true } } } });
  const item = await city.database.plannedItem.findFirstOrThrow({ where: { planId: visit.draw.planId } });
  const result = { results: ['NO_PROBLEM'], recordedBy: 'x', recordedAt: city.now };
  await city.database.result.create({ data: { visitId: visit.id, plannedItemId: item.id, ...result } });
  await city.database.visit.update({ where: { id: visit.id }, data: { status: 'COMPLETED' } });
  return visit.key;
}

describe('the public record', () => {
  it('has the visits that the public may see by then: at the draw, at the visit, or after the window', async () => {
    const atDraw = await drawn(city, { disclosure: 'AT_DRAW' });
    const count = await city.database.visit.count({ where: { drawId: atDraw.drawId } });
    expect((await published(atDraw.drawId)).visits).toHaveLength(count);

    const atVisit = await drawn(city, { disclosure: 'AT_VISIT' });
    expect(await published(atVisit.drawId)).not.toHaveProperty('visits');
    const keys = [await complete(atVisit.drawId, 1), await complete(atVisit.drawId, 0)];
    expect((await published(atVisit.drawId)).visits?.map(({ key }) => key)).toEqual(keys.sort());

    const afterWindow = await drawn(city, { disclosure: 'AFTER_WINDOW' });
    city.now = LAST_DAY;
    expect(await published(afterWindow.drawId)).not.toHaveProperty('visits');
    city.now = NEXT_DAY;
    expect((await published(afterWindow.drawId)).visits).not.toHaveLength(0);
  });

  it('has crews as they were drawn, whoever holds the seats now', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
    const before = await published(drawId);
    await city.database.crewSeat.updateMany({ where: { visit: { drawId } }, data: { inspectorId: 'somebody else' } });
    expect(await published(drawId)).toEqual(before);
  });

  it('is as it was when its first piece was asked for', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_VISIT' });
    const key = await complete(drawId, 0);
    const first = await pieceOf(drawId);
    city.now = new Date(OPENING.getTime() + 1);
    await complete(drawId, 1);
    const second = await pieceOf(drawId, first?.endCursor);
    const third = await pieceOf(drawId, second?.endCursor);
    expect(third?.hasNextPage).toBe(false);
    const text = [first, second, third].map((piece) => piece?.text).join('');
    expect(JSON.parse(text).visits).toMatchObject([{ key }]);
    expect(await verifyRecordText(new TextEncoder().encode(text))).toMatchObject({ ok: true });
    expect((await published(drawId)).visits).toHaveLength(2);
  });

  it('is begun anew where the draw was voided meanwhile', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
    const first = await pieceOf(drawId);
    await city.data(lead, VOID, { id: drawId, why: '有误' });
    const rest = { id: drawId, kind: 'PUBLIC', after: first?.endCursor };
    expect(await city.refusal(anyone, PIECE, rest)).toBe('OV_JOINT_RECORD_CHANGED');
    expect(await published(drawId)).not.toHaveProperty('visits');
  });

  it('does not tell today what is disclosed tomorrow', async () => {
    const { drawId } = await drawn(city, { disclosure: 'AT_DRAW' });
    const place = decodeCursor((await pieceOf(drawId))?.endCursor ?? '');
    const later = place.replace(OPENING.toISOString(), NEXT_DAY.toISOString());
    expect(later).not.toBe(place);
    const asked = { id: drawId, kind: 'PUBLIC', after: encodeCursor(later) };
    expect(await city.refusal(anyone, PIECE, asked)).toBe('OV_KIT_BAD_CURSOR');
  });
});
