import type { FollowUpAct } from './acts.js';
import type { FollowUpState } from './states.js';

/** How a follow-up stands. Days are YYYY-MM-DD. */
export interface Matter {
  readonly state: FollowUpState;
  /** The department that deals with it: whose item it is, or which has accepted it. */
  readonly holder: string;
  /** The department that is to act next: the holder, or the one that it is transferred to; null once it is closed. */
  readonly waitsFor: string | null;
  /** Every department that has held it, or that it was transferred or copied to, in that order. */
  readonly departments: readonly string[];
  /** What was decided last; null before the first decision. */
  readonly measure: FollowUpAct | null;
  /** The day by which the next act is to be done; null where none was set, and once it is closed. */
  readonly due: string | null;
  readonly closedOn: string | null;
  /** The act that closed it; null while it is open. */
  readonly outcome: FollowUpAct | null;
}

/** An act as it is stated. */
export interface StatedAct {
  readonly act: FollowUpAct;
  readonly on: string;
  readonly dueOn: string | null;
  /** Number of the document (文号). */
  readonly reference: string | null;
  /** The department of a transfer or a copy. */
  readonly to: string | null;
  /** Name of the organ of the judiciary. */
  readonly organ: string | null;
  readonly text: string | null;
}

/** A follow-up of a department's item as a result opens it. */
export function openedMatter(department: string): Matter {
  return {
    state: 'OPEN',
    holder: department,
    waitsFor: department,
    departments: [department],
    measure: null,
    due: null,
    closedOn: null,
    outcome: null,
  };
}
