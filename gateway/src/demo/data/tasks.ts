import type { QuotaRule } from '@onevisit/draw';

/** A day of a task's window: months after the month in which the demo first ran, and day of that month (at most 28). */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** A quota rule as the contract states it. */
export type TaskQuotaRule = QuotaRule & { readonly stratum: string };

/** A department's task in the demo's joint plan; days come from the day on which the demo first runs. */
export interface TaskTemplate {
  readonly department: string;
  readonly code: string;
  readonly title: string;
  readonly level: 'CITY' | 'DISTRICT';
  /** Codes of the department's own items. */
  readonly items: readonly string[];
  readonly industries: readonly string[];
  readonly tags?: readonly string[];
  readonly stratifyBy: 'NONE' | 'CREDIT_CLASS';
  readonly quota: readonly TaskQuotaRule[];
  readonly first: MonthDay;
  readonly last: MonthDay;
  readonly crew: {
    readonly size: number;
    readonly specialties: readonly string[];
    readonly district: 'ANY' | 'SAME' | 'CROSS';
  };
}

/** What tasks have in common unless they say otherwise. Any two windows of the templates share two months. */
const DEFAULTS = {
  level: 'DISTRICT',
  stratifyBy: 'NONE',
  first: { month: 1, day: 1 },
  last: { month: 3, day: 28 },
} as const;
const LATE_START = { first: { month: 1, day: 15 } };
const EARLY_END = { last: { month: 3, day: 15 } };

/** A tenth below the ratio of the published plan: subjects that are inspected more often must fit under it too. */
const percent = (text: string): Pick<TaskTemplate, 'quota'> => ({ quota: [{ stratum: '*', percent: text }] });

/** A: at most 5 %, B: 5–20 %, C: 21–60 %, D: 61–100 % of its class, as several published plans put it. */
const BY_RISK: Pick<TaskTemplate, 'stratifyBy' | 'quota'> = {
  stratifyBy: 'CREDIT_CLASS',
  quota: [
    { stratum: 'A', percent: '5' },
    { stratum: 'B', percent: '10' },
    { stratum: 'C', percent: '25' },
    { stratum: 'D', percent: '61' },
  ],
};

/** Two people who can do it between them. */
const pair = (specialty: string, district: 'ANY' | 'SAME' | 'CROSS' = 'ANY'): Pick<TaskTemplate, 'crew'> => ({
  crew: { size: 2, specialties: [specialty], district },
});

/** Hotels: 10 % by the districts (Qingshan, 2024), 5 % in one task of six items (Wuhan development zone, 2022). */
const HOTELS: readonly TaskTemplate[] = [
  {
    ...DEFAULTS,
    department: 'public-security',
    code: 'demo-hotels',
    title: '宾馆、旅店治安安全抽查',
    items: ['GA-001'],
    industries: ['hotel'],
    ...percent('9'),
    ...pair('治安管理', 'SAME'),
  },
  {
    ...DEFAULTS,
    department: 'fire-rescue',
    code: 'demo-hotels',
    title: '宾馆、旅店消防情况抽查',
    items: ['XF-001', 'XF-002'],
    industries: ['hotel'],
    ...BY_RISK,
    ...pair('消防设施'),
  },
  {
    ...DEFAULTS,
    department: 'health',
    code: 'demo-hotels',
    title: '宾馆、旅店卫生情况抽查',
    items: ['WJ-001'],
    industries: ['hotel'],
    ...percent('4.5'),
    ...LATE_START,
    ...pair('公共场所卫生'),
  },
  {
    ...DEFAULTS,
    department: 'market-regulation',
    code: 'demo-hotels',
    title: '宾馆、旅店明码标价抽查',
    items: ['SJ-004'],
    industries: ['hotel'],
    ...percent('4.5'),
    ...pair('价格监管'),
  },
];

/** Places of entertainment: 10 %, the limit of their items (Panzhihua, 2023, has the same four departments). */
const ENTERTAINMENT: readonly TaskTemplate[] = [
  {
    ...DEFAULTS,
    department: 'culture-tourism',
    code: 'demo-entertainment',
    title: '娱乐经营许可证和经营情况抽查',
    level: 'CITY',
    items: ['WL-001'],
    industries: ['entertainment'],
    ...percent('9'),
    ...pair('文化市场'),
  },
  {
    ...DEFAULTS,
    department: 'market-regulation',
    code: 'demo-entertainment',
    title: '娱乐场所主体资格抽查',
    items: ['SJ-006'],
    industries: ['entertainment'],
    ...percent('9'),
    ...pair('登记与年报'),
  },
  {
    ...DEFAULTS,
    department: 'public-security',
    code: 'demo-entertainment',
    title: '娱乐场所治安抽查',
    items: ['GA-007'],
    industries: ['entertainment'],
    ...percent('9'),
    ...pair('治安管理', 'SAME'),
  },
  {
    ...DEFAULTS,
    department: 'fire-rescue',
    code: 'demo-entertainment',
    title: '娱乐场所消防安全抽查',
    items: ['XF-004'],
    industries: ['entertainment'],
    ...percent('9'),
    ...pair('消防设施'),
  },
];

/** Internet cafés: 50 %, at least once a year (Yingcheng). */
const INTERNET_CAFES: readonly TaskTemplate[] = [
  {
    ...DEFAULTS,
    department: 'culture-tourism',
    code: 'demo-internet-cafes',
    title: '互联网上网服务营业场所抽查',
    level: 'CITY',
    items: ['WL-002'],
    industries: ['internet-cafe'],
    ...percent('45'),
    ...pair('文化市场'),
  },
  {
    ...DEFAULTS,
    department: 'market-regulation',
    code: 'demo-internet-cafes',
    title: '互联网上网服务营业场所登记事项抽查',
    items: ['SJ-007'],
    industries: ['internet-cafe'],
    ...percent('45'),
    ...pair('登记与年报'),
  },
];

/** Schools: half of them and at least two (Bozhou, 2024); half of their canteens (Wuhan development zone, 2022). */
const SCHOOLS: readonly TaskTemplate[] = [
  {
    ...DEFAULTS,
    department: 'education',
    code: 'demo-schools',
    title: '学校教育装备产品、食堂信息公示抽查',
    level: 'CITY',
    items: ['JY-003', 'JY-007'],
    industries: ['school'],
    quota: [{ stratum: '*', percent: '45', min: 2 }],
    ...EARLY_END,
    ...pair('校园安全'),
  },
  {
    ...DEFAULTS,
    department: 'market-regulation',
    code: 'demo-canteens',
    title: '学校食堂食品安全抽查',
    items: ['SJ-002'],
    industries: ['school'],
    tags: ['canteen'],
    ...percent('45'),
    ...EARLY_END,
    ...pair('食品安全', 'CROSS'),
  },
  {
    ...DEFAULTS,
    department: 'health',
    code: 'demo-canteens',
    title: '学校食堂食源性疾病防控抽查',
    items: ['WJ-008'],
    industries: ['school'],
    tags: ['canteen'],
    ...percent('27'),
    ...LATE_START,
    ...pair('学校卫生'),
  },
  {
    ...DEFAULTS,
    department: 'fire-rescue',
    code: 'demo-schools',
    title: '学校消防安全抽查',
    items: ['XF-006'],
    industries: ['school'],
    ...percent('18'),
    ...pair('建筑防火'),
  },
  {
    ...DEFAULTS,
    department: 'emergency-management',
    code: 'demo-schools',
    title: '学校安全应急管理抽查',
    level: 'CITY',
    items: ['YJ-010'],
    industries: ['school'],
    ...percent('4.5'),
    ...pair('应急预案'),
  },
];

/** What concerns some of the hotels, schools and hospitals. */
const INSTALLATIONS: readonly TaskTemplate[] = [
  {
    ...DEFAULTS,
    department: 'water',
    code: 'demo-large-users',
    title: '重点用水单位超计划、超定额用水抽查',
    level: 'CITY',
    items: ['SL-003', 'SL-004'],
    industries: ['hotel', 'school', 'hospital'],
    tags: ['large-water-user'],
    ...percent('9'),
    ...LATE_START,
    ...pair('节约用水'),
  },
  {
    ...DEFAULTS,
    department: 'civil-air-defence',
    code: 'demo-shelters',
    title: '人防工程维护管理和平时使用抽查',
    level: 'CITY',
    items: ['RF-003', 'RF-004'],
    industries: ['hotel', 'school', 'hospital', 'public-works'],
    ...percent('9'),
    ...pair('平时使用管理'),
  },
  {
    ...DEFAULTS,
    department: 'ecology-environment',
    code: 'demo-hospitals',
    title: '医疗机构排污许可证执行情况抽查',
    level: 'CITY',
    items: ['HJ-007'],
    industries: ['hospital'],
    ...percent('9'),
    ...LATE_START,
    ...pair('水污染防治'),
  },
];

/**
 * The legs of the demo's joint plan, on places where many people gather (人员密集场所). Items and ratios are those of published
 * lists and plans; a general item's ratio stays within its limit.
 */
export const TASK_TEMPLATES: readonly TaskTemplate[] = [
  ...HOTELS,
  ...ENTERTAINMENT,
  ...INTERNET_CAFES,
  ...SCHOOLS,
  ...INSTALLATIONS,
];
