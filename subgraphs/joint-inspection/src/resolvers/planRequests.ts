import { connection, type PageArguments, readNumberedPage, type Viewer } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import type { PlanRequest } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { requestId } from '../plans/requests/requestId.js';

/** Requests that a viewer may see: a department its own, the lead and auditors all. */
function visibleRequests(viewer: Viewer): Prisma.PlanRequestWhereInput {
  return viewer.role === 'lead' || viewer.role === 'auditor'
    ? {}
    : { department: 'department' in viewer ? viewer.department : '' };
}

/** Resolvers of the list of requests for joint plans, newest first. */
export function planRequestQueries({ database }: Joint) {
  return {
    jointPlanRequests: async (
      _: unknown,
      { state, ...args }: PageArguments & { readonly state?: string | null },
      { viewer }: JointContext,
    ) => {
      const where = { AND: [visibleRequests(viewer), state == null ? {} : { state }] };
      const page = readNumberedPage(args);
      const rows = await database.planRequest.findMany({
        where: page.after === null ? where : { AND: [where, { seq: { lt: page.after } }] },
        orderBy: { seq: 'desc' },
        take: page.first + 1,
      });
      return connection(
        rows,
        page,
        ({ seq }) => String(seq),
        () => database.planRequest.count({ where }),
      );
    },
  };
}

/** Resolvers of JointPlanRequest. */
export const planRequestResolvers = ({ departments }: Joint) => ({
  id: ({ seq }: PlanRequest) => requestId(seq),
  department: ({ department: id }: PlanRequest) => ({ id }),
  // Whoever asks may name a department that the register has not.
  tasks: ({ taskIds }: PlanRequest) =>
    taskIds.filter((id) => departments.typenameOf(id) !== null).map((id) => ({ id })),
  jointPlan: async ({ planId }: PlanRequest, _: unknown, { loaders }: JointContext) =>
    planId === null ? null : await loaders.plan.load(planId),
});
