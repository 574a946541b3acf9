import * as z from 'zod';
import { DEMO_INITIATOR, DEMO_MIN_OVERLAP, DEMO_PLAN_TITLE, type DepartmentTasks, taskIdOf } from '../demoTasks.js';
import { type GatewayClient, idempotencyKey } from './GatewayClient.js';
import { STANDING_PLAN, type StandingPlan, standingPlanSchema } from './publishPlan.js';
import { DEMO_LEAD } from './viewers.js';

const plansSchema = z.object({
  jointPlans: z.object({
    nodes: z.array(standingPlanSchema),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});
const convenedSchema = z.object({ conveneJointPlan: standingPlanSchema });

const PAGE = 50;

const PLANS = `query DemoPlans($first: Int!, $after: String, $department: ID!) {
  jointPlans(first: $first, after: $after, filter: { department: $department }) {
    nodes { ${STANDING_PLAN} }
    pageInfo { hasNextPage endCursor }
  }
}`;

const CONVENE = `mutation DemoConvene($input: ConveneJointPlanInput!, $key: String!) {
  conveneJointPlan(input: $input, idempotencyKey: $key) { ${STANDING_PLAN} }
}`;

/** The demo's joint plan that is there already: the one with exactly the demo's tasks as legs. Null where there is none. */
export async function findPlan(
  client: GatewayClient,
  departments: readonly DepartmentTasks[],
): Promise<StandingPlan | null> {
  const wanted = taskIds(departments);
  let after: string | null = null;
  for (;;) {
    const { jointPlans } = await readPlans(client, after);
    const found = jointPlans.nodes.find(({ legs }) =>
      sameIds(
        wanted,
        legs.map(({ id }) => id),
      ),
    );
    if (found) return found;
    if (!jointPlans.pageInfo.hasNextPage) return null;
    after = jointPlans.pageInfo.endCursor;
  }
}

/** Convenes the demo's joint plan from the departments' submitted tasks, as the lead. */
export async function convenePlan(
  client: GatewayClient,
  departments: readonly DepartmentTasks[],
  year: number,
): Promise<StandingPlan> {
  const input = {
    title: DEMO_PLAN_TITLE,
    year,
    initiator: DEMO_INITIATOR,
    taskIds: taskIds(departments),
    minOverlap: DEMO_MIN_OVERLAP,
  };
  const { conveneJointPlan } = await client.ask({
    operation: 'DemoConvene',
    document: CONVENE,
    variables: { input, key: idempotencyKey('DemoConvene', input) },
    claims: DEMO_LEAD,
    answer: convenedSchema,
  });
  return conveneJointPlan;
}

function readPlans(client: GatewayClient, after: string | null): Promise<z.infer<typeof plansSchema>> {
  return client.ask({
    operation: 'DemoPlans',
    document: PLANS,
    variables: { first: PAGE, after, department: DEMO_INITIATOR },
    claims: DEMO_LEAD,
    answer: plansSchema,
  });
}

function taskIds(departments: readonly DepartmentTasks[]): string[] {
  return departments.flatMap(({ department, tasks }) => tasks.map(({ code }) => taskIdOf(department, code))).sort();
}

function sameIds(sorted: readonly string[], ids: readonly string[]): boolean {
  const others = [...ids].sort();
  return sorted.length === others.length && sorted.every((id, index) => id === others[index]);
}
