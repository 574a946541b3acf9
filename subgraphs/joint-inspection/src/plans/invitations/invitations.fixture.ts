import type { Viewer } from '@onevisit/kit';
import type { JointCity } from '../../jointCity.fixture.js';

export const WATER = 'water:task:T1';

export const SETTLE = `mutation ($input: SettleCounterProposalInput!) {
  plan: settleCounterProposal(input: $input) { id phase } }`;
export const ADJUST = `mutation ($input: AdjustJointPlanInput!, $key: String) {
  plan: adjustJointPlan(input: $input, idempotencyKey: $key) { id phase version } }`;

export interface SeenLeg {
  readonly id: string;
  readonly window: { readonly first: string; readonly last: string };
}

/** What lead and departments see of a plan. */
export interface SeenLife {
  readonly phase: string;
  readonly title: string;
  readonly version: number;
  readonly legs: readonly SeenLeg[];
  readonly invitations: readonly {
    readonly department: { readonly id: string };
    readonly state: string;
    readonly reason: string | null;
    readonly explanation: string | null;
    readonly refused: string | null;
  }[];
}

const PLAN = `query ($id: ID!) { jointPlan(id: $id) { phase title version legs { id window { first last } }
  invitations { department { id } state reason explanation refused windows { taskId window { first last } } } } }`;

/** A plan as somebody who is involved sees it. */
export async function seenPlan(city: JointCity, viewer: Viewer, id: string): Promise<SeenLife> {
  return (await city.data<{ jointPlan: SeenLife }>(viewer, PLAN, { id })).jointPlan;
}
