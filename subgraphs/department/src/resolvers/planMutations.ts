import { forbidden, type Viewer } from '@onevisit/kit';
import { checkPlainText } from '../checks/filter.js';
import type { DepartmentContext } from '../context.js';
import type { Department } from '../department.js';
import { continueTask, type TaskContinuation } from '../plans/continueTask.js';
import { movePlan, type PlanStep } from '../plans/movePlan.js';
import { recordOwnExecution } from '../plans/recordOwnExecution.js';
import { savePlans } from '../plans/savePlans.js';
import { MOST_LONG_TEXT } from '../problems.js';
import type { DepartmentPlanSeed, OwnExecutionSeed, SaveReport } from '../rows.js';
import type { Keyed, RunMutation } from './mutations.js';

/** Resolvers of the mutations of plans: drawing up, review, submission, own execution, continuation. */
export function planMutationResolvers({ entry }: Department, field: string, run: RunMutation): Record<string, unknown> {
  type MoveArguments = Keyed<{ id: string; reason?: string; opinion?: string | null }>;
  const moving =
    (name: string, move: PlanStep['move']) => async (_: unknown, args: MoveArguments, context: DepartmentContext) => {
      const { viewer } = context;
      if (viewer.role !== 'officer' && viewer.role !== 'leader') {
        throw forbidden(viewer, `Mutation.${field}${name}`, ['officer', 'leader']);
      }
      const text = args.reason ?? args.opinion ?? null;
      if (text !== null) checkPlainText(args.reason === undefined ? 'opinion' : 'reason', text, MOST_LONG_TEXT);
      const id = await run(name, args, context, (tx, now) => movePlan(tx, viewer, { id: args.id, move, text }, now));
      return await context.loaders.plan.clear(id).load(id);
    };
  return {
    [`${field}SavePlans`]: (_: unknown, args: Keyed<{ plans: DepartmentPlanSeed[] }>, context: DepartmentContext) =>
      run<object, SaveReport>('savePlans', args, context, (tx) =>
        savePlans(tx, entry.code, accountOf(context.viewer), args.plans),
      ),
    [`${field}SendPlan`]: moving('SendPlan', 'SEND'),
    [`${field}ApprovePlan`]: moving('ApprovePlan', 'APPROVE'),
    [`${field}ReturnPlan`]: moving('ReturnPlan', 'RETURN'),
    [`${field}SubmitPlan`]: moving('SubmitPlan', 'SUBMIT'),
    [`${field}WithdrawPlan`]: moving('WithdrawPlan', 'WITHDRAW'),
    [`${field}RecordOwnExecution`]: async (
      _: unknown,
      args: Keyed<{ input: OwnExecutionSeed }>,
      context: DepartmentContext,
    ) => {
      const id = await run('recordOwnExecution', args, context, (tx, now) =>
        recordOwnExecution(tx, context.viewer, args.input, now),
      );
      return await context.loaders.task.clear(id).load(id);
    },
    [`${field}ContinueTask`]: async (
      _: unknown,
      args: { taskId: string; input: TaskContinuation },
      context: DepartmentContext,
    ) => ({
      id: await run('continueTask', args, context, (tx) => continueTask(tx, entry.code, args.taskId, args.input)),
    }),
  };
}

/** The account of whoever acts; the public, who has none, changes nothing. */
export function accountOf(viewer: Viewer): string {
  return viewer.role === 'public' ? '' : viewer.sub;
}
