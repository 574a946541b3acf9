import { setTimeout as delay } from 'node:timers/promises';
import type { Hub } from '@onevisit/gateway';
import { documentText, readDocumentManifest } from '@onevisit/schema';
import { ask, auditor, dataOf, lead, post } from '../../e2e/ask.js';
import type { Benchmark, BenchmarkOptions } from '../Benchmark.js';
import { withBenchHub } from '../draw/BenchHub.js';
import type { Figure } from '../Figure.js';
import { type Filled, fillVisits, settleFigures } from './fillVisits.js';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const SMALL_SIZES = [200, 400, 800] as const;

const YEAR = 2026;

/** The dashboard may take so many times as long over the most visits as over the fewest. */
const AIM = 1.5;

/** Asked before it is measured, and while it is. */
const ASKED = { warmUp: 20, measured: 200 };
const SMALL_ASKED = { warmUp: 1, measured: 3 };

/** The fewest visits are of so many draws, one of them of the year before. */
const DRAWS_OF_FEWEST = 5;

const LOOK_EVERY_MS = 100;

/** The dashboard of indicators, over more and more visits. */
export const coverageBenchmark: Benchmark = {
  name: 'coverage',
  summary: `the dashboard of indicators through the gateway, without its cache of answers, over ${SIZES.map((size) => size.toLocaleString('en')).join(', ')} visits (--entries: the most of them)`,
  async *run(options) {
    const sizes = sizesOf(options);
    yield* await withBenchHub(options, (hub) => measure(hub, sizes, options));
  },
};

function sizesOf({ small, entries }: BenchmarkOptions): readonly number[] {
  if (entries === undefined) return small ? SMALL_SIZES : SIZES;
  return [Math.ceil(entries / 100), Math.ceil(entries / 10), entries];
}

async function measure(
  hub: Hub,
  sizes: readonly number[],
  { note, small, signal }: BenchmarkOptions,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const [fewest = 0] = sizes;
  let filled: Filled = { visits: 0, draws: 0 };
  let first: number | undefined;
  for (const size of sizes) {
    note(`filling up to ${size.toLocaleString('en')} visits`);
    filled = await fillVisits(hub, filled, size, Math.ceil(fewest / DRAWS_OF_FEWEST), signal);
    note('the rollups follow');
    const followed = await timed(() => untilState(hub, signal, ({ behind }) => behind === 0));
    await settleFigures(hub);
    note('asking');
    const { median, drawn } = await dashboard(hub, small ? SMALL_ASKED : ASKED, signal);
    note(`the dashboard of ${size.toLocaleString('en')} visits takes ${median.toFixed(1)} ms`);
    first ??= median;
    figures.push(
      { name: `rollups follow up to ${size} visits`, value: followed, unit: 's' },
      { name: `visits on the dashboard of ${size}`, value: drawn, unit: 'visits' },
      {
        name: `dashboard of ${size} visits, median`,
        value: median,
        unit: 'ms',
        ratio: { value: median / first, of: `that of ${fewest} visits` },
        ...(size === sizes.at(-1) && { aim: { bound: 'at most' as const, value: AIM } }),
      },
    );
  }
  note('making all figures anew from the ledger');
  figures.push({ name: 'rebuild from the ledger', value: await timed(() => rebuilt(hub, signal)), unit: 's' });
  return figures;
}

interface Dashboard {
  readonly indicators: { readonly values: readonly { readonly code: string; readonly denominator: number | null }[] };
}

/** Asks for the dashboard again and again, by its persisted document. @returns the median in milliseconds, and the visits that it shows */
async function dashboard(hub: Hub, { warmUp, measured }: typeof ASKED, signal: AbortSignal) {
  const authorization = `Bearer ${await hub.token({ ...lead })}`;
  const { id } = readDocumentManifest().operations.find(({ name }) => name === 'CoverageDashboard') ?? { id: '' };
  const body = { variables: { year: YEAR }, extensions: { persistedQuery: { version: 1, sha256Hash: id } } };
  const took: number[] = [];
  let drawn = 0;
  for (let turn = -warmUp; turn < measured; turn += 1) {
    signal.throwIfAborted();
    const began = performance.now();
    const { data } = await post<Dashboard>(`${hub.gatewayUrl}/graphql`, { authorization }, body);
    if (turn >= 0) took.push(performance.now() - began);
    drawn = data.indicators.values.find(({ code }) => code === 'VISITS_MADE')?.denominator ?? 0;
  }
  took.sort((a, b) => a - b);
  return { median: took[Math.floor(took.length / 2)] ?? Number.NaN, drawn };
}

interface State {
  readonly behind: number;
  readonly rebuiltAt: string | null;
  readonly rebuilding: boolean;
}

async function untilState(hub: Hub, signal: AbortSignal, reached: (state: State) => boolean): Promise<void> {
  for (;;) {
    const query = documentText('CoverageState');
    const { coverageState } = dataOf(await ask<{ readonly coverageState: State }>(hub, lead, query));
    if (reached(coverageState)) return;
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function rebuilt(hub: Hub, signal: AbortSignal): Promise<void> {
  dataOf(await ask(hub, auditor, documentText('RebuildCoverage')));
  await untilState(hub, signal, ({ rebuilding, rebuiltAt }) => !rebuilding && rebuiltAt !== null);
}

/** @returns how long it took, in seconds */
async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
