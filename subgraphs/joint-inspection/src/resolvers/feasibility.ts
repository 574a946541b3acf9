import type { Bound, Conflict } from '@onevisit/rules';

/** Resolvers of LegConflict. */
export const legConflictResolvers = {
  legId: ({ leg }: Conflict) => leg,
};

/** Resolvers of QuotaBound. */
export const quotaBoundResolvers = {
  citations: ({ cite }: Bound) => cite,
};
