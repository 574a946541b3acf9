import { createHash } from 'node:crypto';
import {
  type Days,
  daysOf,
  inMatchOrder,
  joinSketches,
  type MatchTask,
  poolsOf,
  proposePlans,
  type SamplePart,
} from '@onevisit/joint-inspection/matchmaking';
import { type CityTask, cityTasks, DEPARTMENTS, holds, subjectAt, subjectId } from './city.js';

/** Numbers of tasks for which matching is measured, to see how it grows. */
export const TASK_COUNTS: readonly number[] = [100, 200, 400];

/** Those of a city that is small itself. */
const SMALL_TASK_COUNTS: readonly number[] = [20, 40, 80];
const SMALL_CITY = 10_000;

export const taskCountsOf = (subjects: number): readonly number[] =>
  subjects < SMALL_CITY ? SMALL_TASK_COUNTS : TASK_COUNTS;

const HASH_DIGITS = 16;
const YEAR = 2027;

/** What matching took, in seconds, with so many tasks. */
export interface Matching {
  readonly tasks: number;
  /** Joining departments' lines, which are made on the way. */
  readonly join: number;
  /** Pools, groups of tasks, and proposals with their numbers: all of what is done anew when one explores. */
  readonly propose: number;
  readonly groups: number;
  readonly proposals: number;
  readonly saved: number;
  /** Visits saved by the first proposal. */
  readonly topSaved: number;
}

/** Matches tasks over all subjects of a city, none left out. */
export function pureMatching(subjects: number): readonly Matching[] {
  const order = Array.from({ length: subjects }, (_, number) => ({ number, hash: hashOf(number) }));
  order.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return taskCountsOf(subjects).map((count) => {
    const tasks = cityTasks(count);
    const began = performance.now();
    const sample = joinSketches(DEPARTMENTS.map((_, index) => partOf(index, tasks, order)));
    const joined = performance.now();
    const pools = poolsOf(sample, inMatchOrder(tasks.map(matchTask)));
    const proposals = proposePlans(pools, YEAR, {
      minOverlap: 10,
      mostDaysMoved: 31,
      within: daysOf({ first: '2027-01-01', last: '2027-12-31' }) as Days,
      mostTasks: 12,
    });
    return {
      tasks: count,
      join: (joined - began) / 1000,
      propose: (performance.now() - joined) / 1000,
      groups: sample.groups.length,
      proposals: proposals.length,
      saved: proposals.reduce((sum, { savedVisits }) => sum + savedVisits.value, 0),
      topSaved: proposals[0]?.savedVisits.value ?? Number.NaN,
    };
  });
}

function hashOf(number: number): string {
  return createHash('sha256').update(subjectId(number)).digest('hex').slice(0, HASH_DIGITS);
}

function taskIdOf({ department, code }: CityTask): string {
  return `${department}:task:${code}`;
}

function matchTask(task: CityTask): MatchTask {
  return {
    id: taskIdOf(task),
    department: task.department,
    title: task.code,
    window: daysOf(task.window) as Days,
    quota: { strata: { '*': { percent: task.percent } } },
    crewSize: 2,
    subjectKinds: [],
    listRows: [],
  };
}

/** A department's lines, made as they are taken: a million subjects of five departments would fill the memory. */
function partOf(
  index: number,
  tasks: readonly CityTask[],
  order: readonly { readonly number: number; readonly hash: string }[],
): SamplePart {
  const { department, percent } = DEPARTMENTS[index] ?? { department: '', percent: 0 };
  const own = tasks.filter((task) => task.department === department);
  const byIndustry = placesByIndustry(own);
  const lines = {
    *[Symbol.iterator]() {
      for (const { number, hash } of order) {
        if (!holds(percent, index, number)) continue;
        const text = textOf(number, byIndustry);
        if (text !== '') yield `${hash}\t${text}`;
      }
    },
  };
  return { sketch: { taskIds: own.map(taskIdOf), lines, upTo: null }, stratumOf: (stratum) => stratum };
}

/** A task, and its place among those of its department. */
interface PlacedTask {
  readonly task: CityTask;
  readonly place: number;
}

function placesByIndustry(tasks: readonly CityTask[]): ReadonlyMap<string, readonly PlacedTask[]> {
  const places = new Map<string, PlacedTask[]>();
  for (const [place, task] of tasks.entries()) {
    for (const industry of task.industries) {
      places.set(industry, [...(places.get(industry) ?? []), { task, place }]);
    }
  }
  return places;
}

function textOf(number: number, byIndustry: ReadonlyMap<string, readonly PlacedTask[]>): string {
  const { industry, tags, creditClass, marks } = subjectAt(number);
  const fields: string[] = [];
  for (const { task, place } of byIndustry.get(industry) ?? []) {
    if (task.tags !== null && !task.tags.some((tag) => tags.includes(tag))) continue;
    fields.push([place, task.byClass ? creditClass : 'ALL', 'ELIGIBLE', ...marks].join('\u001f'));
  }
  return fields.join('\t');
}
