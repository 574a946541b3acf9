import { calendarDate } from '@onevisit/kit';
import type { Prisma } from '../../database.js';
import { JOINT_SERVICE } from '../../departments/DepartmentClient.js';
import { wayTo } from './judgeMove.js';
import { keepFollowing, type MovedBy } from './keepMove.js';
import type { MoverName } from './movers.js';
import { drawnSoFar, reachedPhase } from './reachedPhase.js';
import { lockPlan, phaseOf } from './standingPlan.js';

/** Acts that plans follow. */
type Act = Extract<MoverName, 'FREEZING' | 'DRAWING' | 'VISITING' | 'VOIDING'>;

/**
 * Lets a plan follow what has happened to its draws and visits, in the transaction in which it happened: it is brought to the phase that
 * they have reached, by moves that the act may make. Where there are none it stays.
 */
export async function followDraws(tx: Prisma.TransactionClient, planId: string, act: Act, by: MovedBy): Promise<void> {
  for (;;) {
    const plan = await lockPlan(tx, planId, JOINT_SERVICE);
    const reached = reachedPhase(await drawnSoFar(tx, plan));
    const next = wayTo(phaseOf(plan), reached, act)[0];
    if (next === undefined) return;
    await keepFollowing(tx, plan, { to: next.to, on: calendarDate(by.now), reference: null, why: null }, by);
  }
}
