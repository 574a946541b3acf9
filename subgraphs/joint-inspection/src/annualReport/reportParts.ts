import type { DepartmentEntry } from '@onevisit/schema';
import { ALL, yearCell } from '../coverage/rollup/Cell.js';
import { COUNT_COLUMNS, OUTCOME_COLUMNS } from '../departmentPlans/countColumns.js';
import type { DepartmentExecution, ExecutionReport, PlanExecution } from '../departmentPlans/executionReport.js';
import { type Dating, datingOf } from '../departmentPlans/planDate.js';
import type { ExecutionCounts, TaskExecution } from '../departmentPlans/taskExecution.js';
import type { Joint } from '../joint.js';
import { planSteps } from '../plans/calendar/planSteps.js';
import { type BarChart, barChart } from './BarChart.js';
import { type IndicatorParts, indicatorParts, type ReportLoaders } from './indicatorParts.js';
import { type TargetRow, targetParts } from './targetParts.js';

/** What the printed report tells: the figures of the execution report, with names, and charts of them. */
export interface ReportParts {
  readonly title: string;
  readonly period: string;
  readonly on: string;
  /** Whose plans. */
  readonly scope: string;
  /** Names of departments that did not answer. */
  readonly unanswered: readonly string[];
  readonly totals: readonly Figure[];
  /** Who went, what subjects said, what was made of results. */
  readonly outcomes: readonly Figure[];
  readonly charts: readonly BarChart[];
  readonly departments: readonly DepartmentPart[];
  /** Of a whole year; null for one of its months. */
  readonly indicators: IndicatorParts | null;
  /** Of a whole year what rules ask of coverage; none for one of its months, or where they ask nothing. */
  readonly targets: readonly TargetRow[];
}

/** A figure under its name. */
export interface Figure {
  readonly name: string;
  /** As printed; — where nobody knows. */
  readonly value: string;
}

interface DepartmentPart {
  readonly name: string;
  readonly cells: readonly string[];
  readonly outcomes: readonly string[];
  /** By when the report was to be published, and by which article; null where the rules set no date. */
  readonly publishBy: { readonly day: string; readonly cite: string } | null;
  readonly plans: readonly PlanPart[];
}

interface PlanPart {
  readonly title: string;
  readonly submitted: string;
  readonly late: boolean;
  readonly cells: readonly string[];
  readonly tasks: readonly TaskPart[];
}

interface TaskPart {
  readonly title: string;
  readonly window: string;
  readonly withdrawn: boolean;
  readonly cells: readonly string[];
}

/** Makes the parts of a printed report; every figure is one of the execution report, or an indicator of dashboards. */
export async function reportParts(
  { database, departments: { register } }: Pick<Joint, 'database' | 'departments'>,
  report: ExecutionReport,
  loaders: ReportLoaders,
): Promise<ReportParts> {
  const { year, month, on, counts, departments, unanswered } = report;
  const name = namesOf(register);
  const codes = [...departments.map(({ department }) => department), ...unanswered];
  const dating = await datingOf(database, codes, on);
  const [only = ''] = codes;
  const isOne = codes.length === 1;
  return {
    title: '抽查计划执行情况报告',
    period: month === null ? `${year}年度` : `${year}年${month}月`,
    on,
    scope: isOne ? name(only) : '全市各部门',
    unanswered: unanswered.map(name),
    totals: COUNT_COLUMNS.map((column, index) => ({ name: column.name, value: cellsOf(counts)[index] ?? '' })),
    outcomes: OUTCOME_COLUMNS.map((column, index) => ({ name: column.name, value: outcomesOf(counts)[index] ?? '' })),
    charts: chartsOf(report, name),
    departments: departments.map((each) => departmentPart(each, name, publishBy(dating, each.department, year))),
    indicators: month === null ? await indicatorParts(loaders, yearCell(year, isOne ? only : ALL), codes) : null,
    targets: month === null ? await targetParts(database, loaders, codes, lastDay(year, on), name) : [],
  };
}

/** The last day of a year, or the day of the report before it. */
function lastDay(year: number, on: string): string {
  const last = `${year}-12-31`;
  return on < last ? on : last;
}

type NameOf = (code: string) => string;

function namesOf(register: readonly DepartmentEntry[]): NameOf {
  const names = new Map(register.map((entry) => [entry.code, entry.name.zh]));
  return (code) => names.get(code) ?? code;
}

function chartsOf({ counts, departments }: ExecutionReport, name: NameOf): readonly BarChart[] {
  const funnel = ['planned', 'drawn', 'visited', 'completed', 'withProblems', 'disclosed'] as const;
  const overall = COUNT_COLUMNS.filter(({ count }) => funnel.some((each) => each === count));
  const charts = [
    barChart({
      title: '计划与执行总体情况',
      series: ['数量'],
      groups: overall.map(({ name: label, count }) => ({ label, values: [counts[count]] })),
    }),
  ];
  if (departments.length < 2) return charts;
  const byDepartment = barChart({
    title: '各部门计划数、抽取数与完成数',
    series: ['计划数', '抽取数', '完成数'],
    groups: departments.map(({ department, counts: own }) => {
      return { label: name(department), values: [own.planned, own.drawn, own.completed] };
    }),
  });
  return [...charts, byDepartment];
}

function departmentPart(
  { department, counts, plans }: DepartmentExecution,
  name: NameOf,
  published: DepartmentPart['publishBy'],
): DepartmentPart {
  return {
    name: name(department),
    cells: cellsOf(counts),
    outcomes: outcomesOf(counts),
    publishBy: published,
    plans: plans.map(planPart),
  };
}

function planPart({ plan, submitBy, late, counts, tasks }: PlanExecution): PlanPart {
  return {
    title: plan?.title ?? '计划外任务',
    submitted:
      plan === null ? '' : `报送：${plan.submittedOn ?? '—'}${submitBy === null ? '' : `（应于 ${submitBy} 前）`}`,
    late,
    cells: cellsOf(counts),
    tasks: tasks.map(taskPart),
  };
}

function taskPart({ task, counts }: TaskExecution): TaskPart {
  const { title, executedBy, window, status } = task;
  return {
    title: executedBy === null ? title : `${title}（${executedBy}）`,
    window: `${window.first}至${window.last}`,
    withdrawn: status === 'WITHDRAWN',
    cells: cellsOf(counts),
  };
}

function cellsOf(counts: ExecutionCounts): readonly string[] {
  return COUNT_COLUMNS.map(({ count }) => String(counts[count] ?? '—'));
}

function outcomesOf({ outcomes }: ExecutionCounts): readonly string[] {
  return OUTCOME_COLUMNS.map(({ count }) => String(outcomes[count]));
}

/** Rule plan-calendar: by when what a year's plan came to is published (Luohe art. 23: by the end of February). */
function publishBy({ rules, calendar }: Dating, department: string, year: number): DepartmentPart['publishBy'] {
  const rule = rules.of(department).rule('plan-calendar');
  if (rule === null) return null;
  const isReport = ({ plan, step }: { readonly plan: string; readonly step: string }) =>
    plan === 'ANNUAL' && step === 'REPORT_EXECUTION';
  const day = planSteps(rule, year, calendar).find(isReport)?.dueOn ?? null;
  const cite = rule.cite.map(({ document, article }) => `${document} ${article}`).join('、');
  return day === null ? null : { day, cite };
}
