import { DrawError } from '@onevisit/draw';
import { defineErrors, OneVisitError } from '@onevisit/kit';
import { errorsOfDepartmentPlans } from './departmentPlans/errorsOfDepartmentPlans.js';
import { DISCLOSURE_ERRORS } from './disclosure/disclosureErrors.js';
import { errorsOfDoor } from './door/errorsOfDoor.js';
import { FOLLOW_UP_ERRORS } from './followUps/followUpErrors.js';
import { MATCH_ERRORS } from './matchmaking/matchErrors.js';
import { errorsOfBatches } from './plans/batches/errorsOfBatches.js';
import { errorsOfPlans } from './plans/errorsOfPlans.js';
import { errorsOfInvitations } from './plans/invitations/errorsOfInvitations.js';
import { errorsOfLifecycle } from './plans/lifecycle/errorsOfLifecycle.js';
import { errorsOfResultCodes } from './resultCodes/errorsOfResultCodes.js';
import { errorsOfRules } from './rules/errorsOfRules.js';
import { errorsOfUploads } from './uploads/errorsOfUploads.js';
import { VISIT_ERRORS } from './visits/visitErrors.js';

/** Errors of the joint-inspection subgraph. */
export const jointError = defineErrors({
  ...errorsOfInvitations,
  ...errorsOfLifecycle,
  ...errorsOfPlans,
  ...FOLLOW_UP_ERRORS,
  ...errorsOfBatches,
  ...errorsOfDepartmentPlans,
  ...errorsOfResultCodes,
  ...errorsOfRules,
  ...VISIT_ERRORS,
  ...errorsOfDoor,
  ...errorsOfUploads,
  ...DISCLOSURE_ERRORS,
  ...MATCH_ERRORS,
  OV_JOINT_DEPARTMENT_UNAVAILABLE: {
    zh: '部门“{department}”的系统暂时无法访问；请稍后重试。',
    en: 'The system of department "{department}" cannot be reached; try again later.',
  },
  OV_JOINT_DEPARTMENT_REFUSED: {
    zh: '部门“{department}”拒绝：{message}',
    en: 'Department "{department}" refused: {message}',
  },
  OV_JOINT_DEPARTMENT_BAD_ANSWER: {
    zh: '部门“{department}”的回答不符合契约：{problem}',
    en: 'The answer of department "{department}" breaks the contract: {problem}',
  },
  OV_JOINT_UNKNOWN_DEPARTMENT: {
    zh: '登记册中没有部门“{id}”。',
    en: 'There is no department "{id}" in the register.',
  },
  OV_JOINT_NO_INSPECTOR: {
    zh: '您的令牌没有执法检查人员编号（inspector），没有“我的检查”；请以执法人员身份登录，或由发证系统在令牌中写入该编号。',
    en: 'Your token names no inspector (`inspector`), so that there are no visits of yours; sign in as one, or have the issuer put the id into your token.',
  },
  OV_JOINT_NOTICE_VOID: {
    zh: '检查“{id}”所属的抽取已作废，不再出具通知。',
    en: 'The draw of visit "{id}" is void; no notices are made of it.',
  },
  OV_JOINT_CALENDAR_DAYS: {
    zh: '{first} 至 {last}：起止日须先后有序，且不超过 {most} 天。',
    en: '{first} to {last}: the last day must not be before the first, nor more than {most} days from it.',
  },
  OV_JOINT_CALENDAR_VISITS: {
    zh: '该期间的检查多于 {most} 次；请缩短期间。',
    en: 'There are more than {most} visits in that time; choose a shorter one.',
  },
  OV_JOINT_TITLE: {
    zh: 'title：计划须有名称。',
    en: 'title: a joint plan needs a title.',
  },
  OV_JOINT_VISIT_CAP: {
    zh: 'visitCap：每年检查次数上限须至少为 1，收到 {cap}；不设上限请不填。',
    en: 'visitCap: the most visits of a subject in a year must be at least 1, got {cap}; leave it out for no limit.',
  },
  OV_JOINT_UNKNOWN_TASK: {
    zh: 'taskIds[{index}]：没有任务“{id}”。',
    en: 'taskIds[{index}]: there is no plan task "{id}".',
  },
  OV_JOINT_TASK_NOT_SUBMITTED: {
    zh: 'taskIds[{index}]：任务“{id}”的状态为 {status}；须由其部门先行提交。',
    en: 'taskIds[{index}]: plan task "{id}" is {status}; its department must submit it first.',
  },
  OV_JOINT_TASK_YEAR: {
    zh: 'taskIds[{index}]：任务“{id}”属于 {taskYear} 年，计划属于 {year} 年。',
    en: 'taskIds[{index}]: plan task "{id}" is of {taskYear}, the plan of {year}.',
  },
  OV_JOINT_TASK_TWICE: {
    zh: 'taskIds[{index}]：任务“{id}”已在 taskIds[{earlier}] 列出；每个任务只列一次。',
    en: 'taskIds[{index}]: plan task "{id}" stands in taskIds[{earlier}] already; name it once.',
  },
  OV_JOINT_CREW_TOO_LARGE: {
    zh: 'taskIds[{index}]：任务“{id}”要求每组 {size} 人、{specialties} 项专长；各以 {most} 为限。',
    en: 'taskIds[{index}]: plan task "{id}" asks for {size} inspectors and {specialties} specialties a visit; at most {most} of each.',
  },
  OV_JOINT_ONE_DEPARTMENT: {
    zh: '联合计划至少需要两个部门的任务。',
    en: 'A joint plan needs tasks of at least two departments.',
  },
  OV_JOINT_INITIATOR: {
    zh: '发起部门“{initiator}”在本计划中没有任务。',
    en: 'The initiator "{initiator}" has no task in this plan.',
  },
  OV_JOINT_TRUSTWORTHY: {
    zh: 'trustworthy：参与部门的细则均不允许对守信企业采取 {treatment}（{rule}）；请不填，或改选细则所允许者。',
    en: 'trustworthy: the rules of no department that takes part permit {treatment} for trustworthy subjects ({rule}); leave it out, or choose what they permit.',
  },
  OV_JOINT_TRUSTWORTHY_RATIO: {
    zh: 'taskIds[{index}]：任务“{id}”对守信企业（层 TRUSTWORTHY）的抽查比例 {ratio} 须以百分比表示，且不得高于层 {stratum} 的 {other}（{rule}）；请部门修改任务的比例。',
    en: 'taskIds[{index}]: plan task "{id}" draws {ratio} of the trustworthy (stratum TRUSTWORTHY); it must be a percentage no higher than the {other} of stratum {stratum} ({rule}). Let the department change the quota of its task.',
  },
  OV_JOINT_RAISED_RATIO: {
    zh: 'taskIds[{index}]：任务“{id}”须为加大抽查力度的对象（层 RAISED）设定百分比且不设 max，并高于层 {stratum} 的 {other}，现为 {ratio}（{rule}）；请部门修改任务的比例。',
    en: 'taskIds[{index}]: plan task "{id}" needs for subjects to be inspected more often (stratum RAISED) a percentage without `max` that is above the {other} of stratum {stratum}; it has {ratio} ({rule}). Let the department change the quota of its task.',
  },
  OV_JOINT_SAME_DEPARTMENT: {
    zh: 'taskIds[{index}]：部门“{department}”的任务“{id}”与其任务“{earlier}”不能在同一次检查中完成，而该部门一年内不得重复检查同一对象（{rule}）；请调整时段，或将其列入另一计划。',
    en: 'taskIds[{index}]: plan task "{id}" of "{department}" and its task "{earlier}" cannot be done in one visit, and the department does not inspect a subject twice in a year ({rule}). Change the windows, or put it into a plan of its own.',
  },
  OV_JOINT_SUBJECT_ID: {
    zh: 'input.subjectId：“{id}”既不是统一社会信用代码（{problem}），也不是“体系:编号”。',
    en: 'input.subjectId: "{id}" is no credit code ({problem}) and no scheme:id.',
  },
  OV_JOINT_EVIDENCE: {
    zh: 'input.evidence.text：须写明依据，1 至 {most} 个字符。',
    en: 'input.evidence.text: say what the evidence is, in 1 to {most} characters.',
  },
  OV_JOINT_YEAR: {
    zh: 'input.year：须为 {first} 至 {last} 之间的年份，收到 {year}。',
    en: 'input.year: must be a year from {first} to {last}, got {year}.',
  },
  OV_JOINT_EXCEPTION_CODE: {
    zh: 'input.code：部门“{department}”的细则不允许以 {code} 突破频次上限（允许：{permitted}；{rule}）。',
    en: 'input.code: the rules of "{department}" permit no exception from the cap of visits for {code} (they permit: {permitted}; {rule}).',
  },
  OV_JOINT_BY_LOT: {
    zh: 'input.source：部门“{department}”的细则未将 {source} 列为非随机检查来源（{permitted}；{rule}）；此类检查须经随机抽取，请列入抽查计划。',
    en: 'input.source: the rules of "{department}" do not leave {source} outside draws (they leave: {permitted}; {rule}). Such a visit must be drawn by lot; put it into a plan.',
  },
  OV_JOINT_OWN_ITEMS: {
    zh: '{place}：“{id}”不是部门“{department}”自己的抽查事项，或已列出；请填写该部门事项清单中的 id，每个一次。',
    en: '{place}: "{id}" is no item of "{department}", or is named already; give ids of the department\'s own items, each once.',
  },
  OV_JOINT_NO_ITEMS: {
    zh: 'input.itemIds：至少需一个检查事项。',
    en: 'input.itemIds: needs at least one item.',
  },
  OV_JOINT_ITEM_NOT_CHECKED: {
    zh: '{place}.itemId：“{itemId}”不在 itemIds 所列的检查事项中，或已有结果；请先列入 itemIds，每个事项一个结果。',
    en: '{place}.itemId: "{itemId}" is not among the items that were checked (itemIds), or has results already; name it there, and give each item its results once.',
  },
  OV_JOINT_DAY_TO_COME: {
    zh: 'input.inspectedOn：{day} 晚于今天 {today}；请在检查之后记录。',
    en: 'input.inspectedOn: {day} is after today, {today}; record the visit once it is made.',
  },
  OV_JOINT_NO_RECOGNITION: {
    zh: '部门“{department}”的现行细则没有结果互认（mutual-recognition）的规定；请自行检查，或先采用有此规定的细则。',
    en: 'The rules of "{department}" in force do not recognise the results of others (mutual-recognition); check for yourself, or adopt rules that do.',
  },
  OV_JOINT_NOT_CITABLE: {
    zh: '{place}：检查“{visitId}”中没有其他部门对对象“{subjectId}”的事项“{itemId}”的自查结果可供引用；请核对该检查的 items。',
    en: '{place}: visit "{visitId}" has no result of a check by another department for item "{itemId}" of subject "{subjectId}" that could be cited; see the items of the visit.',
  },
  OV_JOINT_CITED_UNDISCLOSED: {
    zh: '{place}：部门“{department}”尚未公示其在检查“{visitId}”中的结果（事项“{itemId}”），您的部门也未参加该检查；请待其公示（discloseResults）后再引用，或自行检查。',
    en: '{place}: department "{department}" has not disclosed its results of visit "{visitId}" (item "{itemId}"), in which yours takes no part; cite them once it does (discloseResults), or check for yourself.',
  },
  OV_JOINT_RECOGNITION_CONCLUSION: {
    zh: '{place}：所引用的结论为 {results}，而细则只允许引用“未发现问题”的结论；须自行检查。依据：{cite}',
    en: '{place}: the cited conclusion is {results}, and the rules let only that of no problem be cited; check for yourself. Rule: {cite}',
  },
  OV_JOINT_RECOGNITION_EARLY: {
    zh: '{place}：所引用的检查在 {inspectedOn}，晚于本次检查日 {day}；请核对。',
    en: '{place}: the cited inspection was on {inspectedOn}, after the day of this one, {day}; check both.',
  },
  OV_JOINT_RECOGNITION_OVER: {
    zh: '{place}：该结果的有效期至 {validTo}，在 {day} 已届满（{rule}）；须重新检查。',
    en: '{place}: the result held until {validTo} and is over on {day} ({rule}); check anew.',
  },
  OV_JOINT_UNKNOWN_PLAN: {
    zh: '没有联合计划“{id}”。',
    en: 'There is no joint plan "{id}".',
  },
  OV_JOINT_UNKNOWN_DRAW: {
    zh: '没有抽取“{id}”。',
    en: 'There is no draw "{id}".',
  },
  OV_JOINT_DRAW_EXISTS: {
    zh: '计划“{planId}”已有抽取“{drawId}”；须先作废（voidDraw），方可重新抽取；已抽取完毕的，可以 follows 指明它而抽取后续批次。',
    en: 'Plan "{planId}" has draw "{drawId}" already; void it (voidDraw) before another is opened, or, once it is drawn, name it in `follows` to draw what comes after.',
  },
  OV_JOINT_REPLACES: {
    zh: '计划“{planId}”的上一次抽取“{drawId}”已作废；新抽取须以 replaces 指明它。',
    en: 'The last draw of plan "{planId}", "{drawId}", is void; name it in `replaces`.',
  },
  OV_JOINT_REPLACES_NOTHING: {
    zh: '计划“{planId}”没有可被取代的作废抽取；请不填 replaces。',
    en: 'Plan "{planId}" has no void draw to replace; leave `replaces` out.',
  },
  OV_JOINT_PHASE: {
    zh: '抽取“{id}”处于 {phase} 阶段，须处于 {needed}。',
    en: 'Draw "{id}" is {phase}; it must be {needed}.',
  },
  OV_JOINT_TWO_DISTRICTS: {
    zh: '对象“{subject}”在 {place} 的辖区为 {district}，而在 {earlierPlace} 为 {earlierDistrict}；请两部门核对一致后再次冻结（freezeDraw）。',
    en: 'Subject "{subject}" is in district {district} at {place}, but in {earlierDistrict} at {earlierPlace}; let the two departments agree, then freeze again (freezeDraw).',
  },
  OV_JOINT_PAGES_DAMAGED: {
    zh: '所存名册 {place} 不完整或无法读取；冻结前请再次冻结（freezeDraw），冻结后请作废。',
    en: 'The stored roster at {place} is incomplete or cannot be read; before the freeze freeze again (freezeDraw), after it void the draw.',
  },
  OV_JOINT_FREEZE_ELSEWHERE: {
    zh: '抽取“{id}”的名册页已由另一进程存入；请再次冻结（freezeDraw）。',
    en: 'Pages of draw "{id}" were stored by another process; freeze again (freezeDraw).',
  },
  OV_JOINT_BUDGET_OVERTAKEN: {
    zh: '冻结期间另有设检查次数上限的计划先行冻结，抽取“{id}”所存名册须重读；请再次冻结（freezeDraw）。',
    en: 'While draw "{id}" was being frozen, another plan with a cap of visits was frozen first, and its pools must be read anew; freeze again (freezeDraw).',
  },
  OV_JOINT_REVEAL_SECONDS: {
    zh: 'revealWithinSeconds 须在 1 到 {most} 之间，收到 {seconds}。',
    en: '`revealWithinSeconds` must be from 1 to {most}, got {seconds}.',
  },
  OV_JOINT_REVEAL_OVER: {
    zh: '抽取“{id}”的公开期限 {deadline} 已过；请执行抽取（executeDraw）。',
    en: 'The deadline of the reveal of draw "{id}", {deadline}, has passed; run executeDraw.',
  },
  OV_JOINT_REVEAL_OPEN: {
    zh: '抽取“{id}”尚待 {waiting} 公开随机数；期限为 {deadline}。',
    en: 'Draw "{id}" still waits for the nonces of {waiting}, until {deadline}.',
  },
  OV_JOINT_RECEIPT: {
    zh: '部门“{department}”的回执无效：{problem}',
    en: 'The receipt of department "{department}" is not valid: {problem}',
  },
  OV_JOINT_PUBLIC_SOURCE: {
    zh: '抽取“{id}”尚待公共随机源“{source}”的文本；期限 {deadline} 之后，须由两人分别填入（enterPublicEntropy）且一致。',
    en: 'Draw "{id}" waits for the text of the public source "{source}": after {deadline} two people enter it, each for themselves (enterPublicEntropy), until two entries agree.',
  },
  OV_JOINT_NO_PUBLIC_SOURCE: {
    zh: '抽取“{id}”没有约定公共随机源；无需填入文本，请直接执行抽取（executeDraw）。',
    en: 'Draw "{id}" names no public source; it needs no text: run executeDraw.',
  },
  OV_JOINT_PUBLIC_TEXT: {
    zh: 'text：须为 1 至 {most} 个字符，不含控制字符或残缺字符，且为 Unicode NFC 形式；请按约定的形式填写。',
    en: 'text: 1 to {most} characters, without control characters or half a character, in Unicode NFC; give it in the announced form.',
  },
  OV_JOINT_PUBLIC_TEXT_EARLY: {
    zh: '抽取“{id}”的公开期限 {deadline} 未过；公共随机文本须在其后产生，请届时填入。',
    en: 'The deadline of the reveal of draw "{id}", {deadline}, has not passed; the public text comes into being after it: enter it then.',
  },
  OV_JOINT_PUBLIC_TEXT_SETTLED: {
    zh: '抽取“{id}”的公共随机文本已由两人一致填定，不可更改；若确有错误，请作废该抽取（voidDraw）。',
    en: 'The public text of draw "{id}" is settled by two entries that agree and is not changed any more; if it is wrong, void the draw (voidDraw).',
  },
  OV_JOINT_ROSTER_CHANGED: {
    zh: '抽取“{id}”所存名册（{found}）与冻结时的根 {frozen} 不符；请作废。',
    en: 'The stored rosters of draw "{id}" ({found}) are not those frozen with root {frozen}; void the draw.',
  },
  OV_JOINT_RECORD_CHANGED: {
    zh: '读取期间抽取“{id}”的公开记录已变更；请从头重新读取。',
    en: 'The public record of draw "{id}" changed while it was read; read it again from the beginning.',
  },
  OV_JOINT_WINDOW_OPEN: {
    zh: '检查时段到 {day} 为止；对象自身的记录次日起方可查阅。',
    en: "The windows last until {day}; a subject's own record is open from the day after.",
  },
  OV_JOINT_NO_PROOFS: {
    zh: '抽取“{id}”冻结时尚未保存证明所需的哈希；请审计人员凭审计记录核对。',
    en: 'Draw "{id}" was frozen before hashes for proofs were kept; let an auditor check it against the auditor\'s record.',
  },
  OV_JOINT_EXPLANATION: {
    zh: 'explanation：作废须说明理由。',
    en: 'explanation: say why the draw is voided.',
  },
  OV_JOINT_AMENDMENT_EXPLANATION: {
    zh: 'input.explanation：调整检查人员须说明理由。',
    en: 'input.explanation: say why the crew is changed.',
  },
  OV_JOINT_VISIT_NOT_OF_DRAW: {
    zh: '{place}.visitId：抽取“{drawId}”中没有检查“{id}”；请核对该抽取的 visits。',
    en: '{place}.visitId: there is no visit "{id}" in draw "{drawId}"; see the visits of the draw.',
  },
  OV_JOINT_SEAT_NOT_HELD: {
    zh: '{place}.inspectorId：“{inspectorId}”不在检查“{visitId}”的检查组中；请核对该检查的 crew。',
    en: '{place}.inspectorId: "{inspectorId}" holds no seat at visit "{visitId}"; see the crew of the visit.',
  },
  OV_JOINT_SWAP_DEPARTMENTS: {
    zh: 'input：两人分属“{one}”与“{other}”；只能在同一部门内对调。',
    en: 'input: the two are of "{one}" and "{other}"; only people of one department exchange seats.',
  },
  OV_JOINT_VISIT_RECORDED: {
    zh: '{place}.visitId：部门“{department}”已开始检查“{id}”或已有结果，检查人员不再调整。',
    en: '{place}.visitId: "{department}" has started visit "{id}" or recorded results; its crew is not changed any more.',
  },
  OV_JOINT_REPAIR_RECORDED: {
    zh: '补位将从已开始或已有结果的检查“{id}”调出人员；请先与他人对调（swapInspectors），再行回避。',
    en: 'Filling the seat would take somebody from visit "{id}", which has begun or has results; exchange seats (swapInspectors) with somebody else first.',
  },
  OV_JOINT_AMENDED_MEANWHILE: {
    zh: '其间抽取“{id}”的检查人员又有调整；请再试一次。',
    en: 'Other crews of draw "{id}" were changed in the meantime; try again.',
  },
  OV_JOINT_UNKNOWN_VISIT: {
    zh: '没有检查“{id}”，或其未分派给您。',
    en: 'There is no visit "{id}", or it is not yours.',
  },
  OV_JOINT_NO_RESULTS: {
    zh: 'items：至少需一个事项的结果。',
    en: 'items: needs the results of at least one item.',
  },
  OV_JOINT_ITEM_NOT_YOURS: {
    zh: '{place}：事项“{item}”不在本次检查中属于 {department} 的部分。',
    en: '{place}: item "{item}" is not among those of {department} in this visit.',
  },
  OV_JOINT_RESULT_MISSING: {
    zh: '{place}.results：至少需一项检查结果，且不得重复。',
    en: '{place}.results: needs at least one result, none twice.',
  },
  OV_JOINT_RESULT_RECOGNISED: {
    zh: '{place}：引用其他部门结论（recognised）的事项不再填写 results、coded、method、determinedOn。',
    en: "{place}: an item for which another department's result is cited (recognised) has no results, coded, method or determinedOn of its own.",
  },
  OV_JOINT_RESULT_CONTRADICTS: {
    zh: '{place}.results：“未发现问题”不能与其他结果并存。',
    en: '{place}.results: NO_PROBLEM cannot stand beside other results.',
  },
  OV_JOINT_FINDINGS_MISSING: {
    zh: '{place}.findings：发现问题时须写明情况。',
    en: '{place}.findings: say what was found.',
  },
  OV_JOINT_RESULT_EXISTS: {
    zh: '{place}：事项“{item}”已有结果，不可覆盖。',
    en: '{place}: item "{item}" has a result already; results are not overwritten.',
  },
  OV_JOINT_OUTSIDE_WINDOW: {
    zh: '检查日 {day} 不在本次检查的时段 {first} 至 {last} 内，或晚于今天 {today}。',
    en: 'The day {day} is not in the window {first} to {last} of the visit, or after today, {today}.',
  },
  OV_JOINT_OTHER_DAY: {
    zh: '本次检查已记录于 {recorded}，不能再记于 {day}：一次进门。{cite}',
    en: 'The visit is on record for {recorded} and cannot be on {day} too: one visit, one day.{cite}',
  },
});

/** An error of the draw protocol as one that may be shown; any other as it is. */
export function shownDrawError(cause: unknown): unknown {
  return cause instanceof DrawError
    ? new OneVisitError(cause.code, `${cause.messageZh} ${cause.message}`, { place: cause.place })
    : cause;
}
