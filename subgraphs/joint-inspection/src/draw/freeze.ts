import { departmentsOf, parseTerms, type Terms } from '@onevisit/draw';
import { actorOf, appendLedger, OneVisitError } from '@onevisit/kit';
import type { Database } from '../database.js';
import { JOINT_SERVICE } from '../departments/DepartmentClient.js';
import type { FrozenRoots } from '../engine/DrawEngine.js';
import { EngineThread } from '../engine/EngineThread.js';
import { shownDrawError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import { asDrawn, type FrozenInspector, frozenInspectors } from './frozenInspectors.js';
import { JobProgress } from './JobProgress.js';
import type { JobWork } from './jobWork.js';
import { publishStatement } from './publishStatement.js';
import { RosterRefusal } from './rosterFeed.js';
import { streamRosters } from './streamRosters.js';
import { termsOfBatch } from './termsOfBatch.js';
import { withBothPlaces } from './twoDistricts.js';

/** A draw's rosters, frozen in an engine. */
export interface FrozenRosters extends FrozenRoots {
  readonly terms: Terms;
  readonly inspectors: readonly FrozenInspector[];
}

/**
 * Streams what is still missing of a draw's rosters, departments in parallel, hashes them as they arrive, and publishes
 * the statement (draw protocol, sections 1 and 2). Safe to repeat after any interruption: pages that are stored are not
 * asked for again.
 */
export async function freezeRosters(work: JobWork, draw: Draw): Promise<void> {
  const progress = new JobProgress('FREEZE', work.report);
  const engine = new EngineThread(work.engineFile, (step) => progress.begin(step));
  const end = (): void => void engine.end();
  work.signal.addEventListener('abort', end);
  try {
    const terms = parseTerms(draw.terms);
    await engine.call('begin', { terms, rosterKey: draw.rosterKey });
    progress.begin('STREAM');
    await streamRosters(work, draw, terms, engine, progress);
    const frozen = await finishFreeze(work.database, draw, terms, engine);
    work.signal.throwIfAborted();
    const own = await termsOfBatch(work.database, draw, frozen);
    await publishStatement(work, draw, { ...frozen, terms: own }, progress.done());
  } catch (cause) {
    if (!(cause instanceof RosterRefusal)) throw cause;
    const refusal = await withBothPlaces(work.database, draw, cause.cause);
    await discardPages(work, draw.id, refusal);
    throw refusal;
  } finally {
    work.signal.removeEventListener('abort', end);
    await engine.end();
  }
}

/**
 * Ends a freeze whose entries are all in its engine.
 * @throws RosterRefusal for whatever is wrong with the inspectors
 */
export async function finishFreeze(
  database: Database,
  draw: Pick<Draw, 'id'>,
  terms: Terms,
  engine: EngineThread,
): Promise<FrozenRosters> {
  const inspectors = await frozenInspectors(database, draw.id, departmentsOf(terms)).catch((cause: unknown) => {
    const shown = shownDrawError(cause);
    throw shown instanceof OneVisitError ? new RosterRefusal(shown) : cause;
  });
  return { ...(await engine.call('freeze', inspectors.map(asDrawn))), terms, inspectors };
}

/** What was refused is the departments' to mend: the next freeze must read their pools anew. */
async function discardPages(work: JobWork, drawId: string, refusal: OneVisitError): Promise<void> {
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
