import type { Weighted } from '../SeededRandom.js';
import type { Trait } from './traits.js';

/** Whom a department has in its pool: subjects of these industries, with this trait, so many per cent of them. */
export interface PoolRule {
  /** Industries; without them, all. */
  readonly industries?: readonly string[];
  readonly trait?: Trait;
  /** 100 if not given. */
  readonly percent?: number;
}

/** Projects in a pool: several may belong to one subject, and some to nobody with a credit code. */
export interface ProjectRule {
  /** What stands after the subject's name: 信阳示例置业第0007号公司*人防工程*1. */
  readonly noun: string;
  /** Most projects of one subject of the given industry; one for subjects of any other. */
  readonly most: Readonly<Record<string, number>>;
  /** For each hundred projects, how many more have a number that the department issued and no credit code. */
  readonly ownerIssuedPercent: number;
  readonly scheme: string;
}

/** What the demo city knows of a department; whatever is not here comes from the register and the department itself. */
export interface DepartmentProfile {
  readonly code: string;
  /** First letters of its people's and entries' codes. */
  readonly abbreviation: string;
  readonly pool: readonly PoolRule[];
  /** Traits that it keeps as tags. */
  readonly tags: readonly Trait[];
  readonly projects?: ProjectRule;
  /** Inspectors of a city of 20,000 subjects. */
  readonly inspectors: number;
  readonly specialties: readonly Weighted<string>[];
}

const weighted = (...entries: readonly (readonly [string, number])[]): readonly Weighted<string>[] =>
  entries.map(([value, weight]) => ({ value, weight }));

/** The departments of the demo city. One that is in the register and not here takes part without data. */
export const DEPARTMENT_PROFILES: readonly DepartmentProfile[] = [
  {
    code: 'market-regulation',
    abbreviation: 'SJ',
    pool: [{}],
    tags: ['canteen', 'special-equipment'],
    inspectors: 400,
    specialties: weighted(['食品安全', 40], ['价格监管', 25], ['特种设备', 20], ['登记与年报', 15]),
  },
  {
    code: 'public-security',
    abbreviation: 'GA',
    pool: [
      { industries: ['hotel', 'entertainment', 'internet-cafe', 'filling-station', 'chemicals'] },
      { industries: ['school', 'hospital'], percent: 40 },
      { industries: ['printing'], percent: 70 },
    ],
    tags: ['crowded'],
    inspectors: 320,
    specialties: weighted(['治安管理', 55], ['内部保卫', 25], ['危爆物品', 20]),
  },
  {
    code: 'fire-rescue',
    abbreviation: 'XF',
    pool: [{ trait: 'crowded' }, { industries: ['chemicals', 'filling-station'] }],
    tags: ['crowded', 'basement'],
    inspectors: 260,
    specialties: weighted(['消防设施', 45], ['建筑防火', 30], ['电气火灾防控', 25]),
  },
  {
    code: 'health',
    abbreviation: 'WJ',
    pool: [
      { industries: ['hotel', 'school', 'hospital', 'swimming-pool', 'waterworks', 'entertainment', 'care-home'] },
      { industries: ['supermarket'], trait: 'crowded' },
      { industries: ['restaurant'], percent: 12 },
    ],
    tags: ['canteen', 'crowded'],
    inspectors: 240,
    specialties: weighted(['公共场所卫生', 45], ['学校卫生', 20], ['医疗卫生', 20], ['生活饮用水卫生', 15]),
  },
  {
    code: 'ecology-environment',
    abbreviation: 'HJ',
    pool: [
      { industries: ['chemicals', 'vehicle-testing', 'filling-station'] },
      { industries: ['factory', 'hospital', 'printing'], trait: 'waste-water' },
      { industries: ['restaurant'], percent: 4 },
    ],
    tags: ['waste-water'],
    inspectors: 180,
    specialties: weighted(['水污染防治', 45], ['大气污染防治', 35], ['固体废物与辐射', 20]),
  },
  {
    code: 'education',
    abbreviation: 'JY',
    pool: [{ industries: ['school', 'training'] }],
    tags: ['canteen'],
    inspectors: 160,
    specialties: weighted(['办学管理', 60], ['校园安全', 40]),
  },
  {
    code: 'culture-tourism',
    abbreviation: 'WL',
    pool: [
      {
        industries: [
          'entertainment',
          'internet-cafe',
          'travel-agency',
          'printing',
          'publishing-retail',
          'swimming-pool',
        ],
      },
      { industries: ['hotel'], trait: 'star-rated' },
    ],
    tags: ['star-rated'],
    inspectors: 180,
    specialties: weighted(['文化市场', 60], ['旅游市场', 40]),
  },
  {
    code: 'emergency-management',
    abbreviation: 'YJ',
    pool: [
      { industries: ['chemicals', 'filling-station'] },
      { industries: ['school'] },
      { industries: ['factory'], percent: 60 },
      { industries: ['supermarket'], trait: 'crowded' },
    ],
    tags: ['crowded'],
    inspectors: 200,
    specialties: weighted(['工贸安全', 40], ['危险化学品', 35], ['应急预案', 25]),
  },
  {
    code: 'water',
    abbreviation: 'SL',
    pool: [{ trait: 'large-water-user' }],
    tags: ['large-water-user'],
    inspectors: 140,
    specialties: weighted(['水资源管理', 60], ['节约用水', 40]),
  },
  {
    code: 'civil-air-defence',
    abbreviation: 'RF',
    pool: [{ trait: 'basement' }],
    tags: ['basement', 'crowded'],
    projects: {
      noun: '人防工程',
      most: { 'real-estate': 4, hospital: 2 },
      ownerIssuedPercent: 5,
      scheme: 'shelter',
    },
    inspectors: 120,
    specialties: weighted(['工程质量', 50], ['平时使用管理', 50]),
  },
];
