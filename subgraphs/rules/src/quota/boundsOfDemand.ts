import { percentOf } from '@onevisit/draw';
import { percentRoundedDown } from './percentText.js';
import type { CountAmount, Demand, Limits, PercentAmount, PercentLimit } from './WrittenQuota.js';

/** How many subjects may be drawn, and how many should be, bounds in principle (原则上, 约) included; `least > most` if none can. */
export interface QuotaBounds {
  readonly least: number;
  readonly most: number;
  readonly leastInPrinciple: number;
  readonly mostInPrinciple: number;
}

/**
 * The bounds of a demand on a population. A percentage of it is rounded up as in the draw protocol (§3), also as an upper bound:
 * ≤5% permits what a draw of 5% takes. All ends at most the population.
 */
export function boundsOfDemand(demand: Demand | undefined, population: number): QuotaBounds {
  const whole: Interval = { least: 0, most: population };
  if (demand === undefined || demand.kind === 'TO_BE_SET') return boundsFrom(whole, whole);
  const limits = demand.limits ?? {};
  const firm = narrowed(whole, limits, population, (limit) => limit.soft === undefined);
  if (firm.least > firm.most) return boundsFrom(firm, firm);
  const all = narrowed(whole, limits, population, () => true);
  const principle = { least: clamped(Math.min(all.least, all.most), firm), most: clamped(all.most, firm) };
  if (demand.kind === 'BOUNDED') return boundsFrom(firm, principle);
  const asked = Math.min(countOf(demand.amount, population), population);
  const target = clamped(asked, principle);
  const exact = { least: target, most: target };
  if (demand.amount.soft !== undefined) return boundsFrom(firm, exact);
  const firmly = clamped(asked, firm);
  return boundsFrom({ least: Math.min(firmly, target), most: Math.max(firmly, target) }, exact);
}

/** An amount of a population, rounded up. */
export function countOf(amount: PercentAmount | CountAmount, population: number): number {
  return 'percent' in amount ? Number(percentOf(amount.percent, population)) : amount.count;
}

interface Interval {
  readonly least: number;
  readonly most: number;
}

function boundsFrom(firm: Interval, principle: Interval): QuotaBounds {
  return { ...firm, leastInPrinciple: principle.least, mostInPrinciple: principle.most };
}

function narrowed(
  whole: Interval,
  { leastPercent, leastCount, mostPercent, mostCount }: Limits,
  population: number,
  counts: (limit: PercentLimit | CountAmount) => boolean,
): Interval {
  const least = [
    leastPercent && ([leastPercent, lowest(leastPercent, population)] as const),
    leastCount && ([leastCount, leastCount.count] as const),
  ];
  const most = [
    mostPercent && ([mostPercent, highest(mostPercent, population)] as const),
    mostCount && ([mostCount, mostCount.count] as const),
  ];
  const ends = (sides: typeof least) =>
    sides.flatMap((side) => (side !== undefined && counts(side[0]) ? [side[1]] : []));
  return {
    least: Math.min(Math.max(whole.least, ...ends(least)), population),
    most: Math.max(Math.min(whole.most, ...ends(most)), 0),
  };
}

function lowest(limit: PercentLimit, population: number): number {
  return limit.exclusive ? percentRoundedDown(limit.percent, population) + 1 : countOf(limit, population);
}

function highest(limit: PercentLimit, population: number): number {
  return limit.exclusive ? countOf(limit, population) - 1 : countOf(limit, population);
}

function clamped(count: number, { least, most }: Interval): number {
  return Math.min(Math.max(count, least), most);
}
