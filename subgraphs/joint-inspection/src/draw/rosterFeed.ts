import type { Terms } from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit';
import type { EngineThread } from '../engine/EngineThread.js';
import { jointError } from '../errors.js';

const DIVISION = /^[0-9]{6}$/;

/** That something in the rosters was refused, which is for the departments to mend; `cause` tells what. */
export class RosterRefusal extends Error {
  override readonly cause: OneVisitError;

  constructor(cause: OneVisitError) {
    super(cause.message);
    this.cause = cause;
  }
}

/** A page of a leg's roster on its way into a draw's engine. */
export interface FedPage {
  readonly legId: string;
  /** UTF-8; read by the engine until it has answered. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly place: string;
}

/**
 * Feeds a page to the engine.
 * @throws RosterRefusal: OV_JOINT_DEPARTMENT_BAD_ANSWER for a line that is no entry, and whatever else the protocol
 *   refuses in a roster
 */
export async function feedPage(engine: EngineThread, terms: Terms, { legId, bytes, place }: FedPage): Promise<void> {
  const badAnswer = (problem: string): RosterRefusal => {
    const department = terms.legs.find(({ id }) => id === legId)?.department ?? '';
    return new RosterRefusal(jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department, problem }));
  };
  try {
    const districts = await engine.call('addPage', { leg: legId, page: bytes, place });
    const stray = districts.find((district) => !DIVISION.test(district));
    if (stray !== undefined) throw badAnswer(`${place}: "${stray}" is not a division`);
  } catch (cause) {
    if (!(cause instanceof OneVisitError)) throw cause;
    if (cause.code !== 'OV_DRAW_ROSTER_LINE_FORM') throw new RosterRefusal(cause);
    throw badAnswer(`${String(cause.extensions.place)}: needs subject, stratum, district, standing`);
  }
}
