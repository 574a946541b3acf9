import { randomBytes, randomUUID } from 'node:crypto';
import { departmentsOf, type Terms } from '@onevisit/draw';
import { globalId, type MutationOutcome } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { jointError } from '../errors.js';
import { checkDrawable } from '../plans/lifecycle/checkDrawable.js';
import { termsOf } from '../plans/terms.js';
import { kept, NO_PROGRESS } from './progress.js';

/** A draw to open: GraphQL's OpenDrawInput. */
export interface OpenDrawInput {
  readonly planId: string;
  readonly revealWithinSeconds: number;
  readonly replaces?: string | null;
}

/** A draw that may be opened, with the departments' commitments. */
export interface CommittedDraw {
  readonly id: string;
  readonly terms: Terms;
  readonly commitments: readonly { readonly department: string; readonly commitment: string }[];
}

const MOST_REVEAL_SECONDS = 90 * 24 * 3600;

/**
 * Makes a draw's id and collects the commitment of every participating department, before anything is frozen (draw
 * protocol, section 2). Nothing is kept yet; departments keep a nonce for an id that may never be used.
 * @throws OV_JOINT_REVEAL_SECONDS, OV_JOINT_DEPARTMENT_*, and those of `openDraw`
 */
export async function collectCommitments(
  database: Database,
  departments: Departments,
  input: OpenDrawInput,
): Promise<CommittedDraw> {
  const { revealWithinSeconds } = input;
  if (revealWithinSeconds < 1 || revealWithinSeconds > MOST_REVEAL_SECONDS) {
    throw jointError('OV_JOINT_REVEAL_SECONDS', { seconds: revealWithinSeconds, most: MOST_REVEAL_SECONDS });
  }
  const terms = termsOf(await drawablePlan(database, input));
  const id = globalId('joint-inspection', 'draw', randomUUID());
  const commitments = await Promise.all(
    departmentsOf(terms).map(async (department) => ({
      department,
      commitment: await departments.client(department).commitNonce(id),
    })),
  );
  return { id, terms, commitments };
}

/**
 * Opens a draw to which every department has committed, with a secret roster key of its own.
 * @returns the draw's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_PLAN_NOT_DRAWABLE, OV_JOINT_DRAW_EXISTS, OV_JOINT_REPLACES, OV_JOINT_REPLACES_NOTHING
 */
export async function openDraw(
  tx: Prisma.TransactionClient,
  input: OpenDrawInput,
  { id, terms, commitments }: CommittedDraw,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { planId, revealWithinSeconds } = input;
  const replaces = input.replaces ?? null;
  await tx.$executeRaw`SELECT 1 FROM joint_plan WHERE id = ${planId} FOR UPDATE`;
  const plan = await drawablePlan(tx, input);
  if (JSON.stringify(termsOf(plan)) !== JSON.stringify(terms))
    throw jointError('OV_JOINT_PLAN_CHANGED', { id: planId });
  await tx.draw.create({
    data: {
      id,
      planId,
      phase: 'COMMITTING',
      rosterKey: randomBytes(32).toString('hex'),
      terms: terms as unknown as Prisma.InputJsonObject,
      revealWithin: revealWithinSeconds,
      replaces,
      openedAt: now,
      progress: kept(NO_PROGRESS),
      nonces: { create: [...commitments] },
    },
  });
  return { response: id, step: { action: 'draw.open', target: id, detail: { planId, replaces, commitments } } };
}

/** The plan, if a draw of it may be opened now. */
async function drawablePlan(database: Prisma.TransactionClient, { planId, replaces }: OpenDrawInput) {
  const plan = await database.jointPlan.findUnique({
    where: { id: planId },
    include: {
      legs: { include: { items: true }, orderBy: { id: 'asc' } },
      draws: { orderBy: { seq: 'desc' }, take: 1 },
    },
  });
  if (plan === null) throw jointError('OV_JOINT_UNKNOWN_PLAN', { id: planId });
  checkDrawable(plan);
  checkReplaces(planId, plan.draws[0], replaces ?? null);
  return plan;
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
