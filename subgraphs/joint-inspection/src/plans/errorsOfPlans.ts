/** Refusals of a plan by the rules that hold for it; `{cited}` is the pack, the article and its wording. */
export const errorsOfPlans = {
  OV_JOINT_CO_INITIATOR: {
    zh: 'coInitiator：“{initiator}”已是发起部门；请填写另一部门，或不填。',
    en: 'coInitiator: "{initiator}" is the initiator already; name another department, or leave it out.',
  },
  OV_JOINT_ORIGIN_REFERENCE: {
    zh: 'origin：由建议、清单行或申请而来的计划须以 reference 写明其编号，手工提出（HAND）的则不填；kind 为 {kind}。',
    en: 'origin: a plan that comes from a proposal, a row of a list or a request names it in reference, one that is made by hand (HAND) does not; kind is {kind}.',
  },
  OV_JOINT_UNKNOWN_LIST_ROW: {
    zh: 'origin.reference：联合抽查清单没有第“{reference}”行；请填写 1 至 {last} 的行号（jointListRows）。',
    en: 'origin.reference: the joint lists have no row "{reference}"; give a number from 1 to {last} (jointListRows).',
  },
  OV_JOINT_LIST_INITIATOR: {
    zh: 'initiator：联合抽查清单第 {number} 行“{field}”由“{listed}”发起，现为 {stated}；请照此填写 initiator（双发起时并填 coInitiator），或将来源改为 HAND。',
    en: 'initiator: row {number} of the joint lists ("{field}") is initiated by "{listed}", not by {stated}; state initiator (and for two coInitiator) as it has them, or convene the plan by hand.',
  },
  OV_JOINT_WINDOW_TASK: {
    zh: 'windows[{index}]：任务“{id}”不在本计划的 taskIds 中。',
    en: 'windows[{index}]: task "{id}" is not among the plan\'s taskIds.',
  },
  OV_JOINT_ITEM_HAS_RESULTS: {
    zh: '任务“{leg}”的事项“{item}”在已作废的抽取中有检查结果，不能从计划中删除；请另行提出计划。',
    en: 'Item "{item}" of task "{leg}" has results in a void draw and cannot leave the plan; convene another plan.',
  },
  OV_JOINT_RULE_INITIATOR: {
    zh: '发起部门“{initiator}”在本计划中没有任务，也不是协调机构（{coordinators}）。依据：{cited}',
    en: 'The initiator "{initiator}" has no task in this plan, nor is it a coordinating office ({coordinators}). By {cited}',
  },
  OV_JOINT_RULE_ITEM_LIST: {
    zh: 'taskIds[{index}]：事项“{item}”未写明 {lacks}；请由其部门在抽查事项清单中补充。依据：{cited}',
    en: 'taskIds[{index}]: item "{item}" does not state {lacks}; let its department add it to its list of items. By {cited}',
  },
  OV_JOINT_RULE_NOT_BY_LOT: {
    zh: 'taskIds[{index}]：事项“{item}”依法不采取随机抽查方式；请从任务中删除。依据：{cited}',
    en: 'taskIds[{index}]: item "{item}" is excluded from lots by law; remove it from the task. By {cited}',
  },
  OV_JOINT_RULE_RATIO_LIMIT: {
    zh: 'taskIds[{index}]：一般检查事项“{item}”未设抽查比例上限；请由其部门设定 ratioLimit。依据：{cited}',
    en: 'taskIds[{index}]: general item "{item}" has no upper limit of its ratio; let its department set ratioLimit. By {cited}',
  },
  OV_JOINT_RULE_RATIO_OVER: {
    zh: 'taskIds[{index}]：抽查比例超过一般检查事项“{item}”的上限 {limit}%；请降低比例。依据：{cited}',
    en: 'taskIds[{index}]: the quota is above the upper limit of general item "{item}", {limit} %; lower it. By {cited}',
  },
  OV_JOINT_RULE_NO_BATCHES: {
    zh: 'batches：部门“{department}”的细则未规定以抽取确定批次顺序；请填 1。',
    en: 'batches: the rules of department "{department}" do not let the order of batches be drawn; give 1.',
  },
  OV_JOINT_RULE_BATCHES: {
    zh: 'batches：taskIds[{index}] 的事项“{item}”为一般检查事项；只有重点检查事项可分批并抽取批次顺序。依据：{cited}',
    en: 'batches: item "{item}" of taskIds[{index}] is a general one; the order of batches is drawn for key items alone. By {cited}',
  },
  OV_JOINT_RULE_CLASS_ORDER: {
    zh: 'taskIds[{index}]：任务“{id}”对 {class} 类的抽查比例低于风险更低的 {safer} 类；请调整。依据：{cited}',
    en: 'taskIds[{index}]: plan task "{id}" has a smaller ratio for class {class} than for the safer class {safer}; change it. By {cited}',
  },
  OV_JOINT_RULE_CLASS_ZERO: {
    zh: 'taskIds[{index}]：任务“{id}”使 {class} 类没有被抽中的可能；请给出大于零的比例。依据：{cited}',
    en: 'taskIds[{index}]: plan task "{id}" leaves class {class} without any chance; give it a ratio above zero. By {cited}',
  },
  OV_JOINT_RULE_OFFICERS: {
    zh: 'taskIds[{index}]：任务“{id}”每次派 {size} 名执法人员，至少须 {fewest} 名。依据：{cited}',
    en: 'taskIds[{index}]: plan task "{id}" sends {size} officers, at least {fewest} are needed. By {cited}',
  },
  OV_JOINT_RULE_CONDITIONS: {
    zh: 'taskIds[{index}]：任务“{id}”对 {on} 设定了条件，细则不允许。依据：{cited}',
    en: 'taskIds[{index}]: plan task "{id}" has conditions on {on}, which the rules do not permit. By {cited}',
  },
  OV_JOINT_RULE_SPECIALISED: {
    zh: 'taskIds[{index}]：任务“{id}”含专业性较强的事项“{item}”，应当定向抽查；请对检查对象或执法人员设定条件。依据：{cited}',
    en: 'taskIds[{index}]: plan task "{id}" has the specialised item "{item}" and must be directed; give it conditions on subjects or on inspectors. By {cited}',
  },
  OV_JOINT_RULE_ONE_VISIT: {
    zh: 'taskIds[{index}]：任务“{id}”与 taskIds[{before}] 的“{other}”的时段没有至少 {days} 天重合，同一对象须检查两次；请协调时段。依据：{cited}',
    en: 'taskIds[{index}]: the windows of plan tasks "{id}" and "{other}" (taskIds[{before}]) do not share {days} days, so that a subject would be visited twice; let the departments agree on a time. By {cited}',
  },
  OV_JOINT_PLAN_STEP_MOVES: {
    zh: 'step：联合抽查计划的步骤 {step} 由各计划进入 {to} 阶段而完成；请使用 moveJointPlan。',
    en: 'step: step {step} of joint plans is done by moving each plan to {to}; use moveJointPlan.',
  },
  OV_JOINT_PLAN_STEP_UNKNOWN: {
    zh: 'step：计划时间表中没有 {plan} 计划（月份 {month}）的步骤 {step}；可用：{known}。',
    en: 'step: the plan calendar has no step {step} of the {plan} plan (month {month}); choose one of {known}.',
  },
  OV_JOINT_PLAN_STEP_BY_PLAN: {
    zh: 'step：本部门的计划在其系统中报送，不另行登记；请报送 {year} 年的 {plan} 计划（SubmitPlan）。',
    en: 'step: this department submits its plans in its own system, and is not to say so here; submit the {plan} plan of {year} (SubmitPlan).',
  },
  OV_JOINT_PLAN_STEP_DONE: {
    zh: 'step：{plan} 计划的步骤 {step} 已于 {doneOn} 完成。',
    en: 'step: step {step} of the {plan} plan was done on {doneOn} already.',
  },
  OV_JOINT_PLAN_STEP_ORDER: {
    zh: 'step：{plan} 计划的步骤 {before}（完成日 {doneOn}）须先于 {step} 完成。',
    en: 'step: step {before} of the {plan} plan (done on {doneOn}) comes before {step}.',
  },
  OV_JOINT_PLAN_STEP_DAY: {
    zh: 'on：{on} 晚于今天 {today}；请在完成后登记。',
    en: 'on: {on} is after today, {today}; record the step when it is done.',
  },
  OV_JOINT_INFEASIBLE: {
    zh: '任务“{leg}”的规定不能同时满足：{boundsZh}。任选其一即可解决：{remediesZh}。请作废本次抽取（voidDraw），由部门修改后调整计划（adjustJointPlan）。',
    en: 'The rules of leg "{leg}" cannot be kept together: {bounds}. Any of these resolves it: {remedies}. Void the draw (voidDraw), and adjust the plan (adjustJointPlan) once the department has changed its task.',
  },
} as const;
