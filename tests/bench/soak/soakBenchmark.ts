import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, type HubProcess } from '@onevisit/gateway';
import type { Benchmark, BenchmarkOptions } from '../Benchmark.js';
import type { Figure } from '../Figure.js';
import { DEPARTMENTS } from './departments.js';
import { Load, type LoadReport } from './Load.js';
import { SmallFederation } from './SmallFederation.js';

/** How long the load lasts, in seconds, unless ONEVISIT_SOAK_SECONDS says otherwise. */
const SECONDS = 600;

/** The small form lasts until so many departments were killed, each while answers were whole, and started again. */
const SMALL_KILLS = 2;

const CLIENTS = 8;
const ASKERS = ['auditor-1', 'auditor-2', 'auditor-3'];

/** A department is up and then down for about this long, in milliseconds. */
const UP_MS = 4_000;
const DOWN_MS = 2_000;
const SMALL_DOWN_MS = 200;

/** Within this time after the last department is back, answers are whole again. */
const RECOVERY_MS = 60_000;
const SAMPLE_MS = 1_000;
const MEGABYTE = 1e6;

/** A gateway under load while its departments are killed and started again. */
export const soakBenchmark: Benchmark = {
  name: 'gateway-soak',
  summary: `a gateway under load for ${SECONDS} seconds (ONEVISIT_SOAK_SECONDS) while departments are killed and started again`,
  async *run(options) {
    const federation = await SmallFederation.start({ LOG_LEVEL: 'error' });
    try {
      yield* await soak(federation, options);
    } finally {
      await federation.stop();
    }
  },
};

async function soak(federation: SmallFederation, options: BenchmarkOptions): Promise<Figure[]> {
  const seconds = Number(process.env.ONEVISIT_SOAK_SECONDS || SECONDS);
  const [port = 0] = await freePorts(1);
  const gateway = federation.gateway(port);
  const url = await gateway.start();
  const tokens = new Map(await Promise.all(ASKERS.map(async (sub) => [sub, await federation.token(sub)] as const)));
  options.note(`${CLIENTS} clients, ${options.small ? `${SMALL_KILLS} kills` : `${seconds} s`}`);
  const load = new Load({ url, clients: CLIENTS, tokens });
  const { end, endNow } = endAfter(seconds * 1000, options.signal);
  const killed = killInTurn(federation, load, options, end).finally(endNow);
  const disturbed = Promise.all([killed, sampleMemory(gateway.pid, end)]);
  const recovered = disturbed.then(() => recovery(load));
  const report = await Promise.allSettled([recovered]).then(() => load.stop());
  const [kills, memory] = await disturbed;
  options.signal.throwIfAborted();
  if (report.fault !== undefined) throw new Error(report.fault);
  return [...loadFigures(report), ...recoveryFigures(kills, await recovered), ...memoryFigures(memory)];
}

/** Not AbortSignal.timeout within AbortSignal.any: Node 20 collects it as garbage, and the end never comes. */
function endAfter(ms: number, stop: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  stop.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(abort, ms);
  const endNow = () => {
    clearTimeout(timer);
    abort();
  };
  return { end: controller.signal, endNow };
}

/** Kills one department after the other, every second one without warning, and starts each again; leaves all up. */
async function killInTurn(
  federation: SmallFederation,
  load: Load,
  { small, note }: BenchmarkOptions,
  end: AbortSignal,
): Promise<number> {
  const up = small ? () => recovery(load).then(() => !end.aborted) : () => pause(UP_MS, end);
  const downMs = small ? SMALL_DOWN_MS : DOWN_MS;
  let kills = 0;
  const most = small ? SMALL_KILLS : Number.POSITIVE_INFINITY;
  while (kills < most && (await up())) {
    const { code } = DEPARTMENTS[kills % DEPARTMENTS.length] ?? { code: '' };
    const department = federation.department(code);
    if (kills % 2 === 0) await kill(department);
    else await department.stop();
    kills += 1;
    if (kills % 20 === 0) note(`${kills} kills`);
    await pause(downMs, end);
    await department.start();
  }
  return kills;
}

/** Resolves when the process is gone. */
async function kill(department: HubProcess): Promise<void> {
  if (department.pid !== undefined) process.kill(department.pid, 'SIGKILL');
  while (department.pid !== undefined) await sleep(10);
}

/** @returns false where the end came first */
async function pause(ms: number, end: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal: end }).catch(() => undefined);
  return !end.aborted;
}

/** Resident memory of a process at every moment, in bytes; nothing where the system does not tell. */
async function sampleMemory(pid: number | undefined, end: AbortSignal): Promise<number[]> {
  const samples: number[] = [];
  while (await pause(SAMPLE_MS, end)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kibibytes !== undefined) samples.push(Number(kibibytes) * 1024);
  }
  return samples;
}

/** Seconds until answers are whole once all departments are up. */
async function recovery(load: Load): Promise<number> {
  const began = performance.now();
  const before = load.whole;
  while (load.whole < before + CLIENTS) {
    if (performance.now() - began > RECOVERY_MS)
      throw new Error('answers are not whole although all departments are up');
    await sleep(10);
  }
  return (performance.now() - began) / 1000;
}

function* loadFigures({ sent, answered, right, whole, durations }: LoadReport): Generator<Figure> {
  const all = { bound: 'at least', value: 1 } as const;
  yield {
    name: 'requests answered',
    value: answered,
    unit: 'requests',
    ratio: { value: answered / sent, of: 'requests sent' },
    aim: all,
  };
  yield {
    name: 'answers right',
    value: right,
    unit: 'answers',
    ratio: { value: right / answered, of: 'answers' },
    aim: all,
  };
  yield { name: 'answers whole', value: whole, unit: 'answers', ratio: { value: whole / answered, of: 'answers' } };
  const sorted = durations.toSorted((a, b) => a - b);
  yield { name: 'median time to an answer', value: quantile(sorted, 0.5), unit: 'ms' };
  yield { name: '99th percentile', value: quantile(sorted, 0.99), unit: 'ms' };
  yield { name: 'longest time to an answer', value: quantile(sorted, 1), unit: 'ms' };
}

function* recoveryFigures(kills: number, recovered: number): Generator<Figure> {
  yield { name: 'departments killed and started again', value: kills, unit: 'times' };
  yield { name: 'whole answers after the last one is back', value: recovered, unit: 's' };
}

/** The memory of the last quarter against that of the second: in the first, code is compiled and caches fill. */
function* memoryFigures(samples: readonly number[]): Generator<Figure> {
  const quarter = Math.floor(samples.length / 4);
  if (quarter === 0) return;
  const early = quantile(
    samples.slice(quarter, 2 * quarter).sort((a, b) => a - b),
    0.5,
  );
  const late = quantile(
    samples.slice(-quarter).sort((a, b) => a - b),
    0.5,
  );
  yield {
    name: 'memory of the gateway in the last quarter',
    value: late / MEGABYTE,
    unit: 'MB',
    ratio: { value: late / early, of: 'that in the second' },
    aim: { bound: 'at most', value: 1.1 },
  };
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
