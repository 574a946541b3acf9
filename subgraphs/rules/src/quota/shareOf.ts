import type { Cursor } from './Cursor.js';
import { demandOf } from './demandOf.js';
import type { Tier } from './takePrefix.js';
import type { Term } from './takeTerm.js';
import type { Level, LevelShare, PoolSize, Share, StratumShare } from './WrittenQuota.js';

/** Terms with the level, stratum and tier that they are about; `offset` is where that is said. */
export interface Row {
  readonly level?: Level | undefined;
  readonly stratum?: string | undefined;
  readonly tier?: Tier | undefined;
  readonly terms: readonly Term[];
  readonly offset: number;
}

/**
 * The tree that rows make: levels, in them strata, in them tiers.
 * @throws OV_RULES_QUOTA_MIXED, OV_RULES_QUOTA_REPEATED, OV_RULES_QUOTA_OVERLAP, OV_RULES_QUOTA_AMBIGUOUS, and those of demandOf
 */
export function shareOf(rows: readonly Row[], cursor: Cursor): Share {
  const levels = groups(rows, 'level', cursor);
  if (levels === undefined) return levelShareOf(rows, cursor);
  const shares = [...levels].map(([level, group]) => [level, levelShareOf(group, cursor)] as const);
  return { kind: 'BY_LEVEL', levels: Object.fromEntries(shares) };
}

function levelShareOf(rows: readonly Row[], cursor: Cursor): LevelShare {
  const strata = groups(rows, 'stratum', cursor);
  if (strata === undefined) return stratumShareOf(rows, cursor);
  return {
    kind: 'BY_STRATUM',
    strata: [...strata].map(([stratum, group]) => ({ stratum, share: stratumShareOf(group, cursor) })),
  };
}

function stratumShareOf(rows: readonly Row[], cursor: Cursor): StratumShare {
  if (groups(rows, 'tier', cursor) !== undefined) return tiersOf(rows, cursor);
  const [only, second] = rows;
  if (second !== undefined) throw cursor.error('OV_RULES_QUOTA_REPEATED', second.offset);
  return demandOf(only?.terms ?? [], cursor);
}

function tiersOf(rows: readonly Row[], cursor: Cursor): StratumShare {
  const [only] = rows;
  if (rows.length === 1 && only?.tier?.marked === false) throw cursor.error('OV_RULES_QUOTA_AMBIGUOUS', only.offset);
  const tiers = rows.flatMap(({ tier, terms, offset }) =>
    tier === undefined ? [] : [{ size: tier.size, terms, offset }],
  );
  tiers.sort((a, b) => (a.size.least ?? 0) - (b.size.least ?? 0));
  tiers.forEach(({ size, offset }, index) => {
    const before = tiers[index - 1];
    if (before !== undefined && highest(before.size) >= (size.least ?? 0)) {
      throw cursor.error('OV_RULES_QUOTA_OVERLAP', Math.max(offset, before.offset));
    }
  });
  return {
    kind: 'BY_POOL_SIZE',
    tiers: tiers.map(({ size, terms }) => ({ size, demand: demandOf(terms, cursor) })),
  };
}

function highest(size: PoolSize): number {
  return size.most ?? Number.POSITIVE_INFINITY;
}

/** Rows by what they say of `key`; undefined if none says anything. @throws OV_RULES_QUOTA_MIXED if only some do */
function groups<Key extends 'level' | 'stratum' | 'tier'>(
  rows: readonly Row[],
  key: Key,
  cursor: Cursor,
): ReadonlyMap<NonNullable<Row[Key]>, readonly Row[]> | undefined {
  const groups = new Map<NonNullable<Row[Key]>, Row[]>();
  const without = rows.findIndex((row) => row[key] === undefined);
  for (const row of rows) {
    const value = row[key];
    if (value === undefined) continue;
    if (without !== -1) throw cursor.error('OV_RULES_QUOTA_MIXED', rows[without]?.offset ?? 0);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [row]);
    else group.push(row);
  }
  return groups.size === 0 ? undefined : groups;
}
