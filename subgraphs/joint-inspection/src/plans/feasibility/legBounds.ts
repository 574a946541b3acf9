import { type QuotaRule as DrawQuotaRule, percentOf, quotaOf } from '@onevisit/draw';
import {
  type Bound,
  type BoundedLeg,
  boundsOfDemand,
  type Demand,
  parseQuota,
  printDemand,
  type Rules,
} from '@onevisit/rules';
import type { QuotaRule } from '../terms.js';

/** What a leg is measured by: its quota, what its items permit, and what there is. */
export interface MeasuredLeg {
  readonly id: string;
  readonly quota: readonly QuotaRule[];
  /** The ratio as people wrote it (抽查比例); null where the quota was stated as rules. */
  readonly quotaText: string | null;
  readonly items: readonly { readonly id: string; readonly itemClass: string; readonly ratioLimit: string | null }[];
  readonly crewSize: number;
  /** The strata that its pool really has: entries by standing. */
  readonly strata: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Visits that the department's inspectors can take, added up; null where nobody has counted. */
  readonly capacity: number | null;
}

/** A leg's bounds, and those that are facts, apart: whoever is short of subjects or people draws fewer, and says so. */
export interface LegBounds extends BoundedLeg {
  readonly facts: readonly Bound[];
}

/** All that bounds how many subjects a leg draws: its quota, the rules of its department, and what there is. */
export function legBounds(leg: MeasuredLeg, rules: Rules): LegBounds {
  const populations = new Map([...leg.strata].map(([stratum, standings]) => [stratum, sum(standings.values())]));
  const whole = sum(populations.values());
  const quota = [...populations].flatMap(([stratum, population]) => quotaBounds(leg, stratum, population));
  const bounds = [
    ...quota,
    ...overallBounds(leg, whole),
    ...ratioLimits(leg, rules, whole),
    ...necessaryCoverage(rules, whole),
  ];
  return { leg: leg.id, populations, bounds, facts: factsOf(leg, populations) };
}

/** A draw takes exactly the quota of a stratum: a lower and an upper bound (draw protocol, section 3). */
function quotaBounds({ quota }: MeasuredLeg, stratum: string, population: number): readonly Bound[] {
  const rule = quota.find((each) => each.stratum === stratum) ?? quota.find((each) => each.stratum === '*');
  const count = quotaOf(rule as DrawQuotaRule | undefined, population);
  const ratio = ratioOf(rule);
  const text = {
    zh: `层“${stratum}”（${population} 户）抽查 ${ratio}，即 ${count} 户`,
    en: `${ratio} of stratum "${stratum}" (${population} subjects), which is ${count}`,
  };
  const bound = { origin: 'QUOTA', text, cite: [], stratum, count } as const;
  return [
    { ...bound, side: 'AT_LEAST' },
    { ...bound, side: 'AT_MOST' },
  ];
}

function ratioOf(rule: QuotaRule | undefined): string {
  if (rule === undefined) return '0';
  const bounds = [
    ...(rule.min === undefined ? [] : [`≥${rule.min}`]),
    ...(rule.max === undefined ? [] : [`≤${rule.max}`]),
  ];
  return [rule.percent === undefined ? String(rule.count) : `${rule.percent}%`, ...bounds].join(', ');
}

/** What the written ratio says of the leg as a whole: 总体不超过5%; the year's total bounds one draw from above only. */
function overallBounds({ quotaText }: MeasuredLeg, whole: number): readonly Bound[] {
  const cell = quotaText === null ? null : parseQuota(quotaText);
  if (cell?.kind !== 'QUOTA') return [];
  const { overall, yearly } = cell.quota;
  return [
    ...(overall === undefined ? [] : demandBounds('总体', 'overall', overall, whole)),
    ...(yearly === undefined
      ? []
      : demandBounds('全年合计', 'in the year', yearly, whole).filter(({ side }) => side === 'AT_MOST')),
  ];
}

function demandBounds(zh: string, en: string, demand: Demand, whole: number): readonly Bound[] {
  const { least, most } = boundsOfDemand(demand, whole);
  const bound = (side: Bound['side'], count: number): Bound => ({
    origin: 'QUOTA',
    text: {
      zh: `${zh}${printDemand(demand, 'zh')}，即 ${count} 户`,
      en: `${en} ${printDemand(demand, 'en')}, which is ${count}`,
    },
    cite: [],
    stratum: null,
    side,
    count,
  });
  return [bound('AT_LEAST', least), bound('AT_MOST', most)];
}

/** Rule item-classes: the upper limits of general items (Xinyang 二(二)), which hold for the leg as a whole. */
function ratioLimits({ items }: MeasuredLeg, rules: Rules, whole: number): readonly Bound[] {
  const rule = rules.rule('item-classes');
  if (rule === null || rule.generalRatioLimit !== 'REQUIRED') return [];
  return items.flatMap(({ id, itemClass, ratioLimit }) => {
    if (itemClass !== 'GENERAL' || ratioLimit === null) return [];
    const count = Number(percentOf(ratioLimit, whole));
    const text = {
      zh: `一般检查事项“${id}”的抽查比例上限 ${ratioLimit}%，即 ${count} 户`,
      en: `the upper limit of general item "${id}", ${ratioLimit} %, which is ${count}`,
    };
    return [{ origin: 'RULE', text, cite: rule.cite, stratum: null, side: 'AT_MOST', count } as const];
  });
}

/** Rule pool-coverage: the necessary coverage (必要的覆盖面), where there is anybody to draw. */
function necessaryCoverage(rules: Rules, whole: number): readonly Bound[] {
  const rule = rules.rule('pool-coverage');
  if (rule === null || whole === 0) return [];
  const count = Math.min(rule.fewestPerLeg, whole);
  const text = { zh: `必要的覆盖面：至少抽查 ${count} 户`, en: `the necessary coverage: at least ${count}` };
  return [{ origin: 'RULE', text, cite: rule.cite, stratum: null, side: 'AT_LEAST', count }];
}

/** Who can be drawn at all, and how many visits the department's people can make. */
function factsOf(leg: MeasuredLeg, populations: ReadonlyMap<string, number>): readonly Bound[] {
  const fact = { origin: 'FACT', cite: [], side: 'AT_MOST' } as const;
  const eligible = [...leg.strata].map(([stratum, standings]): Bound => {
    const count = standings.get('ELIGIBLE') ?? 0;
    const others = [...standings].filter(([standing]) => standing !== 'ELIGIBLE').map(([name, n]) => `${name} ${n}`);
    const why = others.length === 0 ? '' : ` (${others.join(', ')})`;
    const text = {
      zh: `层“${stratum}”的 ${populations.get(stratum)} 户中可抽取 ${count} 户${why}`,
      en: `of ${populations.get(stratum)} in stratum "${stratum}" ${count} can be drawn${why}`,
    };
    return { ...fact, text, stratum, count };
  });
  if (leg.capacity === null) return eligible;
  const count = Math.floor(leg.capacity / leg.crewSize);
  const text = {
    zh: `执法人员可承担 ${leg.capacity} 人次，每次 ${leg.crewSize} 人，即 ${count} 次检查`,
    en: `inspectors can take ${leg.capacity} seats, ${leg.crewSize} a visit, which is ${count} visits`,
  };
  return [...eligible, { ...fact, text, stratum: null, count }];
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
