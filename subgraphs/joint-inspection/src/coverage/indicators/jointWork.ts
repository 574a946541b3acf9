import type { IndicatorDefinition } from './IndicatorDefinition.js';

/** How joint the work was, and what it spared. */
export const JOINT_WORK: readonly IndicatorDefinition[] = [
  {
    code: 'VISITS_MADE',
    name: { zh: '检查完成率', en: 'Visits made' },
    numeratorIs: { zh: '全部事项已有结果的检查', en: 'Visits whose items all have results' },
    denominatorIs: {
      zh: '有效抽取产生、时段在期内开始的检查',
      en: 'Visits of draws in force whose windows begin in the period',
    },
    sources: [
      { document: 'changzhou-water-2018', article: '四2' },
      { document: 'luohe-civil-air-defence-2019', article: '第二十三条' },
    ],
    numerator: ({ figures }) => figures.count('VISITS_MADE'),
    denominator: ({ figures }) => figures.count('VISITS_DRAWN'),
    of: { months: true, parts: true },
  },
  {
    code: 'JOINT_SHARE',
    name: { zh: '联合检查占比', en: 'Joint share' },
    numeratorIs: { zh: '两个以上部门共同完成的检查', en: 'Visits made that two departments or more share' },
    denominatorIs: { zh: '全部已完成的抽取检查', en: 'All drawn visits made' },
    sources: [
      { document: 'xinyang-2019', article: '一' },
      { document: 'chifeng-work-safety-2016', article: '三（二）1' },
    ],
    numerator: ({ figures }) => figures.count('JOINT_VISITS_MADE'),
    denominator: ({ figures }) => figures.count('VISITS_MADE'),
    of: { months: true, parts: true },
  },
  {
    code: 'VISITS_SAVED',
    name: { zh: '减少入户率', en: 'Visits saved' },
    numeratorIs: {
      zh: '各任务单独检查所需次数减去实际次数',
      en: 'Visits that the legs would have made separately, less the visits made',
    },
    denominatorIs: { zh: '各任务单独检查所需次数', en: 'Visits that the legs would have made separately' },
    sources: [
      { document: 'chifeng-work-safety-2016', article: '三（二）1' },
      { document: 'corporate-inspection-2024', article: '减少入企检查频次' },
    ],
    numerator: ({ figures }) => figures.count('SEPARATE_VISITS') - figures.count('VISITS_MADE'),
    denominator: ({ figures }) => figures.count('SEPARATE_VISITS'),
    of: { months: true, parts: true },
  },
];
