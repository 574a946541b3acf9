import { type DepartmentEntry, fieldOf } from '@onevisit/schema';
import * as z from 'zod';
import type { ClientClaims } from '../../clientClaims.js';
import { type DemoTask, demoPlanCode, taskIdOf } from '../demoTasks.js';
import { type GatewayClient, idempotencyKey } from './GatewayClient.js';
import { demoLeader, demoOfficer } from './viewers.js';

const savedSchema = z.object({ save: z.object({ created: z.number(), updated: z.number() }) });
const movedSchema = z.object({ plan: z.object({ status: z.string() }) });

/** How far a plan has come, and what brings it further: each step by whoever it is for. */
const WAY = [
  { from: ['DRAFT', 'RETURNED'], move: 'SendPlan', by: demoOfficer },
  { from: ['IN_REVIEW'], move: 'ApprovePlan', by: demoLeader },
  { from: ['APPROVED'], move: 'SubmitPlan', by: demoOfficer },
] as const;

/** A department's plan, as it stands. */
export interface StandingPlan {
  readonly id: string;
  readonly status: string;
}

/** Id of the demo's plan of a department for the year of its tasks. */
export function demoPlanId(department: string, year: number): string {
  return `${department}:plan:${demoPlanCode(year)}`;
}

/**
 * Draws up the department's plan of the year from tasks that are saved, has its leader approve it, and submits it, from wherever it stands: each
 * step changes nothing where it was made before.
 * @param standing the plan as it stands; undefined where there is none
 */
export async function fileAnnualPlan(
  client: GatewayClient,
  entry: DepartmentEntry,
  tasks: readonly DemoTask[],
  year: number,
  standing: StandingPlan | undefined,
): Promise<void> {
  let status = standing?.status ?? 'NONE';
  if (status === 'NONE') {
    await savePlan(client, entry, tasks, year);
    status = 'DRAFT';
  }
  for (const { from, move, by } of WAY) {
    if ((from as readonly string[]).includes(status))
      status = await movePlan(client, entry, year, move, by(entry.code));
  }
}

async function savePlan(
  client: GatewayClient,
  { code, prefix }: DepartmentEntry,
  tasks: readonly DemoTask[],
  year: number,
): Promise<void> {
  const plan = {
    code: demoPlanCode(year),
    title: `${year}年度抽查计划（示例）`,
    year,
    taskIds: tasks.map((task) => taskIdOf(code, task.code)),
  };
  await client.ask({
    operation: 'DemoSavePlans',
    document: `mutation DemoSavePlans($rows: [DepartmentPlanInput!]!, $key: String!) {
      save: ${fieldOf(prefix)}SavePlans(plans: $rows, idempotencyKey: $key) { created updated }
    }`,
    variables: { rows: [plan], key: idempotencyKey('DemoSavePlans', plan) },
    claims: demoOfficer(code),
    answer: savedSchema,
  });
}

async function movePlan(
  client: GatewayClient,
  { code, prefix }: DepartmentEntry,
  year: number,
  move: (typeof WAY)[number]['move'],
  claims: ClientClaims,
): Promise<string> {
  // Without a key: a plan that was returned is sent anew, and to repeat a step changes nothing anyway.
  const { plan } = await client.ask({
    operation: `Demo${move}`,
    document: `mutation Demo${move}($id: ID!) { plan: ${fieldOf(prefix)}${move}(id: $id) { status } }`,
    variables: { id: demoPlanId(code, year) },
    claims,
    answer: movedSchema,
  });
  return plan.status;
}
