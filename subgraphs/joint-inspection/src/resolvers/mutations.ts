import { actorOf, calendarDate, type MutationOutcome, type MutationRequest, runMutation } from '@onevisit/kit';
import type { StepOutInput, SwapInspectorsInput } from '../amendments/AmendmentInput.js';
import { amend } from '../amendments/amend.js';
import { answeredBefore } from '../answeredBefore.js';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import { prepareRollOver, type RollOverTaskInput, rollOverTask } from '../departmentPlans/rollOverTask.js';
import { cancelFreeze } from '../draw/cancelFreeze.js';
import { enterPublicEntropy } from '../draw/enterPublicEntropy.js';
import { collectCommitments, type OpenDrawInput, openDraw } from '../draw/open.js';
import { collectReveals, keepReveals, revealingDraw } from '../draw/reveal.js';
import { startDrawing } from '../draw/startDrawing.js';
import { startFreezing } from '../draw/startFreezing.js';
import { voidDraw } from '../draw/voidDraw.js';
import type { Joint } from '../joint.js';
import { type CompletePlanStepInput, completePlanStep, prepareStep } from '../plans/calendar/completePlanStep.js';
import { type AdoptRulePackInput, adoptRulePack } from '../rules/adoptRulePack.js';
import { type LoadRulePackInput, loadRulePack } from '../rules/loadRulePack.js';
import { shownPack } from '../rules/shownPack.js';
import { toldCalendar } from './departmentPlans.js';
import { disclosureMutations } from './disclosures.js';
import { indicatorMutations } from './indicators.js';
import { planMutationResolvers } from './planMutations.js';
import { publishedReportMutations } from './publishedReports.js';
import { resultCodeMutations } from './resultCodes.js';
import { visitMutationResolvers } from './visitMutations.js';

/** Arguments of a mutation that a client may repeat. */
export interface Keyed<Input> {
  readonly input: Input;
  readonly idempotencyKey?: string | null;
}

import { filingMutations } from './filingMutations.js';
import { followUpMutations } from './followUps.js';

type Arguments = object & { readonly idempotencyKey?: string | null };
type Work = (tx: Prisma.TransactionClient, now: Date) => Promise<MutationOutcome<string>>;

/** Runs a mutation in one transaction; see runMutation of the kit. */
export type RunMutation = (name: string, args: Arguments, context: JointContext, work: Work) => Promise<string>;

/** As `RunMutation`, with what departments answer; a repeated key is answered without asking them. */
export type RunPrepared = <Prepared>(
  name: string,
  args: Arguments,
  context: JointContext,
  prepare: () => Promise<Prepared>,
  work: (tx: Prisma.TransactionClient, prepared: Prepared, now: Date) => Promise<MutationOutcome<string>>,
) => Promise<string>;

/**
 * Resolvers of Mutation: each one transaction that leaves a ledger entry, then the row as it stands. Departments are
 * asked before the transaction begins: one that hangs must not hold a connection and a lock.
 */
export function mutationResolvers(joint: Joint) {
  const { database, departments, jobs, trustedKeys, clock } = joint;

  const requestOf = (name: string, args: Arguments, { viewer }: JointContext): MutationRequest => {
    const { idempotencyKey, ...input } = args;
    return { viewer, name, input, idempotencyKey, now: clock() };
  };
  const run: RunMutation = (name, args, context, work) => {
    const request = requestOf(name, args, context);
    return runMutation(database, request, (tx) => work(tx, request.now));
  };
  const runPrepared: RunPrepared = async (name, args, context, prepare, work) => {
    const earlier = await answeredBefore<string>(database, requestOf(name, args, context));
    if (earlier !== null) return earlier.response;
    const prepared = await prepare();
    return await run(name, args, context, (tx, now) => work(tx, prepared, now));
  };
  const packById = async (id: string) => shownPack(await database.rulePackVersion.findUniqueOrThrow({ where: { id } }));
  const drawById = (id: string) => database.draw.findUniqueOrThrow({ where: { id } });

  return {
    loadRulePack: async (_: unknown, args: Keyed<LoadRulePackInput>, context: JointContext) => {
      const actor = actorOf(context.viewer);
      return await packById(
        await run('loadRulePack', args, context, (tx, now) => loadRulePack(tx, args.input, actor, now)),
      );
    },
    adoptRulePack: async (_: unknown, args: Keyed<AdoptRulePackInput>, context: JointContext) => {
      const actor = actorOf(context.viewer);
      return await packById(
        await run('adoptRulePack', args, context, (tx, now) => adoptRulePack(tx, departments, args.input, actor, now)),
      );
    },
    completePlanStep: async (_: unknown, args: Keyed<CompletePlanStepInput>, context: JointContext) => {
      const { input } = args;
      const prepare = () => prepareStep(departments, context.viewer, input);
      const department = await runPrepared('completePlanStep', args, context, prepare, (tx, prepared, now) =>
        completePlanStep(tx, actorOf(context.viewer), input, prepared, now),
      );
      return await toldCalendar(joint, context.viewer, input.year, department);
    },
    rollOverTask: async (_: unknown, args: Keyed<RollOverTaskInput>, context: JointContext) => {
      const prepare = () => prepareRollOver(joint, context.viewer, args.input);
      const taskId = await runPrepared('rollOverTask', args, context, prepare, (tx, prepared, now) =>
        rollOverTask(tx, actorOf(context.viewer), args.input, prepared, now),
      );
      return await database.taskRollOver.findUniqueOrThrow({ where: { taskId } });
    },
    openDraw: async (_: unknown, args: Keyed<OpenDrawInput>, context: JointContext) => {
      const { input } = args;
      const prepare = () => collectCommitments(database, departments, input, calendarDate(clock()));
      const id = await runPrepared('openDraw', args, context, prepare, (tx, draw, now) =>
        openDraw(tx, input, draw, now),
      );
      return await drawById(id);
    },
    freezeDraw: async (_: unknown, args: { readonly id: string }, context: JointContext) => {
      await run('freezeDraw', args, context, (tx) => startFreezing(tx, args.id));
      const draw = await drawById(args.id);
      if (draw.phase === 'FREEZING') jobs.start(args.id, context.log);
      return draw;
    },
    revealDraw: async (_: unknown, args: { readonly id: string }, context: JointContext) => {
      const draw = await revealingDraw(database, args.id, clock());
      const reveals = await collectReveals(departments, trustedKeys, draw);
      await run('revealDraw', args, context, (tx, now) => keepReveals(tx, args.id, reveals, now));
      return await drawById(args.id);
    },
    enterPublicEntropy: async (
      _: unknown,
      args: { readonly id: string; readonly text: string },
      context: JointContext,
    ) => {
      const entered = { actor: actorOf(context.viewer), text: args.text };
      await run('enterPublicEntropy', args, context, (tx, now) => enterPublicEntropy(tx, args.id, entered, now));
      return await drawById(args.id);
    },
    executeDraw: async (_: unknown, args: { readonly id: string }, context: JointContext) => {
      await run('executeDraw', args, context, (tx, now) => startDrawing(tx, args.id, now));
      jobs.start(args.id, context.log);
      return await drawById(args.id);
    },
    cancelFreeze: async (_: unknown, args: { readonly id: string }, context: JointContext) => {
      await run('cancelFreeze', args, context, (tx) => cancelFreeze(tx, args.id));
      await jobs.stop(args.id);
      return await drawById(args.id);
    },
    voidDraw: async (
      _: unknown,
      args: { readonly id: string; readonly reason: string; readonly explanation: string },
      context: JointContext,
    ) => {
      const { id, reason, explanation } = args;
      const voiding = { reason, explanation, actor: actorOf(context.viewer) };
      await run('voidDraw', args, context, (tx, now) => voidDraw(tx, id, voiding, now));
      await jobs.stop(args.id);
      return await drawById(args.id);
    },
    swapInspectors: (_: unknown, args: Keyed<SwapInspectorsInput>, context: JointContext) =>
      amend(joint, requestOf('swapInspectors', args, context), args.input),
    stepOut: (_: unknown, args: Keyed<StepOutInput>, context: JointContext) =>
      amend(joint, requestOf('stepOut', args, context), args.input),
    ...followUpMutations(joint, requestOf),
    ...planMutationResolvers(joint, run, runPrepared),
    ...resultCodeMutations(joint, run),
    ...visitMutationResolvers(joint, run),
    ...publishedReportMutations(joint, runPrepared),
    ...indicatorMutations(joint, run, runPrepared),
    ...filingMutations(joint, requestOf),
    ...disclosureMutations(joint, requestOf),
  };
}
