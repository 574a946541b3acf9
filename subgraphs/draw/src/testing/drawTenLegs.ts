import { boundOfVisits } from '../boundOfVisits.js';
import { mergeVisits } from '../mergeVisits.js';
import { Ranks } from '../Ranks.js';
import { Roster } from '../Roster.js';
import { fmix32 } from '../Staff.js';
import { SubjectKeys } from '../SubjectKeys.js';
import { select } from '../select.js';
import { hashFields } from '../sha256.js';
import type { Leg } from '../terms.js';
import { entry, leg } from './samples.js';

const STRATA = ['A', 'B', 'C', 'D'] as const;

/** How the visits of some draws compare. */
export interface VisitCounts {
  /** Of all legs together: mean visits of a draw. */
  readonly visits: number;
  /** The fewest in expectation of any draw with these probabilities: boundOfVisits. */
  readonly bound: number;
  /** What the legs would make if each drew for itself. */
  readonly separate: number;
}

/**
 * Draws ten legs, whose windows overlap, from a pool: each holds about 60 % of its subjects, and takes 1 % to 19 % of each
 * of four strata, which are the same for all legs as credit classes are.
 * @param subjects in the pool @param draws to take the mean of, each with a seed of its own
 */
export function drawTenLegs(subjects: number, draws: number): VisitCounts {
  const legs = Array.from({ length: 10 }, (_, number) => legOf(number));
  const terms = { legs, minOverlap: 14, publicSource: '' };
  const roster = new Roster(terms);
  for (const [number, { id }] of legs.entries()) {
    for (let subject = 0; subject < subjects; subject += 1) {
      if (!holds(number, subject)) continue;
      const stratum = STRATA[fmix32(subject) % STRATA.length];
      roster.add(entry(id, `subject ${subject}`, { stratum: stratum ?? '' }));
    }
  }
  const keys = new SubjectKeys(hashFields('roster key'), roster.subjects);
  const cells = roster.cells();
  let visits = 0;
  let separate = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const ranks = new Ranks(hashFields('seed', String(draw)), roster.subjects, keys);
    const { quotas, selected } = select(terms, cells, ranks);
    visits += mergeVisits(terms, selected, roster, ranks).length / draws;
    separate += quotas.reduce((sum, row) => sum + row.selected, 0) / draws;
  }
  return { visits, bound: boundOfVisits(terms, cells), separate };
}

function legOf(number: number): Leg {
  const percentOf = (stratum: number) => ({ percent: `${1 + ((7 * number + 5 * stratum) % 19)}.5` });
  const strata = Object.fromEntries(STRATA.map((name, stratum) => [name, percentOf(stratum)]));
  return leg(`d${number}/1`, { quota: { strata } });
}

/** Six of ten subjects, others for each leg; the same in every run. */
function holds(leg: number, subject: number): boolean {
  return fmix32(fmix32(leg + 1) ^ subject) % 10 < 6;
}
