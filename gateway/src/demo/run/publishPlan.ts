import * as z from 'zod';
import type { ClientClaims } from '../../clientClaims.js';
import { demoError } from '../errors.js';
import { type GatewayClient, idempotencyKey } from './GatewayClient.js';
import { DEMO_LEAD, demoOfficer } from './viewers.js';

/** What the demo reads of a plan to know how far it is. */
export const standingPlanSchema = z.object({
  id: z.string(),
  phase: z.string(),
  legs: z.array(z.object({ id: z.string() })),
  invitations: z.array(z.object({ department: z.object({ id: z.string() }), state: z.string() })),
});

/** A plan, and how far it is. */
export type StandingPlan = z.infer<typeof standingPlanSchema>;

export const STANDING_PLAN = 'id phase legs { id } invitations { department { id } state }';

/** Days that departments have to answer. */
const ANSWER_DAYS = 14;

const movedSchema = z.object({ plan: standingPlanSchema });

/**
 * Brings the demo's plan to its publication, each step by whoever makes it in a city: the lead invites, every department's officer accepts, the lead
 * takes the plan to the joint conference, which approves it, files it with the government, and publishes it. A plan that is under way
 * goes on from its phase.
 * @param today YYYY-MM-DD
 * @throws OV_DEMO_PLAN_OVER, and what the gateway refuses
 */
export async function publishPlan(client: GatewayClient, found: StandingPlan, today: string): Promise<void> {
  let plan = found;
  while (isUnderWay(plan)) plan = await nextMove(client, plan, today);
}

function isUnderWay({ id, phase }: StandingPlan): boolean {
  if (phase === 'WITHDRAWN' || phase === 'VOID') throw demoError('OV_DEMO_PLAN_OVER', { plan: id, phase });
  return ['DRAFT', 'RETURNED', 'INVITED', 'AGREED', 'AT_CONFERENCE', 'APPROVED', 'FILED'].includes(phase);
}

function nextMove(client: GatewayClient, plan: StandingPlan, today: string): Promise<StandingPlan> {
  const { id: planId, phase } = plan;
  const year = today.slice(0, 4);
  const move = (to: string, reference?: string) =>
    act(client, 'moveJointPlan', DEMO_LEAD, { planId, to, ...(reference !== undefined && { reference }) });
  switch (phase) {
    case 'INVITED':
      return accept(client, plan);
    case 'AGREED':
      return move('AT_CONFERENCE', `示例联席会议通知〔${year}〕1号`);
    case 'AT_CONFERENCE':
      return move('APPROVED', `示例联席会议纪要〔${year}〕1号`);
    case 'APPROVED':
      return move('FILED', `示例备案〔${year}〕1号`);
    case 'FILED':
      return move('PUBLISHED', `示例公告〔${year}〕1号`);
    default:
      return act(client, 'inviteToJointPlan', DEMO_LEAD, { planId, answerBy: daysAfter(today, ANSWER_DAYS) });
  }
}

/** Every department that has not answered accepts. */
async function accept(client: GatewayClient, plan: StandingPlan): Promise<StandingPlan> {
  let accepted = plan;
  for (const { department, state } of plan.invitations) {
    if (state !== 'PENDING') continue;
    const input = { planId: plan.id, answer: 'ACCEPT' };
    accepted = await act(client, 'answerInvitation', demoOfficer(department.id), input);
  }
  return accepted;
}

const INPUTS = {
  inviteToJointPlan: 'InviteToJointPlanInput',
  answerInvitation: 'AnswerInvitationInput',
  moveJointPlan: 'MoveJointPlanInput',
} as const;

async function act(
  client: GatewayClient,
  field: keyof typeof INPUTS,
  claims: ClientClaims,
  input: object,
): Promise<StandingPlan> {
  const operation = `Demo_${field}`;
  const { plan } = await client.ask({
    operation,
    document: `mutation ${operation}($input: ${INPUTS[field]}!, $key: String!) {
      plan: ${field}(input: $input, idempotencyKey: $key) { ${STANDING_PLAN} }
    }`,
    variables: { input, key: idempotencyKey(operation, input) },
    claims,
    answer: movedSchema,
  });
  return plan;
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
