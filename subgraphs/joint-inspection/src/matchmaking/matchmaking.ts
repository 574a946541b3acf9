import { calendarDate } from '@onevisit/kit';
import { jointError } from '../errors.js';
import { type Days, daysOf, lengthOf } from './Days.js';
import { inMatchOrder, type MatchTask } from './MatchTask.js';
import { matchTaskOf, type SubmittedTask, type YearToMatch } from './matchTasks.js';
import type { MeetingTerms } from './meetingOf.js';
import { type Proposal, proposalOf, proposePlans } from './proposePlans.js';
import { poolsOf } from './TaskPools.js';

/** Another window for a task, to see what it would come to: GraphQL's TaskWindowInput. */
export interface TaskWindow {
  readonly taskId: string;
  readonly window: { readonly first: string; readonly last: string };
}

/** How windows may be brought together: of GraphQL's MatchmakingFilter and jointProposal. */
export interface WindowTerms {
  readonly minOverlap: number;
  readonly mostDaysMoved: number;
  readonly windows?: readonly TaskWindow[] | null;
}

/** Which tasks, and which proposals: GraphQL's MatchmakingFilter. */
export interface MatchmakingFilter extends WindowTerms {
  readonly departments?: readonly string[] | null;
  readonly division?: string | null;
  readonly withTasks?: readonly string[] | null;
  readonly withoutTasks?: readonly string[] | null;
  readonly minSaved: number;
  readonly mostTasks: number;
}

/** Most days that an overlap or a move can have: those of a year. */
const YEAR_DAYS = 366;

/** Most tasks of a proposal: more than a city has departments. */
const MOST_TASKS = 100;

/**
 * Proposes joint plans from a year's tasks, those that save most visits first.
 * @param planned tasks that are to be left out besides those of the filter
 * @throws OV_JOINT_MATCH_TASK, OV_JOINT_MATCH_NUMBER, OV_JOINT_MATCH_WINDOW
 */
export function matchYear(
  year: number,
  toMatch: YearToMatch,
  filter: MatchmakingFilter,
  now: Date,
  planned: ReadonlySet<string>,
): readonly Proposal[] {
  checkNumber('filter.mostTasks', filter.mostTasks, 2, MOST_TASKS);
  const terms = { ...meetingTerms('filter.', year, filter, now), mostTasks: filter.mostTasks };
  checkKnown('filter.withTasks', year, toMatch, filter.withTasks ?? []);
  checkKnown('filter.withoutTasks', year, toMatch, filter.withoutTasks ?? []);
  const windows = windowsOf('filter.', year, toMatch, filter);
  const left = new Set(filter.withoutTasks ?? []);
  const tasks = toMatch.tasks.filter((task) => !left.has(task.id) && !planned.has(task.id) && isAsked(task, filter));
  const pools = poolsOf(toMatch.sample, matched(tasks, windows));
  const wanted = new Set(filter.withTasks ?? []);
  return proposePlans(pools, year, terms).filter(
    ({ savedVisits, taskIds }) =>
      savedVisits.value >= filter.minSaved && (wanted.size === 0 || taskIds.some((id) => wanted.has(id))),
  );
}

/**
 * What some tasks would come to as one joint plan.
 * @throws OV_JOINT_MATCH_TASK, OV_JOINT_MATCH_NUMBER, OV_JOINT_MATCH_WINDOW, OV_JOINT_MATCH_FEW, OV_JOINT_MATCH_APART
 */
export function matchByHand(
  year: number,
  toMatch: YearToMatch,
  taskIds: readonly string[],
  given: WindowTerms,
  now: Date,
): Proposal {
  const terms = meetingTerms('', year, given, now);
  checkKnown('taskIds', year, toMatch, taskIds);
  const asked = new Set(taskIds);
  const tasks = toMatch.tasks.filter(({ id }) => asked.has(id));
  if (new Set(tasks.map(({ department }) => department)).size < 2) throw jointError('OV_JOINT_MATCH_FEW');
  const pools = poolsOf(toMatch.sample, matched(tasks, windowsOf('', year, toMatch, given)));
  const proposal = proposalOf(pools, [...pools.tasks.keys()], year, terms);
  if (proposal === null)
    throw jointError('OV_JOINT_MATCH_APART', { mostDaysMoved: given.mostDaysMoved, minOverlap: given.minOverlap });
  return proposal;
}

/** Nothing is moved into the past, nor out of the year. */
function meetingTerms(place: string, year: number, given: WindowTerms, now: Date): MeetingTerms {
  const { minOverlap, mostDaysMoved } = given;
  checkNumber(`${place}minOverlap`, minOverlap, 1, YEAR_DAYS);
  checkNumber(`${place}mostDaysMoved`, mostDaysMoved, 0, YEAR_DAYS);
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const today = calendarDate(now);
  const within = daysOf({ first: today > first ? today : first, last });
  return { minOverlap, mostDaysMoved, within: within ?? { first: 0, last: -1 } };
}

function checkNumber(place: string, value: number, least: number, most: number): void {
  if (value < least || value > most) throw jointError('OV_JOINT_MATCH_NUMBER', { place, value, least, most });
}

function checkKnown(place: string, year: number, { tasks, unanswered }: YearToMatch, ids: readonly string[]): void {
  const known = new Set(tasks.map(({ id }) => id));
  for (const [index, id] of ids.entries()) {
    if (known.has(id)) continue;
    const away = unanswered.join(', ') || '–';
    throw jointError('OV_JOINT_MATCH_TASK', { place: `${place}[${index}]`, year, id, unanswered: away });
  }
}

function windowsOf(
  place: string,
  year: number,
  toMatch: YearToMatch,
  { windows, minOverlap }: WindowTerms,
): ReadonlyMap<string, Days> {
  const given = windows ?? [];
  checkKnown(
    `${place}windows`,
    year,
    toMatch,
    given.map(({ taskId }) => taskId),
  );
  return new Map(
    given.map(({ taskId, window }, index) => {
      const days = daysOf(window);
      if (days === null || lengthOf(days) < minOverlap) {
        throw jointError('OV_JOINT_MATCH_WINDOW', { place: `${place}windows[${index}].window`, ...window, minOverlap });
      }
      return [taskId, days] as const;
    }),
  );
}

function matched(tasks: readonly SubmittedTask[], windows: ReadonlyMap<string, Days>): readonly MatchTask[] {
  return inMatchOrder(tasks.flatMap((task) => matchTaskOf(task, windows.get(task.id)) ?? []));
}

/** Whether a task is of a department asked for, and about subjects of the division. */
function isAsked({ department, condition }: SubmittedTask, { departments, division }: MatchmakingFilter): boolean {
  if (departments != null && departments.length > 0 && !departments.includes(department)) return false;
  if (division == null || condition.divisions === null) return true;
  return condition.divisions.some((prefix) => division.startsWith(prefix) || prefix.startsWith(division));
}
