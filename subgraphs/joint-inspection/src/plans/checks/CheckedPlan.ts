import type { PlanTaskTerms } from '../../departments/answers.js';
import type { PlanRules } from '../../rules/PlanRules.js';
import type { QuotaRule } from '../terms.js';

/** A plan that is about to be convened, as rules look at it. */
export interface CheckedPlan {
  /** Codes of the department that initiates, or of the two that do. */
  readonly initiators: readonly string[];
  /** Fewest days that the window of a joint visit must have. */
  readonly minOverlap: number;
  /** In how many batches its visits are to be done. */
  readonly batches: number;
  /** In the order of `taskIds`. */
  readonly legs: readonly CheckedLeg[];
  readonly rules: PlanRules;
}

/** A leg: a task, and whose it is. */
export interface CheckedLeg {
  readonly department: string;
  readonly task: Omit<PlanTaskTerms, 'quota'>;
  readonly quota: readonly QuotaRule[];
}

/** Refuses a plan that a rule forbids. */
export type PlanCheck = (plan: CheckedPlan) => void;
