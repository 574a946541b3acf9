import { calendarDate, kitError, type Resolvers } from '@onevisit/kit';
import { fieldOf, scalarResolvers } from '@onevisit/schema';
import type { Department } from '../department.js';
import { withMarks } from '../store/marks.js';
import { poolCounts } from '../store/pool.js';
import { inspectorRosterPage, MOST_LINES, rosterPage, subjectNames } from '../store/roster.js';
import { sketchPage } from '../store/sketch.js';
import { knownTask, submittedTask, submittedTasks } from '../store/tasks.js';
import {
  inspectorResolvers,
  itemResolvers,
  marketSubjectResolvers,
  planTaskResolvers,
  poolEntryResolvers,
  profileResolvers,
} from './entities.js';
import { departmentResolvers } from './lists.js';
import { mutationResolvers } from './mutations.js';
import { planResolvers } from './plans.js';

interface RosterArguments {
  readonly after?: string | null;
  readonly first?: number | null;
}

/** As the contract says; a null given in its place means the same. */
const LINES_UNLESS_TOLD = 20_000;

/**
 * All resolvers of a department's subgraph.
 * @param ownFields the fields with which its SDL extends PREFIXPoolEntry
 */
export function createResolvers(department: Department, ownFields: readonly string[]): Resolvers {
  const { prefix, code } = department.entry;
  const field = fieldOf(prefix);
  const counted = { totalCount: ({ totalCount }: { totalCount: () => Promise<number> }) => totalCount() };
  return {
    ...scalarResolvers,
    Query: { [field]: () => ({ id: code }), ...rosterResolvers(department, field) },
    Mutation: mutationResolvers(department, field),
    [`${prefix}Department`]: departmentResolvers(department),
    [`${prefix}Item`]: itemResolvers,
    [`${prefix}PoolEntry`]: poolEntryResolvers(ownFields),
    [`${prefix}Inspector`]: inspectorResolvers,
    [`${prefix}PlanTask`]: planTaskResolvers,
    [`${prefix}Plan`]: planResolvers(department),
    [`${prefix}Profile`]: profileResolvers(department),
    MarketSubject: marketSubjectResolvers(department, field),
    [`${prefix}ItemConnection`]: counted,
    [`${prefix}PoolEntryConnection`]: counted,
    [`${prefix}InspectorConnection`]: counted,
    [`${prefix}PlanTaskConnection`]: counted,
    [`${prefix}PlanConnection`]: counted,
    [`${prefix}LedgerConnection`]: counted,
  } as Resolvers;
}

/** What the joint subgraph reads: rosters as pages of lines, and counts. */
function rosterResolvers(department: Department, field: string): Record<string, unknown> {
  const { database, clock } = department;
  return {
    [`${field}PoolCounts`]: () => poolCounts(database, calendarDate(clock())),
    [`${field}Roster`]: async (
      _: unknown,
      args: RosterArguments & { readonly taskId: string; readonly marks?: boolean | null },
    ) => {
      const task = await submittedTask(database, args.taskId);
      const page = await rosterPage(database, task, args.after ?? null, pageSize(args.first));
      return args.marks === true ? await withMarks(database, task, page) : page;
    },
    [`${field}TaskSketch`]: async (_: unknown, args: RosterArguments & { readonly taskIds: readonly string[] }) => {
      const first = pageSize(args.first);
      return await sketchPage(database, await submittedTasks(database, args.taskIds), args.after ?? null, first);
    },
    [`${field}InspectorRoster`]: (_: unknown, args: RosterArguments & { readonly certifiedOn: string }) =>
      inspectorRosterPage(database, args.certifiedOn, args.after ?? null, pageSize(args.first)),
    [`${field}SubjectNames`]: async (
      _: unknown,
      { taskId, subjectIds }: { readonly taskId: string; readonly subjectIds: readonly string[] },
    ) => {
      pageSize(subjectIds.length);
      return await subjectNames(database, await knownTask(database, taskId), subjectIds);
    },
  };
}

function pageSize(first: number | null | undefined): number {
  if (first == null) return LINES_UNLESS_TOLD;
  if (first < 0 || first > MOST_LINES) throw kitError('OV_KIT_PAGE_SIZE', { first, most: MOST_LINES });
  return first;
}
