/** Errors of what becomes of results: reviews, objections, corrections, the feed, the public search. */
export const DISCLOSURE_ERRORS = {
  OV_JOINT_NOT_DISCLOSED: {
    zh: '检查“{id}”中您的部门尚未公示 {kind} {decision}；请先公示（discloseResults），方可更改。',
    en: 'Your department has not disclosed {kind} {decision} of visit "{id}" yet; disclose it (discloseResults) before you revise that.',
  },
  OV_JOINT_DISCLOSURE_SAME: {
    zh: 'notPublic：公示状态未变（现为 {reason}）；请填写不同的事由，或不填写以予公示。',
    en: 'notPublic: it stands so already ({reason}); give another reason, or none to publish it.',
  },
  OV_JOINT_DISCLOSURE_ANNULLED: {
    zh: 'decision：处罚决定“{decision}”已被撤销，不再公示。',
    en: 'decision: decision "{decision}" was annulled, and is public no more.',
  },
  OV_JOINT_DISCLOSURE_NOT_PENALTY: {
    zh: 'notPublic：ANNULLED 仅用于处罚决定（kind 为 PENALTY）；检查结果有误的，请更正（correctResult）。',
    en: 'notPublic: ANNULLED is of a decision on a penalty (kind PENALTY) alone; correct a result that is wrong (correctResult).',
  },
  OV_JOINT_REVIEW_MISSING: {
    zh: '检查“{id}”中部门“{department}”所录内容尚未审核通过，或其后又有新增、更正；请先审核（reviewResults）。依据：{cite}',
    en: 'What "{department}" recorded of visit "{id}" is not approved, or more was recorded since; let it be reviewed (reviewResults) first. Rule: {cite}',
  },
  OV_JOINT_REVIEW_BY: {
    zh: '须由部门分管领导（leader）审核。依据：{cite}',
    en: "The department's leader reviews it. Rule: {cite}",
  },
  OV_JOINT_REVIEW_OWN: {
    zh: '不得审核本人所录内容；请由本部门他人审核。',
    en: 'Nobody reviews what they drew up; let somebody else of the department review it.',
  },
  OV_JOINT_OBJECTION_OPEN: {
    zh: '检查“{id}”中对部门“{department}”的异议“{objection}”尚待答复；请待答复后再提。',
    en: 'Objection "{objection}" to the result of "{department}" in visit "{id}" waits for its answer; object again once it is answered.',
  },
  OV_JOINT_UNKNOWN_COMMENT: {
    zh: 'commentId：没有意见或异议“{id}”，或其不属于您的部门。',
    en: 'commentId: there is no comment or objection "{id}", or it is not about your department.',
  },
  OV_JOINT_ANSWERED: {
    zh: 'commentId：“{id}”已经答复。',
    en: 'commentId: "{id}" is answered already.',
  },
  OV_JOINT_VERDICT: {
    zh: 'verdict：{kind} 的答复须为 {permitted}，收到 {verdict}；异议成立（UPHELD）的须以 items 一并更正结果，其余不得填写 items。',
    en: 'verdict: a {kind} is answered by {permitted}, got {verdict}; UPHELD comes with the corrected results in items, nothing else does.',
  },
  OV_JOINT_CORRECTION_REASON: {
    zh: 'reason：因异议成立而更正的，请以 answerComment 答复该异议。',
    en: 'reason: a correction that follows from an objection is made by answering it (answerComment).',
  },
  OV_JOINT_CORRECTION_NO_RESULT: {
    zh: 'items[{index}]：事项“{item}”尚无结果可更正，或重复；每项只列一次。',
    en: 'items[{index}]: item "{item}" has no result to correct, or stands twice; name every item once.',
  },
  OV_JOINT_CORRECTION_SAME: {
    zh: 'items[{index}]：事项“{item}”更正前后相同；请删去该项或填写更正后的结果。',
    en: 'items[{index}]: the correction of item "{item}" changes nothing; leave it out, or say what is to stand.',
  },
  OV_JOINT_CORRECTION_PENDING: {
    zh: '检查“{id}”的更正“{correction}”尚待审核（reviewCorrection）；请待其审核后再更正。',
    en: 'Correction "{correction}" of visit "{id}" waits for its review (reviewCorrection); correct again once it is reviewed.',
  },
  OV_JOINT_UNKNOWN_CORRECTION: {
    zh: 'correctionId：没有更正“{id}”，或其不属于您的部门。',
    en: 'correctionId: there is no correction "{id}", or it is not of your department.',
  },
  OV_JOINT_CORRECTION_SETTLED: {
    zh: 'correctionId：更正“{id}”已是 {state}。',
    en: 'correctionId: correction "{id}" is {state} already.',
  },
  OV_JOINT_ACKNOWLEDGEMENTS: {
    zh: 'rows：一次 1 至 {most} 行，收到 {rows} 行；请分批回执。',
    en: 'rows: 1 to {most} at a time, got {rows}; acknowledge in parts.',
  },
  OV_JOINT_UNKNOWN_RECORD: {
    zh: 'rows[{index}].id：没有公示记录“{id}”，或其不属于您的部门；请填写 disclosureRecords 所给的 id。',
    en: 'rows[{index}].id: there is no record "{id}", or it is not of your department; give an id that disclosureRecords told.',
  },
  OV_JOINT_RECORD_ACCEPTED: {
    zh: 'rows[{index}]：记录“{id}”已为公示系统接收（回执号 {receipt}），不再变更；如有误，请更正结果，将另行报送新版本。',
    en: 'rows[{index}]: record "{id}" was accepted already (receipt {receipt}), which stays; if it is wrong, correct the result, and a new version is sent.',
  },
  OV_JOINT_ACKNOWLEDGEMENT: {
    zh: 'rows[{index}].{field}：至多 {most} 个字符，不含 U+0000 或残缺字符；REFUSED 须在 message 写明原因。',
    en: 'rows[{index}].{field}: at most {most} characters, without U+0000 or half a character; REFUSED says why in message.',
  },
  OV_JOINT_SEARCH: {
    zh: 'text：请填写统一社会信用代码，或名称开头的 {fewest} 至 {most} 个字符，不含控制字符。',
    en: 'text: a unified social credit code, or the first {fewest} to {most} characters of a name, without control characters.',
  },
  OV_JOINT_SEARCH_CODE: {
    zh: 'text：“{code}”不是有效的统一社会信用代码：{problem}',
    en: 'text: "{code}" is no credit code: {problem}',
  },
} as const;
