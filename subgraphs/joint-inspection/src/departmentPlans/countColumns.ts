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
] as const satisfies readonly { readonly name: string; readonly count: keyof ExecutionCounts }[];
