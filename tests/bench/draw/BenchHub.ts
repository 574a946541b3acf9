import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hub, startHub } from '@onevisit/gateway';
import type { BenchmarkOptions } from '../Benchmark.js';
import { LEGS } from './legs.js';

/** What is measured is measured each time, however often it is asked for. */
const ASKED_WITHOUT_END = { ONEVISIT_RESPONSE_CACHE_BYTES: '0', ONEVISIT_RATE_LIMIT: 'all=1000000000' };

/**
 * Starts PostgreSQL, the departments of the plan, the joint subgraph and the gateway, each as its own process, does `work`
 * with them, and leaves nothing behind: no process, no file. Where there is a hub already, it does `work` with that.
 */
export async function withBenchHub<Result>(
  { hub: shared, signal }: Pick<BenchmarkOptions, 'hub' | 'signal'>,
  work: (hub: Hub) => Promise<Result>,
): Promise<Result> {
  if (shared !== undefined) return await work(shared);
  const dataDir = await mkdtemp(join(tmpdir(), 'onevisit-bench-'));
  try {
    const departments = LEGS.map(({ department }) => department);
    const env = { ...process.env, ...ASKED_WITHOUT_END };
    const hub = await startHub({ dataDir, port: 'free', departments, signal, env });
    try {
      return await work(hub);
    } finally {
      await hub.stop();
    }
  } finally {
    await removeHubData(dataDir);
  }
}

/** Removes what a hub that is stopped kept. */
export async function removeHubData(dataDir: string): Promise<void> {
  // For root, PostgreSQL's data may lie elsewhere, behind a link.
  const postgres = await realpath(join(dataDir, 'postgres')).catch(() => dataDir);
  for (const folder of [postgres, dataDir]) await rm(folder, { recursive: true, force: true });
}

/** The most memory that a process of the hub has had so far, in bytes; undefined where the system does not tell. */
export async function peakMemory(hub: Hub, code: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${hub.processId(code)}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
