import type { JointContext } from '../context.js';
import { visibleDraws, visiblePlans } from '../disclosure/visible.js';
import type { JointPlan, Leg, PlannedItem } from '../generated/client.js';
import type { Joint } from '../joint.js';

type Reference = { readonly id: string };

/** Resolvers of JointPlan. */
export function jointPlanResolvers({ database }: Joint) {
  return {
    __resolveReference: async ({ id }: Reference, { viewer }: JointContext) =>
      await database.jointPlan.findFirst({ where: { AND: [{ id }, visiblePlans(viewer)] } }),
    initiator: (plan: JointPlan) => ({ id: plan.initiator }),
    legs: (plan: JointPlan, _: unknown, { loaders }: JointContext) => loaders.legsOfPlan.load(plan.id),
    draws: async (plan: JointPlan, _: unknown, { loaders, viewer }: JointContext) => {
      const draws = await loaders.drawsOfPlan.load(plan.id);
      if (viewer.role === 'lead' || viewer.role === 'auditor') return draws;
      const visible = await database.draw.findMany({
        where: { AND: [{ planId: plan.id }, visibleDraws(viewer)] },
        select: { id: true },
      });
      const ids = new Set(visible.map((draw) => draw.id));
      return draws.filter((draw) => ids.has(draw.id));
    },
  };
}

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
