import type { DrawPhase } from '../../draw/phases.js';
import type { PlanPhase } from './phases.js';

/** What is known of a plan when it is to move: whatever a need looks at. Days are YYYY-MM-DD. */
export interface PlanFacts {
  /** Where it is to move. */
  readonly to: PlanPhase;
  readonly today: string;
  /** The day on which the move took place. */
  readonly on: string;
  /** The day on which the phase that it is in began. */
  readonly since: string;
  /** Of the document that the move rests on. */
  readonly reference: string | null;
  readonly why: string | null;
  /** Last day for the answers that are asked for; null where none are. */
  readonly answerBy: string | null;
  /** Departments with a leg. */
  readonly departments: readonly string[];
  /** Whether each initiator has a leg, or may do without. */
  readonly initiatorsIn: boolean;
  /** Departments with a leg that have not said yes. */
  readonly unanswered: readonly string[];
  readonly draws: readonly { readonly phase: DrawPhase }[];
  /** Last day on which a visit of it may be made. */
  readonly lastDay: string;
  /** How far draws and visits have brought it. */
  readonly reached: PlanPhase;
}
