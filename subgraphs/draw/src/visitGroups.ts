import { grouped, spansInOrder } from './mergeVisits.js';
import type { Terms } from './terms.js';

/**
 * The numbers, from 0, of the groups into which merging (§4) puts all legs of the terms, by leg id. Whichever legs select a
 * subject, it gets at most one visit a group that they are of: the legs of a group can all share one visit, and merging
 * makes the fewest visits there can be. A subject that may get `n` visits more is therefore safe in the legs of groups
 * below `n`, and only in those.
 */
export function visitGroups(terms: Pick<Terms, 'legs' | 'minOverlap'>): ReadonlyMap<string, number> {
  const groups = grouped(spansInOrder(terms));
  return new Map(groups.flatMap((spans, number) => spans.map(({ leg }) => [leg.id, number] as const)));
}
