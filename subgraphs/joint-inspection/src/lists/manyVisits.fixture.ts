import type { Database } from '../database.js';
import { FIRE, HEALTH, subjectOf } from '../jointDraws.fixture.js';

/** Moments at which a plan's visits, and its crews, become public: one plan of each pair. */
export const MOMENTS = ['AT_DRAW', 'AT_VISIT', 'AFTER_WINDOW'] as const;

/** A plan with a draw, as rows. */
export interface PlanRow {
  readonly name: string;
  readonly disclosure?: string;
  readonly crewMoment?: string;
  readonly phase?: string;
}

/** Plans of two legs, each with a draw in a phase, as rows. @returns the ids of the draws */
export async function plansWithDraws(database: Database, rows: readonly PlanRow[]): Promise<string[]> {
  const planId = ({ name }: PlanRow): string => `joint-inspection:plan:${name}`;
  const drawId = ({ name }: PlanRow): string => `joint-inspection:draw:${name}`;
  await database.jointPlan.createMany({
    data: rows.map((row) => ({
      id: planId(row),
      title: row.name,
      year: 2026,
      initiator: 'fire-rescue',
      minOverlap: 1,
      publicSource: '',
      disclosure: row.disclosure ?? 'AT_DRAW',
      crewMoment: row.crewMoment ?? 'AT_DRAW',
      phase: 'DRAWN',
      convenedAt: new Date('2026-01-10T00:00:00Z'),
      publishedAt: new Date('2026-01-20T00:00:00Z'),
    })),
  });
  const legs = rows.flatMap((row) => [FIRE, HEALTH].map((id) => ({ planId: planId(row), id, row })));
  await database.leg.createMany({
    data: legs.map(({ row: _, ...leg }) => ({
      ...leg,
      department: leg.id.split(':')[0] ?? '',
      title: '任务',
      windowFirst: '2026-05-01',
      windowLast: '2026-06-30',
      quota: [],
      crew: { size: 2 },
    })),
  });
  await database.plannedItem.createMany({
    data: legs.map(({ planId, id, row }) => ({
      id: `joint-inspection:planneditem:${row.name}-${id}`,
      planId,
      legId: id,
      itemId: id.replace('task:T1', 'item:I1'),
      title: '事项',
      itemClass: 'KEY',
      basis: ['法 1'],
      version: 1,
    })),
  });
  const opened = { rosterKey: '', terms: {}, revealWithin: 60, openedAt: new Date(), progress: {} };
  await database.draw.createMany({
    data: rows.map((row) => ({ id: drawId(row), planId: planId(row), phase: row.phase ?? 'DRAWN', ...opened })),
  });
  return rows.map(drawId);
}

/** How many inspectors a department has, and in how many districts subjects stand. */
const [INSPECTORS, SUBJECTS] = [50, 400];

/** Credit codes of the subjects. */
export const CODES = Array.from({ length: SUBJECTS }, (_, number) => subjectOf(number));

/**
 * Visits of draws, in turns, of all kinds: departments, districts, batches, states and windows in turns too, each with a seat of
 * every department, some with results, deadlines and what happened.
 */
export async function manyVisits(database: Database, drawIds: readonly string[], count: number): Promise<void> {
  await database.$executeRaw`
    INSERT INTO visit (id, draw_id, key, position, subject_id, uscc, district, window_first, window_last, rolls_over_to,
      status, leg_ids, leg_count, departments, batch, inspected_on, disclosure)
    SELECT 'joint-inspection:visit:many/' || n, (${[...drawIds]}::text[])[1 + n % ${drawIds.length}::int], n || '#1', n,
      'code:' || n % ${SUBJECTS}::int, (${[...CODES]}::text[])[1 + n % ${SUBJECTS}::int], (ARRAY['411502', '411503', '410102'])[1 + n % 3],
      '2026-05-' || lpad((1 + n % 27)::text, 2, '0'), '2026-06-' || lpad((1 + n % 30)::text, 2, '0'),
      CASE WHEN n % 7 = 0 THEN '2026-07-31' END, CASE WHEN n % 9 = 0 THEN 'COMPLETED' ELSE 'PLANNED' END,
      CASE WHEN n % 5 < 3 THEN ARRAY[${FIRE}, ${HEALTH}] ELSE ARRAY[${FIRE}] END, CASE WHEN n % 5 < 3 THEN 2 ELSE 1 END,
      CASE WHEN n % 5 < 3 THEN ARRAY['fire-rescue', 'health'] ELSE ARRAY['fire-rescue'] END, 1 + n % 4,
      CASE WHEN n % 9 = 0 THEN '2026-06-01' END,
      (SELECT disclosure FROM draw JOIN joint_plan ON joint_plan.id = draw.plan_id
        WHERE draw.id = (${[...drawIds]}::text[])[1 + n % ${drawIds.length}::int] AND draw.phase = 'DRAWN')
    FROM generate_series(1, ${count}::int) AS n`;
  await database.$executeRaw`
    INSERT INTO crew_seat (visit_id, department, number, specialties, inspector_id, drawn_inspector_id, name)
    SELECT visit.id, department, 0, '{}', department || ':inspector:' || position % ${INSPECTORS}::int,
      department || ':inspector:' || position % ${INSPECTORS}::int, '某某'
    FROM visit, unnest(departments) AS department`;
  await database.$executeRaw`
    INSERT INTO visit_event (visit_id, department, kind, reference, "on", recorded_by, recorded_at)
    SELECT id, 'fire-rescue', 'FEEDBACK_RECEIVED', '', '2026-06-02', 'x', now() FROM visit WHERE position % 4 = 0`;
  await database.$executeRaw`
    INSERT INTO result (visit_id, planned_item_id, results, recorded_by, recorded_at)
    SELECT visit.id, planned_item.id, ARRAY['NO_PROBLEM'], 'x', now()
    FROM visit JOIN draw ON draw.id = visit.draw_id JOIN planned_item ON planned_item.plan_id = draw.plan_id
    WHERE visit.status = 'COMPLETED' AND planned_item.leg_id = ANY (visit.leg_ids)`;
  await database.$executeRaw`
    INSERT INTO deadline (id, visit_id, department, kind, reference, cite, within, anchor, anchor_on, due, provisional, soon_from,
      promptly, closed_late)
    SELECT 'joint-inspection:deadline:' || position, id, 'fire-rescue', 'REPORT', '', '[]', 5, 'INSPECTION_ENDED', '2026-06-01',
      '2026-06-08', false, '2026-06-03', false, false FROM visit WHERE status = 'COMPLETED'`;
  await database.$executeRaw`ANALYZE`;
}
