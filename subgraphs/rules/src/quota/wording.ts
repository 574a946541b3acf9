import { UNITS, type Unit } from './units.js';
import type { Level, Soft, WrittenQuota } from './WrittenQuota.js';

/** A language that quotas are printed in. */
export type QuotaLanguage = 'zh' | 'en';

/** How quotas are put in one language; the grammar is the same. */
export interface Wording {
  readonly itemClass: Readonly<Record<NonNullable<WrittenQuota['itemClass']>, string>>;
  readonly levels: Readonly<Record<Level, string>>;
  readonly each: string;
  readonly others: string;
  readonly overall: string;
  readonly yearly: string;
  readonly base: string;
  readonly toBeSet: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly over: string;
  readonly under: string;
  readonly soft: Readonly<Record<Soft, string>>;
  readonly and: string;
  /** Between a level and what holds for it. */
  readonly colon: string;
  /** Between a stratum's name and what holds for it, the name being of Han characters or not. */
  readonly afterName: (han: boolean) => string;
  /** Between clauses, strata and tiers. */
  readonly clauses: string;
  readonly strata: string;
  readonly tiers: string;
  readonly parentheses: (inside: string) => string;
  readonly tier: (size: string) => string;
  readonly count: (count: number, unit: Unit) => string;
  readonly percent: (percent: string, unit?: Unit) => string;
  readonly range: (from: string, to: string) => string;
  readonly countRange: (least: number, most: number, unit: Unit) => string;
  /** So many times, or from so many to so many. */
  readonly times: (least: number, most: number) => string;
  /** Within how many months; without a period if undefined. */
  readonly per: (times: string, months: number | undefined) => string;
}

const zh: Wording = {
  itemClass: { KEY: '重点检查事项：', GENERAL: '一般检查事项：' },
  levels: { PROVINCE: '省级', CITY: '市级', DISTRICT: '区级' },
  each: '各',
  others: '其余',
  overall: '总体',
  yearly: '全年合计',
  base: '基数',
  toBeSet: '待定',
  atLeast: '≥',
  atMost: '≤',
  over: '>',
  under: '<',
  soft: { IN_PRINCIPLE: '原则上', ABOUT: '约' },
  and: '且',
  colon: '：',
  afterName: (han) => (han ? '' : ' '),
  clauses: '；',
  strata: '、',
  tiers: '，',
  parentheses: (inside) => `（${inside}）`,
  tier: (size) => `${size}时`,
  count: (count, unit) => `${count}${UNITS[unit].zh[0]}`,
  percent: (percent, unit) => `${percent}%${unit === undefined ? '' : UNITS[unit].zh[0]}`,
  range: (from, to) => `${from}-${to}`,
  countRange: (least, most, unit) => `${least}-${most}${UNITS[unit].zh[0]}`,
  times: (least, most) => (least === most ? `${least}次` : `${least}-${most}次`),
  per: (times, months) => (months === undefined ? `抽查${times}` : `${times}/${periodZh(months)}`),
};

const en: Wording = {
  itemClass: { KEY: 'key items: ', GENERAL: 'general items: ' },
  levels: { PROVINCE: 'province', CITY: 'city', DISTRICT: 'district' },
  each: 'each',
  others: 'others',
  overall: 'overall ',
  yearly: 'yearly total ',
  base: 'base ',
  toBeSet: 'to be set',
  atLeast: 'at least ',
  atMost: 'at most ',
  over: 'over ',
  under: 'under ',
  soft: { IN_PRINCIPLE: 'in principle ', ABOUT: 'about ' },
  and: ' and ',
  colon: ': ',
  afterName: () => ': ',
  clauses: '; ',
  strata: '; ',
  tiers: ', ',
  parentheses: (inside) => ` (${inside})`,
  tier: (size) => `pools of ${size}: `,
  count: (count, unit) => `${count} ${UNITS[unit].en[count === 1 ? 0 : 1]}`,
  percent: (percent, unit) => `${percent}%${unit === undefined ? '' : ` of ${UNITS[unit].en[1]}`}`,
  range: (from, to) => `${from} to ${to}`,
  countRange: (least, most, unit) => `${least} to ${most} ${UNITS[unit].en[1]}`,
  times: (least, most) => (least === most ? timesEn(least) : `${least} to ${most} times`),
  per: (times, months) => (months === undefined ? times : `${times} every ${periodEn(months)}`),
};

/** The wording of each language. */
export const WORDINGS: Readonly<Record<QuotaLanguage, Wording>> = { zh, en };

function periodZh(months: number): string {
  if (months % 12 === 0) return months === 12 ? '年' : `${months / 12}年`;
  return { 1: '月', 3: '季度', 6: '半年' }[months] ?? `${months}个月`;
}

function periodEn(months: number): string {
  if (months % 12 === 0) return months === 12 ? 'year' : `${months / 12} years`;
  return { 1: 'month', 3: 'quarter', 6: 'half-year' }[months] ?? `${months} months`;
}

function timesEn(times: number): string {
  return { 1: 'once', 2: 'twice' }[times] ?? `${times} times`;
}
