import type { PageArguments } from '@onevisit/kit';
import { officeOf } from '../actors.js';
import type { JointContext } from '../context.js';
import { checkTrail } from '../disclosure/trail.js';
import type {
  JointPlan,
  LedgerEntry,
  Leg,
  PlanInvitation,
  PlanMove,
  PlannedItem,
  PlanVersion,
} from '../generated/client.js';
import type { Joint } from '../joint.js';
import type { PlanContent, VersionLeg } from '../plans/adjustment/PlanContent.js';
import type { StandingStep } from '../plans/calendar/planCalendar.js';
import type { Invitable } from '../plans/couldJoin.js';
import { planRulesOf } from './rules.js';
import { windowOf } from './visits.js';

type Reference = { readonly id: string };

/** Resolvers of JointPlan. */
export const jointPlanResolvers = (joint: Joint) => ({
  __resolveReference: async ({ id }: Reference, { loaders }: JointContext) => await loaders.plan.load(id),
  // A coordinating office is no department of the register.
  initiator: ({ initiator: id }: JointPlan) => (joint.departments.typenameOf(id) === null ? null : { id }),
  initiatorCode: (plan: JointPlan) => plan.initiator,
  coInitiator: ({ coInitiator: id }: JointPlan) =>
    id === null || joint.departments.typenameOf(id) === null ? null : { id },
  coInitiatorCode: (plan: JointPlan) => plan.coInitiator,
  versions: (plan: JointPlan, _: unknown, { loaders }: JointContext) => loaders.versionsOfPlan.load(plan.id),
  history: async (plan: JointPlan, _: unknown, context: JointContext) => {
    const moves = await context.loaders.movesOfPlan.load(plan.id);
    if (await isInvolved(plan, context)) return moves;
    return moves.slice(moves.findIndex(({ phase }) => phase === 'PUBLISHED'));
  },
  invitations: async (plan: JointPlan, _: unknown, context: JointContext) =>
    (await isInvolved(plan, context)) ? await context.loaders.invitationsOfPlan.load(plan.id) : [],
  legs: (plan: JointPlan, _: unknown, { loaders }: JointContext) => loaders.legsOfPlan.load(plan.id),
  rules: planRulesOf,
  couldJoin: ({ couldJoin }: JointPlan) => {
    if (couldJoin === null) return null;
    const { tasks, unanswered } = couldJoin as unknown as Invitable;
    return { tasks: tasks.map(({ taskId }) => ({ id: taskId })), unanswered };
  },
  crewDisclosure: ({ crewMoment }: JointPlan) => crewMoment,
  batchWindows: ({ id }: JointPlan, _: unknown, { loaders }: JointContext) => loaders.batchesOfPlan.load(id),
  draws: (plan: JointPlan, _: unknown, { loaders }: JointContext) => loaders.drawsOfPlan.load(plan.id),
  steps: async ({ id }: JointPlan, args: PageArguments, { viewer, loaders }: JointContext) => {
    await checkTrail(loaders, id, viewer);
    return await loaders.stepsOfPlan.load({ ...args, parent: id });
  },
});

/** Whether whoever asks is told how a plan came about: lead, auditor, and departments that are in it or were asked. */
async function isInvolved({ id }: JointPlan, { viewer, loaders }: JointContext): Promise<boolean> {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return true;
    case 'officer':
    case 'leader':
    case 'inspector': {
      const [legs, invitations] = await Promise.all([loaders.legsOfPlan.load(id), loaders.invitationsOfPlan.load(id)]);
      return [...legs, ...invitations].some(({ department }) => department === viewer.department);
    }
    case 'subject':
    case 'public':
      return false;
  }
}

/** Resolvers of PlanCalendarStep. */
export const planCalendarStepResolvers = {
  jointPlan: async ({ planId }: StandingStep, _: unknown, { loaders }: JointContext) =>
    planId === null ? null : await loaders.plan.load(planId),
};

/** Resolvers of PlanMove: nobody is told whose account it was. */
export const planMoveResolvers = {
  by: ({ by }: PlanMove) => officeOf(by),
};

/** What only the lead and the department itself are told. */
const betweenThem =
  (field: 'reason' | 'explanation' | 'refused') =>
  (invitation: PlanInvitation, _: unknown, { viewer }: JointContext): string | null =>
    viewer.role === 'lead' || (viewer.role === 'officer' && viewer.department === invitation.department)
      ? invitation[field]
      : null;

/** Resolvers of PlanInvitation. */
export const planInvitationResolvers = {
  department: ({ department: id }: PlanInvitation) => ({ id }),
  reason: betweenThem('reason'),
  explanation: betweenThem('explanation'),
  refused: betweenThem('refused'),
};

const content = (version: PlanVersion): PlanContent => version.content as unknown as PlanContent;

/** Resolvers of JointPlanVersion. */
export const planVersionResolvers = {
  title: (version: PlanVersion) => content(version).title,
  initiatorCode: (version: PlanVersion) => content(version).initiator,
  coInitiatorCode: (version: PlanVersion) => content(version).coInitiator,
  minOverlap: (version: PlanVersion) => content(version).minOverlap,
  publicSource: (version: PlanVersion) => content(version).publicSource,
  disclosure: (version: PlanVersion) => content(version).disclosure,
  visitCap: (version: PlanVersion) => content(version).visitCap,
  trustworthy: (version: PlanVersion) => content(version).trustworthy,
  batches: (version: PlanVersion) => content(version).batches,
  legs: (version: PlanVersion) => content(version).legs,
};

/** Resolvers of PlanStep: nobody is told whose account it was, or which visit. */
export const planStepResolvers = {
  by: ({ actor }: LedgerEntry) => officeOf(actor),
};

/** Resolvers of Leg. */
export const legResolvers = {
  department: (leg: Leg) => ({ id: leg.department }),
  task: (leg: Leg) => ({ id: leg.id }),
  // A leg of a version has its items with it.
  items: async (leg: Leg | VersionLeg, _: unknown, { loaders }: JointContext) =>
    'items' in leg ? leg.items : (await loaders.itemsOfPlan.load(leg.planId)).filter((item) => item.legId === leg.id),
  late: ({ submittedOn, submitBy }: Leg) => submittedOn !== null && submitBy !== null && submittedOn > submitBy,
  window: windowOf,
};

/** Resolvers of PlanBatch. */
export const planBatchResolvers = { window: windowOf };

/** Resolvers of PlannedItem. */
export const plannedItemResolvers = {
  item: (planned: PlannedItem) => ({ id: planned.itemId }),
};
