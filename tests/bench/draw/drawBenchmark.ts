import { drawTenLegs } from '@onevisit/draw/drawTenLegs';
import type { Hub } from '@onevisit/gateway';
import { JOINT_SUBGRAPH } from '@onevisit/schema';
import type { Benchmark, BenchmarkOptions } from '../Benchmark.js';
import type { Figure } from '../Figure.js';
import { BenchCity } from './BenchCity.js';
import { peakMemory, withBenchHub } from './BenchHub.js';
import { fillDepartments } from './fillDepartments.js';
import { execute, type Followed, freeze, openDraw } from './followDraw.js';
import type { HashingAlone } from './hashingAlone.js';
import { inChild } from './inChild.js';
import type { PureDraw } from './pureDraw.js';

const ENTRIES = 1_000_000;
const SMALL_ENTRIES = 2_000;
const GIGABYTE = 1e9;

/** Steps of a draw that lead from the seed to the visits. */
const SELECTING = ['RANK', 'SELECT', 'MERGE'];

/** A joint draw of five legs. */
export const drawBenchmark: Benchmark = {
  name: 'draw',
  summary: `a draw of five legs of ${ENTRIES.toLocaleString('en')} entries each (--entries), streamed from five department subgraphs`,
  async *run(options) {
    const entries = options.entries ?? (options.small ? SMALL_ENTRIES : ENTRIES);
    yield* visitFigures(options);
    options.note('pure functions');
    const pure = await inChild('pureDraw', entries, options.signal);
    yield* pureFigures(pure);
    yield* await withBenchHub(options, (hub) => measureHub(hub, entries, pure, options));
  },
};

function* visitFigures({ small, note }: BenchmarkOptions): Generator<Figure> {
  const [subjects, draws] = small ? [3_000, 2] : [300_000, 10];
  note(`${draws} draws of ten legs from ${subjects.toLocaleString('en')} subjects`);
  const { visits, bound, separate } = drawTenLegs(subjects, draws);
  yield {
    name: 'visits of a draw of ten legs',
    value: visits,
    unit: 'visits',
    ratio: { value: visits / bound, of: 'the fewest expected of any scheme' },
    aim: { bound: 'at most', value: 1.01 },
  };
  yield {
    name: 'visits if each leg drew for itself',
    value: separate,
    unit: 'visits',
    ratio: { value: separate / visits, of: 'visits of the joint draw' },
  };
}

function* pureFigures({ hashing, rank, select, merge, crews, visits, filledSeats }: PureDraw): Generator<Figure> {
  yield { name: 'hashing each distinct subject once', value: hashing, unit: 's' };
  yield {
    name: 'rank, select and merge',
    value: rank + select + merge,
    unit: 's',
    ratio: { value: (rank + select + merge) / hashing, of: 'hashing each distinct subject once' },
    aim: { bound: 'at most', value: 3 },
  };
  yield { name: 'crews', value: visits / crews, unit: 'visits/s', aim: { bound: 'at least', value: 20_000 } };
  yield {
    name: 'seats filled',
    value: filledSeats,
    unit: 'seats',
    ratio: { value: filledSeats / visits, of: 'visits' },
  };
}

async function measureHub(hub: Hub, entries: number, pure: PureDraw, options: BenchmarkOptions): Promise<Figure[]> {
  const { note, signal } = options;
  note('filling the departments');
  await fillDepartments(hub, new BenchCity(entries), options);
  const id = await openDraw(hub);
  note('hashing alone');
  const alone = await inChild('hashingAlone', entries, signal);
  const native = await inChild('hashingAloneNatively', entries, signal);
  note('freezing');
  const frozen = await freeze(hub, id, options);
  note('drawing');
  const drawn = await execute(hub, id, options);
  const peak = await peakMemory(hub, JOINT_SUBGRAPH);
  return [
    ...freezeFigures(alone, native, frozen),
    ...drawFigures(drawn, pure),
    ...(peak === undefined ? [] : [memory(peak)]),
  ];
}

function* freezeFigures(alone: HashingAlone, native: HashingAlone, frozen: Followed): Generator<Figure> {
  yield { name: 'entries frozen', value: alone.entries, unit: 'entries' };
  yield { name: 'hashing keys, leaves and tree alone', value: alone.entries / alone.seconds, unit: 'entries/s' };
  yield {
    name: 'freeze',
    value: alone.entries / frozen.seconds,
    unit: 'entries/s',
    ratio: { value: alone.seconds / frozen.seconds, of: 'hashing alone' },
    aim: { bound: 'at least', value: 0.8 },
  };
  // The freeze hashes with node:crypto; the baseline of its aim does with the library that it was set by.
  yield {
    name: 'hashing keys, leaves and tree alone, with the SHA-256 of Node that the freeze uses',
    value: native.entries / native.seconds,
    unit: 'entries/s',
    ratio: { value: frozen.seconds / native.seconds, of: 'the freeze' },
  };
}

function* drawFigures({ seconds, visits, times }: Followed, pure: PureDraw): Generator<Figure> {
  yield { name: 'visits drawn', value: visits, unit: 'visits' };
  yield { name: 'draw in the joint subgraph, from seed to visits kept', value: seconds, unit: 's' };
  const selecting = SELECTING.reduce((sum, step) => sum + (times.get(step) ?? Number.NaN), 0);
  yield {
    name: 'rank, select and merge in the joint subgraph',
    value: selecting,
    unit: 's',
    ratio: { value: selecting / pure.hashing, of: 'hashing each distinct subject once' },
  };
  yield { name: 'crews in the joint subgraph', value: visits / (times.get('CREWS') ?? Number.NaN), unit: 'visits/s' };
}

function memory(bytes: number): Figure {
  return {
    name: 'peak memory of the joint subgraph',
    value: bytes / GIGABYTE,
    unit: 'GB',
    aim: { bound: 'at most', value: 1.5 },
  };
}
