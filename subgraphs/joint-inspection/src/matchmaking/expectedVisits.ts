import type { TaskPools } from './TaskPools.js';

/** A number, and by how much a whole count may differ from it in 95 of 100 samples; 0 where all subjects were looked at. */
export interface Estimate {
  readonly value: number;
  readonly plusMinus: number;
}

/** What tasks come to if they are drawn together. */
export interface ExpectedVisits {
  /** Subjects that more than one of the tasks can draw. */
  readonly inCommon: Estimate;
  /** Visits if each task is drawn for itself: what the tasks select. */
  readonly separate: Estimate;
  /** Visits if they are drawn jointly. */
  readonly joint: Estimate;
  readonly saved: Estimate;
  readonly departments: readonly DepartmentVisits[];
}

/** A department's part of joint visits. */
export interface DepartmentVisits {
  readonly department: string;
  /** Visits that it takes part in. */
  readonly visits: number;
  /** Its inspectors on all of them together (人次). */
  readonly inspectors: number;
}

/** Of a normal distribution, within so many standard deviations lie 95 of 100. */
const NINETY_FIVE = 1.96;

/** Adds up over subjects of a sample. */
class Sum {
  #sum = 0;
  #squares = 0;

  add(value: number, subjects: number): void {
    this.#sum += value * subjects;
    this.#squares += value * value * subjects;
  }

  /** Subjects are in the sample each for itself with the rate's chance: Horvitz and Thompson's estimate and its variance. */
  estimate(rate: number): Estimate {
    const variance = (this.#squares * (1 - rate)) / rate ** 2;
    return { value: this.#sum / rate, plusMinus: NINETY_FIVE * Math.sqrt(variance) };
  }
}

/**
 * The visits to expect of tasks that can all share a visit. All legs of a joint draw rank by the same numbers (draw protocol): of
 * a subject that they can draw with chances π, at least one draws it with the greatest of them. Σ max π is the expectation
 * where strata are large; where they have some hundreds the draw makes some per cent more.
 * @param members numbers of tasks, ascending
 */
export function expectedVisits(pools: TaskPools, members: readonly number[]): ExpectedVisits {
  const [inCommon, separate, joint, saved] = [new Sum(), new Sum(), new Sum(), new Sum()];
  const teams = new TeamCount(pools, members);
  const isMember = new Uint8Array(pools.tasks.length);
  for (const member of members) isMember[member] = 1;
  for (const group of groupsOfAny(pools, members)) {
    const subjects = pools.subjects[group] as number;
    let [tasks, sum, greatest] = [0, 0, 0];
    for (let at = pools.starts[group] as number; at < (pools.starts[group + 1] as number); at += 1) {
      const task = pools.task[at] as number;
      if (isMember[task] === 0) continue;
      const chance = pools.chance[at] as number;
      tasks += 1;
      sum += chance;
      greatest = Math.max(greatest, chance);
      teams.add(task, chance, subjects);
    }
    teams.endOfGroup();
    if (tasks > 1) inCommon.add(1, subjects);
    separate.add(sum, subjects);
    joint.add(greatest, subjects);
    saved.add(sum - greatest, subjects);
  }
  const { rate } = pools;
  return {
    inCommon: inCommon.estimate(rate),
    separate: separate.estimate(rate),
    joint: joint.estimate(rate),
    saved: saved.estimate(rate),
    departments: teams.departments(),
  };
}

/** Groups that some of the tasks can draw, each once. */
function groupsOfAny(pools: TaskPools, members: readonly number[]): Iterable<number> {
  const groups = new Set<number>();
  for (const member of members) for (const group of pools.groupsOf[member] ?? []) groups.add(group);
  return groups;
}

/**
 * Visits and inspectors by department. A team is as large as the largest crew of its department's legs in the visit; tasks of a
 * department come with larger crews first, so that each task adds what its chance is above those before.
 */
class TeamCount {
  readonly #pools: TaskPools;
  readonly #counts = new Map<string, { visits: number; inspectors: number }>();
  readonly #greatest = new Map<string, number>();

  constructor(pools: TaskPools, members: readonly number[]) {
    this.#pools = pools;
    for (const member of members) {
      this.#counts.set(pools.tasks[member]?.department ?? '', { visits: 0, inspectors: 0 });
    }
  }

  add(number: number, chance: number, subjects: number): void {
    const task = this.#pools.tasks[number];
    const counts = task && this.#counts.get(task.department);
    if (task === undefined || counts === undefined) return;
    const above = chance - (this.#greatest.get(task.department) ?? 0);
    if (above <= 0) return;
    this.#greatest.set(task.department, chance);
    counts.visits += above * subjects;
    counts.inspectors += above * subjects * task.crewSize;
  }

  endOfGroup(): void {
    this.#greatest.clear();
  }

  departments(): readonly DepartmentVisits[] {
    const { rate } = this.#pools;
    return [...this.#counts].map(([department, { visits, inspectors }]) => {
      return { department, visits: visits / rate, inspectors: inspectors / rate };
    });
  }
}
