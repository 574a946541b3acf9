import { randomBytes, randomUUID } from 'node:crypto';
import { departmentsOf, type Terms } from '@onevisit/draw';
import { calendarDate, globalId, type MutationOutcome } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { jointError } from '../errors.js';
import { openingBatch } from '../plans/batches/openingBatch.js';
import { checkDrawable } from '../plans/lifecycle/checkDrawable.js';
import { termsOf } from '../plans/terms.js';
import { kept, NO_PROGRESS } from './progress.js';

/** A draw to open: GraphQL's OpenDrawInput. */
export interface OpenDrawInput {
  readonly planId: string;
  readonly revealWithinSeconds: number;
  readonly replaces?: string | null;
  /** The drawn draw of the plan on which this one goes on. */
  readonly follows?: string | null;
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
  today: string,
): Promise<CommittedDraw> {
  const { revealWithinSeconds } = input;
  if (revealWithinSeconds < 1 || revealWithinSeconds > MOST_REVEAL_SECONDS) {
    throw jointError('OV_JOINT_REVEAL_SECONDS', { seconds: revealWithinSeconds, most: MOST_REVEAL_SECONDS });
  }
  const { terms } = await drawablePlan(database, input, today);
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
 * Opens a draw to which every department has committed, with a secret roster key of its own. One that goes on from an earlier
 * draw of its plan gets its quotas at the freeze; see `batchTerms`.
 * @returns the draw's id
 * @throws OV_JOINT_UNKNOWN_PLAN, OV_JOINT_PLAN_NOT_DRAWABLE, OV_JOINT_PLAN_CHANGED, OV_JOINT_DRAW_EXISTS, OV_JOINT_REPLACES,
 *   OV_JOINT_REPLACES_NOTHING, OV_JOINT_FOLLOWS, OV_JOINT_BATCHES_OVER
 */
export async function openDraw(
  tx: Prisma.TransactionClient,
  input: OpenDrawInput,
  { id, terms: committed, commitments }: CommittedDraw,
  now: Date,
): Promise<MutationOutcome<string>> {
  const { planId, revealWithinSeconds } = input;
  const replaces = input.replaces ?? null;
  // Nobody voids a draw of the plan meanwhile; draws are locked before their plan.
  await tx.$executeRaw`SELECT 1 FROM draw WHERE plan_id = ${planId} FOR UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM joint_plan WHERE id = ${planId} FOR UPDATE`;
  const { terms, ...opening } = await drawablePlan(tx, input, calendarDate(now));
  if (JSON.stringify(terms) !== JSON.stringify(committed)) throw jointError('OV_JOINT_PLAN_CHANGED', { id: planId });
  await tx.draw.create({
    data: {
      id,
      planId,
      phase: 'COMMITTING',
      rosterKey: randomBytes(32).toString('hex'),
      terms: terms as unknown as Prisma.InputJsonObject,
      revealWithin: revealWithinSeconds,
      replaces,
      ...opening,
      openedAt: now,
      progress: kept(NO_PROGRESS),
      nonces: { create: [...commitments] },
    },
  });
  const detail = { planId, replaces, ...opening, commitments };
  return { response: id, step: { action: 'draw.open', target: id, detail } };
}

/** What a draw of the plan would draw for, if one may be opened now. */
async function drawablePlan(database: Prisma.TransactionClient, input: OpenDrawInput, today: string) {
  const { planId } = input;
  const plan = await database.jointPlan.findUnique({
    where: { id: planId },
    include: {
      legs: { include: { items: true }, orderBy: { id: 'asc' } },
      draws: { orderBy: { seq: 'desc' } },
      batchWindows: { orderBy: { number: 'asc' } },
    },
  });
  if (plan === null) throw jointError('OV_JOINT_UNKNOWN_PLAN', { id: planId });
  checkDrawable(plan);
  const inForce = plan.draws.find(({ phase }) => phase === 'DRAWN') ?? null;
  checkPlace(input, plan.draws[0], inForce?.id ?? null);
  return { ...openingBatch(plan, termsOf(plan), inForce, today), follows: inForce?.id ?? null };
}

/**
 * A plan has one draw at a time. Whoever opens another after a void one must name that one, and it goes on from where that
 * one would have; whoever opens another after a drawn one must say that it goes on from there.
 */
function checkPlace(
  { planId, ...input }: OpenDrawInput,
  last: { readonly id: string; readonly phase: string } | undefined,
  inForce: string | null,
): void {
  const replaces = input.replaces ?? null;
  const follows = input.follows ?? null;
  if (follows !== null && follows !== inForce) throw jointError('OV_JOINT_FOLLOWS', { planId, drawId: inForce ?? '—' });
  if (last?.phase === 'VOID') {
    if (replaces !== last.id) throw jointError('OV_JOINT_REPLACES', { planId, drawId: last.id });
    return;
  }
  if (last !== undefined && (last.phase !== 'DRAWN' || follows === null)) {
    throw jointError('OV_JOINT_DRAW_EXISTS', { planId, drawId: last.id });
  }
  if (replaces !== null) throw jointError('OV_JOINT_REPLACES_NOTHING', { planId });
}
