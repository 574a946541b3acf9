import { createHash } from 'node:crypto';
import { runDraw, verifyRecordText } from '@onevisit/draw';
import type { ClientClaims } from '@onevisit/gateway';
import { describe, expect, inject, it } from 'vitest';
import { ask, auditor, dataOf, lead, wholeRecord } from './ask.js';

const city = inject('city');

describe('a draw can be recomputed', () => {
  it("from the auditor's record alone, to the last crew", async () => {
    const { drawId } = city.summary;
    const answer = await ask<{ draw: { recordHash: string; seed: string; visitCount: number } }>(
      city,
      auditor,
      'query Drawn($id: ID!) { draw(id: $id) { recordHash seed visitCount } }',
      { id: drawId },
    );
    const { recordHash, seed, visitCount } = dataOf(answer).draw;
    const record = await wholeRecord(city, auditor, drawId, 'AUDITORS');
    expect(createHash('sha256').update(record).digest('hex')).toBe(recordHash);
    const { rosterRoot, termsHash, commitmentsHash, seed: recordedSeed, quotas, visits, ...input } = JSON.parse(record);
    const outcome = runDraw(input);
    expect(outcome).toMatchObject({ rosterRoot, termsHash, commitmentsHash, seed, quotas });
    expect(recordedSeed).toBe(seed);
    expect(outcome.visits).toEqual(visits);
    expect(visits).toHaveLength(visitCount);
  });

  it('and what was published of it fits, for whoever asks', async () => {
    const { drawId } = city.summary;
    const bytesOf = async (claims: ClientClaims | 'public', kind: string) =>
      new TextEncoder().encode(await wholeRecord(city, claims, drawId, kind));
    const statement = await bytesOf('public', 'STATEMENT');
    const auditors = await bytesOf(auditor, 'AUDITORS');
    const verification = await verifyRecordText(await bytesOf('public', 'PUBLIC'), { statement, auditors });
    expect(verification).toMatchObject({ ok: true, kind: 'public' });
  });

  it('and every step of it stands on an unbroken ledger', async () => {
    const answer = await ask<{ ledgerCheck: object; ledger: { nodes: { action: string }[] } }>(
      city,
      lead,
      'query Ledger($id: ID!) { ledgerCheck { intact firstBroken } ledger(target: $id) { nodes { action } } }',
      { id: city.summary.drawId },
    );
    const { ledgerCheck, ledger } = dataOf(answer);
    expect(ledgerCheck).toEqual({ intact: true, firstBroken: null });
    expect(ledger.nodes.map((entry) => entry.action)).toEqual([
      'draw.execute',
      'draw.start',
      'draw.reveal',
      'draw.freeze',
      'draw.freezing',
      'draw.open',
    ]);
  });
});

describe('a joint draw saves visits', () => {
  it('at least 40 % of what its legs selected, close to the fewest that theory allows', () => {
    const { selections, visits, saved, fewestExpected, seats } = city.summary;
    expect(saved).toBe(selections - visits);
    expect(visits).toBeLessThanOrEqual(0.6 * selections);
    expect(visits).toBeLessThanOrEqual(1.25 * fewestExpected);
    expect(seats.filled).toBeGreaterThan(visits);
  });
});
