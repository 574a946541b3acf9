/** Errors of what acts after the draw: visits, reports, disclosures, deadlines. `{cite}` is the rule that refuses. */
export const VISIT_ERRORS = {
  OV_JOINT_DISCLOSURE_EARLY: {
    zh: 'disclosure：{disclosure} 早于部门“{department}”细则所定的 {earliest}；请选同时或更晚的时点。依据：{cite}',
    en: 'disclosure: {disclosure} is earlier than {earliest}, which the rules of department "{department}" have; choose it or a later one. Rule: {cite}',
  },
  OV_JOINT_RECUSAL_FORM: {
    zh: '部门“{department}”的细则不允许以 {form} 方式回避；允许：{forms}。依据：{cite}',
    en: 'The rules of department "{department}" do not let inspectors step back by {form}; permitted: {forms}. Rule: {cite}',
  },
  OV_JOINT_OFFICER_NOT_OF_TEAM: {
    zh: 'officers[{index}]：“{officer}”不在检查“{id}”的 {department} 检查组中；请核对该检查的 crew。',
    en: 'officers[{index}]: "{officer}" holds no seat of the team of {department} at visit "{id}"; see the crew of the visit.',
  },
  OV_JOINT_OFFICER_TWICE: {
    zh: 'officers[{index}]：“{officer}”重复；每人只列一次。',
    en: 'officers[{index}]: "{officer}" stands twice; name everybody once.',
  },
  OV_JOINT_NO_OFFICERS: {
    zh: 'officers：须列明到场的执法人员。',
    en: 'officers: name the officers who are at the door.',
  },
  OV_JOINT_OFFICERS_FEWEST: {
    zh: 'officers：{department} 到场 {officers} 人，不得少于 {fewest} 人；人数足够方可开始检查。依据：{cite}',
    en: 'officers: {officers} of {department} are at the door, and it takes at least {fewest}; start once they are there. Rule: {cite}',
  },
  OV_JOINT_CERTIFICATE_MISSING: {
    zh: 'officers[{index}]：“{officer}”冻结时没有执法证号，无证可示；请换人（swapInspectors、stepOut）。依据：{cite}',
    en: 'officers[{index}]: "{officer}" had no certificate number at the freeze, and so none to show; let somebody else come (swapInspectors, stepOut). Rule: {cite}',
  },
  OV_JOINT_CERTIFICATE: {
    zh: '检查日 {day}：已知所示执法证仅有效至 {validTo}；如实际有效期更长，请以 certificateValidTo 填写证件上最早的到期日。依据：{cite}',
    en: 'On {day}: the certificates shown are known to be valid until {validTo} only; if they are valid for longer, give the earliest last day that stands on them as certificateValidTo. Rule: {cite}',
  },
  OV_JOINT_NOTICE: {
    zh: 'notice：须出示行政检查通知书，请填写其文号。依据：{cite}',
    en: 'notice: the notice of inspection (行政检查通知书) must be shown; give its number. Rule: {cite}',
  },
  OV_JOINT_STARTED: {
    zh: '部门“{department}”已开始检查“{id}”。',
    en: 'Department "{department}" has started visit "{id}" already.',
  },
  OV_JOINT_NOT_STARTED: {
    zh: '部门“{department}”尚未开始检查“{id}”：当日登记到场 {present} 人，须有 {fewest} 人；请先登记（checkIn 本人登记，或由经办人 startVisit）。依据：{cite}',
    en: 'Department "{department}" has not started visit "{id}": {present} of its team have checked in on the day, and it takes {fewest}; let them check in (checkIn), or an officer enter who came (startVisit), first. Rule: {cite}',
  },
  OV_JOINT_SCHEDULE_BY: {
    zh: '检查时间由 {chosenBy}（CREW 抽中人员，DEPARTMENT 部门）确定。依据：{cite}',
    en: 'The hour is chosen by the {chosenBy} (CREW: those who were drawn; DEPARTMENT: its officers). Rule: {cite}',
  },
  OV_JOINT_SCHEDULE_WINDOW: {
    zh: 'at：{at} 不在时段 {first} 至 {last} 内，或早于现在 {now}；请另选时间。',
    en: 'at: {at} is not in the window {first} to {last}, or before now, {now}; choose another hour.',
  },
  OV_JOINT_NOT_SCHEDULED: {
    zh: '检查时间由部门确定：所定日期为 {scheduled}，不是 {day}；请由部门先行确定（scheduleVisit）。依据：{cite}',
    en: 'The department chooses the hour: the day it chose is {scheduled}, not {day}; let it choose (scheduleVisit) first. Rule: {cite}',
  },
  OV_JOINT_BEGUN: {
    zh: '检查“{id}”已是 {status}，时间不再变更。',
    en: 'Visit "{id}" is {status}; its hour is not changed any more.',
  },
  OV_JOINT_MONTH: {
    zh: 'month：“{month}”不是月份；请写成 YYYY-MM。',
    en: 'month: "{month}" is not a month; write YYYY-MM.',
  },
  OV_JOINT_ACT_DAY: {
    zh: '{field}：{day} 早于检查日 {first}，或晚于今天 {today}；请核对。',
    en: '{field}: {day} is before the day of the inspection, {first}, or after today, {today}; check it.',
  },
  OV_JOINT_RESULTS_OPEN: {
    zh: '检查“{id}”中 {of} 的事项尚未全部有结果；请先记录（recordResults）。',
    en: 'Not all items of {of} in visit "{id}" have results; record them (recordResults) first.',
  },
  OV_JOINT_REPORT_EXISTS: {
    zh: '检查“{id}”已有部门“{by}”提交的报告。',
    en: 'Visit "{id}" has a report already, filed by department "{by}".',
  },
  OV_JOINT_REPORT_SECTION: {
    zh: 'sections[{index}]：{section} 须有内容，且只列一次。',
    en: 'sections[{index}]: {section} needs a text, and stands once.',
  },
  OV_JOINT_REPORT_SECTIONS: {
    zh: 'sections：报告缺少 {missing}；请补齐。依据：{cite}',
    en: 'sections: the report lacks {missing}; add it. Rule: {cite}',
  },
  OV_JOINT_REPORT_ON_THE_SPOT: {
    zh: 'completedOn：须当场告知，即检查当日 {inspectedOn}，不是 {day}；请更正。依据：{cite}',
    en: 'completedOn: the subject is told on the spot, on the day of the inspection, {inspectedOn}, not on {day}; correct it. Rule: {cite}',
  },
  OV_JOINT_CONFIRMED: {
    zh: '检查“{id}”的结果已经确认。',
    en: 'The result of visit "{id}" is confirmed already.',
  },
  OV_JOINT_TEXT: {
    zh: '{field}：不得含 U+0000 或残缺字符；请删去。',
    en: '{field}: has U+0000 or half a character in it; take it out.',
  },
  OV_JOINT_DECISION: {
    zh: 'decision：须填写决定书文号，1 至 {most} 个字符。',
    en: 'decision: give the number of the decision, 1 to {most} characters.',
  },
  OV_JOINT_PENALTY_KINDS: {
    zh: 'penalty.kinds：请至少填写一个处罚种类。',
    en: 'penalty.kinds: name at least one kind of penalty.',
  },
  OV_JOINT_DECISION_EXISTS: {
    zh: 'decision：决定“{decision}”已登记。',
    en: 'decision: decision "{decision}" is on record already.',
  },
  OV_JOINT_DECISION_UNKNOWN: {
    zh: 'decision：检查“{id}”没有登记处罚决定“{decision}”；请先登记（recordPenaltyDecision）。',
    en: 'decision: no decision "{decision}" is on record for visit "{id}"; record it (recordPenaltyDecision) first.',
  },
  OV_JOINT_DISCLOSED: {
    zh: '检查“{id}”的 {kind} {decision} 已公示或已说明不予公示。',
    en: '{kind} {decision} of visit "{id}" is disclosed already, or the reason is on record for which it is not.',
  },
  OV_JOINT_NOT_PUBLIC: {
    zh: 'notPublic：{reason} 不是细则所列的不予公示情形；可用：{permitted}。依据：{cite}',
    en: 'notPublic: {reason} is no reason of the rules for not publishing; permitted: {permitted}. Rule: {cite}',
  },
  OV_JOINT_FEEDBACK: {
    zh: 'feedbackDeliveredOn、feedbackBy：须填写结果反馈给检查对象的日期和方式（DIRECT 直接送达、POST 邮寄送达）。{cite}',
    en: 'feedbackDeliveredOn, feedbackBy: say when and how (DIRECT or POST) the subject was given the result.{cite}',
  },
  OV_JOINT_WORDS: {
    zh: '{field}：须以 1 至 {most} 个字符写明，不含 U+0000 或残缺字符。',
    en: '{field}: say it in 1 to {most} characters, without U+0000 or half a character.',
  },
  OV_JOINT_NO_FEEDBACK: {
    zh: '部门“{department}”尚未反馈检查“{id}”的结果；收到书面结果后方可提出意见，结果公示后方可提出异议。',
    en: 'Department "{department}" has not given you the result of visit "{id}"; comment once you have it in writing, object once you have or it is published.',
  },
  OV_JOINT_COMMENT_LATE: {
    zh: '提出意见的期限已于 {due} 届满。依据：{cite}',
    en: 'The time to comment ended on {due}. Rule: {cite}',
  },
  OV_JOINT_UNKNOWN_DEADLINE: {
    zh: '没有时限“{id}”，或其不属于您的部门。',
    en: 'There is no deadline "{id}", or it is not of your department.',
  },
  OV_JOINT_SUSPENSION_EXPLANATION: {
    zh: 'explanation：中止须说明理由。',
    en: 'explanation: say why the deadline is suspended.',
  },
  OV_JOINT_DEADLINE_NOT_RUNNING: {
    zh: 'deadlineId：时限“{id}”现为 {state}；只有正在计算的时限可以中止，自今日起不计，已过的日子不予扣除。',
    en: 'deadlineId: deadline "{id}" is {state}; only one that is running is suspended, from today on, and days that have passed stay counted.',
  },
  OV_JOINT_SUSPENSION_DAY: {
    zh: 'on：{day} 须在中止首日 {first} 之后、不晚于今天 {today}。',
    en: 'on: {day} must be after {first}, the first day of the suspension, and not after today, {today}.',
  },
  OV_JOINT_NOT_SUSPENDED: {
    zh: '时限“{id}”未在中止中。',
    en: 'Deadline "{id}" is not suspended.',
  },
} as const;
