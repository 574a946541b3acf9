import { defineErrors } from '@onevisit/kit';

/** Errors of the department contract. */
export const departmentError = defineErrors({
  OV_DEPT_ROWS_REFUSED: {
    zh: '{count} 处有误，整批未保存；第一处：第 {row} 行 {field}：{problem}',
    en: '{count} problems, nothing was saved; the first: row {row}, {field}: {problem} All are in extensions.problems.',
  },
  OV_DEPT_TOO_MANY_ROWS: {
    zh: '一次最多保存 {most} 行，收到 {rows} 行；请分批。',
    en: 'At most {most} rows a call, got {rows}; send them in batches.',
  },
  OV_DEPT_UNKNOWN_TASK: {
    zh: '没有任务“{id}”。',
    en: 'There is no plan task "{id}".',
  },
  OV_DEPT_TASK_NOT_SUBMITTED: {
    zh: '任务“{id}”的状态为 {status}，须先提交（submitPlanTask）。',
    en: 'Plan task "{id}" is {status}; submit it first (submitPlanTask).',
  },
  OV_DEPT_TASK_STATUS: {
    zh: '任务“{id}”的状态为 {status}，不能{action}；须为 {needed}。',
    en: 'Plan task "{id}" is {status} and cannot be {actionEn}; it must be {needed}.',
  },
  OV_DEPT_NO_COMMITMENT: {
    zh: '本部门未对抽取“{drawId}”作出承诺，无随机数可公开。',
    en: 'This department made no commitment for draw "{drawId}"; there is no nonce to reveal.',
  },
  OV_DEPT_NONCE_BOUND: {
    zh: '抽取“{drawId}”的随机数已为另一份冻结名册公开，不再为其他名册公开。',
    en: 'The nonce of draw "{drawId}" was revealed for another frozen roster; it is revealed for no second one.',
  },
  OV_DEPT_CLASS_FILTER: {
    zh: '{role} 不得按信用风险分类筛选。',
    en: '{role} may not filter by credit class.',
  },
});
