import type { Database } from '../database.js';

/** How the draws of a year's plans ended: GraphQL's DrawStatistics. */
export interface DrawStatistics {
  readonly year: number;
  readonly frozen: number;
  readonly drawn: number;
  readonly void: number;
  readonly voidAfterDraw: number;
  readonly voidByReason: readonly { readonly reason: string; readonly count: number }[];
}

/** Counts the draws of a year's plans that were frozen: those that were void before are not public. */
export async function drawStatistics(database: Database, year: number): Promise<DrawStatistics> {
  const groups = await database.draw.groupBy({
    by: ['phase', 'voidReason'],
    where: { frozenAt: { not: null }, plan: { year } },
    // Of a column: how many are not null.
    _count: { id: true, drawnAt: true },
    orderBy: { voidReason: 'asc' },
  });
  const ended = groups.filter(({ phase }) => phase === 'VOID');
  const sum = (of: typeof groups, column: 'id' | 'drawnAt') =>
    of.reduce((total, { _count }) => total + _count[column], 0);
  return {
    year,
    frozen: sum(groups, 'id'),
    drawn: sum(
      groups.filter(({ phase }) => phase === 'DRAWN'),
      'id',
    ),
    void: sum(ended, 'id'),
    voidAfterDraw: sum(ended, 'drawnAt'),
    voidByReason: ended.map(({ voidReason, _count }) => ({ reason: voidReason ?? '', count: _count.id })),
  };
}
