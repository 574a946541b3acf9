import type { Hub } from '@onevisit/gateway';
import { JOINT_SUBGRAPH } from '@onevisit/schema';
import { ask, dataOf, lead } from '../../e2e/ask.js';
import type { Benchmark, BenchmarkOptions } from '../Benchmark.js';
import { peakMemory, withBenchHub } from '../draw/BenchHub.js';
import { inChild } from '../draw/inChild.js';
import type { Figure } from '../Figure.js';
import { cityTasks, DEPARTMENTS } from './city.js';
import { fileTasks, fillPools } from './fillCity.js';
import { type Matching, TASK_COUNTS, taskCountsOf } from './pureMatching.js';

const SUBJECTS = 1_000_000;
const SMALL_SUBJECTS = 3_000;
const GIGABYTE = 1e9;
const YEAR = 2027;

/** An answer for which one waits, and one that comes while one explores by hand, in seconds. */
const FIRST_AIM = 10;
const AGAIN_AIM = 2;

/** Which tasks of a year go together. */
export const matchmakingBenchmark: Benchmark = {
  name: 'matchmaking',
  summary: `which of ${TASK_COUNTS.join(', ')} tasks go together, in a city of ${SUBJECTS.toLocaleString('en')} subjects (--entries): the algorithm alone, and asked through the gateway of five departments`,
  async *run(options) {
    const subjects = options.entries ?? (options.small ? SMALL_SUBJECTS : SUBJECTS);
    options.note('the algorithm alone, over all subjects');
    const pure = await inChild('pureMatching', subjects, options.signal);
    yield* pureFigures(pure, subjects);
    yield* await withBenchHub(options, (hub) => measureHub(hub, subjects, pure, options));
  },
};

function* pureFigures(matchings: readonly Matching[], subjects: number): Generator<Figure> {
  const [first] = matchings;
  yield { name: 'subjects of the city', value: subjects, unit: 'subjects' };
  for (const { tasks, join, propose, groups, proposals, saved } of matchings) {
    yield { name: `joining what departments say of all subjects under ${tasks} tasks`, value: join, unit: 's' };
    yield {
      name: `matching ${tasks} tasks over all subjects`,
      value: propose,
      unit: 's',
      ratio: { value: propose / (first?.propose ?? Number.NaN), of: `matching ${first?.tasks} tasks` },
    };
    yield { name: `groups of subjects alike under ${tasks} tasks`, value: groups, unit: 'groups' };
    yield { name: `proposals of ${tasks} tasks`, value: proposals, unit: 'proposals' };
    yield { name: `visits saved by proposals of ${tasks} tasks`, value: saved, unit: 'visits' };
  }
}

async function measureHub(
  hub: Hub,
  subjects: number,
  pure: readonly Matching[],
  options: BenchmarkOptions,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  options.note('filling the departments');
  await fillPools(hub, subjects, options);
  const counts = taskCountsOf(subjects);
  for (const [index, count] of counts.entries()) {
    options.signal.throwIfAborted();
    options.note(`${count} tasks`);
    await fileTasks(hub, cityTasks(count).slice(counts[index - 1] ?? 0));
    const first = await matched(hub, {});
    const again = await matched(hub, { minSaved: 2, mostDaysMoved: 14 });
    const [top] = first.proposals;
    const { value = Number.NaN, plusMinus = Number.NaN } = top?.savedVisits ?? {};
    figures.push(
      { name: `matchmaking of ${count} tasks, with pools read`, value: first.seconds, unit: 's', ...within(FIRST_AIM) },
      { name: `matchmaking of ${count} tasks, explored again`, value: again.seconds, unit: 's', ...within(AGAIN_AIM) },
      { name: `subjects looked at for ${count} tasks`, value: Number(first.sampledPercent), unit: '%' },
      {
        name: `top proposal of ${count} tasks saves`,
        value,
        unit: 'visits',
        ratio: { value: value / (pure[index]?.topSaved ?? Number.NaN), of: 'what is saved over all subjects' },
      },
      // A sample that is all subjects is wrong by nothing, which is no figure.
      { name: `top proposal of ${count} tasks saves, at least`, value: value - plusMinus, unit: 'visits' },
    );
  }
  const peak = await peakMemory(hub, JOINT_SUBGRAPH);
  if (peak !== undefined) {
    figures.push({ name: 'peak memory of the joint subgraph', value: peak / GIGABYTE, unit: 'GB' });
  }
  return figures;
}

function within(seconds: number): Pick<Figure, 'aim'> {
  return { aim: { bound: 'at most', value: seconds } };
}

interface Matched {
  readonly matchmaking: {
    readonly unanswered: readonly string[];
    readonly sampledPercent: string;
    readonly proposals: {
      readonly nodes: readonly { readonly savedVisits: { readonly value: number; readonly plusMinus: number } }[];
    };
  };
}

/** Asks as the lead does. */
async function matched(hub: Hub, filter: object) {
  const began = performance.now();
  const { matchmaking } = dataOf(
    await ask<Matched>(
      hub,
      lead,
      `query Match($year: Int!, $filter: MatchmakingFilter!) {
         matchmaking(year: $year, filter: $filter) {
           unanswered sampledPercent
           proposals { nodes { id title taskIds savedVisits { value plusMinus } reasons { zh en } } }
         }
       }`,
      { year: YEAR, filter },
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  // Departments without a part in the benchmark do not run.
  const missing = DEPARTMENTS.filter(({ department }) => matchmaking.unanswered.includes(department));
  if (missing.length > 0) throw new Error(`no answer from ${missing.map(({ department }) => department).join(', ')}`);
  return { seconds, sampledPercent: matchmaking.sampledPercent, proposals: matchmaking.proposals.nodes };
}
