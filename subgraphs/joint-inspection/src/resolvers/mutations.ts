import { actorOf, forbidden, type MutationOutcome, runMutation } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Prisma } from '../database.js';
import { executableDraw, execute, keepExecution } from '../draw/execute.js';
import { type OpenDrawInput, openDraw } from '../draw/open.js';
import { collectReveals, keepReveals, revealingDraw } from '../draw/reveal.js';
import { startFreezing } from '../draw/startFreezing.js';
import { voidDraw } from '../draw/voidDraw.js';
import { shownDrawError } from '../errors.js';
import type { Joint } from '../joint.js';
import { type ConveneInput, convene } from '../plans/convene.js';
import { type RecordResultsInput, recordResults } from '../visits/results.js';

interface Keyed<Input> {
  readonly input: Input;
  readonly idempotencyKey?: string | null;
}

/** Resolvers of Mutation: each one transaction that leaves a ledger entry, then the row as it stands. */
export function mutationResolvers(joint: Joint) {
  const { database, departments, freezes, trustedKeys, clock } = joint;

  const run = (
    name: string,
    args: object & { readonly idempotencyKey?: string | null },
    context: JointContext,
    work: (tx: Prisma.TransactionClient, now: Date) => Promise<MutationOutcome<string>>,
  ): Promise<string> => {
    const now = clock();
    const { idempotencyKey, ...input } = args;
    return runMutation(database, { viewer: context.viewer, name, input, idempotencyKey, now }, (tx) => work(tx, now));
  };
  const drawById = (id: string) => database.draw.findUniqueOrThrow({ where: { id } });

  return {
    conveneJointPlan: async (_: unknown, args: Keyed<ConveneInput>, context: JointContext) => {
      const id = await run('conveneJointPlan', args, context, (tx, now) => convene(tx, departments, args.input, now));
      return await database.jointPlan.findUniqueOrThrow({ where: { id } });
    },
    openDraw: async (_: unknown, args: Keyed<OpenDrawInput>, context: JointContext) =>
      drawById(await run('openDraw', args, context, (tx, now) => openDraw(tx, departments, args.input, now))),
    freezeDraw: async (_: unknown, args: { readonly id: string }, context: JointContext) => {
      await run('freezeDraw', args, context, (tx) => startFreezing(tx, args.id));
      const draw = await drawById(args.id);
      if (draw.phase === 'FREEZING') freezes.start(args.id);
      return draw;
    },
    revealDraw: async (_: unknown, args: { readonly id: string }, context: JointContext) => {
      const draw = await revealingDraw(database, args.id, clock());
      const reveals = await collectReveals(departments, trustedKeys, draw);
      await run('revealDraw', args, context, (tx, now) => keepReveals(tx, args.id, reveals, now));
      return await drawById(args.id);
    },
    executeDraw: async (
      _: unknown,
      args: { readonly id: string; readonly publicEntropy?: string | null },
      context: JointContext,
    ) => {
      const entropy = args.publicEntropy ?? '';
      const draw = await executableDraw(database, args.id, entropy, clock());
      if (draw.phase === 'DRAWN') return draw;
      const execution = await execute(database, departments, draw, entropy).catch((cause: unknown) => {
        throw shownDrawError(cause);
      });
      await run('executeDraw', args, context, (tx, now) => keepExecution(tx, args.id, execution, now));
      return await drawById(args.id);
    },
    voidDraw: async (
      _: unknown,
      args: { readonly id: string; readonly reason: string; readonly explanation: string },
      context: JointContext,
    ) => {
      await run('voidDraw', args, context, (tx, now) => voidDraw(tx, args.id, args.reason, args.explanation, now));
      await freezes.stop(args.id);
      return await drawById(args.id);
    },
    recordResults: async (_: unknown, args: Keyed<RecordResultsInput>, context: JointContext) => {
      const { viewer } = context;
      if (viewer.role !== 'inspector' && viewer.role !== 'officer') {
        throw forbidden(viewer, 'Mutation.recordResults', ['inspector', 'officer']);
      }
      const id = await run('recordResults', args, context, (tx, now) =>
        recordResults(tx, viewer, actorOf(viewer), args.input, now),
      );
      return await database.visit.findUniqueOrThrow({ where: { id } });
    },
  };
}
