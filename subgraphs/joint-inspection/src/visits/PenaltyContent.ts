import { jointError } from '../errors.js';
import { checkWords } from './checkWords.js';

/** What a penalty is for, and what it is: GraphQL's PenaltyContentInput, as it is kept and published. */
export interface PenaltyContent {
  /** What was done (违法事实). */
  readonly violation: string;
  /** GraphQL's PenaltyKind, each once, in the order of the law. */
  readonly kinds: readonly PenaltyKind[];
  /** What is imposed (处罚内容), with amounts and terms. */
  readonly content: string;
  /** The articles that it rests on (处罚依据). */
  readonly basis: string;
}

/** Kinds of penalties, as 行政处罚法 第九条 has them. */
export const PENALTY_KINDS = [
  'WARNING',
  'PUBLIC_CRITICISM',
  'FINE',
  'CONFISCATION_OF_GAINS',
  'CONFISCATION_OF_GOODS',
  'LICENCE_SUSPENDED',
  'QUALIFICATION_LOWERED',
  'LICENCE_REVOKED',
  'BUSINESS_RESTRICTED',
  'BUSINESS_SUSPENDED',
  'CLOSURE',
  'PRACTICE_RESTRICTED',
  'DETENTION',
  'OTHER',
] as const;

/** One of them. */
export type PenaltyKind = (typeof PENALTY_KINDS)[number];

/**
 * Checks what a penalty is said to be.
 * @throws OV_JOINT_WORDS, OV_JOINT_PENALTY_KINDS
 */
export function checkPenalty(input: PenaltyContent): PenaltyContent {
  if (input.kinds.length === 0) throw jointError('OV_JOINT_PENALTY_KINDS');
  return {
    violation: checkWords('penalty.violation', input.violation),
    kinds: PENALTY_KINDS.filter((kind) => input.kinds.includes(kind)),
    content: checkWords('penalty.content', input.content),
    basis: checkWords('penalty.basis', input.basis),
  };
}
