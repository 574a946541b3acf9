import { commitmentsHash, statementOf } from '@onevisit/draw';
import { actorOf, appendLedger } from '@onevisit/kit';
import { checkBudget } from '../budget/checkBudget.js';
import type { Prisma } from '../database.js';
import { JOINT_SERVICE } from '../departments/DepartmentClient.js';
import type { Draw } from '../generated/client.js';
import { feasibilityOfDraw } from '../plans/feasibility/drawFeasibility.js';
import { refuseInfeasible } from '../plans/feasibility/feasibility.js';
import { followDraws } from '../plans/lifecycle/followDraws.js';
import { givenStandings } from '../standing/givenStandings.js';
import type { FrozenRosters } from './freeze.js';
import type { JobWork } from './jobWork.js';
import { type DrawProgress, kept } from './progress.js';

/** Writers of the ledger wait for each other; none may take longer than this. */
const TRANSACTION = { maxWait: 10_000, timeout: 120_000 } as const;

/**
 * Publishes the statement of a freeze (draw protocol, section 2), and with it the deadline of the reveal; the standings that rules
 * gave stand beside it, with their citations. A draw that
 * was voided, or frozen by another process, meanwhile stays as it is.
 * @throws OV_JOINT_BUDGET_OVERTAKEN; OV_JOINT_INFEASIBLE where the plan's rules contradict each other
 */
export async function publishStatement(
  { database, clock }: JobWork,
  draw: Draw,
  frozen: FrozenRosters,
  progress: DrawProgress,
): Promise<void> {
  const now = clock();
  const revealBy = new Date(now.getTime() + draw.revealWithin * 1000);
  await database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${draw.id} FOR UPDATE`;
    const current = await tx.draw.findUniqueOrThrow({ where: { id: draw.id }, include: { nonces: true } });
    if (current.phase !== 'FREEZING') return;
    await checkBudget(tx, current);
    const commitments = Object.fromEntries(current.nonces.map((nonce) => [nonce.department, nonce.commitment]));
    const statement = statementOf({
      drawId: draw.id,
      terms: frozen.terms,
      rosterRoot: frozen.rosterRoot,
      commitments,
      revealDeadline: revealBy.toISOString(),
      cells: frozen.cells,
      inspectors: frozen.inspectors,
    });
    const { entries, inspectors } = statement;
    refuseInfeasible(await feasibilityOfDraw(tx, { ...draw, terms: frozen.terms }, statement));
    const standings = await givenStandings(tx, draw);
    await tx.draw.update({
      where: { id: draw.id },
      data: {
        phase: 'FROZEN',
        terms: frozen.terms as unknown as Prisma.InputJsonObject,
        rosterRoot: frozen.rosterRoot,
        leafCount: frozen.leaves,
        chunkRoots: new Uint8Array(frozen.chunkRoots),
        termsHash: statement.termsHash,
        commitmentsHash: commitmentsHash(commitments),
        counts: { entries, inspectors } as unknown as Prisma.InputJsonObject,
        standings: standings as unknown as Prisma.InputJsonArray,
        frozenAt: now,
        revealBy,
        progress: kept(progress),
      },
    });
    await followDraws(tx, draw.planId, 'FREEZING', { actor: actorOf(JOINT_SERVICE), now });
    const detail = standings.length === 0 ? statement : { ...statement, standings };
    const step = { actor: actorOf(JOINT_SERVICE), action: 'draw.freeze', target: draw.id, detail };
    await appendLedger(tx, step, now);
  }, TRANSACTION);
}
