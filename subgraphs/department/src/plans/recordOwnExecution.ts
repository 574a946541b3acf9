import { actorOf, calendarDate, type MutationOutcome, type Viewer } from '@onevisit/kit';
import { checkPlainText } from '../checks/filter.js';
import { departmentError } from '../errors.js';
import type { OwnExecution, PlanTask } from '../generated/client.js';
import { MOST_LONG_TEXT } from '../problems.js';
import type { OwnExecutionSeed } from '../rows.js';
import { lockList, type Prisma } from '../store/database.js';
import { submittedTask } from '../store/tasks.js';

const MONTH = /^[2]\d{3}-(0[1-9]|1[0-2])$/;

const COUNTS = ['drawn', 'visited', 'completed', 'withProblems', 'late'] as const;
type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;

/**
 * Keeps what the department's own inspections of a task came to in a month; stated again it replaces what was stated before.
 * @returns the task's id
 * @throws OV_DEPT_UNKNOWN_TASK, OV_DEPT_TASK_NOT_SUBMITTED, OV_DEPT_EXECUTION naming the field, OV_DEPT_BAD_TEXT
 */
export async function recordOwnExecution(
  tx: Prisma.TransactionClient,
  viewer: Viewer,
  input: OwnExecutionSeed,
  now: Date,
): Promise<MutationOutcome<string>> {
  await lockList(tx, 'tasks');
  const { taskId, month } = input;
  const task = await submittedTask(tx, taskId);
  checkMonth(month, task, calendarDate(now).slice(0, 'YYYY-MM'.length));
  if (input.note != null) checkPlainText('note', input.note, MOST_LONG_TEXT);
  const months = await tx.ownExecution.findMany({ where: { taskId } });
  checkCounts(
    input,
    months.filter((each) => each.month !== month),
  );
  const { drawn, visited, completed, withProblems, late } = input;
  const counts = { drawn, visited, completed, withProblems, late, note: input.note ?? null };
  const before = months.find((each) => each.month === month);
  if (before !== undefined && sameCounts(before, counts)) return { response: taskId, step: null };
  const row = { ...counts, recordedBy: actorOf(viewer), recordedAt: now };
  const key = { taskId_month: { taskId, month } };
  await tx.ownExecution.upsert({ where: key, create: { taskId, month, ...row }, update: row });
  return { response: taskId, step: { action: 'task.execution', target: taskId, detail: { month, ...counts } } };
}

/** A month is from the task's window on, and not to come. */
function checkMonth(month: string, { windowFirst }: PlanTask, thisMonth: string): void {
  const first = windowFirst.slice(0, 'YYYY-MM'.length);
  if (MONTH.test(month) && month >= first && month <= thisMonth) return;
  throw departmentError('OV_DEPT_EXECUTION', {
    field: 'input.month',
    problem: `“${month}”须为 ${first} 至 ${thisMonth} 之间的月份（YYYY-MM）。`,
    problemEn: `"${month}" must be a month (YYYY-MM) from ${first} to ${thisMonth}.`,
  });
}

/** Whoever is visited was drawn by then, and whoever is done was visited. */
function checkCounts(input: Counts, others: readonly Counts[]): void {
  for (const field of COUNTS) {
    if (input[field] < 0) refuse(field, '不能为负数。', 'must not be negative.');
  }
  const total = (field: keyof Counts): number => others.reduce((sum, each) => sum + each[field], input[field]);
  const atMost = (field: keyof Counts, most: keyof Counts, of: (each: keyof Counts) => number): void => {
    if (of(field) <= of(most)) return;
    refuse(
      field,
      `合计 ${of(field)}，超过 ${most} 的 ${of(most)}；请更正其一。`,
      `comes to ${of(field)}, more than the ${of(most)} of ${most}; correct one of them.`,
    );
  };
  atMost('visited', 'drawn', total);
  atMost('completed', 'visited', total);
  atMost('withProblems', 'completed', (field) => input[field]);
  atMost('late', 'completed', (field) => input[field]);
}

function refuse(field: keyof Counts, problem: string, problemEn: string): never {
  throw departmentError('OV_DEPT_EXECUTION', { field: `input.${field}`, problem, problemEn });
}

function sameCounts(before: OwnExecution, counts: Counts & { readonly note: string | null }): boolean {
  return before.note === counts.note && COUNTS.every((field) => before[field] === counts[field]);
}
