import { actorOf, type MutationRequest, OneVisitError, runMutation } from '@onevisit/kit';
import { answeredBefore } from '../answeredBefore.js';
import type { Prisma } from '../database.js';
import type { Amendment } from '../generated/client.js';
import type { Joint } from '../joint.js';
import type { AmendmentInput } from './AmendmentInput.js';
import { keepAmendment } from './keepAmendment.js';
import { prepareAmendment } from './prepareAmendment.js';

/** How often an amendment is computed anew because another one of the draw was kept first. */
const MOST_ATTEMPTS = 5;

/**
 * Changes crews after a draw (draw protocol, section 5): the seats change hands, the draw's record stays as it was, and the
 * change is an amendment with its reason.
 * @throws whatever prepareAmendment and keepAmendment throw
 */
export async function amend(
  joint: Pick<Joint, 'database' | 'engineFile'>,
  request: MutationRequest,
  input: AmendmentInput,
): Promise<Amendment> {
  const { database } = joint;
  const number = (await answeredBefore<number>(database, request))?.response ?? (await attempt(1));
  return await database.amendment.findUniqueOrThrow({ where: { drawId_number: { drawId: input.drawId, number } } });

  async function attempt(count: number): Promise<number> {
    const { viewer, now } = request;
    const prepared = await prepareAmendment(joint, viewer, input, now);
    try {
      return await runMutation<Prisma.TransactionClient, number>(database, request, (tx) =>
        keepAmendment(tx, input, prepared, actorOf(viewer), now),
      );
    } catch (cause) {
      const overtaken = cause instanceof OneVisitError && cause.code === 'OV_JOINT_AMENDED_MEANWHILE';
      if (!overtaken || count === MOST_ATTEMPTS) throw cause;
      return await attempt(count + 1);
    }
  }
}
