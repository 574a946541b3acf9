import { lowest } from './lowest.js';
import { quotaOf, quotaRuleFor } from './quotaOf.js';
import type { Ranks } from './Ranks.js';
import type { Cell } from './Roster.js';
import type { Leg, Terms } from './terms.js';

/** How a stratum of a leg was drawn (§3, §6). `selected` below `quota` is a shortage of eligible entries. */
export interface QuotaRow {
  readonly leg: string;
  readonly stratum: string;
  readonly population: number;
  readonly eligible: number;
  readonly quota: number;
  readonly selected: number;
}

/** What the legs selected. */
export interface Selection {
  /** Bytewise by leg, then stratum. */
  readonly quotas: readonly QuotaRow[];
  /** Subjects by number, one list a quota row. */
  readonly selected: readonly { readonly leg: Leg; readonly subjects: Uint32Array }[];
}

/**
 * Takes the lowest-ranked eligible subjects of every stratum of every leg (§3).
 * @param cells the roster's cells @param ranks of the roster's subjects
 */
export function select(terms: Terms, cells: readonly Cell[], ranks: Pick<Ranks, 'compare'>): Selection {
  const legs = new Map(terms.legs.map((leg) => [leg.id, leg]));
  const compare = (a: number, b: number) => ranks.compare(a, b);
  const quotas: QuotaRow[] = [];
  const selected: { leg: Leg; subjects: Uint32Array }[] = [];
  for (const cell of cells) {
    const leg = legs.get(cell.leg);
    if (leg === undefined) continue;
    const row = quotaRow(leg, cell);
    quotas.push(row);
    selected.push({ leg, subjects: lowest(cell.eligible, row.selected, compare) });
  }
  return { quotas, selected };
}

/** The quota row of a cell: known before any rank is. */
export function quotaRow(leg: Leg, cell: Cell): QuotaRow {
  const { stratum, population } = cell;
  const eligible = cell.eligible.length;
  const quota = quotaOf(quotaRuleFor(leg, stratum), population);
  return { leg: leg.id, stratum, population, eligible, quota, selected: Math.min(quota, eligible) };
}
