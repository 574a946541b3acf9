import { createHash } from 'node:crypto';
import { compareBytewise } from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit';
import type { PlanTaskTerms } from '../../departments/answers.js';
import type { Departments } from '../../departments/Departments.js';
import type { DepartmentSketch } from '../SubjectSample.js';
import { readSketch } from './readSketch.js';

/** A department's submitted tasks of a year, and their sketches. */
export interface DepartmentTasks {
  readonly department: string;
  readonly tasks: readonly PlanTaskTerms[];
  readonly sketches: readonly DepartmentSketch[];
  readonly readAt: Date;
}

/** All that departments have said of a year. */
export interface TasksOfYear {
  /** In the order of the register. */
  readonly departments: readonly DepartmentTasks[];
  /** Codes of departments that did not answer. */
  readonly unanswered: readonly string[];
}

/** Pools change by the day: after this time a sketch is read anew. */
const KEPT_MS = 10 * 60 * 1000;

/** Most tasks of one sketch. */
const TASKS_OF_SKETCH = 100;

/**
 * The submitted tasks of a year, with sketches of whom they are about. Tasks are asked for each time, so that what was submitted
 * or withdrawn meanwhile counts at once; a sketch is kept for some minutes as long as its tasks stay the same, so that one
 * can explore by hand. A department that does not answer is named, and the others stand.
 */
export class YearTasks {
  readonly #departments: Departments;
  readonly #clock: () => Date;
  /** By department: of the year asked for last. */
  readonly #kept = new Map<string, Promise<DepartmentTasks>>();
  readonly #keys = new Map<string, string>();

  constructor(departments: Departments, clock: () => Date) {
    this.#departments = departments;
    this.#clock = clock;
  }

  async of(year: number): Promise<TasksOfYear> {
    const codes = this.#departments.register.map(({ code }) => code);
    const answers = await Promise.allSettled(codes.map((code) => this.#ofDepartment(code, year)));
    const departments: DepartmentTasks[] = [];
    const unanswered: string[] = [];
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 'fulfilled') departments.push(answer.value);
      else if (answer.reason instanceof OneVisitError) unanswered.push(codes[index] ?? '');
      else throw answer.reason;
    }
    return { departments, unanswered };
  }

  async #ofDepartment(code: string, year: number): Promise<DepartmentTasks> {
    const client = this.#departments.client(code);
    const tasks = [...(await client.submittedTasks(year))].sort((a, b) => compareBytewise(a.id, b.id));
    const key = createHash('sha256')
      .update(JSON.stringify([year, tasks]))
      .digest('hex');
    const kept = this.#keys.get(code) === key ? await this.#kept.get(code)?.catch(() => undefined) : undefined;
    if (kept !== undefined && this.#clock().getTime() - kept.readAt.getTime() < KEPT_MS) return kept;
    const reading = this.#read(code, tasks);
    this.#keys.set(code, key);
    this.#kept.set(code, reading);
    return await reading;
  }

  async #read(code: string, tasks: readonly PlanTaskTerms[]): Promise<DepartmentTasks> {
    const client = this.#departments.client(code);
    const readAt = this.#clock();
    const sketches: DepartmentSketch[] = [];
    for (let at = 0; at < tasks.length; at += TASKS_OF_SKETCH) {
      const ids = tasks.slice(at, at + TASKS_OF_SKETCH).map(({ id }) => id);
      sketches.push(await readSketch(client, ids));
    }
    return { department: code, tasks, sketches, readAt };
  }
}
