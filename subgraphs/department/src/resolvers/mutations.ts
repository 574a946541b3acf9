import { type MutationOutcome, runMutation } from '@onevisit/kit';
import { checkPlainText } from '../checks/filter.js';
import { checkInspectors } from '../checks/inspectors.js';
import { checkItems } from '../checks/items.js';
import { checkPoolEntries } from '../checks/pool.js';
import { checkPlanTasks } from '../checks/tasks.js';
import type { DepartmentContext } from '../context.js';
import type { Department } from '../department.js';
import type { PlanTask } from '../generated/client.js';
import { MOST_LONG_TEXT } from '../problems.js';
import type { InspectorSeed, ItemSeed, PlanTaskSeed, PoolEntrySeed, SaveReport } from '../rows.js';
import type { Prisma } from '../store/database.js';
import { saveInspectors } from '../store/inspectors.js';
import { saveItems } from '../store/items.js';
import { commitNonce, type FrozenRoster, revealNonce } from '../store/nonces.js';
import { savePoolEntries } from '../store/pool.js';
import { withRules } from '../store/quotaTexts.js';
import { savePlanTasks, submitPlanTask, withdrawPlanTask } from '../store/tasks.js';
import { accountOf, planMutationResolvers } from './planMutations.js';

export type Keyed<Input> = Input & { readonly idempotencyKey?: string | null };

/** Runs a mutation in one transaction; see runMutation of the kit. */
export type RunMutation = <Input extends object, Response>(
  name: string,
  args: Keyed<Input>,
  context: DepartmentContext,
  work: (tx: Prisma.TransactionClient, now: Date) => Promise<MutationOutcome<Response>>,
) => Promise<Response>;

/** Resolvers of the department's mutations; `field` is its prefix with a lower-case first letter. */
export function mutationResolvers(department: Department, field: string): Record<string, unknown> {
  const { entry, manifest, database, nonces, clock } = department;

  const run: RunMutation = (name, { idempotencyKey, ...input }, context, work) => {
    const now = clock();
    const request = { viewer: context.viewer, name, input, idempotencyKey, now };
    return runMutation(database, request, (tx: Prisma.TransactionClient) => work(tx, now));
  };
  const reloaded = async (id: string, context: DepartmentContext): Promise<PlanTask | null> =>
    await context.loaders.task.clear(id).load(id);

  return {
    [`${field}SaveItems`]: (_: unknown, args: Keyed<{ items: ItemSeed[] }>, context: DepartmentContext) => {
      checkItems(args.items);
      return run<object, SaveReport>('saveItems', args, context, (tx, now) =>
        saveItems(tx, entry.code, args.items, now),
      );
    },
    [`${field}SavePoolEntries`]: (
      _: unknown,
      args: Keyed<{ entries: PoolEntrySeed[] }>,
      context: DepartmentContext,
    ) => {
      const entries = checkPoolEntries(args.entries, manifest.details);
      return run<object, SaveReport>('savePoolEntries', args, context, (tx) =>
        savePoolEntries(tx, entry.code, entries),
      );
    },
    [`${field}SaveInspectors`]: (
      _: unknown,
      args: Keyed<{ inspectors: InspectorSeed[] }>,
      context: DepartmentContext,
    ) => {
      checkInspectors(args.inspectors);
      return run<object, SaveReport>('saveInspectors', args, context, (tx) =>
        saveInspectors(tx, entry.code, args.inspectors),
      );
    },
    [`${field}SavePlanTasks`]: (_: unknown, args: Keyed<{ tasks: PlanTaskSeed[] }>, context: DepartmentContext) =>
      run<object, SaveReport>('savePlanTasks', args, context, async (tx) => {
        const named = args.tasks.flatMap((task) => [...task.itemIds]);
        const items = await tx.item.findMany({ where: { id: { in: named } } });
        checkPlanTasks(args.tasks, new Map(items.map((item) => [item.id, item])));
        const account = accountOf(context.viewer);
        return await savePlanTasks(tx, entry.code, account, await withRules(tx, args.tasks));
      }),
    [`${field}SubmitPlanTask`]: async (_: unknown, args: Keyed<{ id: string }>, context: DepartmentContext) =>
      reloaded(await run('submitPlanTask', args, context, (tx, now) => submitPlanTask(tx, args.id, now)), context),
    [`${field}WithdrawPlanTask`]: async (
      _: unknown,
      args: Keyed<{ id: string; reason: string }>,
      context: DepartmentContext,
    ) => {
      checkPlainText('reason', args.reason, MOST_LONG_TEXT);
      const id = await run('withdrawPlanTask', args, context, (tx) => withdrawPlanTask(tx, args.id, args.reason));
      return await reloaded(id, context);
    },
    ...planMutationResolvers(department, field, run),
    [`${field}CommitNonce`]: async (_: unknown, args: { drawId: string }, context: DepartmentContext) => ({
      commitment: await commitNonce(nonces, context.viewer, args.drawId, clock()),
    }),
    [`${field}RevealNonce`]: (_: unknown, args: FrozenRoster & { drawId: string }, context: DepartmentContext) => {
      const { drawId, rosterRoot, termsHash, commitmentsHash } = args;
      return revealNonce(nonces, context.viewer, drawId, { rosterRoot, termsHash, commitmentsHash }, clock());
    },
  };
}
