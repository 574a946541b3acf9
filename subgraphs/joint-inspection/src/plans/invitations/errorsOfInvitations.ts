/** Refusals around invitations, adjustments and requests of joint plans. */
export const errorsOfInvitations = {
  OV_JOINT_ANSWER_DAY: {
    zh: 'answerBy：{answerBy} 早于今天 {today}；请填写今天或以后的日期。',
    en: 'answerBy: {answerBy} is before today, {today}; give today or a later day.',
  },
  OV_JOINT_NOT_INVITED: {
    zh: '部门“{department}”未受邀参与计划“{id}”；只有受邀部门可答复，或向牵头部门申请（requestJointPlan）。',
    en: 'Department "{department}" is not invited to plan "{id}"; only those invited answer. It may ask the lead (requestJointPlan).',
  },
  OV_JOINT_ANSWERED: {
    zh: '计划“{id}”处于 {phase}，部门“{department}”的邀请为 {state}，现不可答复；只在征求意见（INVITED）期间、尚未答复时可答复，如须更改请联系牵头部门。',
    en: 'Plan "{id}" is {phase} and the invitation of "{department}" is {state}: it is answered while the plan is INVITED, once. Ask the lead to change it.',
  },
  OV_JOINT_ANSWER_OVER: {
    zh: '计划“{id}”的答复期限 {answerBy} 已过；请联系牵头部门延长（inviteToJointPlan）。',
    en: 'The last day to answer for plan "{id}" was {answerBy}; ask the lead for another (inviteToJointPlan).',
  },
  OV_JOINT_DECLINE_REASON: {
    zh: 'input：不同意参与须写明事由（reason）和说明（explanation）。',
    en: 'input: whoever declines gives a coded reason (reason) and says why (explanation).',
  },
  OV_JOINT_COUNTER_EMPTY: {
    zh: 'windows：反提议至少须给出一个时段。',
    en: 'windows: a counter-proposal needs at least one window.',
  },
  OV_JOINT_COUNTER_TASK: {
    zh: 'windows[{index}]：“{id}”不是本部门在该计划中的任务，或已列出；可用：{own}。',
    en: 'windows[{index}]: "{id}" is no task of the department in this plan, or stands there twice; choose of {own}.',
  },
  OV_JOINT_COUNTER_WINDOW: {
    zh: 'windows[{index}]：时段止于 {last}，早于其起始 {first}。',
    en: 'windows[{index}]: the window ends on {last}, before it begins on {first}.',
  },
  OV_JOINT_NO_COUNTER: {
    zh: '计划“{id}”处于 {phase}，部门“{department}”的邀请为 {state}；没有待处理的反提议。',
    en: 'Plan "{id}" is {phase} and the invitation of "{department}" is {state}: no counter-proposal is open.',
  },
  OV_JOINT_COUNTER_WHY: {
    zh: 'why：不采纳反提议须说明理由。',
    en: 'why: say why the counter-proposal is not taken.',
  },
  OV_JOINT_PLAN_NOT_ADJUSTABLE: {
    zh: '计划“{id}”处于“{phaseZh}”，不能调整：{zh}。',
    en: 'Plan "{id}" is {phase} and cannot be adjusted: {en}.',
  },
  OV_JOINT_PLAN_ADJUST_WHY: {
    zh: 'input：调整已公示的计划须写明理由（why）和依据的文号（reference）。',
    en: 'input: whoever adjusts a published plan says why (why) and by which document (reference).',
  },
  OV_JOINT_PLAN_ADJUST_FIELD: {
    zh: '{field}：计划公示后不可更改；请作废后另行提出计划。',
    en: '{field}: this is not changed once a plan is published; void it and convene another.',
  },
  OV_JOINT_PLAN_ADJUST_DEPARTMENT: {
    zh: 'taskIds：部门“{department}”未参与已公示的计划；公示后不可增加部门，请另行提出计划。',
    en: 'taskIds: department "{department}" takes no part in the published plan; none is added after that. Convene another plan.',
  },
  OV_JOINT_PLAN_CHANGED: {
    zh: '其间计划“{id}”已有变动；请重新读取后再试。',
    en: 'Plan "{id}" changed in the meantime; read it again, and try again.',
  },
  OV_JOINT_REQUEST_WHY: {
    zh: 'why：须说明理由。',
    en: 'why: say why.',
  },
  OV_JOINT_REQUEST_TASK: {
    zh: 'taskIds[{index}]：“{id}”不是任务编号。',
    en: 'taskIds[{index}]: "{id}" is no id of a plan task.',
  },
  OV_JOINT_REQUEST_OWN_TASK: {
    zh: 'taskIds：至少须有本部门“{department}”的一项任务。',
    en: 'taskIds: needs a task of the department that asks, "{department}".',
  },
  OV_JOINT_UNKNOWN_REQUEST: {
    zh: '没有联合抽查申请“{id}”。',
    en: 'There is no request for a joint plan "{id}".',
  },
  OV_JOINT_REQUEST_ANSWERED: {
    zh: '联合抽查申请“{id}”已答复（{state}）。',
    en: 'The request for a joint plan "{id}" is answered: {state}.',
  },
} as const;
