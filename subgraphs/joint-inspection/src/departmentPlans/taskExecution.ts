import type { FullCitation, Rules } from '@onevisit/rules';
import type { TaskFacts } from '../departments/answers.js';
import type { TaskRollOver } from '../generated/client.js';
import { NO_OUTCOMES, type OutcomeCounts, outcomesAdded } from './outcomeCounts.js';
import type { VisitCounts } from './visitCounts.js';

/** Counts of what was drawn, and what came of it. */
export interface ExecutionPart {
  readonly drawn: number;
  readonly visited: number;
  readonly completed: number;
  readonly withProblems: number;
  readonly late: number;
}

/** What a task, a plan, a department or the city came to. */
export interface ExecutionCounts extends ExecutionPart {
  /** Subjects that quotas come to; null where no department tells. */
  readonly planned: number | null;
  /** Visits that rolled over by a rule, and subjects that tasks of later periods took up. */
  readonly rolledOver: number;
  /** Neither completed nor taken up by another task. */
  readonly left: number;
  /** Of these, drawn in joint draws, and still to be visited in time. */
  readonly open: number;
  readonly disclosed: number;
  readonly comments: number;
  /** Of joint draws. */
  readonly outcomes: OutcomeCounts;
}

/** What a task came to: in joint draws, by its department's own inspections, and together. */
export interface TaskExecution {
  readonly task: TaskFacts;
  readonly joint: ExecutionPart;
  readonly own: ExecutionPart;
  readonly counts: ExecutionCounts;
  /** By what it was rolled over; null where it was not. */
  readonly rollOver: TaskRollOver | null;
  /** The rule by which what is left goes into the next month; none where its department decides. */
  readonly rollsOverBy: readonly FullCitation[];
}

/** What nothing comes to. */
export const NOTHING_EXECUTED: ExecutionCounts = {
  planned: null,
  drawn: 0,
  visited: 0,
  completed: 0,
  withProblems: 0,
  late: 0,
  rolledOver: 0,
  left: 0,
  open: 0,
  disclosed: 0,
  comments: 0,
  outcomes: NO_OUTCOMES,
};

/**
 * What a task came to. Left is what was planned, or drawn where that was more, less what was completed and what another task took up; of a
 * task that its department withdrew nothing is.
 */
export function taskExecution(
  task: TaskFacts,
  visits: VisitCounts,
  rollOver: TaskRollOver | null,
  rules: Rules,
): TaskExecution {
  const { drawn, visited, completed, withProblems, late, open, disclosed, comments, outcomes } = visits;
  const joint = { drawn, visited, completed, withProblems, late };
  const own = partsAdded(task.ownExecution ?? []);
  const both = partsAdded([joint, own]);
  const takenUp = rollOver?.count ?? 0;
  const due = Math.max(task.plannedCount ?? 0, both.drawn) - both.completed - takenUp;
  const left = task.status === 'WITHDRAWN' ? 0 : Math.max(0, due);
  const rolls = task.period === 'MONTHLY' ? rules.rule('roll-over') : null;
  return {
    task,
    joint,
    own,
    counts: {
      ...both,
      planned: task.plannedCount,
      rolledOver: visits.rolledOver + takenUp,
      left,
      open: Math.min(open, left),
      disclosed,
      comments,
      outcomes,
    },
    rollOver,
    rollsOverBy: rolls?.monthly === 'NEXT_MONTH' ? rolls.cite : [],
  };
}

/** Counts added up; what is planned counts where it is told. */
export function countsAdded(all: readonly ExecutionCounts[]): ExecutionCounts {
  return all.reduce((sum, each) => {
    const planned = each.planned === null && sum.planned === null ? null : (sum.planned ?? 0) + (each.planned ?? 0);
    return {
      ...partsAdded([sum, each]),
      planned,
      rolledOver: sum.rolledOver + each.rolledOver,
      left: sum.left + each.left,
      open: sum.open + each.open,
      disclosed: sum.disclosed + each.disclosed,
      comments: sum.comments + each.comments,
      outcomes: outcomesAdded([sum.outcomes, each.outcomes]),
    };
  }, NOTHING_EXECUTED);
}

function partsAdded(parts: readonly ExecutionPart[]): ExecutionPart {
  const sum = (count: keyof ExecutionPart): number => parts.reduce((total, part) => total + part[count], 0);
  return {
    drawn: sum('drawn'),
    visited: sum('visited'),
    completed: sum('completed'),
    withProblems: sum('withProblems'),
    late: sum('late'),
  };
}
