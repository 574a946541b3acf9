import type { Ranks } from '../Ranks.js';
import type { Selection } from '../select.js';

/** The `u` of the last selected for each quota row of a selection, in hex; null where nobody was (§6). */
export function cutOffsOf(
  { selected }: Pick<Selection, 'selected'>,
  ranks: Pick<Ranks, 'compare' | 'of'>,
): readonly (string | null)[] {
  return selected.map(({ subjects }) => {
    let [last] = subjects;
    if (last === undefined) return null;
    for (const subject of subjects) if (ranks.compare(subject, last) > 0) last = subject;
    return ranks.of(last);
  });
}
