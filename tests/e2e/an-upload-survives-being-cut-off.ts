import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { type Hub, keyFilesIn, signClientToken } from '@onevisit/gateway';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { execute, freeze, openDraw } from '../bench/draw/followDraw.js';
import { ask, auditor, dataOf, officer } from './ask.js';
import type { StoppableHub } from './StoppableHub.js';

const JOINT = 'joint-inspection';
const DEPARTMENT = 'fire-rescue';
const ONEVISIT = fileURLToPath(new URL('../../gateway/bin/onevisit.js', import.meta.url));

/** Lines of the file: more than the page that is sent at once. */
const LINES = 100;

/** After how many recorded lines an upload is cut off, and who is killed. */
const CUTS = [
  [10, 'the hub'],
  [30, 'the command'],
  [52, 'the hub'],
] as const;

const PATIENT = { note: () => undefined, signal: new AbortController().signal, small: true, entries: undefined };

interface Visit {
  readonly id: string;
  readonly window: { readonly first: string };
  readonly items: readonly { readonly legId: string; readonly planned: { readonly id: string } }[];
}

/** A line for each item of the department's that has yet to be checked, in as many draws as it takes. */
async function linesOf(hub: Hub): Promise<readonly string[]> {
  const query = `query ToMake($department: ID!) { visits(filter: { department: $department, status: PLANNED }, first: 200) {
    nodes { id window { first } items { legId planned { id } } } } }`;
  for (;;) {
    const { visits } = dataOf(
      await ask<{ visits: { nodes: readonly Visit[] } }>(hub, officer(DEPARTMENT), query, { department: DEPARTMENT }),
    );
    const lines = visits.nodes.flatMap(({ id, window, items }) =>
      items
        .filter(({ legId }) => legId.startsWith(`${DEPARTMENT}:`))
        .map(({ planned }) => `${id},${planned.id},NO_PROBLEM,${window.first}T10:00:00+08:00`),
    );
    if (lines.length >= LINES) return lines.slice(0, LINES).map((line, number) => `平板1-${number},${line}`);
    const drawId = await openDraw(hub);
    await freeze(hub, drawId, PATIENT);
    await execute(hub, drawId, PATIENT);
  }
}

/** Does something with the joint subgraph's database at hand. */
async function withDatabase<Result>(hub: Hub, work: (client: Client) => Promise<Result>): Promise<Result> {
  const settings = parseEnv(await readFile(join(hub.dataDir, 'run', `${JOINT}.env`), 'utf8'));
  const client = new Client({ connectionString: settings.DATABASE_URL ?? '' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the joint subgraph answers through the gateway, which takes it for away for a while after it was killed. */
async function answers(hub: Hub): Promise<boolean> {
  return (await ask(hub, 'public', 'query Alive { visits(first: 0) { totalCount } }')).errors.length === 0;
}

/** `onevisit results upload` in a process of its own. */
async function upload(hub: Hub, file: string): Promise<ChildProcess> {
  const token = await signClientToken(keyFilesIn(hub.dataDir), officer(DEPARTMENT));
  const args = ['results', 'upload', file, '--gateway', hub.gatewayUrl];
  return spawn(process.execPath, [ONEVISIT, ...args], {
    env: { PATH: process.env.PATH, ONEVISIT_TOKEN: token },
    stdio: 'ignore',
  });
}

/** Waits for a command's end. @returns its exit status; null where it was killed */
async function ended(command: ChildProcess): Promise<number | null> {
  if (command.exitCode === null && command.signalCode === null) await once(command, 'exit');
  return command.exitCode;
}

const RECORDED = "SELECT count(*)::int AS count FROM uploaded_result WHERE department = $1 AND key LIKE '平板1-%'";

async function recordedSoFar(client: Client): Promise<number> {
  return (await client.query<{ count: number }>(RECORDED, [DEPARTMENT])).rows[0]?.count ?? 0;
}

/** What is kept of the lines, wherever a line leaves something: each line must be there once. */
const KEPT = `
  SELECT (SELECT count(*) FROM result JOIN uploaded_result USING (visit_id, planned_item_id))::int AS results,
    (SELECT count(*) FROM visit_event AS event JOIN uploaded_result AS row
      ON row.visit_id = event.visit_id AND row.planned_item_id = event.reference WHERE event.kind = 'ITEM_DONE')::int AS events,
    (SELECT count(*) FROM ledger_entry WHERE action = 'visit.results')::int AS entries,
    (SELECT count(DISTINCT detail::jsonb -> 'uploaded' ->> 'key') FROM ledger_entry WHERE action = 'visit.results')::int AS keys,
    (SELECT count(*) FROM result)::int AS "allResults"`;

/** A promise, shown on a hub whose joint subgraph is killed, by a command that is killed. */
export function anUploadSurvivesBeingCutOff(stoppable: () => StoppableHub): void {
  describe('an upload of results that is cut off in the middle', () => {
    it('leaves, repeated, each result exactly once', async () => {
      await stoppable().filled();
      const { hub } = stoppable();
      const folder = await mkdtemp(join(tmpdir(), 'onevisit-upload-'));
      const file = join(folder, 'results.csv');
      try {
        await writeFile(file, ['key,visit,item,results,recordedAt', ...(await linesOf(hub))].join('\n'));
        await withDatabase(hub, async (client) => {
          for (const [after, whom] of CUTS) {
            await expect.poll(() => answers(hub), { timeout: 120_000 }).toBe(true);
            const command = await upload(hub, file);
            while ((await recordedSoFar(client)) < after && command.exitCode === null) await sleep(5);
            if (whom === 'the command') command.kill('SIGKILL');
            else await stoppable().cutPower(JOINT);
            expect(await ended(command), `${whom} after ${after} lines`).not.toBe(0);
            const recorded = await recordedSoFar(client);
            expect(recorded).toBeGreaterThanOrEqual(after);
            expect(recorded).toBeLessThan(LINES);
          }
          await expect.poll(() => answers(hub), { timeout: 120_000 }).toBe(true);
          expect(await ended(await upload(hub, file))).toBe(0);
          const { rows } = await client.query(KEPT);
          const each = { results: LINES, events: LINES, entries: LINES, keys: LINES, allResults: LINES };
          expect(rows).toEqual([each]);
        });
        const report = await readFile(`${file}.report.csv`, 'utf8');
        expect(report.match(/,(RECORDED|REPEATED),/g)).toHaveLength(LINES);
        const check = 'query Check { ledgerCheck { intact } }';
        expect(dataOf(await ask(hub, auditor, check))).toEqual({ ledgerCheck: { intact: true } });
      } finally {
        await rm(folder, { recursive: true });
      }
    }, 300_000);
  });
}
