/** Errors of what is done at the door. `{cite}` is the rule that refuses. */
export const errorsOfDoor = {
  OV_JOINT_FILES: {
    zh: '{place}.evidence：至多 {most} 个文件。',
    en: '{place}.evidence: at most {most} files.',
  },
  OV_JOINT_FILE: {
    zh: '{place}.evidence[{index}]：须有文件名（1 至 200 个字符）、媒体类型（如 image/jpeg）、1 至 {most} 的字节数和 64 位小写十六进制的 SHA-256，且同一文件只列一次。',
    en: '{place}.evidence[{index}]: a file has a name (1 to 200 characters), a media type such as image/jpeg, a size of 1 to {most} bytes, and a SHA-256 of 64 lower-case hex digits; it stands once.',
  },
  OV_JOINT_CHECK_IN_OWN: {
    zh: 'officers[{index}]：执法人员只能登记本人到场（checkIn），不能代“{officer}”登记；也可由部门的经办人登记全部到场人员（startVisit）。',
    en: 'officers[{index}]: inspectors check in for themselves (checkIn), not for "{officer}"; or an officer of the department enters all who came (startVisit).',
  },
  OV_JOINT_CHECKED_IN: {
    zh: '“{officer}”已于 {day} 在检查“{id}”登记到场；无需再次登记。',
    en: '"{officer}" has checked in to visit "{id}" on {day} already; nothing more is needed.',
  },
  OV_JOINT_OUTCOME_DAY: {
    zh: '部门“{department}”已记明 {day} 未能实施检查“{id}”（{kind}）；请另日再行检查。',
    en: 'Department "{department}" has recorded that visit "{id}" was not made on {day} ({kind}); come again on another day.',
  },
  OV_JOINT_OUTCOME_ACCOUNT: {
    zh: 'account：须写明现场情况或未到场的原因，1 至 {most} 个字符。',
    en: 'account: say what the crew saw, or why it stayed away, in 1 to {most} characters.',
  },
  OV_JOINT_OUTCOME_RESULTS: {
    zh: '部门“{department}”在检查“{id}”中已有结果；已实施的检查不能记为未能实施。',
    en: 'Department "{department}" has results in visit "{id}"; what was inspected is not recorded as not made.',
  },
  OV_JOINT_OUTCOME_CREW: {
    zh: '部门“{department}”的检查组已到齐并开始检查“{id}”；不能记为检查人员未到（CREW_ABSENT）。',
    en: 'The team of department "{department}" was complete and has started visit "{id}"; it is not recorded as absent (CREW_ABSENT).',
  },
  OV_JOINT_SIGN_NOT_THERE: {
    zh: '“{officer}”没有检查“{id}”当日（{day}）的到场登记，不能签字；如确已到场，请先登记（checkIn）。',
    en: '"{officer}" has not checked in to visit "{id}" on its day, {day}, and cannot sign; whoever was there checks in first (checkIn).',
  },
  OV_JOINT_SIGNED: {
    zh: '{who} 已为检查“{id}”的现有结果签字或记明拒签；签字不可更改，结果更正后可重新签字。',
    en: '{who}: the signature of visit "{id}" as its results stand, or its refusal, is on record already and does not change; what is corrected is signed anew.',
  },
  OV_JOINT_SUBJECT_SIGNATURE: {
    zh: 'name、refusal：请填写签字人姓名，或写明拒签的原因，各 1 至 {most} 个字符；签字的不填拒签原因。',
    en: 'name, refusal: name who signed, or say why they did not, each in 1 to {most} characters; a signature has no refusal.',
  },
  OV_JOINT_UNSIGNED: {
    zh: '检查“{id}”的现有结果尚缺签字：{missing}；到场人员各自签字（signVisit），被检查人签字或拒签须记明（recordSubjectSignature），之后方可结束。',
    en: 'Visit "{id}" lacks signatures for its results as they stand: {missing}. Whoever was there signs (signVisit), and the subject signs or its refusal is noted (recordSubjectSignature); then conclude.',
  },
  OV_JOINT_CONCLUDED: {
    zh: '部门“{department}”已结束检查“{id}”；到场登记和签字不再变更。',
    en: 'Department "{department}" has concluded visit "{id}"; check-ins and signatures do not change any more.',
  },
} as const;
