import DataLoader from 'dataloader';
import type { Database } from '../../database.js';
import { ALL, type Cell, WHOLE_YEAR } from '../rollup/Cell.js';
import type { DepartmentCounts } from '../targets.js';
import { partKey } from './poolParts.js';

/** How many items, pool entries and inspectors there were; null what nobody told. */
export interface Lists {
  readonly itemCount: number | null;
  readonly byLotItemCount: number | null;
  readonly poolCount: number | null;
  readonly inspectorCount: number | null;
  /** The day on which they were counted, of several departments the first; null where one never did. */
  readonly on: string | null;
}

/** A department's lists, as they were counted last up to a day. */
export interface ListsKey {
  readonly department: string;
  readonly until: string;
  /** Of its pool the part in a division, or a credit class; empty: all. Of items and people nothing is told then. */
  readonly division: string;
  readonly creditClass: string;
}

export type ListsLoader = DataLoader<ListsKey, Lists, string>;

/** What is known of lists that nobody counted. */
export const NO_LISTS: Lists = {
  itemCount: null,
  byLotItemCount: null,
  poolCount: null,
  inspectorCount: null,
  on: null,
};

/** The lists of a department of a cell, as they were counted last in its year or month, or before. */
export function listsKey({ year, month, division, creditClass }: Cell, department: string): ListsKey {
  // Days compare as text.
  const until = `${year}-${String(month === WHOLE_YEAR ? 12 : month).padStart(2, '0')}-31`;
  return { department, until, division, creditClass };
}

/** Loads counts of lists, in one statement however many cells there are. */
export function listsLoader(database: Database): ListsLoader {
  return new DataLoader<ListsKey, Lists, string>(
    async (keys) => {
      const parts = keys.map(({ division, creditClass }) => partKey(division, creditClass));
      const rows = await database.$queryRaw<(Lists & { readonly place: number })[]>`
        SELECT wanted.place, found.*
        FROM unnest(${keys.map((_, place) => place)}::int[], ${keys.map(({ department }) => department)}::text[],
          ${keys.map(({ until }) => until)}::text[], ${parts}::text[]) AS wanted(place, department, until, part)
        CROSS JOIN LATERAL (
          SELECT kept.on, item_count AS "itemCount", by_lot_item_count AS "byLotItemCount", inspector_count AS "inspectorCount",
            CASE WHEN wanted.part = ${partKey(ALL, ALL)} THEN pool_count
              WHEN pool_parts IS NOT NULL THEN COALESCE((pool_parts ->> wanted.part)::int, 0) END AS "poolCount"
          FROM list_count AS kept WHERE kept.department = wanted.department AND kept.on <= wanted.until
          ORDER BY kept.on DESC LIMIT 1
        ) AS found`;
      const found = new Map(rows.map(({ place, ...lists }) => [place, lists]));
      return keys.map(({ division, creditClass }, place) => {
        const lists = found.get(place) ?? NO_LISTS;
        if (division === ALL && creditClass === ALL) return lists;
        return { ...NO_LISTS, poolCount: lists.poolCount, on: lists.on };
      });
    },
    { cacheKeyFn: (key) => Object.values(key).join('\u001f') },
  );
}

/** The lists of a department as it tells them now. */
export function listsNow(counts: DepartmentCounts, on: string): Lists {
  const { itemCount = null, byLotItemCount = null, poolCount = null, inspectorCount = null } = counts;
  return { itemCount, byLotItemCount, poolCount, inspectorCount, on };
}

/** The lists of several departments together; null what one of them did not tell. */
export function listsAdded(all: readonly Lists[]): Lists {
  const sum = (count: Exclude<keyof Lists, 'on'>): number | null =>
    all.reduce<number | null>((total, { [count]: n }) => (total === null || n === null ? null : total + n), 0);
  const days = all.map(({ on }) => on);
  return {
    itemCount: sum('itemCount'),
    byLotItemCount: sum('byLotItemCount'),
    poolCount: sum('poolCount'),
    inspectorCount: sum('inspectorCount'),
    on: days.reduce((first, on) => (first === null || on === null ? null : on < first ? on : first), days[0] ?? null),
  };
}
