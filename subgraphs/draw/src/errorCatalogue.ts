import { recordErrors } from './errorsOfRecords.js';
import { type ErrorText, text } from './errorText.js';

/** Every refusal of the draw protocol (§1, §2, §5), by the name that follows `OV_DRAW_` in its code. */
export const errorCatalogue = {
  // The form of the input
  NOT_OBJECT: text(
    '{value} is not an object',
    '{value} 不是对象',
    'Give an object with the named members.',
    '请提供含有规定成员的对象。',
  ),
  NOT_LIST: text('{value} is not a list', '{value} 不是列表', 'Give a JSON array.', '请提供 JSON 数组。'),
  NOT_TEXT: text('{value} is not text', '{value} 不是文本', 'Give a JSON string.', '请提供 JSON 字符串。'),
  MEMBER_MISSING: text('member {value} is missing', '缺少成员 {value}', 'Add it.', '请补充该成员。'),
  MEMBER_UNKNOWN: text(
    'member {value} is unknown; the hashes of a draw cover exactly the members that the protocol names',
    '未知成员 {value}；抽取的哈希只覆盖协议规定的成员',
    'Remove it or correct its name.',
    '请删除该成员或更正其名称。',
  ),
  TEXT_NOT_NFC: text(
    '{value} is not in Unicode normalization form C',
    '{value} 不是 Unicode NFC 规范形式',
    'Normalise the text at its source; a draw never does.',
    '请在数据源处规范化文本；抽取过程不会代为处理。',
  ),
  TEXT_CONTROL: text(
    '{value} holds a control character',
    '{value} 含有控制字符',
    'Remove the control character at its source.',
    '请在数据源处删除控制字符。',
  ),
  TEXT_SURROGATE: text(
    '{value} holds half of a surrogate pair',
    '{value} 含有不成对的代理项',
    'The text was cut in the middle of a character: correct it at its source.',
    '文本在字符中间被截断，请在数据源处更正。',
  ),
  ROSTER_LINE_FORM: text(
    'the line has not exactly five fields',
    '该行不是恰好五个字段',
    'Join leg, subject, stratum, district and standing by U+001F.',
    '请用 U+001F 连接任务、对象、分层、辖区和状态五个字段。',
  ),

  // Terms
  LEG_DUPLICATE: text(
    'leg id {value} occurs twice',
    '任务编号 {value} 重复',
    'Give every leg an id of its own.',
    '请为每个任务使用唯一编号。',
  ),
  LEG_PREFIX: text(
    'leg id {value} begins with "crew/", which is kept for inspectors',
    '任务编号 {value} 以检查人员专用的 "crew/" 开头',
    'Choose another id.',
    '请改用其他编号。',
  ),
  LIST_DUPLICATE: text('{value} occurs twice in the list', '列表中 {value} 重复', 'Name it once.', '请只列一次。'),
  DATE_INVALID: text(
    '{value} is not a date that exists, written YYYY-MM-DD',
    '{value} 不是实际存在的 YYYY-MM-DD 日期',
    'Correct the date.',
    '请更正日期。',
  ),
  WINDOW_FORM: text(
    'a window is a list of two dates',
    '时间窗口应为两个日期的列表',
    'Give [first day, last day].',
    '请提供 [首日, 末日]。',
  ),
  WINDOW_TOO_SHORT: text(
    'the window {value} is shorter than minOverlap days',
    '时间窗口 {value} 短于 minOverlap 天',
    'Lengthen the window or lower minOverlap.',
    '请延长时间窗口或减小 minOverlap。',
  ),
  MIN_OVERLAP_INVALID: text(
    'minOverlap is {value}, not a whole number of days of at least 1',
    'minOverlap 为 {value}，应为不小于 1 的整数天数',
    'Give a whole number of 1 or more.',
    '请填写不小于 1 的整数。',
  ),
  CREW_SIZE_INVALID: text(
    'the crew size is {value}, not a whole number of at least 1',
    '检查组人数为 {value}，应为不小于 1 的整数',
    'Give a whole number of 1 or more.',
    '请填写不小于 1 的整数。',
  ),
  DISTRICT_RULE_UNKNOWN: text(
    'the district rule {value} is unknown',
    '未知的辖区规则 {value}',
    'Use ANY, SAME or CROSS.',
    '请使用 ANY、SAME 或 CROSS。',
  ),
  QUOTA_RULE_CHOICE: text(
    'a quota rule has exactly one of count and percent',
    '配额规则必须且只能有 count 与 percent 之一',
    'Give one of the two.',
    '请二者择一。',
  ),
  PERCENT_FORM: text(
    '{value} is not a percentage such as "5" or "12.5"',
    '{value} 不是 "5" 或 "12.5" 形式的百分比',
    'Write decimal digits as text, without sign, exponent or percent sign.',
    '请用文本书写十进制数字，不带正负号、指数或百分号。',
  ),
  COUNT_INVALID: text(
    'count is {value}, not a whole number of at least 0',
    'count 为 {value}，应为不小于 0 的整数',
    'Give a whole number of 0 or more.',
    '请填写不小于 0 的整数。',
  ),
  MIN_INVALID: text(
    'min is {value}, not a whole number of at least 0',
    'min 为 {value}，应为不小于 0 的整数',
    'Give a whole number of 0 or more.',
    '请填写不小于 0 的整数。',
  ),
  MAX_INVALID: text(
    'max is {value}, not a whole number of at least 0',
    'max 为 {value}，应为不小于 0 的整数',
    'Give a whole number of 0 or more.',
    '请填写不小于 0 的整数。',
  ),

  // Roster
  ENTRY_LEG_UNKNOWN: text(
    'leg {value} is not in the terms',
    '任务 {value} 不在抽取条款中',
    'Correct the leg of the entry, or add the leg to the terms.',
    '请更正该条目的任务，或将任务加入条款。',
  ),
  STRATUM_STAR: text(
    'a stratum may not be called "*", which stands for all others in a quota',
    '分层不得命名为 "*"，该符号在配额中代表其余分层',
    'Rename the stratum.',
    '请更改分层名称。',
  ),
  SUBJECT_TWICE_IN_LEG: text(
    'subject {value} is already in this leg',
    '对象 {value} 已在该任务中',
    'Enter a subject once a leg.',
    '每个任务中同一对象只能出现一次。',
  ),
  SUBJECT_TWO_DISTRICTS: text(
    'the subject was entered before in district {value}',
    '该对象此前登记在辖区 {value}',
    'Give a subject one district for the whole draw.',
    '同一次抽取中一个对象只能属于一个辖区。',
  ),
  LEAF_ORDER: text(
    'the entry does not come after the one before it',
    '该条目未排在前一条目之后',
    'Feed entries in ascending bytewise order of leg, then subject.',
    '请按任务、对象的 UTF-8 字节升序提供条目。',
  ),

  // Inspectors
  INSPECTOR_DUPLICATE: text(
    'inspector id {value} occurs twice',
    '检查人员编号 {value} 重复',
    'Give every inspector of all departments an id of their own.',
    '请为各部门的每名检查人员使用唯一编号。',
  ),
  CAPACITY_INVALID: text(
    'the capacity is {value}, not a whole number of at least 0',
    '可承担次数为 {value}，应为不小于 0 的整数',
    'Give a whole number of 0 or more.',
    '请填写不小于 0 的整数。',
  ),

  // Commitments, nonces, public randomness. Values are secret here and never quoted.
  ROSTER_KEY_FORM: text(
    'the roster key is not 64 lower-case hex digits',
    '名册密钥不是 64 位小写十六进制数字',
    'Give 32 random bytes in lower-case hex.',
    '请提供 32 个随机字节的小写十六进制表示。',
  ),
  COMMITMENT_FORM: text(
    'the commitment is not 64 lower-case hex digits',
    '承诺值不是 64 位小写十六进制数字',
    'Give the SHA-256 in lower-case hex.',
    '请提供小写十六进制的 SHA-256 值。',
  ),
  NONCE_FORM: text(
    'the nonce is not 64 lower-case hex digits',
    '随机数不是 64 位小写十六进制数字',
    'Give 32 random bytes in lower-case hex; leave out the nonce of a department that has not revealed.',
    '请提供 32 个随机字节的小写十六进制表示；未揭示的部门不列出。',
  ),
  COMMITMENT_MISSING: text(
    'department {value} has a leg but no commitment',
    '部门 {value} 有任务但没有承诺值',
    'Have the department commit before the freeze.',
    '请该部门在冻结前提交承诺值。',
  ),
  COMMITMENT_WITHOUT_LEG: text(
    'department {value} has a commitment but no leg',
    '部门 {value} 有承诺值但没有任务',
    'Remove the commitment, or add the leg.',
    '请删除该承诺值或补充任务。',
  ),
  NONCE_WITHOUT_COMMITMENT: text(
    'department {value} has a nonce but no commitment',
    '部门 {value} 有随机数但没有承诺值',
    'Remove the nonce.',
    '请删除该随机数。',
  ),
  NONCE_MISMATCH: text(
    'the nonce of department {value} does not match its commitment',
    '部门 {value} 的随机数与其承诺值不符',
    'Reveal the nonce that was committed; without it the department counts as not revealed.',
    '请揭示所承诺的随机数；否则该部门视为未揭示。',
  ),
  PUBLIC_ENTROPY_UNANNOUNCED: text(
    'there is public entropy although the terms name no public source',
    '条款未指定公共来源，却提供了公共随机文本',
    'Leave publicEntropy empty, or name its source in the terms before the freeze.',
    '请将 publicEntropy 留空，或在冻结前于条款中指定来源。',
  ),
  PUBLIC_ENTROPY_MISSING: text(
    'the terms name a public source, but its text is missing',
    '条款指定了公共来源，但缺少其文本',
    'Wait for the public source and give its text in the announced form.',
    '请等待公共来源产生结果，并按公布的形式提供其文本。',
  ),

  // Amendments
  VISIT_UNKNOWN: text(
    'the department has no crew at visit {value}',
    '该部门没有检查 {value} 的检查组',
    'Name a visit of this draw in which the department takes part.',
    '请指定该部门参加的本次抽取的检查。',
  ),
  SEAT_NOT_HELD: text(
    'inspector {value} holds no seat in this visit',
    '检查人员 {value} 不在该检查的检查组中',
    'Name an inspector of the crew.',
    '请指定检查组中的人员。',
  ),
  SWAP_SAME_PERSON: text(
    'inspector {value} is named on both sides of the swap',
    '交换双方为同一检查人员 {value}',
    'Name two inspectors.',
    '请指定两名检查人员。',
  ),
  SWAP_UNSUITED: text(
    'inspector {value} does not suit the seat of the other',
    '检查人员 {value} 不符合对方席位的要求',
    'Choose someone who holds the specialties, is not recused and fits the district rule.',
    '请选择具备专业、无需回避且符合辖区规则的人员。',
  ),
  SWAP_TWICE_IN_TEAM: text(
    'inspector {value} would be in one crew twice',
    '检查人员 {value} 将在同一检查组中出现两次',
    'Choose an inspector who is not in that crew.',
    '请选择不在该检查组中的人员。',
  ),

  // Records and their verification
  ...recordErrors,
} as const satisfies Readonly<Record<string, ErrorText>>;

/** The name of a refusal; its code is `OV_DRAW_` and the name. */
export type DrawErrorName = keyof typeof errorCatalogue;
