import type { PlanTaskTerms } from '../departments/answers.js';
import type { Departments } from '../departments/Departments.js';

/** A submitted task of a department that is not in a plan, and could join it. */
export interface JoinableTask {
  readonly department: string;
  readonly taskId: string;
  readonly title: string;
}

/** Whom a plan could invite. */
export interface Invitable {
  readonly tasks: readonly JoinableTask[];
  /** Departments that did not answer. */
  readonly unanswered: readonly string[];
}

/** A leg, as far as it says at which kind of place it is. */
type AtPlace = Pick<PlanTaskTerms, 'condition' | 'window'>;

/**
 * Finds the submitted tasks of other departments at the same kind of place, in time (Changzhou 五2: 主动邀请对同一类型检查场所有不同检查事项
 * 的其他部门). A department that does not answer holds nothing up.
 */
export async function findInvitable(
  departments: Departments,
  year: number,
  legs: readonly (AtPlace & { readonly department: string })[],
): Promise<Invitable> {
  const taking = new Set(legs.map(({ department }) => department));
  const others = departments.register.map(({ code }) => code).filter((code) => !taking.has(code));
  const answers = await Promise.allSettled(others.map((code) => departments.client(code).submittedTasks(year)));
  const tasks: JoinableTask[] = [];
  const unanswered: string[] = [];
  for (const [index, answer] of answers.entries()) {
    const department = others[index] ?? '';
    if (answer.status === 'rejected') {
      unanswered.push(department);
      continue;
    }
    const fitting = answer.value.filter((task) => legs.some((leg) => meets(leg, task) && isSameKindOfPlace(leg, task)));
    tasks.push(...fitting.map(({ id, title }) => ({ department, taskId: id, title })));
  }
  return { tasks, unanswered };
}

function meets({ window: a }: AtPlace, { window: b }: AtPlace): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Whether two tasks name an industry or a tag in common. */
function isSameKindOfPlace({ condition: a }: AtPlace, { condition: b }: AtPlace): boolean {
  return shares(a.industries, b.industries) || shares(a.tags, b.tags);
}

function shares(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return a?.some((value) => b?.includes(value)) ?? false;
}
