import { departmentsOf, parseTerms, type Terms } from '@onevisit/draw';
import type { Draw } from '../generated/client.js';
import type { FreezeWork } from './freeze.js';
import type { FreezeProgress } from './progress.js';
import { type RosterSource, type SourceState, sourceStates, storePage } from './rosterPages.js';

/** Lines of a page: large enough that round trips do not matter, small enough for a process's memory. */
const PAGE_LINES = 20_000;

const NOTHING_YET: SourceState = { pages: 0, entries: 0, cursor: null, done: false };

/**
 * Asks the departments, in parallel, for the pages that are not stored yet, and stores them. Where one fails, the
 * others go on to their end, so that a later freeze has only the missing ones to ask for.
 * @returns how far it came
 * @throws what the department threw that failed, or an AggregateError of several; the signal's reason
 */
export async function streamRosters(work: FreezeWork, draw: Draw): Promise<FreezeProgress> {
  const terms = parseTerms(draw.terms);
  const departments = departmentsOf(terms);
  const states = await sourceStates(work.database, draw.id);
  const stored = [...states.values()].reduce((sum, state) => sum + state.entries, 0);
  const waiting = new Set(departments);
  const began = performance.now();
  let streamed = 0;
  const progress = (): FreezeProgress => {
    const seconds = (performance.now() - began) / 1000;
    const entriesPerSecond = streamed === 0 ? null : Math.round(streamed / seconds);
    return { entries: stored + streamed, entriesPerSecond, waitingFor: [...waiting], error: null };
  };
  const streamOf = async (department: string): Promise<void> => {
    for (const source of sourcesOf(work, terms, department)) {
      let state = states.get(source.name) ?? NOTHING_YET;
      while (!state.done) {
        work.signal.throwIfAborted();
        const page = await source.fetch(state.cursor);
        state = await storePage(work.database, draw.id, source, state, page);
        streamed += page.count;
        work.report(progress());
      }
    }
    waiting.delete(department);
    work.report(progress());
  };
  work.report(progress());
  const outcomes = await Promise.allSettled(departments.map(streamOf));
  work.signal.throwIfAborted();
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (reasons.length > 1) throw new AggregateError(reasons);
  if (reasons.length === 1) throw reasons[0];
  return progress();
}

/** A department's inspectors, who must be certified to the end of its last window, then its legs. */
function sourcesOf(work: FreezeWork, terms: Terms, department: string): readonly RosterSource[] {
  const client = work.departments.client(department);
  const { signal } = work;
  const first = PAGE_LINES;
  const legs = terms.legs.filter((leg) => leg.department === department);
  const lastDays = legs.map((leg) => leg.window[1]).sort();
  const lastDay = lastDays.at(-1) ?? '';
  return [
    {
      department,
      name: `crew/${department}`,
      fetch: (after) => client.inspectorPage(lastDay, { after, first, signal }),
    },
    ...legs.map(
      ({ id: name }): RosterSource => ({
        department,
        name,
        fetch: (after) => client.rosterPage(name, { after, first, signal }),
      }),
    ),
  ];
}
