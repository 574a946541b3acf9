import { calendarDate } from '@onevisit/kit';
import { type Mark, rowsFor } from '@onevisit/rules';
import type { Database } from '../database.js';
import type { PlanTaskTerms } from '../departments/answers.js';
import { type PlanRules, rulesInForce } from '../rules/PlanRules.js';
import { RAISED } from '../standing/screenPage.js';
import { type Days, daysOf } from './Days.js';
import type { MatchTask } from './MatchTask.js';
import { joinSketches, type SamplePart, type StratumOf, type SubjectSample } from './SubjectSample.js';
import type { DepartmentTasks, TasksOfYear, YearTasks } from './sketches/YearTasks.js';

/** A submitted task, and whose it is. */
export interface SubmittedTask extends PlanTaskTerms {
  readonly department: string;
}

/** What a year's proposals are made of. */
export interface YearToMatch {
  readonly tasks: readonly SubmittedTask[];
  readonly sample: SubjectSample;
  readonly unanswered: readonly string[];
  /** When the oldest of the sketches was read. */
  readonly readAt: Date;
}

/** Reads what a year's proposals are made of, with the rules in force today; what was joined last is kept. */
export class YearsToMatch {
  readonly #database: Database;
  readonly #clock: () => Date;
  readonly #tasks: YearTasks;
  #joined: { readonly of: readonly unknown[]; readonly sample: SubjectSample } | undefined;

  constructor(database: Database, tasks: YearTasks, clock: () => Date) {
    this.#database = database;
    this.#tasks = tasks;
    this.#clock = clock;
  }

  async of(year: number): Promise<YearToMatch> {
    const { departments, unanswered } = await this.#tasks.of(year);
    const now = this.#clock();
    const codes = departments.map(({ department }) => department);
    const rules = await rulesInForce(this.#database, calendarDate(now), codes);
    return {
      tasks: departments.flatMap(({ department, tasks }) => tasks.map((task) => ({ ...task, department }))),
      sample: this.#sampleOf(departments, rules),
      unanswered,
      readAt: departments.reduce((oldest, { readAt }) => (readAt < oldest ? readAt : oldest), now),
    };
  }

  #sampleOf(departments: TasksOfYear['departments'], rules: PlanRules): SubjectSample {
    const raised = departments.map(({ department }) => rules.of(department).rule('raised-frequency')?.for ?? []);
    const of = [...departments, ...raised.map((marks) => marks.join())];
    const kept = this.#joined;
    if (kept?.of.length === of.length && kept.of.every((part, index) => part === of[index])) return kept.sample;
    const sample = joinSketches(departments.flatMap((department, index) => partsOf(department, raised[index] ?? [])));
    this.#joined = { of, sample };
    return sample;
  }
}

function partsOf({ sketches }: DepartmentTasks, raised: readonly Mark[]): readonly SamplePart[] {
  const marks: ReadonlySet<string> = new Set(raised);
  const stratumOf: StratumOf = (stratum, known) => (known.some((mark) => marks.has(mark)) ? RAISED : stratum);
  return sketches.map((sketch) => ({ sketch, stratumOf }));
}

/** A submitted task as matching takes it; null for one without a window that there is. @param window in place of its own */
export function matchTaskOf(task: SubmittedTask, window: Days | undefined): MatchTask | null {
  const days = window ?? daysOf(task.window);
  if (days === null) return null;
  const subjectKinds = [...new Set(task.items.map((item) => item.subjectKind))];
  const strata = task.quota.map(({ stratum, count, percent, min, max }) => {
    const amount = percent === null ? { count: count ?? 0 } : { percent };
    return [stratum, { ...amount, ...(min !== null && { min }), ...(max !== null && { max }) }] as const;
  });
  return {
    id: task.id,
    department: task.department,
    title: task.title,
    window: days,
    quota: { strata: Object.fromEntries(strata) },
    crewSize: task.crew.size,
    subjectKinds,
    listRows: rowsFor(task.department, subjectKinds).map(({ number }) => number),
  };
}
