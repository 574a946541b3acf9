import {
  auditorsFrame,
  type CrewedVisit,
  commitmentsHash,
  compareBytewise,
  parseTerms,
  type QuotaRow,
  seed as seedOf,
  type Terms,
} from '@onevisit/draw';
import { actorOf, appendLedger } from '@onevisit/kit';
import { JOINT_SERVICE } from '../departments/DepartmentClient.js';
import { EngineThread } from '../engine/EngineThread.js';
import { jointError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import { type FrozenRosters, finishFreeze } from './freeze.js';
import { asDrawn } from './frozenInspectors.js';
import { JobProgress } from './JobProgress.js';
import type { JobWork } from './jobWork.js';
import { keepExecution } from './keepExecution.js';
import { noncesOf, type RevealedDraw } from './nonces.js';
import { PageRoom } from './PageRoom.js';
import { feedPage, RosterRefusal } from './rosterFeed.js';
import { storedPages } from './storedPages.js';

/** What a draw came to, ready to be kept. */
export interface Execution {
  readonly seed: string;
  readonly quotas: readonly QuotaRow[];
  readonly cutOffs: readonly (string | null)[];
  readonly visitCount: number;
  /** Some of the visits, in processing order: asked for in turns, so that they are not held twice. */
  readonly visits: (first: number, count: number) => Promise<readonly CrewedVisit[]>;
  readonly fewestExpected: number;
  readonly recordHash: string;
  readonly frozen: Pick<FrozenRosters, 'terms' | 'inspectors'>;
}

/** Writers of the ledger wait for each other; a draw keeps tens of thousands of visits. */
const TRANSACTION = { maxWait: 10_000, timeout: 600_000 } as const;

/**
 * Draws (draw protocol, sections 3 to 5) from the stored rosters, whose root must still be the frozen one, with the nonces
 * that were fixed when the drawing began, and keeps the outcome in one transaction. Asks nobody: whoever could see the
 * outcome before it is kept, and keep it from being kept, would have a veto. Repeated after an interruption it comes to
 * the same.
 * @throws OV_JOINT_ROSTER_CHANGED
 */
export async function drawFromRosters(work: JobWork, { id }: Pick<Draw, 'id'>): Promise<void> {
  const draw = await work.database.draw.findUniqueOrThrow({ where: { id }, include: { nonces: true } });
  const progress = new JobProgress('DRAW', work.report);
  const engine = new EngineThread(work.engineFile, (step) => progress.begin(step));
  const end = (): void => void engine.end();
  work.signal.addEventListener('abort', end);
  try {
    progress.expect({ total: draw.leafCount });
    progress.begin('READ');
    const frozen = await frozenAgain(work, draw, engine, progress);
    const seed = seedOfDraw(draw);
    const drawn = await engine.call('draw', seed);
    progress.begin('RECORD');
    const recordHash = await hashRecord(work, draw, engine, frozen, { seed, ...drawn });
    progress.begin('KEEP');
    work.signal.throwIfAborted();
    const visits: Execution['visits'] = (first, count) => engine.call('visits', { first, count });
    const execution = { ...drawn, visits, seed, recordHash, frozen };
    const now = work.clock();
    await work.database.$transaction(async (tx) => {
      const step = await keepExecution(tx, id, execution, progress, now);
      if (step !== null) await appendLedger(tx, { actor: actorOf(JOINT_SERVICE), target: id, ...step }, now);
    }, TRANSACTION);
  } finally {
    work.signal.removeEventListener('abort', end);
    await engine.end();
  }
}

/** The stored rosters; whatever is wrong with them now was not so when they were frozen. */
async function frozenAgain(
  work: JobWork,
  draw: RevealedDraw,
  engine: EngineThread,
  progress: JobProgress,
): Promise<FrozenRosters> {
  const terms = parseTerms(draw.terms);
  const changed = (found: string): Error =>
    jointError('OV_JOINT_ROSTER_CHANGED', { id: draw.id, found, frozen: draw.rosterRoot ?? '' });
  try {
    await engine.call('begin', { terms, rosterKey: draw.rosterKey });
    const room = new PageRoom();
    for (const { id: legId } of terms.legs) {
      for await (const { bytes, place, count } of storedPages(work.database, draw.id, legId)) {
        work.signal.throwIfAborted();
        await feedPage(engine, terms, { legId, bytes: room.hold(bytes), place });
        progress.pass(count);
      }
    }
    const frozen = await finishFreeze(work.database, draw, terms, engine);
    if (frozen.rosterRoot !== draw.rosterRoot) throw changed(frozen.rosterRoot);
    progress.pass(frozen.inspectors.length);
    return frozen;
  } catch (cause) {
    const refusal = refusalIn(cause);
    throw refusal === null ? cause : Object.assign(changed(refusal), { cause });
  }
}

/** The code of a refusal of stored rosters, or null for any other failure. */
function refusalIn(cause: unknown): string | null {
  if (cause instanceof RosterRefusal) return cause.cause.code;
  return isPagesDamaged(cause) ? cause.code : null;
}

function isPagesDamaged(cause: unknown): cause is { readonly code: string } {
  return cause instanceof Error && 'code' in cause && cause.code === 'OV_JOINT_PAGES_DAMAGED';
}

function seedOfDraw(draw: RevealedDraw): string {
  return seedOf({
    drawId: draw.id,
    rosterRoot: draw.rosterRoot ?? '',
    termsHash: draw.termsHash ?? '',
    publicEntropy: draw.publicEntropy ?? '',
    ...noncesOf(draw),
  });
}

/** The hash of the auditor's record (draw protocol, section 6), its roster read from the stored pages once more. */
async function hashRecord(
  work: JobWork,
  draw: RevealedDraw,
  engine: EngineThread,
  { terms, inspectors, rosterRoot }: FrozenRosters,
  { seed, quotas }: Pick<Execution, 'seed' | 'quotas'>,
): Promise<string> {
  const { id: drawId, rosterKey } = draw;
  const { commitments, nonces } = noncesOf(draw);
  const publicEntropy = draw.publicEntropy ?? '';
  const input = { drawId, rosterKey, terms, commitments, nonces, publicEntropy, inspectors: inspectors.map(asDrawn) };
  const hashes = { rosterRoot, termsHash: draw.termsHash ?? '', commitmentsHash: commitmentsHash(commitments), seed };
  const frame = auditorsFrame(input, { ...hashes, quotas });
  await engine.call('beginRecord', frame.beforeRoster);
  const room = new PageRoom();
  for (const leg of legsInOrder(terms)) {
    for await (const { bytes } of storedPages(work.database, drawId, leg)) {
      work.signal.throwIfAborted();
      await engine.call('addToRecord', { leg, page: room.hold(bytes) });
    }
  }
  return await engine.call('finishRecord', frame);
}

function legsInOrder({ legs }: Terms): readonly string[] {
  return legs.map(({ id }) => id).sort(compareBytewise);
}
