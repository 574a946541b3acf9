import type { DepartmentPlanFacts, TaskFacts } from '../departments/answers.js';

/** A submitted annual plan, unless told otherwise. */
export function planFacts(id: string, parts: Partial<DepartmentPlanFacts> = {}): DepartmentPlanFacts {
  return {
    id,
    title: `计划 ${id}`,
    year: 2026,
    period: 'ANNUAL',
    month: null,
    unit: null,
    status: 'SUBMITTED',
    supplementary: false,
    submittedOn: '2026-01-15',
    ...parts,
  };
}

/** A submitted task of May and June, planned for ten subjects, of which nothing was executed. */
export function factsOf(id: string, parts: Partial<TaskFacts> = {}): TaskFacts {
  return {
    id,
    title: `任务 ${id}`,
    year: 2026,
    status: 'SUBMITTED',
    period: 'ANNUAL',
    window: { first: '2026-05-01', last: '2026-06-30' },
    submittedOn: '2026-01-15',
    executedBy: null,
    plannedCount: 10,
    plan: null,
    continues: null,
    ownExecution: [],
    ...parts,
  };
}

/** What a department did by itself in a month. */
export function ownPart(drawn: number, completed: number, parts: object = {}) {
  return { drawn, visited: completed, completed, withProblems: 0, late: 0, ...parts };
}
