import { compareBytewise, hashFields } from '@onevisit/draw';
import { globalId } from '@onevisit/kit';
import { type Days, lengthOf, windowOf } from './Days.js';
import { type Estimate, expectedVisits } from './expectedVisits.js';
import { type GroupingTerms, groupTasks } from './groupTasks.js';
import type { MatchTask } from './MatchTask.js';
import { type Meeting, type MeetingTerms, meetingOf } from './meetingOf.js';
import type { TaskPools } from './TaskPools.js';

/** A window of dates. */
export interface Window {
  readonly first: string;
  readonly last: string;
}

/** A task of a proposal. */
export interface ProposedTask {
  readonly id: string;
  readonly department: string;
  readonly title: string;
  /** As the department filed it. */
  readonly window: Window;
  /** As it would have to be. */
  readonly proposedWindow: Window;
  /** By how many days it would be moved: 0 as it stands, below 0 earlier. */
  readonly daysMoved: number;
}

/** A department's part of a proposal. */
export interface ProposedDepartment {
  readonly department: string;
  readonly visits: number;
  /** Over the window of the proposal, in an average month. */
  readonly visitsAMonth: number;
  /** Inspectors on those visits, each counted once a visit (人次). */
  readonly inspectorsAMonth: number;
}

/** A joint plan that the year's tasks suggest, with what it would come to. */
export interface Proposal {
  /** The same for the same tasks of the same year. */
  readonly id: string;
  readonly year: number;
  /** Bytewise by id. */
  readonly tasks: readonly ProposedTask[];
  readonly taskIds: readonly string[];
  /** Days in which one visit can be made for all of them. */
  readonly window: Window;
  readonly subjectsInCommon: Estimate;
  readonly separateVisits: Estimate;
  readonly jointVisits: Estimate;
  readonly savedVisits: Estimate;
  readonly departments: readonly ProposedDepartment[];
  /** Rows of published joint lists that name tasks of two of its departments. */
  readonly listRows: readonly number[];
}

/** Days of a month, on average. */
const MONTH = 365.25 / 12;

/** Groups tasks into proposals, those that save most visits first. */
export function proposePlans(pools: TaskPools, year: number, terms: GroupingTerms): readonly Proposal[] {
  return groupTasks(pools, terms)
    .flatMap((members) => proposalOf(pools, members, year, terms) ?? [])
    .sort((a, b) => b.savedVisits.value - a.savedVisits.value || compareBytewise(a.id, b.id));
}

/**
 * What some tasks would come to as one joint plan; null where their windows cannot meet.
 * @param members numbers of tasks, ascending
 */
export function proposalOf(
  pools: TaskPools,
  members: readonly number[],
  year: number,
  terms: MeetingTerms,
): Proposal | null {
  const tasks = members.flatMap((member) => pools.tasks[member] ?? []);
  const meeting = meetingOf(
    tasks.map(({ window }) => window),
    terms,
  );
  if (meeting === null) return null;
  const { inCommon, separate, joint, saved, departments } = expectedVisits(pools, members);
  const months = lengthOf(meeting.window) / MONTH;
  const proposed = proposedTasks(tasks, meeting);
  const taskIds = proposed.map(({ id }) => id);
  return {
    id: proposalId(year, taskIds),
    year,
    tasks: proposed,
    taskIds,
    window: windowOf(meeting.window),
    subjectsInCommon: inCommon,
    separateVisits: separate,
    jointVisits: joint,
    savedVisits: saved,
    departments: departments.map(({ department, visits, inspectors }) => {
      return { department, visits, visitsAMonth: visits / months, inspectorsAMonth: inspectors / months };
    }),
    listRows: sharedRows(tasks),
  };
}

function proposalId(year: number, taskIds: readonly string[]): string {
  const hash = hashFields('onevisit/1/proposal', String(year), ...taskIds);
  return globalId('joint-inspection', 'proposal', hash.slice(0, 32));
}

function proposedTasks(tasks: readonly MatchTask[], { moves }: Meeting): readonly ProposedTask[] {
  return tasks
    .map(({ id, department, title, window }, index): ProposedTask => {
      const daysMoved = moves[index] ?? 0;
      const proposed: Days = { first: window.first + daysMoved, last: window.last + daysMoved };
      return { id, department, title, window: windowOf(window), proposedWindow: windowOf(proposed), daysMoved };
    })
    .sort((a, b) => compareBytewise(a.id, b.id));
}

/** Rows that tasks of two departments fit; those that more departments fit come first. */
function sharedRows(tasks: readonly MatchTask[]): readonly number[] {
  const fitting = new Map<number, Set<string>>();
  for (const { department, listRows } of tasks) {
    for (const row of listRows) fitting.set(row, (fitting.get(row) ?? new Set()).add(department));
  }
  return [...fitting]
    .filter(([, departments]) => departments.size > 1)
    .sort(([a, one], [b, other]) => other.size - one.size || a - b)
    .map(([row]) => row);
}
