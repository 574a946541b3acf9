import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { verifyRecordText } from '@onevisit/draw';
import type { Hub } from '@onevisit/gateway';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { openDraw } from '../bench/draw/followDraw.js';
import { ask, auditor, dataOf, lead, wholeRecord } from './ask.js';
import type { StoppableHub } from './StoppableHub.js';

const JOINT = 'joint-inspection';

/** Draws at the same time, each killed once while it freezes and once while it is drawn, at a point of its own. */
const DRAWS = 5;

interface Followed {
  readonly phase: string;
  readonly seed: string | null;
  readonly recordHash: string | null;
  readonly visitCount: number | null;
  readonly statement: { readonly rosterRoot: string } | null;
  readonly progress: { readonly state: string; readonly error: string | null };
}

async function look(hub: Hub, id: string): Promise<Followed> {
  const query = `query Look($id: ID!) { draw(id: $id) {
    phase seed recordHash visitCount statement { rosterRoot } progress { state error } } }`;
  return dataOf(await ask<{ draw: Followed }>(hub, lead, query, { id })).draw;
}

async function until(hub: Hub, id: string, holds: (draw: Followed) => boolean): Promise<Followed> {
  for (;;) {
    const draw = await look(hub, id);
    if (draw.progress.error !== null) throw new Error(draw.progress.error);
    if (holds(draw)) return draw;
    await sleep(50);
  }
}

const isFrozen = ({ phase }: Followed): boolean => phase === 'FROZEN';
const isDrawn = ({ phase, progress }: Followed): boolean => phase === 'DRAWN' && progress.state === 'DONE';

async function step(hub: Hub, id: string, mutation: 'freezeDraw' | 'revealDraw' | 'executeDraw'): Promise<void> {
  dataOf(await ask(hub, lead, `mutation Step($id: ID!) { ${mutation}(id: $id) { phase } }`, { id }));
}

/**
 * Has all draws take a step, each after a time of its own within what the step takes, and cuts the power when as much time is
 * over: each is killed at some point of it.
 */
async function killedWithin(
  stoppable: StoppableHub,
  ids: readonly string[],
  mutation: 'freezeDraw' | 'executeDraw',
  milliseconds: number,
): Promise<void> {
  const taken = ids.map(async (id) => {
    await sleep(Math.random() * milliseconds);
    await step(stoppable.hub, id, mutation);
  });
  await Promise.all([...taken, sleep(milliseconds)]);
  await stoppable.cutPower(JOINT);
}

/** What a step takes, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Gives a draw the secret roster key of another, so that the same rosters have the same root. */
async function shareRosterKey(hub: Hub, from: string, to: string): Promise<void> {
  const settings = parseEnv(await readFile(join(hub.dataDir, 'run', `${JOINT}.env`), 'utf8'));
  const client = new Client({ connectionString: settings.DATABASE_URL ?? '' });
  await client.connect();
  try {
    const copy = 'UPDATE draw SET roster_key = (SELECT roster_key FROM draw WHERE id = $1) WHERE id = $2';
    await client.query(copy, [from, to]);
  } finally {
    await client.end();
  }
}

/** Waits until it is drawn: its record is what its inputs come to, and its visits are those of its record. */
async function expectWhole(hub: Hub, id: string): Promise<void> {
  const { recordHash, visitCount } = await until(hub, id, isDrawn);
  const record = await wholeRecord(hub, auditor, id, 'AUDITORS');
  // Recomputes seed, quotas, visits and crews from the record's inputs.
  const verification = await verifyRecordText(new TextEncoder().encode(record));
  expect(verification).toMatchObject({ ok: true, hash: recordHash });
  expect(JSON.parse(record).visits).toHaveLength(visitCount ?? 0);
  const query = 'query Visits($id: ID!) { draw(id: $id) { visits(first: 1) { totalCount } } }';
  const { draw } = dataOf(await ask<{ draw: { visits: { totalCount: number } } }>(hub, lead, query, { id }));
  expect(draw.visits.totalCount).toBe(visitCount);
}

/** A promise, shown on a hub whose joint subgraph is killed. */
export function aDrawSurvivesBeingKilled(stoppable: () => StoppableHub): void {
  describe('a joint subgraph that is killed at any point of a draw', () => {
    it('comes, started again, to the same root and the same visits as undisturbed', async () => {
      const { hub } = stoppable();
      await stoppable().filled();
      const undisturbed = await openDraw(hub);
      const freezing = await timed(async () => {
        await step(hub, undisturbed, 'freezeDraw');
        await until(hub, undisturbed, isFrozen);
      });
      await step(hub, undisturbed, 'revealDraw');
      const drawing = await timed(async () => {
        await step(hub, undisturbed, 'executeDraw');
        await until(hub, undisturbed, isDrawn);
      });
      const { statement } = await look(hub, undisturbed);

      const ids = await Promise.all(Array.from({ length: DRAWS }, () => openDraw(hub)));
      for (const id of ids) await shareRosterKey(hub, undisturbed, id);
      await killedWithin(stoppable(), ids, 'freezeDraw', freezing);
      for (const id of ids) expect((await until(hub, id, isFrozen)).statement).toEqual(statement);
      for (const id of ids) await step(hub, id, 'revealDraw');
      await killedWithin(stoppable(), ids, 'executeDraw', drawing);
      for (const id of ids) await expectWhole(hub, id);
    }, 300_000);
  });
}
