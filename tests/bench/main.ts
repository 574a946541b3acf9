import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Benchmark, BenchmarkOptions } from './Benchmark.js';
import { coverageBenchmark } from './coverage/coverageBenchmark.js';
import { withBenchHub } from './draw/BenchHub.js';
import { drawBenchmark } from './draw/drawBenchmark.js';
import { checkFigures, type Figure, figureLine, meetsAim } from './Figure.js';
import { gatewayBenchmark } from './gateway/gatewayBenchmark.js';
import { matchmakingBenchmark } from './matchmaking/matchmakingBenchmark.js';
import { soakBenchmark } from './soak/soakBenchmark.js';

const BENCHMARKS: readonly Benchmark[] = [
  drawBenchmark,
  matchmakingBenchmark,
  coverageBenchmark,
  gatewayBenchmark,
  soakBenchmark,
];

interface Options {
  readonly small: boolean;
  readonly entries?: number;
  readonly json?: string;
}

const program = new Command('npm run bench --')
  .description(
    `Measures, and prints a figure a line with its unit, ratio and aim. Progress goes to standard error.\n\n${BENCHMARKS.map(
      ({ name, summary }) => `${name}: ${summary}`,
    ).join('\n')}`,
  )
  .addArgument(
    new Argument('<names...>', 'what to measure, one after the other; small ones share a hub').choices(
      BENCHMARKS.map(({ name }) => name),
    ),
  )
  .option('--small', 'small numbers, which show only that the benchmark works', false)
  .addOption(new Option('--entries <number>', 'entries of each leg, or subjects of the city').argParser(wholeNumber))
  .option('--json <file>', 'also write the figures, and what machine they are of, as JSON')
  .action(run);

await program.parseAsync().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});

async function run(names: readonly string[], options: Options): Promise<void> {
  const benchmarks = names.flatMap((name) => BENCHMARKS.filter((each) => each.name === name));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const note = (text: string) => void process.stderr.write(`… ${text}\n`);
  const { small, entries } = options;
  const asked: BenchmarkOptions = { small, entries, note, signal: stop.signal };
  // Whoever wants numbers gets them of a hub that has done nothing else.
  const figures =
    small && benchmarks.length > 1
      ? await withBenchHub(asked, (hub) => measured(benchmarks, { ...asked, hub }))
      : await measured(benchmarks, asked);
  if (options.json !== undefined) await writeFile(options.json, report(names.join(' '), options, figures));
  checkFigures(figures);
}

/** Runs benchmarks one after the other, and prints each figure when it is known. */
async function measured(benchmarks: readonly Benchmark[], options: BenchmarkOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const benchmark of benchmarks) {
    for await (const { aim, ...unaimed } of benchmark.run(options)) {
      // Small numbers say nothing about speed.
      const figure = options.small || aim === undefined ? unaimed : { ...unaimed, aim };
      figures.push(figure);
      process.stdout.write(`${figureLine(figure)}\n`);
    }
  }
  return figures;
}

function report(benchmark: string, { small, entries }: Options, figures: readonly Figure[]): string {
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? '',
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
  const rows = figures.map((figure) => ({ ...figure, met: meetsAim(figure) }));
  return `${JSON.stringify({ benchmark, small, entries, machine, figures: rows }, null, 2)}\n`;
}

function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError('Must be a whole number of at least 1.');
  return Number(text);
}
