import { boundsOfDemand, type QuotaBounds } from './boundsOfDemand.js';
import { type Demands, demandsFor, populationOf, type QuotaScope } from './demandsFor.js';
import type { Demand, WrittenQuota } from './WrittenQuota.js';

/** A demand on all strata together: a count that is not divided among them, 总体, 每年合计. */
export interface WholeDemand {
  readonly of: 'POOL' | 'OVERALL' | 'YEARLY';
  readonly demand: Demand;
  /** On the whole pool. */
  readonly bounds: QuotaBounds;
}

/** Why no draw can follow a quota. */
export type QuotaConflict =
  /** A stratum's own bounds exclude each other. */
  | { readonly kind: 'STRATUM'; readonly stratum: string; readonly bounds: QuotaBounds }
  /** What the strata permit together misses what holds for the whole. */
  | { readonly kind: 'WHOLE'; readonly whole: WholeDemand; readonly strata: QuotaBounds };

/** The fewest and the most subjects that a quota permits. */
export interface BoundsOfQuota {
  readonly strata: Readonly<Record<string, QuotaBounds>>;
  /** The strata added up. */
  readonly sum: QuotaBounds;
  readonly wholes: readonly WholeDemand[];
  /** What contradicts what; empty if the quota can be followed. */
  readonly conflicts: readonly QuotaConflict[];
}

/**
 * The bounds of a quota on real populations, in exact whole numbers, and what in them cannot hold together. The year's total (每年
 * 比例之和) bounds one draw from above only.
 * @throws OV_RULES_QUOTA_* of demandsFor
 */
export function boundsOf(quota: WrittenQuota, scope: QuotaScope): BoundsOfQuota {
  const demands = demandsFor(quota, scope);
  const strata = [...demands.byStratum].map(
    ([stratum, demand]) => [stratum, boundsOfDemand(demand, scope.populations[stratum] ?? 0)] as const,
  );
  const sum = added(strata.map(([, bounds]) => bounds));
  const wholes = wholesOf(quota, demands, populationOf(scope));
  const inStrata = strata
    .filter(([, { least, most }]) => least > most)
    .map(([stratum, bounds]): QuotaConflict => ({ kind: 'STRATUM', stratum, bounds }));
  const inWhole = wholes
    .filter((whole) => !canMeet(sum, whole))
    .map((whole): QuotaConflict => ({ kind: 'WHOLE', whole, strata: sum }));
  return { strata: Object.fromEntries(strata), sum, wholes, conflicts: [...inStrata, ...inWhole] };
}

/** The demands on all strata together. */
export function wholesOf(quota: WrittenQuota, { pool }: Demands, population: number): readonly WholeDemand[] {
  const demands = [
    ['POOL', pool],
    ['OVERALL', quota.overall],
    ['YEARLY', quota.yearly],
  ] as const;
  return demands.flatMap(([of, demand]) =>
    demand === undefined ? [] : [{ of, demand, bounds: boundsOfDemand(demand, population) }],
  );
}

function canMeet(sum: QuotaBounds, { of, bounds: { least, most } }: WholeDemand): boolean {
  if (least > most || sum.least > most) return false;
  return of === 'YEARLY' || sum.most >= least;
}

function added(all: readonly QuotaBounds[]): QuotaBounds {
  const total = (end: keyof QuotaBounds) => all.reduce((sum, bounds) => sum + bounds[end], 0);
  return {
    least: total('least'),
    most: total('most'),
    leastInPrinciple: total('leastInPrinciple'),
    mostInPrinciple: total('mostInPrinciple'),
  };
}
