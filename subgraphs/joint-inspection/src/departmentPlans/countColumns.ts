import type { OutcomeCounts } from './outcomeCounts.js';
import type { ExecutionCounts } from './taskExecution.js';

/** Counts in the order of columns, as a reader of the report names them. */
export const COUNT_COLUMNS = [
  { name: '计划数', count: 'planned' },
  { name: '抽取数', count: 'drawn' },
  { name: '检查数', count: 'visited' },
  { name: '完成数', count: 'completed' },
  { name: '发现问题数', count: 'withProblems' },
  { name: '逾期数', count: 'late' },
  { name: '结转数', count: 'rolledOver' },
  { name: '未完成数', count: 'left' },
  { name: '公示数', count: 'disclosed' },
  { name: '意见数', count: 'comments' },
] as const satisfies readonly { readonly name: string; readonly count: Exclude<keyof ExecutionCounts, 'outcomes'> }[];

/** Who went, what subjects said, and what was made of results, in the order of columns. */
export const OUTCOME_COLUMNS = [
  { name: '抽取人次', count: 'seats' },
  { name: '反馈数', count: 'feedback' },
  { name: '异议数', count: 'objections' },
  { name: '答复数', count: 'answered' },
  { name: '责令改正数', count: 'orders' },
  { name: '立案数', count: 'cases' },
  { name: '处罚数', count: 'penalties' },
  { name: '移送数', count: 'transfers' },
] as const satisfies readonly { readonly name: string; readonly count: keyof OutcomeCounts }[];
