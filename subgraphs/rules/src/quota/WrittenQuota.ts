import type { Unit } from './units.js';

/**
 * What a ratio cell (抽查比例) says, as plain data. Percentages are exact decimal text without needless zeros (`0.5`), never
 * floating point; counts are whole numbers. QUOTA.md has the grammar of the text.
 */
export interface WrittenQuota {
  /** The class of inspection items (抽查事项类别) that it is for, where it names one: 一般检查事项不高于10%. */
  readonly itemClass?: 'KEY' | 'GENERAL';
  /** How many are drawn; absent where the cell bounds only the whole, or only says how often. */
  readonly share?: Share;
  /** Bound on all strata together: 总体≤5%. */
  readonly overall?: Demand;
  /** Bound on all draws of the year together: 每年比例之和≥20%. */
  readonly yearly?: Demand;
  readonly frequency?: Frequency;
  /** Size of the pool when the cell was written: 基数474家. */
  readonly base?: CountAmount;
}

/** A share of the pool; levels may hold strata, which may hold tiers. */
export type Share = ByLevel | LevelShare;

/** 市级2% 区级10% */
export interface ByLevel {
  readonly kind: 'BY_LEVEL';
  readonly levels: Readonly<Partial<Record<Level, LevelShare>>>;
}

/** Who organises the inspection (层级); PROVINCE is beyond a city's own plans, but stands in cells. */
export type Level = 'PROVINCE' | 'CITY' | 'DISTRICT';

/** The share at one level. */
export type LevelShare = ByStratum | StratumShare;

/** 守信1%/警示10%: strata in the order written, by the names written; `*` is every stratum not named. */
export interface ByStratum {
  readonly kind: 'BY_STRATUM';
  readonly strata: readonly { readonly stratum: string; readonly share: StratumShare }[];
}

/** The share of one stratum, or of a pool that is not divided. */
export type StratumShare = ByPoolSize | Demand;

/** ≤10所抽≥2所,>10所≥50%: tiers by ascending size, which do not overlap. */
export interface ByPoolSize {
  readonly kind: 'BY_POOL_SIZE';
  readonly tiers: readonly { readonly size: PoolSize; readonly demand: Demand }[];
}

/** Sizes of a pool, both ends included; at least one end. `>10` is `least: 11`. */
export interface PoolSize {
  readonly least?: number;
  readonly most?: number;
  readonly unit: Unit;
}

/** How many of a pool: an amount, bounds for the plan to choose within, or not yet known. */
export type Demand = FixedPercent | FixedCount | Bounded | ToBeSet;

/** 10%(20户)且≥3家 */
export interface FixedPercent {
  readonly kind: 'FIXED_PERCENT';
  readonly amount: PercentAmount;
  /** The count written beside the percentage. */
  readonly amountsTo?: CountAmount;
  readonly limits?: Limits;
}

/** 20户且≥5% */
export interface FixedCount {
  readonly kind: 'FIXED_COUNT';
  readonly amount: CountAmount;
  readonly limits?: Limits;
}

/** 10-20%, ≥1%且原则上≥10家 */
export interface Bounded {
  readonly kind: 'BOUNDED';
  readonly limits: Limits;
}

/** 待定 */
export interface ToBeSet {
  readonly kind: 'TO_BE_SET';
}

/** At most one bound of each sort; all of them hold. At least one is there. */
export interface Limits {
  readonly leastPercent?: PercentLimit;
  readonly leastCount?: CountAmount;
  readonly mostPercent?: PercentLimit;
  readonly mostCount?: CountAmount;
}

/** 原则上 (in principle: a bound that may be departed from) or 约 (about). */
export type Soft = 'IN_PRINCIPLE' | 'ABOUT';

/** From 0 to 100 per cent. */
export interface PercentAmount {
  readonly percent: string;
  /** What is counted where it is not the subject: 30%库点. */
  readonly unit?: Unit;
  readonly soft?: Soft;
}

/** A percentage as a bound; exclusive for > and <. (Counts are made inclusive instead.) */
export interface PercentLimit extends PercentAmount {
  readonly exclusive?: true;
}

/** So many, in the classifier written. */
export interface CountAmount {
  readonly count: number;
  readonly unit: Unit;
  readonly soft?: Soft;
}

/** 不少于1次/年 is `{least: 1, months: 12}`, 2次/年 has least and most 2, 抽查1次 no months. At least one of least and most. */
export interface Frequency {
  readonly least?: number;
  readonly most?: number;
  /** Length of the period. */
  readonly months?: number;
  readonly soft?: Soft;
}
