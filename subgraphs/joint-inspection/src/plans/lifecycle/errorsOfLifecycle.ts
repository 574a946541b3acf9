/** Refusals of a plan's moves; made by `refuseMove` from the machine. */
export const errorsOfLifecycle = {
  OV_JOINT_PLAN_FINAL: {
    zh: '计划“{id}”处于“{phaseZh}”，不能再进入“{toZh}”；请另行提出计划。',
    en: 'Plan "{id}" is {phase}, from where no way leads to {to} any more; convene another plan.',
  },
  OV_JOINT_PLAN_NO_MOVE: {
    zh: '计划“{id}”处于“{phaseZh}”，不能直接进入“{toZh}”；须依次经过：{wayZh}。',
    en: 'Plan "{id}" is {phase} and cannot be {to} at once; the way there is {wayEn}.',
  },
  OV_JOINT_PLAN_NOT_YOURS: {
    zh: '计划“{id}”由“{phaseZh}”进入“{toZh}”须由 {whoZh} 办理；尚缺：{missingZh}。',
    en: 'Plan "{id}" is moved from {phase} to {to} by {whoEn}; missing: {missingEn}.',
  },
  OV_JOINT_PLAN_MISSING: {
    zh: '计划“{id}”由“{phaseZh}”进入“{toZh}”尚缺：{missingZh}；由 {whoZh} 办理。',
    en: 'Plan "{id}" cannot be moved from {phase} to {to} yet; missing: {missingEn}; it is for {whoEn}.',
  },
  OV_JOINT_PLAN_NOT_DRAWABLE: {
    zh: '计划“{id}”处于“{phaseZh}”；公示后方可抽取。尚须：{wayZh}。',
    en: 'Plan "{id}" is {phase}; draws are opened of published plans only. The way there is {wayEn}.',
  },
} as const;
