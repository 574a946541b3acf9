import { DrawError, departmentsOf, Freeze, type Frozen, parseTerms, type Terms } from '@onevisit/draw';
import { actorOf, appendLedger, OneVisitError } from '@onevisit/kit';
import type { Database } from '../database.js';
import { JOINT_SERVICE } from '../departments/DepartmentClient.js';
import type { Departments } from '../departments/Departments.js';
import { jointError, shownDrawError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import { asDrawn, type FrozenEntry, type FrozenInspector, frozenEntries, frozenInspectors } from './frozenRosters.js';
import type { FreezeProgress } from './progress.js';
import { publishStatement } from './publishStatement.js';
import { streamRosters } from './streamRosters.js';

/** What a freeze stands on. */
export interface FreezeWork {
  readonly database: Database;
  readonly departments: Departments;
  readonly clock: () => Date;
  /** Called when it begins, and after each page. */
  readonly report: (progress: FreezeProgress) => void;
  /** Ends the work at the next page; what was stored stays, and a later freeze resumes from it. */
  readonly signal: AbortSignal;
}

/** A draw's frozen rosters, read back. */
export interface FrozenDraw extends Frozen {
  readonly terms: Terms;
  readonly inspectors: readonly FrozenInspector[];
}

/**
 * Streams what is still missing of a draw's rosters, departments in parallel, then computes the root and publishes the
 * statement (draw protocol, sections 1 and 2). Safe to repeat after any interruption: pages that are stored are not
 * asked for again.
 */
export async function freezeRosters(work: FreezeWork, draw: Draw): Promise<void> {
  const progress = await streamRosters(work, draw);
  const frozen = await readFrozen(work.database, draw).catch(async (cause: unknown) => {
    const shown = shownDrawError(cause);
    if (shown instanceof OneVisitError) await discardPages(work, draw.id, shown);
    throw shown;
  });
  work.signal.throwIfAborted();
  await publishStatement(work, draw, frozen, progress);
}

/**
 * Reads a draw's stored pages back and computes their root.
 * @throws OV_JOINT_TWO_DISTRICTS, OV_JOINT_DEPARTMENT_BAD_ANSWER, OV_JOINT_PAGES_DAMAGED, and DrawError for whatever
 *   else the protocol refuses in rosters or inspectors
 */
export async function readFrozen(database: Database, draw: Draw): Promise<FrozenDraw> {
  const terms = parseTerms(draw.terms);
  const inspectors = await frozenInspectors(database, draw.id, departmentsOf(terms));
  const freeze = new Freeze(terms, inspectors.map(asDrawn), draw.rosterKey);
  for await (const frozen of frozenEntries(database, draw.id, terms)) {
    try {
      freeze.add(frozen.entry, frozen.place);
    } catch (cause) {
      if (!(cause instanceof DrawError) || cause.code !== 'OV_DRAW_SUBJECT_TWO_DISTRICTS') throw cause;
      throw await twoDistricts(database, draw.id, terms, frozen);
    }
  }
  return { ...freeze.finish(), terms, inspectors };
}

/** Names both places: two departments have to agree, and each must find its own. */
async function twoDistricts(database: Database, drawId: string, terms: Terms, later: FrozenEntry): Promise<Error> {
  const { subject, district } = later.entry;
  const values = { subject, district, place: later.place };
  for await (const { entry, place } of frozenEntries(database, drawId, terms)) {
    if (entry.subject !== subject) continue;
    return jointError('OV_JOINT_TWO_DISTRICTS', { ...values, earlierPlace: place, earlierDistrict: entry.district });
  }
  return jointError('OV_JOINT_PAGES_DAMAGED', { place: later.place });
}

/** What was refused is the departments' to mend: the next freeze must read their pools anew. */
async function discardPages(work: FreezeWork, drawId: string, refusal: OneVisitError): Promise<void> {
  const now = work.clock();
  await work.database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${drawId} FOR UPDATE`;
    const { phase } = await tx.draw.findUniqueOrThrow({ where: { id: drawId }, select: { phase: true } });
    if (phase !== 'FREEZING') return;
    await tx.rosterPage.deleteMany({ where: { drawId } });
    const detail = { code: refusal.code, message: refusal.message };
    const step = { actor: actorOf(JOINT_SERVICE), action: 'draw.refuse', target: drawId, detail };
    await appendLedger(tx, step, now);
  });
}
