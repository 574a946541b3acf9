/** Errors about departments' plans: reminders, reports of execution, roll-over. */
export const errorsOfDepartmentPlans = {
  OV_JOINT_PLANS_OF_OTHERS: {
    zh: 'department：科室人员和部门负责人只能查询本部门（{own}）的计划情况，不能查询“{department}”的；不填即为本部门。',
    en: 'department: officers and leaders are told of the plans of their own department ({own}), and not of those of "{department}"; leave it out for your own.',
  },
  OV_JOINT_REPORT_INCOMPLETE: {
    zh: '报告缺少 {departments} 的数据：其系统未答复。公开的报告不得残缺，请待其恢复后再公开，或由各部门分别公开本部门的报告。',
    en: 'Of {departments} nothing is in the report: their systems did not answer. What is published must be whole; publish it once they answer, or let each department publish its own.',
  },
  OV_JOINT_REPORT_MONTH: {
    zh: 'month：{month} 不是 1 到 12 的月份；全年的报告不填月份。',
    en: 'month: {month} is no month from 1 to 12; leave it out for the report of the year.',
  },
  OV_JOINT_ROLL_OVER_TASK: {
    zh: 'input.taskId：本部门没有已报送的任务“{id}”。',
    en: 'input.taskId: this department has no submitted task "{id}".',
  },
  OV_JOINT_ROLLED_OVER: {
    zh: 'input.taskId：任务“{id}”已结转至“{by}”，不再重复结转。',
    en: 'input.taskId: task "{id}" was rolled over into "{by}" already, and is not a second time.',
  },
  OV_JOINT_NOTHING_LEFT: {
    zh: 'input.taskId：任务“{id}”没有可结转的数量：未完成 {left}，其中 {open} 次检查仍可按原抽取结果实施。',
    en: 'input.taskId: nothing of task "{id}" is to be rolled over: {left} are left, of which {open} can still be visited as they were drawn.',
  },
  OV_JOINT_ROLL_OVER_COUNT: {
    zh: 'input.count：{count} 不在 1 到 {most} 之间；不填则结转全部。',
    en: 'input.count: {count} is not from 1 to {most}; leave it out to roll over all of them.',
  },
  OV_JOINT_ROLL_OVER_PERIOD: {
    zh: 'input.{field}：{value} 不是 {first} 之后的计划期；未完成的任务只能结转至以后的月份或年度。',
    en: 'input.{field}: {value} is no period after {first}; what is left goes into a later month or year.',
  },
  OV_JOINT_ROLL_OVER_WINDOW: {
    zh: 'input.window：{first} 至 {last} 不在 {period} 起始，或止于起始之前；请更正检查时段。',
    en: 'input.window: {first} to {last} does not begin in {period}, or ends before it begins; correct the window.',
  },
  OV_JOINT_ROLL_OVER_REASON: {
    zh: 'input.reason：没有规定将本任务结转至 {period}，由部门自行决定的须说明理由（1 到 {most} 个字符）。',
    en: 'input.reason: no rule rolls this task over into {period}; for the department to decide so it states why (1 to {most} characters).',
  },
};
