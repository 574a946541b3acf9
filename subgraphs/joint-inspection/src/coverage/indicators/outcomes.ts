import { KEPT_DEADLINES } from '../rollup/Measure.js';
import type { IndicatorDefinition } from './IndicatorDefinition.js';

/** What came of visits, when it was disclosed, and how draws ended. */
export const OUTCOMES: readonly IndicatorDefinition[] = [
  {
    code: 'FINDING_RATE',
    name: { zh: '问题发现率', en: 'Finding rate' },
    numeratorIs: { zh: '发现问题的已完成检查', en: 'Visits made in which a problem was found' },
    denominatorIs: { zh: '全部已完成的抽取检查', en: 'All drawn visits made' },
    sources: [
      { document: 'karamay-2016', article: '三（四）' },
      { document: 'xinyang-2019', article: '一' },
    ],
    numerator: ({ figures }) => figures.count('VISITS_WITH_PROBLEMS'),
    denominator: ({ figures }) => figures.count('VISITS_MADE'),
    of: { months: true, parts: true },
  },
  {
    code: 'ITEM_FINDING_RATE',
    name: { zh: '事项问题发现率', en: 'Finding rate of items' },
    numeratorIs: { zh: '发现问题的事项检查结果', en: 'Results of items with a problem' },
    denominatorIs: { zh: '全部事项检查结果', en: 'All results of items' },
    sources: [{ document: 'karamay-2016', article: '三（四）' }],
    numerator: ({ figures }) => figures.count('ITEM_PROBLEMS'),
    denominator: ({ figures }) => figures.count('ITEM_RESULTS'),
    of: { months: true, parts: true },
  },
  {
    code: 'DISCLOSED_ON_TIME',
    name: { zh: '按时公示率', en: 'Disclosed on time' },
    numeratorIs: {
      zh: '在时限内公示（含依规不予公示）的结果和处罚决定',
      en: 'Results and decisions on penalties that were disclosed, or kept back for a stated reason, by their last day',
    },
    denominatorIs: {
      zh: '已公示或已逾期的结果和处罚决定',
      en: 'Results and decisions that were disclosed, or are overdue',
    },
    sources: [
      { document: 'karamay-2016', article: '三（六）' },
      { document: 'luohe-civil-air-defence-2019', article: '第十九条' },
      { document: 'xinyang-2019', article: '二（六）' },
    ],
    numerator: ({ figures }) => figures.count('DISCLOSURE_IN_TIME', 'PENALTY_DISCLOSURE_IN_TIME'),
    denominator: ({ figures }) => figures.ended('DISCLOSURE', 'PENALTY_DISCLOSURE'),
    of: { months: true, parts: true },
  },
  {
    code: 'OVERDUE',
    name: { zh: '逾期率', en: 'Overdue' },
    numeratorIs: {
      zh: '今日已逾期未办的报告、公示和异议答复',
      en: 'Reports, disclosures and answers to objections that are overdue today',
    },
    denominatorIs: {
      zh: '已办结或已逾期的报告、公示和异议答复',
      en: 'Reports, disclosures and answers that are done, or overdue',
    },
    sources: [
      { document: 'luohe-civil-air-defence-2019', article: '第十八条' },
      { document: 'karamay-2016', article: '三（六）' },
    ],
    numerator: ({ figures }) => figures.overdue(...KEPT_DEADLINES),
    denominator: ({ figures }) => figures.ended(...KEPT_DEADLINES),
    of: { months: true, parts: true },
  },
  {
    code: 'VOID_DRAWS',
    name: { zh: '抽取作废率', en: 'Void draws' },
    numeratorIs: { zh: '冻结名录库后作废的抽取', en: 'Draws voided after their pools were frozen' },
    denominatorIs: { zh: '已冻结名录库的抽取', en: 'Draws whose pools were frozen' },
    sources: [
      { document: 'luohe-civil-air-defence-2019', article: '第六条' },
      { document: 'karamay-2016', article: '三（三）' },
    ],
    numerator: ({ figures }) => figures.count('DRAWS_VOID'),
    denominator: ({ figures }) => figures.count('DRAWS_FROZEN'),
    of: { months: true, parts: false },
  },
];
