import type { SealedKind } from '../records/sealedRecord.js';

/** The kinds of records that can be verified. */
export type RecordKind = SealedKind | 'auditors';

/** A text in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What the kinds of records are called. */
export const kindNames: Readonly<Record<RecordKind, Bilingual>> = {
  statement: { zh: '冻结声明', en: 'statement' },
  public: { zh: '公开记录', en: 'public record' },
  auditors: { zh: '审计记录', en: "auditor's record" },
  subject: { zh: '对象记录', en: "subject's record" },
  amendments: { zh: '变更记录', en: 'amendments' },
};

/** What verification checks, each once it has passed. */
export const checks = {
  FORM: { zh: '成员、格式与顺序', en: 'members, their form and their order' },
  TERMS: { zh: '条款的哈希', en: 'hash of the terms' },
  COMMITMENTS: { zh: '承诺值的哈希', en: 'hash of the commitments' },
  NONCES: { zh: '已揭示的随机数与承诺值相符', en: 'every revealed nonce against its commitment' },
  ROSTER: { zh: '由名册与检查人员重算名册根', en: 'roster root, recomputed from roster and inspectors' },
  SEED: { zh: '重算种子', en: 'seed, recomputed' },
  QUOTAS: { zh: '重算各分层配额', en: 'quotas of every stratum, recomputed' },
  VISITS: { zh: '重算对象、检查顺序与检查组', en: 'subjects, order of visits and crews, recomputed' },
  LEAVES: { zh: '各条目在名册根之下', en: 'every entry is under the roster root' },
  RANK: { zh: '重算随机序号 u', en: 'random number u, recomputed' },
  CUT_OFFS: { zh: '是否抽中与状态、u、末位一致', en: 'drawn or not, as standing, u and the last selected say' },
  HASH: { zh: '记录自身的哈希', en: 'hash of the record' },
  CANONICAL: { zh: '逐字节为规范 JSON', en: 'canonical JSON, byte by byte' },
  SAME_DRAW: { zh: '共有内容一致', en: 'what both name is the same' },
  COUNTS: { zh: '名册与检查人员的计数', en: 'counts of roster and inspectors' },
  PUBLISHED: { zh: '公开的检查与审计记录一致', en: "published visits are the auditor's" },
  LEGS: { zh: '公开的检查符合条款', en: 'published visits are within the terms' },
  SOURCE: { zh: '公共随机文本符合条款', en: 'public entropy is as the terms announce' },
  AMENDMENTS: { zh: '逐项重做变更', en: 'every amendment, made again' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The name of a check. */
export type CheckName = keyof typeof checks;

/** Says that a check has passed. */
export type Pass = (name: CheckName) => void;
