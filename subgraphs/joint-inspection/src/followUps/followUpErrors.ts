/** Errors of follow-ups (后续处置). */
export const FOLLOW_UP_ERRORS = {
  OV_JOINT_UNKNOWN_FOLLOW_UP: {
    zh: 'followUpIds[{index}]：没有后续处置“{id}”，或其不属于您的部门；请核对 followUps。',
    en: 'followUpIds[{index}]: there is no follow-up "{id}", or your department has no part in it; see `followUps`.',
  },
  OV_JOINT_FOLLOW_UP_COUNT: {
    zh: 'followUpIds：一次须为 1 至 {most} 项，不得重复，收到 {count} 项。',
    en: 'followUpIds: name 1 to {most} follow-ups, each once; got {count}.',
  },
  OV_JOINT_FOLLOW_UP_VISITS: {
    zh: 'followUpIds[{index}]：“{id}”属于另一次检查；请按每次检查分别办理。',
    en: 'followUpIds[{index}]: "{id}" is of another visit; act on the follow-ups of one visit at a time.',
  },
  OV_JOINT_FOLLOW_UP_NO_ACT: {
    zh: '后续处置“{id}”处于“{stateZh}”，不能“{actZh}”；此时可办理：{actsZh}。',
    en: 'Follow-up "{id}" is {state}, where {act} cannot be done; what can: {actsEn}.',
  },
  OV_JOINT_FOLLOW_UP_NOT_YOURS: {
    zh: '后续处置“{id}”处于“{stateZh}”，“{actZh}”须由部门“{whose}”办理。',
    en: 'Follow-up "{id}" is {state}; {act} is for department "{whose}".',
  },
  OV_JOINT_FOLLOW_UP_NEEDS: {
    zh: 'input.{part}：“{actZh}”须填写 {needs}。',
    en: 'input.{part}: {act} needs {needs}.',
  },
  OV_JOINT_FOLLOW_UP_PART: {
    zh: 'input.{part}：“{actZh}”没有此项；请不填。可填：{takes}。',
    en: 'input.{part}: {act} has no such part; leave it out. It has: {takes}.',
  },
  OV_JOINT_FOLLOW_UP_TEXT: {
    zh: 'input.{part}：至多 {most} 个字符，不含 U+0000 或残缺字符；收到 {count} 个。',
    en: 'input.{part}: at most {most} characters, without U+0000 or half a character; got {count}.',
  },
  OV_JOINT_FOLLOW_UP_TO: {
    zh: 'input.to：“{to}”须为登记册中的另一个部门。',
    en: 'input.to: "{to}" must be another department of the register.',
  },
  OV_JOINT_FOLLOW_UP_DAY: {
    zh: 'input.on：{day} 须不早于上一步的 {first}，不晚于今天 {today}；请核对。',
    en: 'input.on: {day} must not be before {first}, the day of the step before, nor after today, {today}; check it.',
  },
  OV_JOINT_FOLLOW_UP_DUE: {
    zh: 'input.dueOn：{due} 须不早于 {on}，且不晚于 {last}（三年内）。',
    en: 'input.dueOn: {due} must not be before {on}, nor after {last} (three years).',
  },
  OV_JOINT_FOLLOW_UP_ITEM: {
    zh: 'input.plannedItemIds[{index}]：事项“{item}”在检查“{id}”中没有部门“{department}”发现问题的结果，或已列出。',
    en: 'input.plannedItemIds[{index}]: department "{department}" has no result with a problem for item "{item}" in visit "{id}", or it is named already.',
  },
  OV_JOINT_FOLLOW_UP_OPEN: {
    zh: 'input.plannedItemIds[{index}]：事项“{item}”已有待处置的“{followUp}”；请先对其作出处置。',
    en: 'input.plannedItemIds[{index}]: item "{item}" has "{followUp}", which is still to be decided; decide that first.',
  },
  OV_JOINT_FOLLOW_UP_WHY: {
    zh: 'input.why：须说明再次处置的原因，1 至 {most} 个字符，不含 U+0000 或残缺字符。',
    en: 'input.why: say why there is another follow-up, in 1 to {most} characters, without U+0000 or half a character.',
  },
} as const;
