import type { TaskPools } from './TaskPools.js';

/**
 * Visits of groups of tasks, and what two of them have in common: over subjects, the lesser of the two chances, which is what a
 * joint draw saves. A group draws a subject with the greatest chance of its tasks, so that two groups that are joined are
 * as one task. Goes over the subjects of a task or group, not over pairs of tasks.
 */
export class SharedVisits {
  readonly #pools: TaskPools;
  /** Copies of the pools' entries, which now tell groups: of a group of subjects the first `#lengths` entries count. */
  readonly #groups: Uint16Array;
  readonly #chances: Float64Array;
  readonly #lengths: Uint32Array;
  /** Groups of subjects that a group of tasks can draw. */
  readonly #subjectsOf: Uint32Array[];
  readonly #visits: Float64Array;
  /** Visits in common, by group, with each other that has any. */
  readonly #common: Map<number, number>[];

  constructor(pools: TaskPools) {
    this.#pools = pools;
    this.#groups = Uint16Array.from(pools.task);
    this.#chances = Float64Array.from(pools.chance);
    this.#lengths = Uint32Array.from(
      pools.subjects,
      (_, group) => (pools.starts[group + 1] as number) - (pools.starts[group] as number),
    );
    this.#subjectsOf = [...pools.groupsOf];
    this.#visits = new Float64Array(pools.tasks.length);
    this.#common = pools.tasks.map(() => new Map());
    for (const number of pools.tasks.keys()) this.#count(number);
  }

  /** Visits that a group makes for itself, of the subjects that were looked at. */
  visitsOf(group: number): number {
    return this.#visits[group] as number;
  }

  /** Visits that two groups have in common. */
  between(one: number, other: number): number {
    return this.#common[one]?.get(other) ?? 0;
  }

  /** Groups that have visits in common with one. */
  sharing(group: number): Iterable<number> {
    return this.#common[group]?.keys() ?? [];
  }

  /** Lets a group take another in, which has nothing from then on. */
  join(into: number, from: number): void {
    for (const subjects of this.#subjectsOf[from] as Uint32Array) this.#relabel(subjects, into, from);
    this.#subjectsOf[into] = union(this.#subjectsOf[into] as Uint32Array, this.#subjectsOf[from] as Uint32Array);
    this.#subjectsOf[from] = new Uint32Array();
    for (const gone of [into, from]) {
      for (const other of this.sharing(gone)) this.#common[other]?.delete(gone);
      this.#common[gone]?.clear();
    }
    this.#count(into);
    for (const [other, visits] of this.#common[into] ?? []) this.#common[other]?.set(into, visits);
  }

  /** In a group of subjects, one group's entry becomes the other's; where both are, the greater chance is that of both. */
  #relabel(subjects: number, into: number, from: number): void {
    const start = this.#pools.starts[subjects] as number;
    const length = this.#lengths[subjects] as number;
    let [atInto, atFrom] = [-1, -1];
    for (let at = start; at < start + length; at += 1) {
      if (this.#groups[at] === into) atInto = at;
      else if (this.#groups[at] === from) atFrom = at;
    }
    if (atInto < 0) {
      this.#groups[atFrom] = into;
      return;
    }
    this.#chances[atInto] = Math.max(this.#chances[atInto] as number, this.#chances[atFrom] as number);
    const last = start + length - 1;
    this.#groups[atFrom] = this.#groups[last] as number;
    this.#chances[atFrom] = this.#chances[last] as number;
    this.#lengths[subjects] = length - 1;
  }

  /** Counts a group's visits, and those in common with others. */
  #count(group: number): void {
    const common = new Float64Array(this.#pools.tasks.length);
    let visits = 0;
    for (const subjects of this.#subjectsOf[group] as Uint32Array) {
      const start = this.#pools.starts[subjects] as number;
      const end = start + (this.#lengths[subjects] as number);
      const count = this.#pools.subjects[subjects] as number;
      const chance = this.#chances[this.#groups.indexOf(group, start)] as number;
      visits += count * chance;
      for (let at = start; at < end; at += 1) {
        const other = this.#groups[at] as number;
        common[other] = (common[other] as number) + count * Math.min(chance, this.#chances[at] as number);
      }
    }
    this.#visits[group] = visits;
    for (const [other, shared] of common.entries())
      if (other !== group && shared > 0) this.#common[group]?.set(other, shared);
  }
}

/** Two ascending lists as one. */
function union(one: Uint32Array, other: Uint32Array): Uint32Array {
  const both = new Uint32Array(one.length + other.length);
  let [length, a, b] = [0, 0, 0];
  while (a < one.length || b < other.length) {
    const [x, y] = [one[a] ?? Number.POSITIVE_INFINITY, other[b] ?? Number.POSITIVE_INFINITY];
    both[length] = Math.min(x, y);
    length += 1;
    if (x <= y) a += 1;
    if (y <= x) b += 1;
  }
  return both.slice(0, length);
}
