import type { DepartmentPlan, PlanTask } from '../generated/client.js';
import { checkRows, checkText, checkTexts, type Report } from '../problems.js';
import type { DepartmentPlanSeed } from '../rows.js';

/** Plans of one call. */
export const MOST_PLANS = 100;

/** What stands in the department already, as far as plans name it. */
export interface PlanGround {
  /** Tasks by id. */
  readonly tasks: ReadonlyMap<string, PlanTask>;
  /** Plans of the same years, and those that are supplemented. */
  readonly plans: readonly DepartmentPlan[];
}

/**
 * Checks plans: a month where it is a month's, one plan for each unit and period, drafts of its period as tasks, each in no other plan.
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS
 */
export function checkPlans(plans: readonly DepartmentPlanSeed[], ground: PlanGround): void {
  const rowOfTask = new Map<string, number>();
  const rowOfPeriod = new Map<string, number>();
  checkRows(plans, MOST_PLANS, (plan, report, row) => {
    checkText('title', plan.title, report);
    if (plan.unit != null) checkText('unit', plan.unit, report);
    if (plan.year < 2000 || plan.year > 2999) report('year', '年度有误。', 'Is not a year from 2000 to 2999.');
    checkMonth(plan, report);
    if (plan.supplements == null) checkOnlyOne(plan, ground.plans, rowOfPeriod, row, report);
    else checkSupplemented(plan, plan.supplements, ground.plans, report);
    if (plan.taskIds.length === 0) report('taskIds', '至少需一个任务。', 'Needs at least one task.');
    checkTexts('taskIds', plan.taskIds, report);
    plan.taskIds.forEach((id, index) => {
      const field = `taskIds[${index}]`;
      checkTask(plan, ground.tasks.get(id), id, (zh, en) => report(field, zh, en));
      const earlier = rowOfTask.get(id);
      if (earlier !== undefined && earlier !== row) {
        report(
          field,
          `任务“${id}”已在第 ${earlier} 行的计划中。`,
          `Task "${id}" is in the plan of row ${earlier} already.`,
        );
      }
      rowOfTask.set(id, row);
    });
  });
}

function checkMonth({ period, month }: DepartmentPlanSeed, report: Report): void {
  if (period === 'ANNUAL') {
    if (month != null) report('month', '年度计划不填月份。', 'The plan of a year has no month; leave it out.');
  } else if (month == null || month < 1 || month > 12) {
    report('month', '月度计划须填 1 到 12 月。', 'The plan of a month needs one from 1 to 12.');
  }
}

/** Of a period each unit has one plan; what is to be added once it is submitted is a supplement. */
function checkOnlyOne(
  plan: DepartmentPlanSeed,
  plans: readonly DepartmentPlan[],
  rowOfPeriod: Map<string, number>,
  row: number,
  report: Report,
): void {
  const other = plans.find(
    (each) =>
      each.code !== plan.code && each.status !== 'WITHDRAWN' && each.supplementsId === null && sameUnit(each, plan),
  );
  if (other !== undefined) {
    report(
      'code',
      `本期已有计划“${other.code}”（${other.status}）；请更改该计划，已报送的以补充计划（supplements）补充。`,
      `There is plan "${other.code}" (${other.status}) of this period already; change it, or supplement it (supplements) once it is submitted.`,
    );
  }
  const key = JSON.stringify([plan.year, plan.period, plan.month ?? null, plan.unit ?? null]);
  const earlier = rowOfPeriod.get(key);
  if (earlier !== undefined)
    report('code', `与第 ${earlier} 行为同一期计划。`, `Is of the same period as row ${earlier}.`);
  rowOfPeriod.set(key, row);
}

function checkSupplemented(
  plan: DepartmentPlanSeed,
  id: string,
  plans: readonly DepartmentPlan[],
  report: Report,
): void {
  const supplemented = plans.find((each) => each.id === id);
  if (supplemented === undefined) report('supplements', `没有计划“${id}”。`, `There is no plan "${id}".`);
  else if (supplemented.status !== 'SUBMITTED') {
    report(
      'supplements',
      `计划“${id}”尚未报送（${supplemented.status}）；请直接更改该计划。`,
      `Plan "${id}" is not submitted yet (${supplemented.status}); change it instead.`,
    );
  } else if (!samePeriod(supplemented, plan)) {
    report('supplements', `计划“${id}”不是同一期计划。`, `Plan "${id}" is of another period.`);
  }
}

function checkTask(
  plan: DepartmentPlanSeed,
  task: PlanTask | undefined,
  id: string,
  report: (zh: string, en: string) => void,
): void {
  if (task === undefined) {
    report(`本部门没有任务“${id}”。`, `No task "${id}" in this department.`);
    return;
  }
  if (task.status !== 'DRAFT') {
    report(
      `任务“${id}”的状态为 ${task.status}，只有草稿可列入计划。`,
      `Task "${id}" is ${task.status}; only drafts go into a plan.`,
    );
  }
  if (task.planId !== null && !task.planId.endsWith(`:plan:${plan.code}`)) {
    report(`任务“${id}”已在计划“${task.planId}”中。`, `Task "${id}" is in plan "${task.planId}" already.`);
  }
  if (task.year !== plan.year || task.period !== plan.period) {
    report(
      `任务“${id}”属于 ${task.year} 年 ${task.period} 计划，与本计划（${plan.year} 年 ${plan.period}）不符。`,
      `Task "${id}" is of the ${task.period} plan of ${task.year}, not ${plan.period} of ${plan.year}.`,
    );
  } else if (plan.period === 'MONTHLY' && Number(task.windowFirst.slice(5, 7)) !== plan.month) {
    report(
      `任务“${id}”的检查时段自 ${task.windowFirst} 起，不在 ${plan.month ?? '—'} 月。`,
      `The window of task "${id}" begins on ${task.windowFirst}, not in month ${plan.month ?? '—'}.`,
    );
  }
}

type Period = Pick<DepartmentPlanSeed, 'year' | 'period' | 'month' | 'unit'>;
type StoredPeriod = Pick<DepartmentPlan, 'year' | 'period' | 'month' | 'unit'>;

function samePeriod(a: StoredPeriod, b: Period): boolean {
  return a.year === b.year && a.period === b.period && a.month === (b.month ?? null);
}

function sameUnit(a: StoredPeriod, b: Period): boolean {
  return samePeriod(a, b) && a.unit === (b.unit ?? null);
}
