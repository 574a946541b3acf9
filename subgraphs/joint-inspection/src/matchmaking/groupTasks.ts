import { type MeetingTerms, meetingOf } from './meetingOf.js';
import { SharedVisits } from './SharedVisits.js';
import type { TaskPools } from './TaskPools.js';

/** What goes together, and what does not. */
export interface GroupingTerms extends MeetingTerms {
  /** Most tasks of a joint plan. */
  readonly mostTasks: number;
}

/** A group takes another in if that saves at least this part of the visits of the one with fewer. */
const LEAST_PART_SAVED = 0.25;

/** A row of a published joint list that names both lets them go together at half of that, and before others. */
const LISTED_PART_SAVED = LEAST_PART_SAVED / 2;
const LISTED_BEFORE = 1.5;

/**
 * Groups tasks that had better be one joint plan: begins with each for itself, and again and again joins the two groups that have
 * most of their visits in common, as long as their windows can meet and a good part of the smaller one's visits is saved.
 * The same pools give the same groups. A task is in one group at most.
 * @returns groups of tasks of two departments at least, by number
 */
export function groupTasks(pools: TaskPools, terms: GroupingTerms): readonly (readonly number[])[] {
  const grouping = new Grouping(pools, terms);
  while (grouping.joinBest()) {
    // Each step joins two groups.
  }
  return grouping.groups.filter(
    (members) => new Set(members.map((member) => pools.tasks[member]?.department)).size > 1,
  );
}

/** With which other group one goes best together. */
interface Partner {
  readonly group: number;
  /** Visits in common by visits of both together, above 0. */
  readonly score: number;
}

class Grouping {
  readonly #pools: TaskPools;
  readonly #terms: GroupingTerms;
  readonly #shared: SharedVisits;
  /** Members of a group, under the number of one of its tasks; empty where it went into another. */
  readonly #members: (readonly number[])[];
  /** Rows of joint lists that a group's tasks fit. */
  readonly #rows: ReadonlySet<number>[];
  /** Groups that cannot meet: pairs `a * tasks + b`, a below b. They cannot meet with more tasks either. */
  readonly #apart = new Set<number>();
  /** The best partner of each group; null where it has none. */
  readonly #partners: (Partner | null)[];

  constructor(pools: TaskPools, terms: GroupingTerms) {
    this.#pools = pools;
    this.#terms = terms;
    this.#shared = new SharedVisits(pools);
    this.#members = pools.tasks.map((_, number) => [number]);
    this.#rows = pools.tasks.map(({ listRows }) => new Set(listRows));
    this.#partners = [];
    for (const number of pools.tasks.keys()) this.#partners[number] = this.#partnerOf(number);
  }

  get groups(): readonly (readonly number[])[] {
    return this.#members.filter((members) => members.length > 0);
  }

  /** Joins the two groups that go best together. @returns whether there were any */
  joinBest(): boolean {
    for (;;) {
      const best = this.#best();
      if (best === null) return false;
      const [into, from] = best;
      if (this.#canMeet(into, from)) {
        this.#join(into, from);
        return true;
      }
      this.#apart.add(this.#pair(into, from));
      for (const group of best) this.#partners[group] = this.#partnerOf(group);
    }
  }

  #best(): readonly [number, number] | null {
    let [best, at]: [Partner | null, number] = [null, -1];
    for (const [group, partner] of this.#partners.entries()) {
      if (partner !== null && partner.score > (best?.score ?? 0)) [best, at] = [partner, group];
    }
    return best === null ? null : [Math.min(at, best.group), Math.max(at, best.group)];
  }

  #partnerOf(group: number): Partner | null {
    let best: Partner | null = null;
    for (const other of this.#shared.sharing(group)) best = this.#better(best, group, other);
    return best;
  }

  /** The better partner; of two that are as good, the one of the lower number. */
  #better(best: Partner | null, group: number, other: number): Partner | null {
    const score = this.#score(group, other);
    if (score === 0 || (best !== null && score < best.score)) return best;
    return best !== null && score === best.score && best.group < other ? best : { group: other, score };
  }

  /** How well two groups go together; 0 where they are not to be joined. */
  #score(one: number, other: number): number {
    const tasks = (this.#members[one]?.length ?? 0) + (this.#members[other]?.length ?? 0);
    if (tasks > this.#terms.mostTasks || this.#apart.has(this.#pair(one, other))) return 0;
    const common = this.#shared.between(one, other);
    const [visits, others] = [this.#shared.visitsOf(one), this.#shared.visitsOf(other)];
    const listed = this.#areListed(one, other);
    if (common < (listed ? LISTED_PART_SAVED : LEAST_PART_SAVED) * Math.min(visits, others)) return 0;
    return (common / (visits + others - common)) * (listed ? LISTED_BEFORE : 1);
  }

  #areListed(one: number, other: number): boolean {
    const rows = this.#rows[other];
    for (const row of this.#rows[one] ?? []) if (rows?.has(row)) return true;
    return false;
  }

  #canMeet(one: number, other: number): boolean {
    const members = [...(this.#members[one] ?? []), ...(this.#members[other] ?? [])];
    const windows = members.flatMap((member) => this.#pools.tasks[member]?.window ?? []);
    return meetingOf(windows, this.#terms) !== null;
  }

  #join(into: number, from: number): void {
    this.#members[into] = [...(this.#members[into] ?? []), ...(this.#members[from] ?? [])].sort((a, b) => a - b);
    this.#members[from] = [];
    this.#rows[into] = new Set([...(this.#rows[into] ?? []), ...(this.#rows[from] ?? [])]);
    for (const other of this.#shared.sharing(from)) {
      if (this.#apart.has(this.#pair(from, other))) this.#apart.add(this.#pair(into, other));
    }
    this.#shared.join(into, from);
    this.#partners[from] = null;
    this.#partners[into] = this.#partnerOf(into);
    for (const [group, partner] of this.#partners.entries()) {
      if (partner === null ? !this.#shared.between(group, into) : group === into) continue;
      const lost = partner === null || partner.group === into || partner.group === from;
      this.#partners[group] = lost ? this.#partnerOf(group) : this.#better(partner, group, into);
    }
  }

  #pair(one: number, other: number): number {
    return Math.min(one, other) * this.#pools.tasks.length + Math.max(one, other);
  }
}
