import { UNPROBLEMATIC } from '@onevisit/rules';
import type { Database } from '../database.js';
import { NO_OUTCOMES, type OutcomeCounts, outcomeCounts } from './outcomeCounts.js';

/** What joint draws of one task came to. */
export interface VisitCounts {
  /** Visits that are for it, in draws that stand. */
  readonly drawn: number;
  /** Of these, those that its department has begun. */
  readonly visited: number;
  /** Of these, those in which all of its items have results. */
  readonly completed: number;
  /** Of these, those with a problem in one of its items. */
  readonly withProblems: number;
  /** Not completed in their window: later, or not yet though it is over. */
  readonly late: number;
  /** Of these, those that a rule lets be made in the next month. */
  readonly rolledOver: number;
  /** Not completed, and may still be made: none of a visit that was made without its department. */
  readonly open: number;
  /** Whose results its department has published. */
  readonly disclosed: number;
  /** Comments of subjects on its department's results. */
  readonly comments: number;
  readonly outcomes: OutcomeCounts;
}

/** A task that no draw has reached. */
export const NO_VISITS: VisitCounts = {
  drawn: 0,
  visited: 0,
  completed: 0,
  withProblems: 0,
  late: 0,
  rolledOver: 0,
  open: 0,
  disclosed: 0,
  comments: 0,
  outcomes: NO_OUTCOMES,
};

/** Counts what joint draws of tasks came to as of a day, in two queries; draws that are void count for nothing. */
export async function visitCounts(
  database: Database,
  taskIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, VisitCounts>> {
  if (taskIds.length === 0) return new Map();
  const outcomes = await outcomeCounts(database, taskIds);
  const rows = await database.$queryRaw<(Omit<VisitCounts, 'outcomes'> & { readonly taskId: string })[]>`
    WITH item AS (
      SELECT plan_id, leg_id, count(*) AS items FROM planned_item WHERE leg_id = ANY(${[...taskIds]}) GROUP BY 1, 2
    ), part AS (
      SELECT leg.id AS task_id, visit.id, visit.window_last, visit.rolls_over_to, visit.status = 'COMPLETED' AS over,
        visit.inspected_on, found.results = item.items AS done, found.results > 0 AS begun, found.problem,
        EXISTS (SELECT FROM visit_start AS start WHERE start.visit_id = visit.id AND start.department = leg.department) AS started,
        EXISTS (SELECT FROM result_disclosure AS row WHERE row.visit_id = visit.id AND row.department = leg.department
          AND row.kind = 'RESULTS' AND row.not_public IS NULL) AS disclosed,
        (SELECT count(*) FROM result_comment AS row WHERE row.visit_id = visit.id AND row.department = leg.department) AS comments
      FROM leg
      JOIN item ON item.plan_id = leg.plan_id AND item.leg_id = leg.id
      JOIN draw ON draw.plan_id = leg.plan_id AND draw.phase = 'DRAWN'
      JOIN visit ON visit.draw_id = draw.id AND leg.id = ANY(visit.leg_ids)
      CROSS JOIN LATERAL (
        SELECT count(*) AS results, COALESCE(bool_or(NOT result.results <@ ${[...UNPROBLEMATIC]}), false) AS problem
        FROM result JOIN planned_item ON planned_item.id = result.planned_item_id
        WHERE result.visit_id = visit.id AND planned_item.leg_id = leg.id
      ) AS found
    ), dated AS (
      SELECT *, CASE WHEN done THEN inspected_on ELSE ${today} END > window_last AS late FROM part
    )
    SELECT task_id AS "taskId", count(*)::int AS drawn,
      (count(*) FILTER (WHERE begun OR started))::int AS visited,
      (count(*) FILTER (WHERE done))::int AS completed,
      (count(*) FILTER (WHERE done AND problem))::int AS "withProblems",
      (count(*) FILTER (WHERE late))::int AS late,
      (count(*) FILTER (WHERE late AND rolls_over_to IS NOT NULL))::int AS "rolledOver",
      (count(*) FILTER (WHERE NOT done AND NOT over AND COALESCE(rolls_over_to, window_last) >= ${today}))::int AS open,
      (count(*) FILTER (WHERE disclosed))::int AS disclosed,
      sum(comments)::int AS comments
    FROM dated GROUP BY task_id`;
  return new Map(
    rows.map(({ taskId, ...counts }) => [taskId, { ...counts, outcomes: outcomes.get(taskId) ?? NO_OUTCOMES }]),
  );
}
