import { randomBytes, randomUUID } from 'node:crypto';
import { departmentsOf } from '@onevisit/draw';
import { globalId, type MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { jointError } from '../errors.js';
import { termsOf } from '../plans/terms.js';
import { NO_PROGRESS } from './progress.js';

/** A draw to open: GraphQL's OpenDrawInput. */
export interface OpenDrawInput {
  readonly planId: string;
  readonly revealWithinSeconds: number;
  readonly replaces?: string | null;
}

const MOST_REVEAL_SECONDS = 90 * 24 * 3600;

/**
 * Opens a draw: makes its id and the secret roster key, and collects the commitment of every participating department
 * before anything is frozen (draw protocol, section 2).
 * @returns the draw's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_DRAW_EXISTS, OV_JOINT_REPLACES, OV_JOINT_REPLACES_NOTHING,
 *   OV_JOINT_REVEAL_SECONDS, OV_JOINT_DEPARTMENT_*
 */
export async function openDraw(
  tx: Prisma.TransactionClient,
  departments: Departments,
  input: OpenDrawInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { planId, revealWithinSeconds } = input;
  if (revealWithinSeconds < 1 || revealWithinSeconds > MOST_REVEAL_SECONDS) {
    throw jointError('OV_JOINT_REVEAL_SECONDS', { seconds: revealWithinSeconds, most: MOST_REVEAL_SECONDS });
  }
  await tx.$executeRaw`SELECT 1 FROM joint_plan WHERE id = ${planId} FOR UPDATE`;
  const plan = await tx.jointPlan.findUnique({
    where: { id: planId },
    include: { legs: { include: { items: true } }, draws: { orderBy: { seq: 'desc' }, take: 1 } },
  });
  if (plan === null) throw jointError('OV_JOINT_UNKNOWN_PLAN', { id: planId });
  checkReplaces(planId, plan.draws[0], input.replaces ?? null);
  const terms = termsOf(plan);
  const id = globalId('joint-inspection', 'draw', randomUUID());
  const commitments = await Promise.all(
    departmentsOf(terms).map(async (department) => ({
      department,
      commitment: await departments.client(department).commitNonce(id),
    })),
  );
  await tx.draw.create({
    data: {
      id,
      planId,
      phase: 'COMMITTING',
      rosterKey: randomBytes(32).toString('hex'),
      terms: terms as unknown as Prisma.InputJsonObject,
      revealWithin: revealWithinSeconds,
      replaces: input.replaces ?? null,
      openedAt: now,
      progress: NO_PROGRESS,
      nonces: { create: commitments },
    },
  });
  const detail = { planId, replaces: input.replaces ?? null, commitments };
  return { response: id, step: { action: 'draw.open', target: id, detail } };
}

/** A plan has one draw that is not void; whoever opens another after a void one must name that one. */
function checkReplaces(
  planId: string,
  last: { readonly id: string; readonly phase: string } | undefined,
  replaces: string | null,
): void {
  if (last === undefined) {
    if (replaces !== null) throw jointError('OV_JOINT_REPLACES_NOTHING', { planId });
    return;
  }
  if (last.phase !== 'VOID') throw jointError('OV_JOINT_DRAW_EXISTS', { planId, drawId: last.id });
  if (replaces !== last.id) throw jointError('OV_JOINT_REPLACES', { planId, drawId: last.id });
}
