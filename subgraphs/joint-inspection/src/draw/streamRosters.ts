import { departmentsOf, type Terms } from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit';
import { isCovered } from '../budget/budgetLock.js';
import type { EngineThread } from '../engine/EngineThread.js';
import { jointError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import type { Given } from '../standing/Ground.js';
import { openStandings, type Standings } from '../standing/openStandings.js';
import { LineRefusal, screenPage } from '../standing/screenPage.js';
import type { JobProgress } from './JobProgress.js';
import type { JobWork } from './jobWork.js';
import { PageRoom } from './PageRoom.js';
import { feedPage, RosterRefusal } from './rosterFeed.js';
import { checkPage, type RosterSource, type SourceState, sourceStates, storePage } from './rosterPages.js';
import { placeOfPage, storedPages } from './storedPages.js';

/** Lines of a page: large enough that round trips do not matter, small enough for a process's memory. */
const PAGE_LINES = 20_000;

const NOTHING_YET: SourceState = { pages: 0, entries: 0, cursor: null, done: false };

/** A freeze that streams. */
interface Streaming {
  readonly work: JobWork;
  readonly draw: Draw;
  readonly terms: Terms;
  readonly engine: EngineThread;
  readonly progress: JobProgress;
  readonly standings: Standings;
  /** Aborted with the work, or when something was refused: what the others would bring is in vain. */
  readonly streams: AbortController;
}

/**
 * Feeds a draw's rosters to its engine: the pages that are stored, then, from all departments in parallel, those that
 * are not, which are stored on the way. Where a department fails, the others go on to their end, so that a later freeze has
 * only the missing ones to ask for.
 * @throws RosterRefusal; what the department threw that failed, or an AggregateError of several; the signal's reason
 */
export async function streamRosters(
  work: JobWork,
  draw: Draw,
  terms: Terms,
  engine: EngineThread,
  progress: JobProgress,
): Promise<void> {
  const standings = await openStandings(work.database, draw, work.signal);
  await keepBasis(work, draw, standings);
  const departments = departmentsOf(terms);
  const states = await sourceStates(work.database, draw.id);
  const entries = [...states.values()].reduce((sum, state) => sum + state.entries, 0);
  progress.expect({ entries, waitingFor: departments });
  const streams = new AbortController();
  const stop = (): void => streams.abort(work.signal.reason);
  work.signal.addEventListener('abort', stop);
  const streaming = { work, draw, terms, engine, progress, standings, streams };
  const outcomes = await Promise.allSettled(
    departments.map(async (department) => {
      for (const source of sourcesOf(streaming, department)) {
        await streamSource(streaming, source, states.get(source.name) ?? NOTHING_YET);
      }
      progress.arrived(department);
    }),
  );
  work.signal.removeEventListener('abort', stop);
  work.signal.throwIfAborted();
  throwFirst(outcomes);
}

/** Pages that were streamed without knowing of something that counts now are discarded. */
async function keepBasis({ database }: JobWork, draw: Draw, standings: Standings): Promise<void> {
  if (isCovered(standings.basis, draw.budgetBasis)) return;
  await database.$transaction([
    database.rosterPage.deleteMany({ where: { drawId: draw.id } }),
    database.draw.update({ where: { id: draw.id }, data: { budgetBasis: [...standings.basis] } }),
  ]);
}

/** Goes through the stored pages of a source, then through those that are missing, one fetched ahead. */
async function streamSource(streaming: Streaming, source: RosterSource, stored: SourceState): Promise<void> {
  const { work, draw, progress, streams } = streaming;
  const { signal } = streams;
  const room = new PageRoom();
  for await (const { bytes, place } of refusing(
    streams,
    storedPages(work.database, draw.id, source.name, stored.pages),
  )) {
    signal.throwIfAborted();
    await feed(streaming, source, room.hold(bytes), place);
  }
  let state = stored;
  let coming = state.done ? null : source.fetch(state.cursor, signal);
  while (coming !== null) {
    const sent = await coming;
    checkPage(source, state, sent);
    signal.throwIfAborted();
    coming = sent.hasNextPage ? source.fetch(sent.endCursor, signal) : null;
    // Its failure is thrown when its turn comes, which is never if this page fails.
    coming?.catch(() => undefined);
    const place = placeOfPage(source.name, state.pages);
    const { lines, given, lifted } = screened(streaming, source, sent.lines, place);
    const bytes = room.hold(lines);
    const [keeping, feeding] = await Promise.allSettled([
      storePage(work.database, draw.id, source, state, { ...sent, given, lifted }, bytes),
      feed(streaming, source, bytes, place),
    ]);
    if (feeding.status === 'rejected') throw feeding.reason;
    if (keeping.status === 'rejected') throw keeping.reason;
    state = keeping.value;
    progress.pass(sent.count);
  }
}

const encoder = new TextEncoder();

/** A leg's page with what rules make of it; as it came where they make nothing of it. */
function screened(
  { standings, streams }: Streaming,
  { department, legId }: RosterSource,
  lines: string,
  place: string,
): { readonly lines: string | Uint8Array; readonly given: Given | null; readonly lifted: readonly string[] } {
  const screen = legId === null ? null : standings.screenOf(legId);
  if (screen === null) return { lines, given: null, lifted: [] };
  try {
    const { page, ...found } = screenPage(encoder.encode(lines), screen);
    return { lines: page, ...found };
  } catch (cause) {
    if (!(cause instanceof LineRefusal)) throw cause;
    const problem = `${place}, line ${cause.line}: ${cause.message}`;
    const refusal = new RosterRefusal(jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department, problem }));
    streams.abort(refusal);
    throw refusal;
  }
}

/** Feeds a page of a leg's roster to the engine; inspectors are read when all are there. */
async function feed(
  { engine, terms, streams }: Streaming,
  { legId }: RosterSource,
  bytes: Uint8Array<SharedArrayBuffer>,
  place: string,
): Promise<void> {
  if (legId === null) return;
  try {
    await feedPage(engine, terms, { legId, bytes, place });
  } catch (cause) {
    streams.abort(cause);
    throw cause;
  }
}

/** Stored pages that cannot be read are refused as a whole. */
async function* refusing<Page>(streams: AbortController, pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  try {
    yield* pages;
  } catch (cause) {
    if (!(cause instanceof OneVisitError)) throw cause;
    const refusal = new RosterRefusal(cause);
    streams.abort(refusal);
    throw refusal;
  }
}

/** A refusal comes first: it ended the other streams. */
function throwFirst(outcomes: readonly PromiseSettledResult<void>[]): void {
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  const refusal = reasons.find((reason) => reason instanceof RosterRefusal);
  if (refusal !== undefined) throw refusal;
  if (reasons.length > 1) throw new AggregateError(reasons);
  if (reasons.length === 1) throw reasons[0];
}

/** A department's inspectors, who must be certified to the end of its last window, then its legs. */
function sourcesOf({ work, terms, standings }: Streaming, department: string): readonly RosterSource[] {
  const client = work.departments.client(department);
  const first = PAGE_LINES;
  const legs = terms.legs.filter((leg) => leg.department === department);
  const lastDays = legs.map((leg) => leg.window[1]).sort();
  const lastDay = lastDays.at(-1) ?? '';
  return [
    {
      department,
      name: `crew/${department}`,
      legId: null,
      fetch: (after, signal) => client.inspectorPage(lastDay, { after, first, signal }),
    },
    ...legs.map(
      ({ id }): RosterSource => ({
        department,
        name: id,
        legId: id,
        fetch: (after, signal) => client.rosterPage(id, { after, first, signal }, asksForMarks(standings, id)),
      }),
    ),
  ];
}

function asksForMarks(standings: Standings, legId: string): boolean {
  return (standings.screenOf(legId)?.strata ?? null) !== null;
}
