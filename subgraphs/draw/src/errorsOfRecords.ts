import { text } from './errorText.js';

/** What is refused in records (§6), or found when they are verified. */
export const recordErrors = {
  // Form
  RECORD_NOT_JSON: text(
    'this is not JSON in UTF-8: {value}',
    '不是 UTF-8 编码的 JSON：{value}',
    'Get the record again from where it was published.',
    '请从发布处重新获取该记录。',
  ),
  RECORD_KIND_UNKNOWN: text(
    '{value} is not the format of a record of a draw',
    '{value} 不是抽取记录的格式',
    "Give a statement, a public record, an auditor's record, a subject's record or amendments.",
    '请提供冻结声明、公开记录、审计记录、对象记录或变更记录。',
  ),
  RECORD_VERSION_UNKNOWN: text(
    'version {value} is not known here',
    '无法识别版本 {value}',
    'Use a verifier that knows this version.',
    '请使用支持该版本的核验程序。',
  ),
  RECORD_NOT_CANONICAL: text(
    'the text is not canonical JSON (RFC 8785) from character {value} on',
    '文本自第 {value} 个字符起不是规范 JSON（RFC 8785）',
    'Verify the record as published, byte by byte: neither reformatted nor edited.',
    '请核验发布的原始字节，不要重新排版或编辑。',
  ),
  HASH_FORM: text(
    'the hash is not 64 lower-case hex digits',
    '哈希值不是 64 位小写十六进制数字',
    'Give the SHA-256 in lower-case hex.',
    '请提供小写十六进制的 SHA-256 值。',
  ),
  NUMBER_INVALID: text(
    '{value} is not a whole number, or too small',
    '{value} 不是整数或过小',
    'Give a whole number in the range of the schema.',
    '请按模式填写范围内的整数。',
  ),
  NOT_BOOLEAN: text(
    '{value} is neither true nor false',
    '{value} 不是 true 或 false',
    'Give one of them.',
    '请二者择一。',
  ),
  AMENDMENT_KIND_UNKNOWN: text(
    '{value} is not a kind of amendment',
    '{value} 不是变更类型',
    'Use swap or stepOut.',
    '请使用 swap 或 stepOut。',
  ),
  VISIT_KEY_FORM: text(
    '{value} is not the key of a visit to this subject',
    '{value} 不是该对象的检查编号',
    'A key is the subject, "#" and a number from 1.',
    '编号由对象、"#" 和从 1 起的序号组成。',
  ),
  VISIT_INSPECTOR_TWICE: text(
    'inspector {value} is in this crew twice',
    '检查人员 {value} 在同一检查组中出现两次',
    "Compare with the auditor's record.",
    '请与审计记录比对。',
  ),
  CREW_DEPARTMENT_UNKNOWN: text(
    'department {value} takes no part in this draw',
    '部门 {value} 未参加本次抽取',
    "Compare with the auditor's record.",
    '请与审计记录比对。',
  ),
  SUBJECT_NOT_IN_ROSTER: text(
    'subject {value} has no entry in this draw',
    '对象 {value} 不在本次抽取的名册中',
    'Freeze with this subject among those watched.',
    '冻结时请将该对象列入关注名单。',
  ),

  // Verification
  RECORD_ORDER: text(
    '{value} does not come after the one before it',
    '{value} 未排在前一项之后',
    'Records list such things in ascending bytewise order, each once.',
    '记录中此类内容按 UTF-8 字节升序排列，且不重复。',
  ),
  RECORD_DIFFERS: text(
    'the record says {value}, but {expected} follows from {against}',
    '记录为 {value}，而由 {against} 得出 {expected}',
    'One of these was changed, or the draw was not made by the protocol: ask for an explanation.',
    '其中之一被改动，或抽取未按协议进行：请要求说明。',
  ),
  RECORD_CONTRADICTION: text(
    '{value} cannot be together with {against}',
    '{value} 与 {against} 不能同时成立',
    'One of these was changed: ask for an explanation.',
    '其中之一被改动：请要求说明。',
  ),
  RECORD_PROOF: text(
    'the leaf and its proof do not lead to the roster root',
    '叶子及其证明无法得出名册根',
    'One of them was changed, or the subject did not stand in the roster like this: ask for an explanation.',
    '其中之一被改动，或该对象在名册中并非如此：请要求说明。',
  ),
  RECORD_HASH: text(
    'the record says that its hash is {value}, but it is {expected}',
    '记录所载哈希为 {value}，实际为 {expected}',
    'Something in the record was changed after it was made: get it again from where it was published.',
    '记录生成后内容被改动：请从发布处重新获取。',
  ),
};
