import type { PoolCount } from '../../departments/answers.js';
import { ALL } from '../rollup/Cell.js';

/** Entries of a pool by `partKey`; what is absent has none. */
export type PoolParts = Readonly<Record<string, number>>;

/** The key of a division, of a credit class, or of both; empty: all. */
export function partKey(division: string, creditClass: string): string {
  return `${division}|${creditClass}`;
}

/** Adds up the entries of each division, of each credit class, and of each class in each division; entries without a class are in no class. */
export function poolPartsOf(counts: readonly PoolCount[]): PoolParts {
  const parts: Record<string, number> = {};
  for (const { division, creditClass, count } of counts) {
    const keys = [partKey(division, ALL)];
    if (creditClass !== null) keys.push(partKey(ALL, creditClass), partKey(division, creditClass));
    for (const key of keys) parts[key] = (parts[key] ?? 0) + count;
  }
  return parts;
}
