import type { Measure } from '../rollup/Measure.js';
import type { IndicatorDefinition, IndicatorGround } from './IndicatorDefinition.js';

/** Pool entries are counted department by department, above as below: a subject in two pools is reached once by each. */
const inEachPool =
  (measure: Measure) =>
  ({ departments }: IndicatorGround): number =>
    departments.reduce((sum, figures) => sum + figures.count(measure), 0);

const POOLS = {
  zh: '检查对象名录库现有对象（全市为各部门之和）',
  en: 'Pool entries that are active; of the city the sum over departments',
} as const;

/** How much of departments' lists was reached: their items, their pools, their people. */
export const REACH: readonly IndicatorDefinition[] = [
  {
    code: 'ITEMS_BY_LOT',
    name: { zh: '随机抽查事项占比', en: 'Items on the random list' },
    numeratorIs: { zh: '随机抽查事项清单内的现行事项', en: 'Items in force that are inspected by lot' },
    denominatorIs: { zh: '全部现行行政执法检查事项', en: 'All inspection items in force' },
    sources: [
      { document: 'karamay-2016', article: '二' },
      { document: 'xinyang-2019', article: '一' },
    ],
    numerator: 'byLotItemCount',
    denominator: 'itemCount',
    of: { months: true, parts: false },
  },
  {
    code: 'ITEMS_EXERCISED',
    name: { zh: '事项实际检查率', en: 'Items exercised' },
    numeratorIs: { zh: '有检查结果的事项', en: 'Items with a result in a drawn visit' },
    denominatorIs: { zh: '随机抽查事项清单内的现行事项', en: 'Items in force that are inspected by lot' },
    sources: [
      { document: 'changzhou-water-2018', article: '三1' },
      { document: 'xinyang-2019', article: '一' },
    ],
    numerator: ({ figures }) => figures.count('ITEMS_EXERCISED'),
    denominator: 'byLotItemCount',
    of: { months: true, parts: false },
  },
  {
    code: 'SUBJECTS_VISITED',
    name: { zh: '检查对象年度覆盖率', en: 'Subjects visited in the year' },
    numeratorIs: {
      zh: '年内有抽取检查自行检查结果的检查对象（全市按部门分别计算）',
      en: 'Subjects with a result of a check in a drawn visit of the year; of the city the sum over departments',
    },
    denominatorIs: POOLS,
    sources: [
      { document: 'changzhou-water-2018', article: '四1' },
      { document: 'luohe-civil-air-defence-2019', article: '第十三条' },
    ],
    numerator: inEachPool('SUBJECTS_VISITED'),
    denominator: 'poolCount',
    of: { months: true, parts: true },
  },
  {
    code: 'SUBJECTS_VISITED_IN_2_YEARS',
    name: { zh: '检查对象两年覆盖率', en: 'Subjects visited in two years' },
    numeratorIs: {
      zh: '本年和上年内有抽取检查自行检查结果的检查对象（全市按部门分别计算）',
      en: 'Subjects with a result of a check in a drawn visit of the year or the one before; of the city the sum over departments',
    },
    denominatorIs: POOLS,
    sources: [{ document: 'changzhou-water-2018', article: '四1' }],
    numerator: inEachPool('SUBJECTS_VISITED_IN_2_YEARS'),
    denominator: 'poolCount',
    of: { months: false, parts: true },
  },
  {
    code: 'SUBJECTS_VISITED_IN_3_YEARS',
    name: { zh: '检查对象三年覆盖率', en: 'Subjects visited in three years' },
    numeratorIs: {
      zh: '三年内（含本年）有抽取检查自行检查结果的检查对象（全市按部门分别计算）',
      en: 'Subjects with a result of a check in a drawn visit of the year or the two before; of the city the sum over departments',
    },
    denominatorIs: POOLS,
    sources: [{ document: 'changzhou-water-2018', article: '四1' }],
    numerator: inEachPool('SUBJECTS_VISITED_IN_3_YEARS'),
    denominator: 'poolCount',
    of: { months: false, parts: true },
  },
  {
    code: 'INSPECTORS_TAKING_PART',
    name: { zh: '执法人员参与率', en: 'Inspectors taking part' },
    numeratorIs: { zh: '实际参加过检查的执法人员（以到场签到为准）', en: 'Inspectors who were at the door of a check' },
    denominatorIs: { zh: '现有可抽取的执法人员', en: 'Inspectors who may be drawn' },
    sources: [{ document: 'changzhou-water-2018', article: '四2' }],
    numerator: ({ figures }) => figures.count('INSPECTORS_TAKING_PART'),
    denominator: 'inspectorCount',
    of: { months: true, parts: false },
  },
  {
    code: 'OFFICE_STAFF_SHARE',
    name: { zh: '机关人员参与频次占比', en: 'Share of office staff' },
    numeratorIs: {
      zh: '机关人员实际参加检查的人次',
      en: 'Times that office staff were at the door of a check',
    },
    denominatorIs: {
      zh: '全部执法人员实际参加检查的人次',
      en: 'Times that anybody was at the door of a check',
    },
    sources: [{ document: 'changzhou-water-2018', article: '四2' }],
    numerator: ({ figures }) => figures.count('OFFICE_TIMES'),
    denominator: ({ figures }) => figures.count('TIMES'),
    of: { months: true, parts: true },
  },
];
