import type { Hub } from '@onevisit/gateway';
import type { Figure } from './Figure.js';

/** What a benchmark is run with. */
export interface BenchmarkOptions {
  /** Small numbers: whether it works, not how fast. */
  readonly small: boolean;
  /** Size of the benchmark in its own unit; undefined: what it takes by itself. */
  readonly entries: number | undefined;
  /** Tells whoever waits what is being done. */
  readonly note: (text: string) => void;
  /** Ends the run; nothing is left behind. */
  readonly signal: AbortSignal;
  /** A hub that benchmarks share; undefined: each that needs one has its own. */
  readonly hub?: Hub;
}

/** A benchmark of `npm run bench`. */
export interface Benchmark {
  readonly name: string;
  /** What it measures, in a line. */
  readonly summary: string;
  /** Yields figures as they are measured. */
  run(options: BenchmarkOptions): AsyncIterable<Figure>;
}
