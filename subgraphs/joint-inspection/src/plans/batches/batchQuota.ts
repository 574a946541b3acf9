import { type CountedCell, quotaOf, quotaRuleFor, type Terms } from '@onevisit/draw';

/** What part of the year's quota is to be drawn when this draw is done: `done` of `of` batches. */
export interface Share {
  readonly done: number;
  readonly of: number;
}

/**
 * The terms of a draw that is one of several of its plan: of each stratum what the year's quota, applied to the pool as it
 * stands now, still lacks,
 *
 *     count = max(0, ⌈quota(population) × done / of⌉ − selected before)
 *
 * so that after each draw the leg has selected that share of the year's quota, neither more nor, while there is somebody
 * to draw, less; and after the last one exactly the year's quota of the pool as it is then. All of it can be checked: population
 * and counts stand in the published statement, what was selected before in the records of the earlier draws.
 * @param terms with the year's quota
 * @param cells the pool as it is frozen, whoever stands in it and with whatever standing
 * @param selectedBefore by the earlier draws of the plan that are in force
 */
export function batchTerms(
  terms: Terms,
  cells: readonly CountedCell[],
  share: Share,
  selectedBefore: (legId: string, stratum: string) => number,
): Terms {
  const legs = terms.legs.map((leg) => {
    const counts = cells
      .filter((cell) => cell.leg === leg.id)
      .map(({ stratum, standings }): [string, { readonly count: number }] => {
        const population = [...standings.values()].reduce((sum, count) => sum + count, 0);
        const year = quotaOf(quotaRuleFor(leg, stratum), population);
        const due = Math.ceil((year * share.done) / share.of);
        return [stratum, { count: Math.max(0, due - selectedBefore(leg.id, stratum)) }];
      });
    return { ...leg, quota: { strata: Object.fromEntries(counts) } };
  });
  return { ...terms, legs };
}
