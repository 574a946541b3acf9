import {
  boundOfVisits,
  type CrewedVisit,
  drawCrews,
  mergeVisits,
  type QuotaRow,
  Ranks,
  recordHash,
  seed as seedOf,
  select,
  textFault,
} from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit';
import type { Database } from '../database.js';
import { jointError, shownDrawError } from '../errors.js';
import { type FrozenDraw, readFrozen } from './freeze.js';
import { asDrawn } from './frozenRosters.js';
import { noncesOf, type RevealedDraw, recordOf } from './recordOf.js';

/** What a draw came to, ready to be kept. */
export interface Execution {
  /** The nonces it was drawn with, by department. */
  readonly nonces: Readonly<Record<string, string>>;
  readonly seed: string;
  readonly publicEntropy: string;
  readonly quotas: readonly QuotaRow[];
  readonly visits: readonly CrewedVisit[];
  readonly fewestExpected: number;
  readonly recordHash: string;
  readonly frozen: FrozenDraw;
}

/**
 * The draw, if it may be executed now: frozen, every nonce revealed or the deadline past, and the public source's text
 * given where the terms name one (draw protocol, section 2). One that is drawn already comes back as it is.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE, OV_JOINT_REVEAL_OPEN, OV_JOINT_PUBLIC_SOURCE,
 *   OV_JOINT_NO_PUBLIC_SOURCE, OV_JOINT_PUBLIC_TEXT
 */
export async function executableDraw(
  database: Database,
  id: string,
  publicEntropy: string,
  now: Date,
): Promise<RevealedDraw> {
  const draw = await database.draw.findUnique({ where: { id }, include: { nonces: true, plan: true } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  if (draw.phase === 'DRAWN') return draw;
  if (draw.phase !== 'FROZEN' || draw.revealBy === null) {
    throw jointError('OV_JOINT_PHASE', { id, phase: draw.phase, needed: 'FROZEN' });
  }
  const over = now > draw.revealBy;
  const deadline = draw.revealBy.toISOString();
  const waiting = draw.nonces.filter((nonce) => nonce.nonce === null).map((nonce) => nonce.department);
  if (waiting.length > 0 && !over) {
    throw jointError('OV_JOINT_REVEAL_OPEN', { id, waiting: waiting.sort().join(', '), deadline });
  }
  checkPublicEntropy(publicEntropy, { id, source: draw.plan.publicSource, deadline }, over);
  return draw;
}

/** The public text comes into being after the deadline, and is hashed: it must be text that a verifier accepts. */
function checkPublicEntropy(
  publicEntropy: string,
  values: { readonly id: string; readonly source: string; readonly deadline: string },
  over: boolean,
): void {
  if (values.source === '') {
    if (publicEntropy !== '') throw jointError('OV_JOINT_NO_PUBLIC_SOURCE', { id: values.id });
    return;
  }
  if (publicEntropy === '' || !over) throw jointError('OV_JOINT_PUBLIC_SOURCE', values);
  if (textFault(publicEntropy) !== undefined) throw jointError('OV_JOINT_PUBLIC_TEXT');
}

/**
 * Draws (draw protocol, sections 3 to 5) from the stored rosters, whose root must still be the frozen one. Asks nobody:
 * whoever could see the outcome before it is kept, and keep it from being kept, would have a veto.
 * @throws OV_JOINT_ROSTER_CHANGED
 */
export async function execute(database: Database, draw: RevealedDraw, publicEntropy: string): Promise<Execution> {
  const frozen = await readUnchanged(database, draw);
  const { nonces, commitments } = noncesOf(draw);
  const { terms, roster, keys, rosterRoot } = frozen;
  const seed = seedOf({
    drawId: draw.id,
    rosterRoot,
    termsHash: draw.termsHash ?? '',
    commitments,
    nonces,
    publicEntropy,
  });
  const ranks = new Ranks(seed, roster.subjects, keys);
  const { quotas, selected } = select(terms, roster.cells(), ranks);
  const merged = mergeVisits(terms, selected, roster, ranks);
  const inspectors = frozen.inspectors.map(asDrawn);
  const visits = drawCrews({ seed, rosterKey: draw.rosterKey, terms, inspectors }, merged);
  const outcome = { seed, publicEntropy, quotas, visits };
  return {
    ...outcome,
    nonces,
    fewestExpected: boundOfVisits(terms, roster.cells()),
    recordHash: recordHash(await recordOf(database, draw, frozen, outcome)),
    frozen,
  };
}

/** The stored rosters; whatever is wrong with them now was not so when they were frozen. */
async function readUnchanged(database: Database, draw: RevealedDraw): Promise<FrozenDraw> {
  const changed = (found: string): Error =>
    jointError('OV_JOINT_ROSTER_CHANGED', { id: draw.id, found, frozen: draw.rosterRoot ?? '' });
  const frozen = await readFrozen(database, draw).catch((cause: unknown) => {
    const shown = shownDrawError(cause);
    throw shown instanceof OneVisitError ? Object.assign(changed(shown.code), { cause }) : cause;
  });
  if (frozen.rosterRoot !== draw.rosterRoot) throw changed(frozen.rosterRoot);
  return frozen;
}
