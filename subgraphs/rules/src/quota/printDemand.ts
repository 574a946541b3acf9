import type { CountAmount, Demand, Limits, PercentAmount, PercentLimit } from './WrittenQuota.js';
import { type QuotaLanguage, WORDINGS, type Wording } from './wording.js';

/** A demand in canonical words: 10%（20户）且≥3家, 10% (20 subjects) and at least 3 establishments. */
export function printDemand(demand: Demand, language: QuotaLanguage): string {
  const wording = WORDINGS[language];
  switch (demand.kind) {
    case 'TO_BE_SET':
      return wording.toBeSet;
    case 'BOUNDED':
      return limitTerms(demand.limits, wording).join(wording.and);
    case 'FIXED_COUNT':
      return [amountText(demand.amount, wording), ...limitTerms(demand.limits ?? {}, wording)].join(wording.and);
    case 'FIXED_PERCENT': {
      const stated = demand.amountsTo && wording.parentheses(amountText(demand.amountsTo, wording));
      const amount = `${amountText(demand.amount, wording)}${stated ?? ''}`;
      return [amount, ...limitTerms(demand.limits ?? {}, wording)].join(wording.and);
    }
  }
}

/** An amount with 原则上 or 约 before it, and a comparison before, or after 原则上. */
export function amountText(amount: PercentAmount | CountAmount, wording: Wording, comparison = ''): string {
  const bare =
    'percent' in amount ? wording.percent(amount.percent, amount.unit) : wording.count(amount.count, amount.unit);
  if (amount.soft === undefined) return comparison + bare;
  const soft = wording.soft[amount.soft];
  return amount.soft === 'IN_PRINCIPLE' ? soft + comparison + bare : comparison + soft + bare;
}

function limitTerms(limits: Limits, wording: Wording): readonly string[] {
  const { leastPercent, mostPercent, leastCount, mostCount } = limits;
  return [
    ...(percentRange(leastPercent, mostPercent, wording) ?? [
      ...percentTerm(leastPercent, wording, wording.atLeast, wording.over),
      ...percentTerm(mostPercent, wording, wording.atMost, wording.under),
    ]),
    ...(countRange(leastCount, mostCount, wording) ?? [
      ...(leastCount === undefined ? [] : [amountText(leastCount, wording, wording.atLeast)]),
      ...(mostCount === undefined ? [] : [amountText(mostCount, wording, wording.atMost)]),
    ]),
  ];
}

function percentTerm(limit: PercentLimit | undefined, wording: Wording, inclusive: string, exclusive: string) {
  return limit === undefined ? [] : [amountText(limit, wording, limit.exclusive ? exclusive : inclusive)];
}

function percentRange(
  least: PercentLimit | undefined,
  most: PercentLimit | undefined,
  wording: Wording,
): readonly [string] | undefined {
  if (least === undefined || most === undefined) return undefined;
  if (least.exclusive || most.exclusive || least.unit !== most.unit || least.soft !== most.soft) return undefined;
  const soft = least.soft === undefined ? '' : wording.soft[least.soft];
  return [soft + wording.range(wording.percent(least.percent), wording.percent(most.percent, most.unit))];
}

function countRange(
  least: CountAmount | undefined,
  most: CountAmount | undefined,
  wording: Wording,
): readonly [string] | undefined {
  if (least === undefined || most === undefined) return undefined;
  if (least.unit !== most.unit || least.soft !== most.soft) return undefined;
  const soft = least.soft === undefined ? '' : wording.soft[least.soft];
  return [soft + wording.countRange(least.count, most.count, most.unit)];
}
