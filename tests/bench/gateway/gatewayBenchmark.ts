import { isDeepStrictEqual } from 'node:util';
import type { Benchmark, BenchmarkOptions } from '../Benchmark.js';
import type { Figure } from '../Figure.js';
import { type Contenders, withContenders } from './benchServers.js';
import { ask, type Load, type LoadExtent, load } from './load.js';
import { largeQuestion, type Question, smallQuestion } from './questions.js';

const NAMES = ['apollo', 'onevisit', 'withIdentity', 'byHand'] as const;
const APOLLO = 'Apollo Gateway with its default data source';
const BY_HAND = 'the same subgraph answers fetched by hand';
const MEGABYTE = 1e6;

interface Scenario {
  readonly name: string;
  /** What the nth connection asks. */
  readonly question: (connection: number) => Question;
  /** At least so many times Apollo's throughput. */
  readonly aim: number;
}

/** As long for each connection: answers are as long, too. */
const planOf = (connection: number): string => `P${String(connection).padStart(3, '0')}`;

const SCENARIOS: readonly Scenario[] = [
  { name: 'small query', aim: 3.5, question: (connection) => smallQuestion(planOf(connection)) },
  { name: '80 KB query', aim: 1.7, question: (connection) => largeQuestion(planOf(connection)) },
  { name: 'identical 80 KB queries', aim: 2.5, question: () => largeQuestion(planOf(0)) },
];

/** A gateway's throughput over three subgraphs, against that of another and against no gateway. */
export const gatewayBenchmark: Benchmark = {
  name: 'gateway',
  summary:
    'the gateway over three subgraphs, against Apollo Gateway with its default data source, and against no gateway',
  async *run(options) {
    yield* await withContenders(options.signal, (contenders) => measure(contenders, options));
  },
};

async function measure(contenders: Contenders, options: BenchmarkOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of SCENARIOS) {
    await checkAnswers(contenders, scenario);
    figures.push(...figuresOf(scenario, await rounds(contenders, scenario, options)));
  }
  const [apollo, onevisit] = [await contenders.apollo.usage(), await contenders.onevisit.usage()];
  figures.push({
    name: 'memory after all of them',
    value: onevisit.memoryBytes / MEGABYTE,
    unit: 'MB',
    ratio: { value: onevisit.memoryBytes / apollo.memoryBytes, of: APOLLO },
  });
  return figures;
}

/** All must answer alike, to every connection's question. */
async function checkAnswers(contenders: Contenders, { name, question }: Scenario): Promise<void> {
  for (const connection of [0, 1]) {
    const answers = await Promise.all(
      NAMES.map(async (each) => JSON.parse(await ask(contenders[each], question(connection))) as unknown),
    );
    if (!answers.every((answer) => isDeepStrictEqual(answer, answers[0]))) throw new Error(`${name}: answers differ`);
  }
}

type Rounds = Readonly<Record<(typeof NAMES)[number], Load>>[];

/** Takes turns, so that what else the machine does hits all of them. The first round only warms them up. */
async function rounds(
  contenders: Contenders,
  { name, question }: Scenario,
  options: BenchmarkOptions,
): Promise<Rounds> {
  const count = options.small ? 1 : 5;
  // A fixed number is answered in the end, however busy the machine is that only checks whether this works.
  const extent: LoadExtent = options.small ? { connections: 4, amount: 12 } : { connections: 50, duration: 3 };
  const all: Rounds = [];
  for (let round = options.small ? 1 : 0; round <= count; round += 1) {
    options.note(`${name}: ${round === 0 ? 'warming up' : `round ${round} of ${count}`}`);
    const apollo = await load(contenders.apollo, extent, question);
    const onevisit = await load(contenders.onevisit, extent, question);
    const withIdentity = await load(contenders.withIdentity, extent, question);
    const byHand = await load(contenders.byHand, extent, question);
    options.signal.throwIfAborted();
    if (round > 0) all.push({ apollo, onevisit, withIdentity, byHand });
  }
  return all;
}

function* figuresOf({ name, aim }: Scenario, all: Rounds): Generator<Figure> {
  const median = (of: (round: Rounds[number]) => number): number => medianOf(all.map(of));
  yield {
    name: `${name}: throughput`,
    value: median(({ onevisit }) => onevisit.requestsPerSecond),
    unit: 'requests/s',
    ratio: {
      value: median(({ onevisit, apollo }) => onevisit.requestsPerSecond / apollo.requestsPerSecond),
      of: APOLLO,
    },
    aim: { bound: 'at least', value: aim },
  };
  yield {
    name: `${name}: throughput with identity`,
    value: median(({ withIdentity }) => withIdentity.requestsPerSecond),
    unit: 'requests/s',
    ratio: {
      value: median(({ withIdentity, apollo }) => withIdentity.requestsPerSecond / apollo.requestsPerSecond),
      of: APOLLO,
    },
  };
  yield {
    name: `${name}: processor time`,
    value: median(({ onevisit }) => onevisit.cpuMs),
    unit: 'ms/request',
    ratio: { value: median(({ onevisit, apollo }) => onevisit.cpuMs / apollo.cpuMs), of: APOLLO },
  };
  yield {
    name: `${name}: processor time with identity`,
    value: median(({ withIdentity }) => withIdentity.cpuMs),
    unit: 'ms/request',
    ratio: { value: median(({ withIdentity, apollo }) => withIdentity.cpuMs / apollo.cpuMs), of: APOLLO },
  };
  yield {
    name: `${name}: 99th percentile`,
    value: median(({ onevisit }) => onevisit.p99Ms),
    unit: 'ms',
    ratio: { value: median(({ onevisit, apollo }) => onevisit.p99Ms / apollo.p99Ms), of: APOLLO },
  };
  yield {
    name: `${name}: processor time by hand`,
    value: median(({ byHand }) => byHand.cpuMs),
    unit: 'ms/request',
    ratio: { value: median(({ onevisit, byHand }) => onevisit.cpuMs / byHand.cpuMs), of: BY_HAND },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
