import { stringify } from 'csv-stringify/sync';
import { COUNT_COLUMNS, OUTCOME_COLUMNS } from './countColumns.js';
import type { ExecutionReport, PlanExecution } from './executionReport.js';
import type { ExecutionCounts, TaskExecution } from './taskExecution.js';

/** Columns, as a reader of the report names them. */
const COLUMNS = [
  '部门',
  '计划',
  '计划名称',
  '应报送日期',
  '报送日期',
  '是否逾期报送',
  '任务',
  '任务名称',
  '执行单位',
  ...COUNT_COLUMNS.map(({ name }) => name),
  ...OUTCOME_COLUMNS.map(({ name }) => name),
  '结转至',
];

/** What a spreadsheet takes for the encoding of the file. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The report as a table, CSV (RFC 4180), a row a task: what spreadsheets of offices open as it is. Text that a spreadsheet would take for a
 * formula is made plain.
 */
export function executionCsv({ departments }: ExecutionReport): string {
  const rows = departments.flatMap(({ department, plans }) =>
    plans.flatMap((plan) => plan.tasks.map((task) => [department, ...planCells(plan), ...taskCells(task)])),
  );
  return BYTE_ORDER_MARK + stringify([COLUMNS, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}

function planCells({ plan, submitBy, late }: PlanExecution): readonly string[] {
  if (plan === null) return ['', '计划外任务', '', '', ''];
  return [plan.id, plan.title, submitBy ?? '', plan.submittedOn ?? '', late ? '是' : '否'];
}

function taskCells({ task, counts, rollOver }: TaskExecution): readonly (string | number)[] {
  return [task.id, task.title, task.executedBy ?? '', ...countCells(counts), rollOver?.continuedById ?? ''];
}

function countCells(counts: ExecutionCounts): readonly (string | number)[] {
  const outcomes = OUTCOME_COLUMNS.map(({ count }) => counts.outcomes[count]);
  return [...COUNT_COLUMNS.map(({ count }) => counts[count] ?? ''), ...outcomes];
}
