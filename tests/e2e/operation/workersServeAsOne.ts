import { readFile } from 'node:fs/promises';
import { freePorts } from '@onevisit/gateway';
import { expect, it, onTestFinished } from 'vitest';
import { Asking, judge } from '../../bench/soak/Asking.js';
import type { SmallFederation } from '../../bench/soak/SmallFederation.js';

const CLIENTS = 6;

/** Several processes on one port. */
export function workersServeAsOne(federation: () => SmallFederation): void {
  it('share the load, are replaced when they die or are to begin anew, and count as one', async () => {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const gateway = federation().gateway(port, { args: ['--workers', '2'] });
    await gateway.start();
    onTestFinished(() => gateway.stop());
    const workers = async () => workersIn(await federation().gatewayLog(port));
    const token = await federation().token('auditor-2');
    /** Asks on a connection of its own. */
    const ask = async (id: string) => {
      const asking = new Asking(url, 1);
      const question = { ids: [id], asker: 'auditor-2', token };
      const answer = await asking.ask(question).finally(() => asking.close());
      return judge(question, answer).kind;
    };
    let asked = 0;
    const askAtOnce = async () => {
      const ends = await Promise.all(Array.from({ length: CLIENTS }, (_, index) => ask(`${asked + index}`)));
      asked += CLIENTS;
      expect(ends).toEqual(Array(CLIENTS).fill('whole'));
    };
    // Whoever is free first takes a connection: now and then that is always the same one.
    await expect
      .poll(async () => {
        await askAtOnce();
        return await workers();
      })
      .toEqual(new Set([1, 2]));
    expect(await operationsOf(url)).toBe(asked);

    const [victim = 0] = await childrenOf(gateway.pid ?? 0);
    process.kill(victim, 'SIGKILL');
    await expect.poll(() => metric(url, 'onevisit_gateway_worker_deaths_total')).toBe(1);
    await expect.poll(() => metric(url, 'onevisit_gateway_workers')).toBe(2);
    expect(await ask('after')).toBe('whole');
    // What the one that died had counted is not lost: for Prometheus, a sum that shrinks is a restart.
    expect(await operationsOf(url)).toBe(asked + 1);

    const old = await childrenOf(gateway.pid ?? 0);
    process.kill(gateway.pid ?? 0, 'SIGHUP');
    const during: string[] = [];
    await expect
      .poll(
        async () => {
          during.push(await ask(`${during.length}`).catch((cause: Error) => cause.message));
          const now = await childrenOf(gateway.pid ?? 0);
          return now.length === 2 && now.every((pid) => !old.includes(pid));
        },
        { interval: 20 },
      )
      .toBe(true);
    expect(during.filter((end) => end !== 'whole')).toEqual([]);
    const left = await childrenOf(gateway.pid ?? 0);
    await gateway.stop();
    for (const pid of left) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
}

/** Workers that have answered, by the log. */
function workersIn(log: string): Set<unknown> {
  const lines = log.split('\n').filter((line) => line.includes('"msg":"operation"'));
  return new Set(lines.map((line) => (JSON.parse(line) as { readonly worker: unknown }).worker));
}

async function metric(url: string, name: string): Promise<number | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}

const operationsOf = (url: string) => metric(url, 'onevisit_gateway_operations_total');

/** Processes that a process has started and that live. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}
