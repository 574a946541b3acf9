import {
  commitmentsHash,
  departmentsOf,
  Freeze,
  type Frozen,
  parseTerms,
  statementOf,
  type Terms,
} from '@onevisit/draw';
import { appendLedger, OneVisitError } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { Departments } from '../departments/Departments.js';
import { shownDrawError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import type { FreezeProgress } from './progress.js';
import {
  type FrozenInspector,
  frozenEntries,
  frozenInspectors,
  type RosterSource,
  type SourceState,
  sourceStates,
  storePage,
} from './rosterPages.js';

/** Lines of a page: large enough that round trips do not matter, small enough for a process's memory. */
const PAGE_LINES = 20_000;

const NOTHING_YET: SourceState = { pages: 0, entries: 0, cursor: null, done: false };

/** What a freeze stands on. */
export interface FreezeWork {
  readonly database: Database;
  readonly departments: Departments;
  readonly clock: () => Date;
  /** Called after each page. */
  readonly report: (progress: FreezeProgress) => void;
  /** Ends the work between two pages; what was stored stays, and a later freeze resumes from it. */
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
  await streamRosters(work, draw);
  const frozen = await readFrozen(work.database, draw).catch(async (cause: unknown) => {
    // What the protocol refuses is the departments' to mend; the next freeze must read their pools anew.
    await work.database.rosterPage.deleteMany({ where: { drawId: draw.id } });
    throw shownDrawError(cause);
  });
  await publishStatement(work, draw, frozen);
}

/**
 * Reads a draw's stored pages back and computes their root.
 * @throws DrawError for whatever the protocol refuses in rosters or inspectors
 */
export async function readFrozen(database: Database, draw: Draw): Promise<FrozenDraw> {
  const terms = parseTerms(draw.terms);
  const inspectors = await frozenInspectors(database, draw.id, departmentsOf(terms));
  const freeze = new Freeze(terms, inspectors, draw.rosterKey);
  for await (const { entry, place } of frozenEntries(database, draw.id, terms)) freeze.add(entry, place);
  return { ...freeze.finish(), terms, inspectors };
}

async function streamRosters(work: FreezeWork, draw: Draw): Promise<void> {
  const terms = parseTerms(draw.terms);
  const states = new Map(await sourceStates(work.database, draw.id));
  const began = work.clock().getTime();
  const stored = [...states.values()].reduce((sum, state) => sum + state.entries, 0);
  const waiting = new Set(departmentsOf(terms));
  let streamed = 0;
  const report = (): void => {
    const seconds = (work.clock().getTime() - began) / 1000;
    work.report({
      entries: stored + streamed,
      entriesPerSecond: seconds > 0 ? Math.round(streamed / seconds) : null,
      waitingFor: [...waiting],
      error: null,
    });
  };
  const streams = departmentsOf(terms).map(async (department) => {
    for (const source of sourcesOf(work.departments, terms, department)) {
      let state = states.get(source.name) ?? NOTHING_YET;
      while (!state.done) {
        work.signal.throwIfAborted();
        const page = await source.fetch(state.cursor);
        state = await storePage(work.database, draw.id, source, state, page);
        streamed += page.count;
        report();
      }
    }
    waiting.delete(department);
    report();
  });
  const failed = (await Promise.allSettled(streams)).filter((outcome) => outcome.status === 'rejected');
  if (failed[0] !== undefined) throw failed[0].reason;
}

function sourcesOf(departments: Departments, terms: Terms, department: string): readonly RosterSource[] {
  const client = departments.client(department);
  const legs = terms.legs.filter((leg) => leg.department === department);
  const lastDay =
    legs
      .map((leg) => leg.window[1])
      .sort()
      .at(-1) ?? '';
  const people = (after: string | null) => client.inspectorPage(lastDay, after, PAGE_LINES);
  return [
    { department, name: `crew/${department}`, fetch: people },
    ...legs.map((leg) => ({
      department,
      name: leg.id,
      fetch: (after: string | null) => client.rosterPage(leg.id, after, PAGE_LINES),
    })),
  ];
}

async function publishStatement(work: FreezeWork, draw: Draw, frozen: FrozenDraw): Promise<void> {
  const { database, clock } = work;
  const now = clock();
  const revealBy = new Date(now.getTime() + draw.revealWithin * 1000);
  await database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${draw.id} FOR UPDATE`;
    const current = await tx.draw.findUniqueOrThrow({ where: { id: draw.id }, include: { nonces: true } });
    if (current.phase !== 'FREEZING') return;
    const commitments = Object.fromEntries(current.nonces.map((nonce) => [nonce.department, nonce.commitment]));
    const statement = statementOf({
      drawId: draw.id,
      terms: frozen.terms,
      rosterRoot: frozen.rosterRoot,
      commitments,
      revealDeadline: revealBy.toISOString(),
      cells: frozen.roster.cells(),
      inspectors: frozen.inspectors,
    });
    const { entries, inspectors } = statement;
    await tx.draw.update({
      where: { id: draw.id },
      data: {
        phase: 'FROZEN',
        rosterRoot: frozen.rosterRoot,
        leafCount: frozen.leaves,
        termsHash: statement.termsHash,
        commitmentsHash: commitmentsHash(commitments),
        counts: { entries, inspectors } as unknown as Prisma.InputJsonObject,
        frozenAt: now,
        revealBy,
        progress: { ...(current.progress as object), waitingFor: [], error: null },
      },
    });
    const step = { actor: 'service:joint-inspection', action: 'draw.freeze', target: draw.id, detail: statement };
    await appendLedger(tx, step, now);
  });
}

/** What may be told of why a freeze stopped. */
export function stopReason(cause: unknown): string {
  if (cause instanceof OneVisitError) return cause.message;
  return '内部错误，见日志。 Internal error, see the log.';
}
