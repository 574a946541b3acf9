import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldOf, readRegister } from '@onevisit/schema';
import { ask, dataOf, type GatewayAddress, lead, officer } from './ask.js';

/** One department's part of a small plan. */
export interface SmallLeg {
  readonly department: string;
  /** Code of one of its items. */
  readonly item: string;
  readonly industries: readonly string[];
  /** Subjects to draw. */
  readonly count: number;
  /** Officers of a visit; two unless told otherwise. */
  readonly crew?: number;
}

/** A plan that runs from the first to the last day. */
export interface SmallPlan {
  readonly legs: readonly SmallLeg[];
  readonly window: { readonly first: string; readonly last: string };
  readonly disclosure: 'AT_DRAW' | 'AT_VISIT' | 'AFTER_WINDOW';
  readonly title?: string;
}

/** Today in China, and days from it. */
export function day(offset = 0): string {
  const instant = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(instant);
}

/**
 * Files and submits each department's task as its officer, convenes the plan as the lead, has the departments agree, and takes it through the
 * conference and the filing to its publication; returns the plan's id.
 */
export async function publishPlan(gateway: GatewayAddress, plan: SmallPlan): Promise<string> {
  const planId = await convenePlan(gateway, plan);
  await takeToPublication(gateway, planId);
  return planId;
}

/** Files and submits each department's task as its officer, and convenes the plan as the lead; returns the plan's id. */
export async function convenePlan(gateway: GatewayAddress, plan: SmallPlan): Promise<string> {
  const year = Number(plan.window.first.slice(0, 4));
  const taskIds: string[] = [];
  for (const leg of plan.legs) taskIds.push(await fileTask(gateway, leg, plan.window, year));
  const initiator = plan.legs[0]?.department;
  const { conveneJointPlan } = dataOf(
    await ask<{ conveneJointPlan: { id: string } }>(
      gateway,
      lead,
      'mutation Convene($input: ConveneJointPlanInput!) { conveneJointPlan(input: $input) { id } }',
      { input: { title: plan.title ?? '小计划', year, initiator, taskIds, disclosure: plan.disclosure } },
    ),
  );
  return conveneJointPlan.id;
}

interface Invited {
  readonly plan: {
    readonly invitations: readonly { readonly department: { readonly id: string }; readonly state: string }[];
  };
}

/** Invites the departments of a draft, every one of which accepts, and moves the plan on until it is published. */
export async function takeToPublication(gateway: GatewayAddress, planId: string): Promise<void> {
  const { plan } = dataOf(
    await ask<Invited>(
      gateway,
      lead,
      `mutation Invite($input: InviteToJointPlanInput!) {
         plan: inviteToJointPlan(input: $input) { invitations { department { id } state } }
       }`,
      { input: { planId, answerBy: day(7) } },
    ),
  );
  for (const { department, state } of plan.invitations) {
    if (state !== 'PENDING') continue;
    const accept = 'mutation Accept($id: ID!) { answerInvitation(input: { planId: $id, answer: ACCEPT }) { phase } }';
    dataOf(await ask(gateway, officer(department.id), accept, { id: planId }));
  }
  dataOf(
    await ask(
      gateway,
      lead,
      `mutation Pass($id: ID!) {
         conference: moveJointPlan(input: { planId: $id, to: AT_CONFERENCE }) { phase }
         approval: moveJointPlan(input: { planId: $id, to: APPROVED, reference: "联席会议纪要〔2026〕1号" }) { phase }
         filing: moveJointPlan(input: { planId: $id, to: FILED, reference: "备〔2026〕1号" }) { phase }
         publication: moveJointPlan(input: { planId: $id, to: PUBLISHED }) { phase }
       }`,
      { id: planId },
    ),
  );
}

/**
 * Opens a draw of a published plan, and freezes, reveals and executes it as the lead; returns the draw's id.
 * @param follows id of the plan's draw on which it goes on, if any
 */
export async function drawPlan(gateway: GatewayAddress, planId: string, follows?: string): Promise<string> {
  const id = await openDraw(gateway, planId, follows);
  await freezeDraw(gateway, id);
  dataOf(await ask(gateway, lead, 'mutation Reveal($id: ID!) { revealDraw(id: $id) { phase } }', { id }));
  dataOf(await ask(gateway, lead, 'mutation Execute($id: ID!) { executeDraw(id: $id) { phase } }', { id }));
  await until(gateway, id, ({ phase, progress }) => phase === 'DRAWN' && progress.state === 'DONE');
  return id;
}

/** Opens a draw of a published plan as the lead, which goes on from another, if any; returns its id. */
export async function openDraw(gateway: GatewayAddress, planId: string, follows?: string): Promise<string> {
  const { openDraw: opened } = dataOf(
    await ask<{ openDraw: { id: string } }>(
      gateway,
      lead,
      `mutation Open($planId: ID!, $follows: ID) {
         openDraw(input: { planId: $planId, revealWithinSeconds: 3600, follows: $follows }) { id } }`,
      { planId, follows },
    ),
  );
  return opened.id;
}

/** Freezes a draw and waits until it is frozen. */
export async function freezeDraw(gateway: GatewayAddress, id: string): Promise<void> {
  dataOf(await ask(gateway, lead, 'mutation Freeze($id: ID!) { freezeDraw(id: $id) { phase } }', { id }));
  await until(gateway, id, ({ phase }) => phase === 'FROZEN');
}

/** What is followed of a draw. */
interface FollowedDraw {
  readonly phase: string;
  readonly progress: { readonly state: string; readonly error: string | null };
}

/** Follows a draw's long step until something holds; throws what stopped it. */
async function until(gateway: GatewayAddress, id: string, holds: (draw: FollowedDraw) => boolean): Promise<void> {
  const query = 'query Draw($id: ID!) { draw(id: $id) { phase progress { state error } } }';
  for (;;) {
    const { draw } = dataOf(await ask<{ draw: FollowedDraw }>(gateway, lead, query, { id }));
    if (holds(draw)) return;
    if (draw.progress.error !== null) throw new Error(draw.progress.error);
    await sleep(100);
  }
}

async function fileTask(
  gateway: GatewayAddress,
  leg: SmallLeg,
  window: SmallPlan['window'],
  year: number,
): Promise<string> {
  const prefix = readRegister().find((entry) => entry.code === leg.department)?.prefix ?? '';
  const field = fieldOf(prefix);
  const code = `e2e-${randomUUID()}`;
  const id = `${leg.department}:task:${code}`;
  const task = {
    code,
    title: `小任务 ${leg.item}`,
    year,
    itemIds: [`${leg.department}:item:${leg.item}`],
    condition: { industries: leg.industries },
    // The city's rules want a higher ratio for some; nothing is above all of them.
    quota: [
      { stratum: 'ALL', count: leg.count },
      { stratum: 'RAISED', percent: '100' },
    ],
    window,
    crew: { size: leg.crew ?? 2 },
  };
  dataOf(
    await ask(
      gateway,
      officer(leg.department),
      `mutation File($task: PlanTaskInput!, $id: ID!) {
         ${field}SavePlanTasks(tasks: [$task]) { created }
         ${field}SubmitPlanTask(id: $id) { status }
       }`,
      { task, id },
    ),
  );
  return id;
}
