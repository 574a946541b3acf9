import { commitment } from '@onevisit/draw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import { EXECUTE, fillPools, frozenDraw, opened, published, REVEAL } from '../jointDraws.fixture.js';
import type { SeenNonce } from '../seenAnswers.fixture.js';

const OPENING = new Date('2026-05-01T04:00:00Z');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  city.now = OPENING;
  for (const double of Object.values(city.departments)) {
    double.fault = () => undefined;
    double.receiptOf = (content) => content;
  }
});

const NONCES = `query ($id: ID!) { draw(id: $id) { seed
  nonces { department { id } commitment nonce receipt revealedAt withheld } } }`;
const noncesOf = async (id: string): Promise<readonly SeenNonce[]> =>
  (await city.data(anyone, NONCES, { id })).draw.nonces;

/** What the ledger says of the reveals of a draw, newest first. */
const revealsOf = async (id: string): Promise<unknown[]> => {
  const rows = await city.database.ledgerEntry.findMany({
    where: { target: id, action: 'draw.reveal' },
    orderBy: { seq: 'desc' },
  });
  return rows.map((row) => JSON.parse(row.detail));
};

describe('revealDraw', () => {
  it('keeps nonces that match their commitments, with their receipts, for everybody to see', async () => {
    const { drawId } = await frozenDraw(city);
    await city.data(lead, REVEAL, { id: drawId });
    for (const row of await noncesOf(drawId)) {
      expect(commitment(drawId, row.department.id, row.nonce)).toBe(row.commitment);
      expect(row).toMatchObject({ withheld: false, revealedAt: OPENING.toISOString() });
      const payload = JSON.parse(Buffer.from(row.receipt.split('.')[1] ?? '', 'base64url').toString());
      expect(payload).toMatchObject({ drawId, nonce: row.nonce });
    }
    await city.data(lead, REVEAL, { id: drawId });
    expect(await revealsOf(drawId)).toHaveLength(1);
  });

  const somethingElse = { nonce: 'a'.repeat(64), receipt: 'x.y.z' };
  const cases: readonly [string, () => void, string][] = [
    [
      'a nonce that was not committed',
      () => {
        city.double('health').fault = () => ({ kind: 'data', data: { revealed: somethingElse } });
      },
      'OV_DRAW_NONCE_MISMATCH',
    ],
    [
      'a receipt that is none',
      () => {
        const health = city.double('health');
        health.fault = ({ variables }) => {
          const revealed = { nonce: health.nonceOf(String(variables.drawId)), receipt: 'x.y.z' };
          return { kind: 'data', data: { revealed } };
        };
      },
      'OV_JOINT_RECEIPT',
    ],
    ...(['drawId', 'department', 'commitment', 'nonce', 'rosterRoot', 'termsHash', 'commitmentsHash'] as const).map(
      (field): [string, () => void, string] => [
        `a receipt over another ${field}`,
        () => {
          city.double('health').receiptOf = (content) => ({ ...content, [field]: 'b'.repeat(64) });
        },
        'OV_JOINT_RECEIPT',
      ],
    ),
    [
      'a receipt without a time',
      () => {
        city.double('health').receiptOf = ({ revealedAt: _, ...content }) => content;
      },
      'OV_JOINT_RECEIPT',
    ],
    [
      'no answer',
      () => {
        city.double('health').fault = () => ({ kind: 'drop' });
      },
      'OV_JOINT_DEPARTMENT_UNAVAILABLE',
    ],
  ];
  it.each(cases)('does not count %s, and may ask again', async (_what, arrange, code) => {
    const { drawId } = await frozenDraw(city);
    arrange();
    await city.data(lead, REVEAL, { id: drawId });
    const [fire, health] = await noncesOf(drawId);
    expect(fire?.nonce).toMatch(/^[0-9a-f]{64}$/);
    expect(health).toMatchObject({ nonce: null, receipt: null });
    expect((await revealsOf(drawId))[0]).toContainEqual({ department: 'health', refused: code });
    expect(await city.refusal(lead, EXECUTE, { id: drawId })).toBe('OV_JOINT_REVEAL_OPEN');

    city.double('health').fault = () => undefined;
    city.double('health').receiptOf = (content) => content;
    await city.data(lead, REVEAL, { id: drawId });
    expect((await noncesOf(drawId)).every((row) => row.nonce !== null)).toBe(true);
    expect(city.double('fire-rescue').calls.filter(({ variables }) => variables.drawId === drawId)).toHaveLength(2);
  });

  it('does not count a receipt signed by another department', async () => {
    const { drawId } = await frozenDraw(city);
    const health = city.double('health');
    const own = health.key;
    health.key = city.double('fire-rescue').key;
    await city.data(lead, REVEAL, { id: drawId });
    health.key = own;
    expect((await revealsOf(drawId))[0]).toContainEqual({ department: 'health', refused: 'OV_JOINT_RECEIPT' });
  });

  it('is refused after its deadline, and before the freeze', async () => {
    const { drawId } = await frozenDraw(city);
    city.now = new Date(OPENING.getTime() + 3_600_001);
    expect(await city.refusal(lead, REVEAL, { id: drawId })).toBe('OV_JOINT_REVEAL_OVER');
    const fresh = await opened(city, await published(city));
    expect(await city.refusal(lead, REVEAL, { id: fresh })).toBe('OV_JOINT_PHASE');
    expect(await city.refusal(lead, REVEAL, { id: 'joint-inspection:draw:x' })).toBe('OV_JOINT_UNKNOWN_DRAW');
  });

  it('does not keep what came after the deadline although it was asked for before', async () => {
    const { drawId } = await frozenDraw(city);
    city.double('health').fault = () => {
      city.now = new Date(OPENING.getTime() + 3_600_001);
      return undefined;
    };
    expect(await city.refusal(lead, REVEAL, { id: drawId })).toBe('OV_JOINT_REVEAL_OVER');
    expect((await noncesOf(drawId)).every((row) => row.nonce === null)).toBe(true);
  });
});
