import type { JointContext } from '../context.js';
import type { JointPlan, Leg, PlannedItem } from '../generated/client.js';

type Reference = { readonly id: string };

/** Resolvers of JointPlan. */
export const jointPlanResolvers = {
  __resolveReference: async ({ id }: Reference, { loaders }: JointContext) => await loaders.plan.load(id),
  initiator: (plan: JointPlan) => ({ id: plan.initiator }),
  legs: (plan: JointPlan, _: unknown, { loaders }: JointContext) => loaders.legsOfPlan.load(plan.id),
  draws: (plan: JointPlan, _: unknown, { loaders }: JointContext) => loaders.drawsOfPlan.load(plan.id),
};

/** Resolvers of Leg. */
export const legResolvers = {
  department: (leg: Leg) => ({ id: leg.department }),
  task: (leg: Leg) => ({ id: leg.id }),
  items: async (leg: Leg, _: unknown, { loaders }: JointContext) =>
    (await loaders.itemsOfPlan.load(leg.planId)).filter((item) => item.legId === leg.id),
  window: (leg: Leg) => ({ first: leg.windowFirst, last: leg.windowLast }),
};

/** Resolvers of PlannedItem. */
export const plannedItemResolvers = {
  item: (planned: PlannedItem) => ({ id: planned.itemId }),
};
