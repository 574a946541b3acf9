import type { PageArguments } from '@onevisit/kit';
import { officeOf } from '../actors.js';
import type { JointContext } from '../context.js';
import { stepsOfPlan } from '../disclosure/trail.js';
import type { JointPlan, LedgerEntry, Leg, PlannedItem } from '../generated/client.js';
import type { Joint } from '../joint.js';
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
  steps: ({ id }: JointPlan, args: PageArguments, { viewer }: JointContext) =>
    stepsOfPlan(joint.database, id, viewer, args),
});

/** Resolvers of PlanStep: nobody is told whose account it was, or which visit. */
export const planStepResolvers = {
  by: ({ actor }: LedgerEntry) => officeOf(actor),
};

/** Resolvers of Leg. */
export const legResolvers = {
  department: (leg: Leg) => ({ id: leg.department }),
  task: (leg: Leg) => ({ id: leg.id }),
  items: async (leg: Leg, _: unknown, { loaders }: JointContext) =>
    (await loaders.itemsOfPlan.load(leg.planId)).filter((item) => item.legId === leg.id),
  late: ({ submittedOn, submitBy }: Leg) => submittedOn !== null && submitBy !== null && submittedOn > submitBy,
  window: windowOf,
};

/** Resolvers of PlanBatch. */
export const planBatchResolvers = { window: windowOf };

/** Resolvers of PlannedItem. */
export const plannedItemResolvers = {
  item: (planned: PlannedItem) => ({ id: planned.itemId }),
};
