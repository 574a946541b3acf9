import { actorOf, calendarDate, forbidden, type MutationOutcome, type Viewer } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import type { JointPlan, PlanRequest } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { type AdjustInput, adjustJointPlan, prepareAdjustment } from '../plans/adjustment/adjustJointPlan.js';
import { type ConveneInput, convene } from '../plans/convene.js';
import { answerInvitation } from '../plans/invitations/answerInvitation.js';
import { type Inviting, inviteToJointPlan } from '../plans/invitations/inviteToJointPlan.js';
import { settleCounterProposal } from '../plans/invitations/settleCounterProposal.js';
import { moveJointPlan } from '../plans/lifecycle/moveJointPlan.js';
import { proposePlan } from '../plans/proposePlan.js';
import { refuseRequest } from '../plans/requests/answerRequest.js';
import { requestNumber } from '../plans/requests/requestId.js';
import { requestJointPlan } from '../plans/requests/requestJointPlan.js';
import type { Keyed, RunMutation, RunPrepared } from './mutations.js';

/** What somebody of a role does with a plan. */
type Act<Acting extends Viewer, Input> = (
  tx: Prisma.TransactionClient,
  viewer: Acting,
  input: Input,
  now: Date,
) => Promise<MutationOutcome<string>>;

type Resolver<Input> = (_: unknown, args: Keyed<Input>, context: JointContext) => Promise<JointPlan>;

/** Resolvers of mutations that make and move plans, each in one transaction; they answer with the plan as it stands then. */
export function planMutationResolvers(joint: Joint, run: RunMutation, runPrepared: RunPrepared) {
  const { database, clock } = joint;
  const planById = (id: string) => database.jointPlan.findUniqueOrThrow({ where: { id } });
  const acting =
    <Role extends Viewer['role'], Input>(
      name: string,
      role: Role,
      act: Act<Extract<Viewer, { readonly role: Role }>, Input>,
    ): Resolver<Input> =>
    async (_, args, context) => {
      const viewer = ofRole(context.viewer, role, name);
      return await planById(await run(name, args, context, (tx, now) => act(tx, viewer, args.input, now)));
    };
  const conveneJointPlan: Resolver<ConveneInput> = async (_, args, context) => {
    const { input } = args;
    const actor = actorOf(context.viewer);
    const prepare = () => proposePlan(joint, input, calendarDate(clock()));
    const id = await runPrepared('conveneJointPlan', args, context, prepare, (tx, plan, now) =>
      convene(tx, input, plan, { actor, now }),
    );
    return await planById(id);
  };
  const adjust: Resolver<AdjustInput> = async (_, args, context) => {
    const viewer: Inviting = ofRole(context.viewer, 'lead', 'adjustJointPlan');
    const prepare = () => prepareAdjustment(joint, args.input);
    const id = await runPrepared('adjustJointPlan', args, context, prepare, (tx, prepared, now) =>
      adjustJointPlan(tx, viewer, args.input, prepared, now),
    );
    return await planById(id);
  };

  const asking =
    <Role extends 'officer' | 'lead', Input>(
      name: string,
      role: Role,
      act: Act<Extract<Viewer, { readonly role: Role }>, Input>,
    ) =>
    async (_: unknown, args: Keyed<Input>, context: JointContext): Promise<PlanRequest> => {
      const viewer = ofRole(context.viewer, role, name);
      const id = await run(name, args, context, (tx, now) => act(tx, viewer, args.input, now));
      return await database.planRequest.findUniqueOrThrow({ where: { seq: requestNumber(id) ?? 0 } });
    };

  return {
    requestJointPlan: asking('requestJointPlan', 'officer', requestJointPlan),
    refuseJointPlanRequest: asking('refuseJointPlanRequest', 'lead', refuseRequest),
    conveneJointPlan,
    adjustJointPlan: adjust,
    inviteToJointPlan: acting('inviteToJointPlan', 'lead', inviteToJointPlan),
    answerInvitation: acting('answerInvitation', 'officer', answerInvitation),
    settleCounterProposal: acting('settleCounterProposal', 'lead', settleCounterProposal),
    moveJointPlan: (async (_, args, context) =>
      await planById(
        await run('moveJointPlan', args, context, (tx, now) => moveJointPlan(tx, context.viewer, args.input, now)),
      )) satisfies Resolver<Parameters<typeof moveJointPlan>[2]>,
  };
}

/** The viewer, who is of a role. @throws OV_KIT_FORBIDDEN */
function ofRole<Role extends Viewer['role']>(viewer: Viewer, role: Role, name: string) {
  if (viewer.role !== role) throw forbidden(viewer, `Mutation.${name}`, [role]);
  return viewer as Extract<Viewer, { readonly role: Role }>;
}
