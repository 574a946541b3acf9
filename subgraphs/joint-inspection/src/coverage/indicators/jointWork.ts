import type { IndicatorDefinition } from './IndicatorDefinition.js';

/** How joint the work was, and what it spared. */
export const JOINT_WORK: readonly IndicatorDefinition[] = [
  {
    code: 'VISITS_MADE',
    name: { zh: '检查完成率', en: 'Visits made' },
    numeratorIs: {
      zh: '其中全部事项已有结果的检查，无论何日完成',
      en: 'Of these, visits whose items all have results, whenever they were made',
    },
    denominatorIs: {
      zh: '有效抽取产生、时段在期内开始的检查',
      en: 'Visits of draws in force whose windows begin in the period',
    },
    sources: [
      { document: 'changzhou-water-2018', article: '四2' },
      { document: 'luohe-civil-air-defence-2019', article: '第二十三条' },
    ],
    numerator: ({ figures }) => figures.count('VISITS_DRAWN_MADE'),
    denominator: ({ figures }) => figures.count('VISITS_DRAWN'),
    of: { months: true, parts: true },
  },
  {
    code: 'VISITS_CARRIED_OUT',
    name: { zh: '完成检查次数', en: 'Visits carried out' },
    numeratorIs: {
      zh: '检查日在期内、全部事项已有结果的抽取检查',
      en: 'Drawn visits of the days of the period whose items all have results, whichever window they are of',
    },
    denominatorIs: { zh: '无（只计次数，与上年同期比较）', en: 'None: a number, to be compared with the year before' },
    sources: [
      { document: 'changzhou-water-2018', article: '四2' },
      { document: 'corporate-inspection-2024', article: '减少入企检查频次' },
    ],
    numerator: ({ figures }) => figures.count('VISITS_MADE'),
    denominator: null,
    of: { months: true, parts: true },
  },
  {
    code: 'JOINT_SHARE',
    name: { zh: '联合检查占比', en: 'Joint share' },
    numeratorIs: {
      zh: '两个以上部门各有自行检查结果的已完成检查',
      en: 'Visits made in which two departments or more have results of checks of their own',
    },
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
      zh: '实际入户的各任务单独检查所需次数减去抽取检查的入户次数；部门只计本部门任务',
      en: 'Doors that the legs which were carried out would have entered separately, less those entered by drawn visits; of a department, by its own legs',
    },
    denominatorIs: {
      zh: '实际入户的各任务单独检查所需次数（未实施、仅互认的任务不计）',
      en: 'Doors that these legs would have entered separately: none of legs that nobody carried out, or that recognise all',
    },
    sources: [
      { document: 'chifeng-work-safety-2016', article: '三（二）1' },
      { document: 'corporate-inspection-2024', article: '减少入企检查频次' },
    ],
    numerator: ({ figures }) => figures.count('SEPARATE_DOORS') - figures.count('DRAWN_DOORS'),
    denominator: ({ figures }) => figures.count('SEPARATE_DOORS'),
    of: { months: true, parts: true },
  },
];
