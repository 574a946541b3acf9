import { quotaOf, quotaRuleFor } from '@onevisit/draw';
import type { MatchTask } from './MatchTask.js';
import type { SubjectSample } from './SubjectSample.js';

/**
 * Whom tasks can draw, with which chance. Groups of subjects that are alike, one after the other: of group `g` the tasks that
 * can draw it are `task[starts[g]]` to `task[starts[g + 1] - 1]`, by number, each with its `chance`.
 */
export interface TaskPools {
  readonly tasks: readonly MatchTask[];
  /** Which part of all subjects was looked at. */
  readonly rate: number;
  readonly starts: Uint32Array;
  readonly task: Uint16Array;
  readonly chance: Float64Array;
  /** Subjects of a group that were looked at; divided by the rate, those of the city. */
  readonly subjects: Float64Array;
  /** Groups that a task can draw, by task. */
  readonly groupsOf: readonly Uint32Array[];
}

/**
 * The pools of tasks, from a sample. A subject's chance is selected / eligible of its stratum, as the draw has it; strata of a
 * sample are counted up to the whole.
 * @param tasks in the order of `inMatchOrder`; cells of other tasks are left out
 */
export function poolsOf(sample: SubjectSample, tasks: readonly MatchTask[]): TaskPools {
  const numberOf = new Map(tasks.map(({ id }, number) => [id, number]));
  const cells = sample.cells.map((cell) => {
    const number = numberOf.get(cell.taskId) ?? -1;
    const task = tasks[number];
    if (task === undefined) return { number, chance: 0 };
    const population = Math.round(cell.population / sample.rate);
    const eligible = cell.eligible / sample.rate;
    const quota = quotaOf(quotaRuleFor(task, cell.stratum), population);
    return { number, chance: eligible === 0 ? 0 : Math.min(quota, eligible) / eligible };
  });
  const groups = sample.groups.flatMap(({ cells: numbers, subjects }): DrawnGroup[] => {
    const drawn = numbers.flatMap((number) => cells[number] ?? []).filter(({ chance }) => chance > 0);
    return drawn.length === 0 ? [] : [{ drawn: drawn.sort((a, b) => a.number - b.number), subjects }];
  });
  return packed(tasks, sample.rate, groups.sort(byTasksAndChances));
}

/** A task that can draw subjects, by number, with its chance. */
interface DrawnBy {
  readonly number: number;
  readonly chance: number;
}

interface DrawnGroup {
  /** By number. */
  readonly drawn: readonly DrawnBy[];
  readonly subjects: number;
}

/** An order that does not depend on who answered first: sums of the same numbers in another order may differ in the last digit. */
function byTasksAndChances({ drawn: one }: DrawnGroup, { drawn: other }: DrawnGroup): number {
  for (const [index, a] of one.entries()) {
    const b = other[index];
    if (b === undefined) return 1;
    if (a.number !== b.number) return a.number - b.number;
    if (a.chance !== b.chance) return a.chance - b.chance;
  }
  return one.length - other.length;
}

function packed(tasks: readonly MatchTask[], rate: number, groups: readonly DrawnGroup[]): TaskPools {
  const entries = groups.reduce((sum, { drawn }) => sum + drawn.length, 0);
  const starts = new Uint32Array(groups.length + 1);
  const task = new Uint16Array(entries);
  const chance = new Float64Array(entries);
  const subjects = new Float64Array(groups.length);
  const groupsOf: number[][] = tasks.map(() => []);
  let at = 0;
  for (const [group, { drawn, subjects: count }] of groups.entries()) {
    for (const cell of drawn) {
      task[at] = cell.number;
      chance[at] = cell.chance;
      groupsOf[cell.number]?.push(group);
      at += 1;
    }
    starts[group + 1] = at;
    subjects[group] = count;
  }
  return { tasks, rate, starts, task, chance, subjects, groupsOf: groupsOf.map((list) => Uint32Array.from(list)) };
}
