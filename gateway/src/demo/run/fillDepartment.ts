import { type DepartmentEntry, fieldOf } from '@onevisit/schema';
import * as z from 'zod';
import type { DemoDepartment } from '../demoCity.js';
import { type DemoTask, taskIdOf } from '../demoTasks.js';
import { demoError } from '../errors.js';
import { batches } from './batches.js';
import type { ProgressBar } from './DemoOptions.js';
import type { DemoItem } from './departmentItems.js';
import { demoPlanId, fileAnnualPlan } from './fileAnnualPlan.js';
import { type GatewayClient, idempotencyKey } from './GatewayClient.js';
import { demoOfficer } from './viewers.js';

/** What a department is to hold. */
export interface DepartmentFilling {
  readonly entry: DepartmentEntry;
  readonly items: readonly DemoItem[];
  readonly lists: DemoDepartment;
  readonly tasks: readonly DemoTask[];
}

/** Rows that a filling counts on its progress bar. */
export function rowsOf({ items, lists, tasks }: DepartmentFilling): number {
  return items.length + lists.pool.length + lists.inspectors.length + tasks.length;
}

/** Mutations that take a list: their field after the department's, their argument, and its input type after the prefix. */
const SAVES = {
  items: { field: 'SaveItems', argument: 'items', input: () => 'ItemInput' },
  pool: { field: 'SavePoolEntries', argument: 'entries', input: (prefix: string) => `${prefix}PoolEntryInput` },
  inspectors: { field: 'SaveInspectors', argument: 'inspectors', input: () => 'InspectorInput' },
  tasks: { field: 'SavePlanTasks', argument: 'tasks', input: () => 'PlanTaskInput' },
} as const;

const count = z.object({ totalCount: z.number() });
const rowSchema = z.object({ id: z.string(), status: z.string() });
const standingSchema = z.object({
  department: z.object({
    items: count,
    pool: count,
    inspectors: count,
    tasks: z.object({ nodes: z.array(rowSchema) }),
    plans: z.object({ nodes: z.array(rowSchema) }),
  }),
});
const reportSchema = z.object({ save: z.object({ created: z.number(), updated: z.number(), unchanged: z.number() }) });

const MOST_TASKS = 500;

/**
 * Fills a department through the gateway, as its officer: items, pool, inspectors, then the demo's tasks, which make its plan of the
 * year: its leader approves it, and it is submitted. A list that is there already in full is left as it is, so that a filling that was interrupted goes on.
 * @throws DemoError for what the gateway refuses, OV_DEMO_TASK_WITHDRAWN
 */
export async function fillDepartment(
  client: GatewayClient,
  filling: DepartmentFilling,
  bar: ProgressBar,
): Promise<void> {
  const { entry, items, lists, tasks } = filling;
  const { department: standing } = await readStanding(client, entry);
  const wanted = { items, pool: lists.pool, inspectors: lists.inspectors };
  for (const list of ['items', 'pool', 'inspectors'] as const) {
    if (standing[list].totalCount >= wanted[list].length) bar.add(wanted[list].length);
    else await saveList(client, entry, list, wanted[list], bar);
  }
  await fileTasks(client, entry, tasks, standing);
  bar.add(tasks.length);
}

function readStanding(client: GatewayClient, entry: DepartmentEntry): Promise<z.infer<typeof standingSchema>> {
  const counted = (list: string): string => `${list}(first: 0) { totalCount }`;
  return client.ask({
    operation: 'DemoStanding',
    document: `query DemoStanding($most: Int!) {
      department: ${fieldOf(entry.prefix)} {
        ${counted('items')} ${counted('pool')} ${counted('inspectors')}
        tasks(first: $most) { nodes { id status } }
        plans(first: $most) { nodes { id status } }
      }
    }`,
    variables: { most: MOST_TASKS },
    claims: demoOfficer(entry.code),
    answer: standingSchema,
  });
}

async function saveList(
  client: GatewayClient,
  { code, prefix }: DepartmentEntry,
  list: keyof typeof SAVES,
  rows: readonly object[],
  bar?: ProgressBar,
): Promise<void> {
  const { field, argument, input } = SAVES[list];
  const operation = `Demo${field}`;
  for (const batch of batches(rows)) {
    await client.ask({
      operation,
      document: `mutation ${operation}($rows: [${input(prefix)}!]!, $key: String!) {
        save: ${fieldOf(prefix)}${field}(${argument}: $rows, idempotencyKey: $key) { created updated unchanged }
      }`,
      variables: { rows: batch, key: idempotencyKey(operation, batch) },
      claims: demoOfficer(code),
      answer: reportSchema,
    });
    bar?.add(batch.length);
  }
}

/** A submitted task stands as it is; those that are new or drafts are saved, and make the plan of their year. */
async function fileTasks(
  client: GatewayClient,
  entry: DepartmentEntry,
  tasks: readonly DemoTask[],
  standing: z.infer<typeof standingSchema>['department'],
): Promise<void> {
  const statuses = new Map(standing.tasks.nodes.map(({ id, status }) => [id, status]));
  const statusOf = ({ code }: DemoTask): string | undefined => statuses.get(taskIdOf(entry.code, code));
  const withdrawn = tasks.find((task) => statusOf(task) === 'WITHDRAWN');
  if (withdrawn) throw demoError('OV_DEMO_TASK_WITHDRAWN', { task: taskIdOf(entry.code, withdrawn.code) });
  const open = tasks.filter((task) => statusOf(task) !== 'SUBMITTED');
  const [first] = open;
  if (first === undefined) return;
  const plan = standing.plans.nodes.find(({ id }) => id === demoPlanId(entry.code, first.year));
  if (plan === undefined) await saveList(client, entry, 'tasks', open);
  await fileAnnualPlan(client, entry, open, first.year, plan);
}
