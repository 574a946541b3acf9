import type { Weighted } from '../SeededRandom.js';

/** What a market subject is by its registration. */
export type SubjectKind = 'ENTERPRISE' | 'INDIVIDUAL_BUSINESS' | 'COOPERATIVE' | 'INSTITUTION';

/** Which body registered a subject: the first two characters of its credit code (GB 32100, 4.2 and 4.3). */
export type Registration = '91' | '92' | '93' | '12' | '52';

/** An industry of the demo city. */
export interface Industry {
  readonly slug: string;
  /** Noun and suffix between which a subject's number stands: 示例*酒店*第0173号*店*. */
  readonly noun: string;
  readonly suffix: string;
  /** Share of all subjects, per mille. */
  readonly weight: number;
  readonly registrations: readonly Weighted<Registration>[];
}

const MOSTLY_INDIVIDUAL: Industry['registrations'] = [
  { value: '92', weight: 80 },
  { value: '91', weight: 20 },
];
const MOSTLY_ENTERPRISE: Industry['registrations'] = [
  { value: '91', weight: 85 },
  { value: '92', weight: 15 },
];
const ENTERPRISE: Industry['registrations'] = [{ value: '91', weight: 1 }];
const PUBLIC_OR_PRIVATE: Industry['registrations'] = [
  { value: '12', weight: 60 },
  { value: '52', weight: 30 },
  { value: '91', weight: 10 },
];

/** The industries; the shares add up to a thousand. Retail, services and restaurants dominate, as in any such city. */
export const INDUSTRIES: readonly Industry[] = [
  {
    slug: 'retail',
    noun: '零售',
    suffix: '店',
    weight: 375,
    registrations: [
      { value: '92', weight: 82 },
      { value: '91', weight: 14 },
      { value: '93', weight: 4 },
    ],
  },
  { slug: 'services', noun: '服务', suffix: '部', weight: 190, registrations: MOSTLY_INDIVIDUAL },
  { slug: 'restaurant', noun: '餐饮', suffix: '店', weight: 155, registrations: MOSTLY_INDIVIDUAL },
  { slug: 'factory', noun: '制造', suffix: '厂', weight: 55, registrations: MOSTLY_ENTERPRISE },
  { slug: 'supermarket', noun: '超市', suffix: '店', weight: 38, registrations: MOSTLY_ENTERPRISE },
  {
    slug: 'hotel',
    noun: '酒店',
    suffix: '店',
    weight: 30,
    registrations: [
      { value: '92', weight: 55 },
      { value: '91', weight: 45 },
    ],
  },
  { slug: 'school', noun: '学校', suffix: '校', weight: 25, registrations: PUBLIC_OR_PRIVATE },
  {
    slug: 'training',
    noun: '培训',
    suffix: '中心',
    weight: 18,
    registrations: [
      { value: '91', weight: 60 },
      { value: '52', weight: 40 },
    ],
  },
  { slug: 'entertainment', noun: '娱乐', suffix: '厅', weight: 17, registrations: MOSTLY_INDIVIDUAL },
  { slug: 'hospital', noun: '医疗', suffix: '院', weight: 16, registrations: PUBLIC_OR_PRIVATE },
  { slug: 'real-estate', noun: '置业', suffix: '公司', weight: 16, registrations: ENTERPRISE },
  { slug: 'printing', noun: '印刷', suffix: '厂', weight: 10, registrations: MOSTLY_ENTERPRISE },
  { slug: 'internet-cafe', noun: '网吧', suffix: '店', weight: 9, registrations: MOSTLY_ENTERPRISE },
  { slug: 'filling-station', noun: '加油', suffix: '站', weight: 9, registrations: ENTERPRISE },
  { slug: 'care-home', noun: '养老', suffix: '院', weight: 9, registrations: PUBLIC_OR_PRIVATE },
  { slug: 'publishing-retail', noun: '书刊', suffix: '店', weight: 8, registrations: MOSTLY_INDIVIDUAL },
  { slug: 'travel-agency', noun: '旅行社', suffix: '部', weight: 6, registrations: ENTERPRISE },
  { slug: 'chemicals', noun: '化工', suffix: '厂', weight: 5, registrations: ENTERPRISE },
  { slug: 'waterworks', noun: '供水', suffix: '厂', weight: 4, registrations: ENTERPRISE },
  { slug: 'vehicle-testing', noun: '机动车检测', suffix: '站', weight: 3, registrations: ENTERPRISE },
  { slug: 'swimming-pool', noun: '游泳', suffix: '馆', weight: 2, registrations: MOSTLY_ENTERPRISE },
];

/** What a registration makes of a subject. */
export const KIND_OF_REGISTRATION: Readonly<Record<Registration, SubjectKind>> = {
  '91': 'ENTERPRISE',
  '92': 'INDIVIDUAL_BUSINESS',
  '93': 'COOPERATIVE',
  '12': 'INSTITUTION',
  '52': 'INSTITUTION',
};
