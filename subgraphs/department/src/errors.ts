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
  OV_DEPT_TASK_IN_PLAN: {
    zh: '任务“{id}”在计划“{plan}”中，随计划报送（SubmitPlan）；如不随计划，请先将其移出计划。',
    en: 'Plan task "{id}" is in plan "{plan}" and is submitted with it (SubmitPlan); to submit it alone, take it out of the plan.',
  },
  OV_DEPT_TASK_FIXED: {
    zh: '任务“{id}”在计划“{plan}”中，计划状态为 {status}，不能{action}；须先由分管领导退回计划（ReturnPlan）。',
    en: 'Plan task "{id}" is in plan "{plan}", which is {status}; it cannot be {actionEn} until the leader returns the plan (ReturnPlan).',
  },
  OV_DEPT_TASK_CONTINUED: {
    zh: '任务“{id}”已由任务“{by}”接续，不再重复结转。',
    en: 'Plan task "{id}" is continued by "{by}" already, and by no second one.',
  },
  OV_DEPT_TASK_CODE_TAKEN: {
    zh: '任务编号“{code}”已被占用；请另取编号。',
    en: 'There is a plan task with the code "{code}" already; choose another.',
  },
  OV_DEPT_UNKNOWN_PLAN: {
    zh: '没有计划“{id}”。',
    en: 'There is no plan "{id}".',
  },
  OV_DEPT_PLAN_STATUS: {
    zh: '计划“{id}”的状态为 {status}，不能{action}；须为 {needed}。{remedy}',
    en: 'Plan "{id}" is {status} and cannot be {actionEn}; it must be {needed}. {remedyEn}',
  },
  OV_DEPT_PLAN_OWN: {
    zh: '“{account}”参与编制了计划“{id}”，不得审核；请由另一位分管领导审核。',
    en: '"{account}" took part in drawing up plan "{id}" and may not approve it; another leader of the department does.',
  },
  OV_DEPT_EXECUTION: {
    zh: '{field}：{problem}',
    en: '{field}: {problemEn}',
  },
  OV_DEPT_ITEM_NOT_BY_LOT: {
    zh: '任务“{id}”的事项“{title}”（{item}）不在随机抽查事项清单中；请从任务中删去。',
    en: 'Item "{title}" ({item}) of plan task "{id}" is not inspected by lot; leave it out of the task.',
  },
  OV_DEPT_NO_COMMITMENT: {
    zh: '本部门未对抽取“{drawId}”作出承诺，无随机数可公开。',
    en: 'This department made no commitment for draw "{drawId}"; there is no nonce to reveal.',
  },
  OV_DEPT_NONCE_BOUND: {
    zh: '抽取“{drawId}”的随机数已为另一份冻结名册公开，不再为其他名册公开。',
    en: 'The nonce of draw "{drawId}" was revealed for another frozen roster; it is revealed for no second one.',
  },
  OV_DEPT_BAD_DRAW_ID: {
    zh: '“{drawId}”不是抽取的标识。',
    en: '"{drawId}" is not the id of a draw.',
  },
  OV_DEPT_BAD_TEXT: {
    zh: '{field} 须为 1 到 {most} 个字符，且不含控制字符。',
    en: '{field} has 1 to {most} characters and no control character.',
  },
  OV_DEPT_FILTER_TOO_LONG: {
    zh: '筛选条件 {field} 最多 {most} 个值，收到 {count} 个。',
    en: 'Filter {field} takes at most {most} values, got {count}.',
  },
  OV_DEPT_SKETCH_TASKS: {
    zh: 'taskIds：一次须给出 1 到 {most} 个任务，收到 {count} 个；请分次请求。',
    en: 'taskIds: takes 1 to {most} tasks, got {count}; ask for them in several calls.',
  },
  OV_DEPT_NOT_REGISTERED: {
    zh: '部门“{code}”不在登记册中；请在 departments.json 中登记。',
    en: 'Department "{code}" is not in the register; enter it in departments.json.',
  },
  OV_DEPT_BAD_MANIFEST: {
    zh: '部门 {department} 的定义有误：{problem}',
    en: 'The definition of department {department} is wrong: {problem}',
  },
  OV_DEPT_CLASS_FILTER: {
    zh: '{role} 不得按信用风险分类筛选。',
    en: '{role} may not filter by credit class.',
  },
});
