import type { Database } from '../database.js';

/** Who went, what subjects said, and what was made of results: what a report on plans tells besides numbers of visits (Luohe art. 23). */
export interface OutcomeCounts {
  /** Seats of teams that were drawn, of its department. */
  readonly seats: number;
  /** Visits whose subject was told the result in writing. */
  readonly feedback: number;
  /** Objections among the comments of subjects. */
  readonly objections: number;
  /** Comments and objections that its department answered. */
  readonly answered: number;
  /** What was done about problems of its items: orders to correct, cases, and transfers to departments or the judiciary. */
  readonly orders: number;
  readonly cases: number;
  readonly transfers: number;
  /** Its department's decisions on penalties. */
  readonly penalties: number;
}

/** Of a task that no draw has reached. */
export const NO_OUTCOMES: OutcomeCounts = {
  seats: 0,
  feedback: 0,
  objections: 0,
  answered: 0,
  orders: 0,
  cases: 0,
  transfers: 0,
  penalties: 0,
};

/**
 * Counts what came of visits of tasks, in one query; draws that are void count for nothing. What a visit has for a department as a whole (its
 * team, feedback, comments, penalties) counts for each of its tasks there.
 */
export async function outcomeCounts(
  database: Database,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, OutcomeCounts>> {
  const rows = await database.$queryRaw<
    { readonly taskId: string; readonly name: keyof OutcomeCounts; readonly n: number }[]
  >`
    WITH part AS (
      SELECT leg.id AS task_id, leg.plan_id, leg.department, visit.id AS visit_id
      FROM leg
      JOIN draw ON draw.plan_id = leg.plan_id AND draw.phase = 'DRAWN'
      JOIN visit ON visit.draw_id = draw.id AND leg.id = ANY(visit.leg_ids)
      WHERE leg.id = ANY(${[...taskIds]})
    ), counted AS (
      SELECT task_id, 'seats' AS name FROM part JOIN crew_seat USING (visit_id, department) WHERE inspector_id IS NOT NULL
      UNION ALL SELECT task_id, CASE kind WHEN 'FEEDBACK_RECEIVED' THEN 'feedback' ELSE 'penalties' END
        FROM part JOIN visit_event USING (visit_id, department) WHERE kind IN ('FEEDBACK_RECEIVED', 'PENALTY_DECIDED')
      UNION ALL SELECT task_id, 'objections' FROM part JOIN result_comment USING (visit_id, department) WHERE kind = 'OBJECTION'
      UNION ALL SELECT task_id, 'answered'
        FROM part JOIN result_comment USING (visit_id, department) JOIN comment_answer ON comment_seq = seq
      UNION ALL SELECT task_id, CASE act WHEN 'CORRECTION_ORDER' THEN 'orders' WHEN 'CASE' THEN 'cases' ELSE 'transfers' END
        FROM part
        JOIN planned_item ON planned_item.plan_id = part.plan_id AND planned_item.leg_id = task_id
        JOIN follow_up ON follow_up.visit_id = part.visit_id AND planned_item_id = planned_item.id
        JOIN follow_up_step ON follow_up_seq = follow_up.seq
        WHERE act IN ('CORRECTION_ORDER', 'CASE', 'TRANSFER', 'JUDICIARY')
    )
    SELECT task_id AS "taskId", name, count(*)::int AS n FROM counted GROUP BY task_id, name`;
  const counts = new Map<string, OutcomeCounts>();
  for (const { taskId, name, n } of rows) {
    counts.set(taskId, { ...(counts.get(taskId) ?? NO_OUTCOMES), [name]: n });
  }
  return counts;
}

/** Counts added up. */
export function outcomesAdded(all: readonly OutcomeCounts[]): OutcomeCounts {
  const sum = (count: keyof OutcomeCounts): number => all.reduce((total, each) => total + each[count], 0);
  return {
    seats: sum('seats'),
    feedback: sum('feedback'),
    objections: sum('objections'),
    answered: sum('answered'),
    orders: sum('orders'),
    cases: sum('cases'),
    transfers: sum('transfers'),
    penalties: sum('penalties'),
  };
}
