import { expect } from 'vitest';
import type { Database } from '../../database.js';

/**
 * What rows say of cells, by measures that draws and their visits decide alone: items of visits of draws in force, each with whether it is
 * done, was checked by its own department, reached the subject, and found a problem; then parts of visits, with the whole as that of
 * department ''; then facts, each with its day; then all cells that hold a fact. The credit class is what the rollups took from the frozen pool.
 */
const CELLS = `
  WITH item AS (
    SELECT visit.id, visit.subject_id, visit.district AS division, kept.known ->> 'creditClass' AS class, visit.window_first,
      visit.inspected_on, leg.department, leg.id AS leg, result.visit_id IS NOT NULL AS done,
      COALESCE(result.visit_id IS NOT NULL AND result.recognition_seq IS NULL, false) AS own,
      COALESCE(result.recognition_seq IS NULL AND NOT 'UNREACHABLE' = ANY(result.results), false) AS reached,
      COALESCE(result.recognition_seq IS NULL AND NOT result.results <@ ARRAY['NO_PROBLEM', 'NO_SUCH_BUSINESS'], false) AS problem,
      EXISTS (SELECT FROM visit_outcome AS away WHERE away.visit_id = visit.id AND away.department = leg.department
        AND away."on" = visit.inspected_on AND away.kind IN ('SUBJECT_ABSENT', 'CREW_ABSENT')) AS away
    FROM visit JOIN draw ON draw.id = visit.draw_id AND draw.phase = 'DRAWN' JOIN coverage_visit AS kept ON kept.id = visit.id
      JOIN leg ON leg.plan_id = draw.plan_id AND leg.id = ANY(visit.leg_ids)
      JOIN planned_item AS planned ON planned.plan_id = leg.plan_id AND planned.leg_id = leg.id
      LEFT JOIN result ON result.visit_id = visit.id AND result.planned_item_id = planned.id
  ), part AS (
    SELECT id, subject_id, division, class, window_first, inspected_on, COALESCE(department, '') AS department,
      CASE GROUPING(department) WHEN 0 THEN bool_and(done) ELSE COALESCE(bool_and(done) FILTER (WHERE NOT away), false) END AS made,
      bool_or(own) AS checked,
      bool_or(problem) AS problem, (count(*) FILTER (WHERE own))::int AS results, (count(*) FILTER (WHERE problem))::int AS problems,
      (count(DISTINCT leg) FILTER (WHERE reached))::int AS entered
    FROM item GROUP BY id, subject_id, division, class, window_first, inspected_on, GROUPING SETS ((department), ())
  ), seat AS (
    SELECT part.*, crew.post FROM part JOIN crew_seat AS crew ON crew.visit_id = part.id AND crew.department = part.department
      LEFT JOIN visit_start AS start ON start.visit_id = part.id AND start.department = part.department
    WHERE part.checked AND crew.inspector_id IS NOT NULL AND (start.visit_id IS NULL OR crew.inspector_id = ANY(start.officers)
      OR EXISTS (SELECT FROM visit_check_in AS came WHERE came.visit_id = part.id AND came.department = part.department
        AND came.inspector_id = crew.inspector_id AND came."on" = start.started_on))
  ), fact AS (
    SELECT 'VISITS_DRAWN' AS measure, window_first AS day, department, division, class, 1 AS n FROM part
    UNION ALL SELECT 'VISITS_DRAWN_MADE', window_first, department, division, class, 1 FROM part WHERE made
    UNION ALL SELECT 'VISITS_MADE', inspected_on, department, division, class, 1 FROM part WHERE made
    UNION ALL SELECT 'JOINT_VISITS_MADE', inspected_on, department, division, class, 1 FROM part WHERE made
      AND (SELECT count(*) FROM part AS each WHERE each.id = part.id AND each.department <> '' AND each.checked) > 1
    UNION ALL SELECT 'VISITS_WITH_PROBLEMS', inspected_on, department, division, class, 1 FROM part WHERE made AND problem
    UNION ALL SELECT 'DRAWN_DOORS', inspected_on, department, division, class, 1 FROM part WHERE entered > 0
    UNION ALL SELECT 'SEPARATE_DOORS', inspected_on, department, division, class, entered FROM part WHERE entered > 0
    UNION ALL SELECT 'ITEM_RESULTS', inspected_on, department, division, class, results FROM part WHERE results > 0
    UNION ALL SELECT 'ITEM_PROBLEMS', inspected_on, department, division, class, problems FROM part WHERE problems > 0
    UNION ALL SELECT 'TIMES', inspected_on, whose, division, class, 1 FROM seat, unnest(ARRAY['', department]) AS whose
    UNION ALL SELECT 'OFFICE_TIMES', inspected_on, whose, division, class, 1 FROM seat, unnest(ARRAY['', department]) AS whose
      WHERE post = 'OFFICE'
    UNION ALL SELECT owed.kind || CASE WHEN owed.closed_on > owed.due THEN '_LATE' ELSE '_IN_TIME' END,
      COALESCE(owed.due, owed.closed_on), whose, part.division, part.class, 1
      FROM deadline AS owed JOIN part ON part.id = owed.visit_id AND part.department = '', unnest(ARRAY['', owed.department]) AS whose
      WHERE owed.kind <> 'COMMENT' AND owed.closed_on IS NOT NULL
    UNION ALL SELECT 'DRAWN/' || subject_id, window_first, department, division, class, 1 FROM part
    UNION ALL SELECT 'VISITED/' || subject_id, inspected_on, department, division, class, 1 FROM part WHERE checked
  )
  SELECT measure, substr(day, 1, 4)::int AS year, month, department, division_in AS division, class_in AS class, sum(n)::int AS n
  FROM fact, unnest(ARRAY[0, substr(day, 6, 2)::int]) AS month,
    LATERAL (SELECT DISTINCT unnest(ARRAY['', division]) AS division_in) AS divisions,
    LATERAL (SELECT DISTINCT unnest(ARRAY['', class]) AS class_in) AS classes
  GROUP BY 1, 2, 3, 4, 5, 6`;

interface CellRow {
  readonly measure: string;
  readonly year: number;
  readonly month: number;
  readonly department: string;
  readonly division: string;
  readonly class: string;
  readonly n: number;
}

/** Measures that count each subject once in a cell, and how facts of theirs begin. */
const OF_SUBJECTS: Readonly<Record<string, string>> = { DRAWN: 'SUBJECTS_DRAWN', VISITED: 'SUBJECTS_VISITED' };

/** What facts do not tell: draws and lists are in no division, several years, and doors that no lot decided. */
const NOT_COUNTED =
  /^(DRAWS|ITEMS|INSPECTORS|JOINT_VISITS_DRAWN|SUBJECTS_VISITED_IN|SUBJECTS_NOT_VISITED|SUBJECTS_NEXT|SUBJECTS_WITH|SUBJECTS_AT|DOORS)/;

/** Every cell of every department, month, division and credit class says what the rows do, and none says more. */
export async function checkCells(database: Database): Promise<void> {
  const counted = new Map<string, number>();
  for (const row of await database.$queryRawUnsafe<CellRow[]>(CELLS)) {
    const [fact = '', subject] = row.measure.split('/');
    const measure = subject === undefined ? fact : (OF_SUBJECTS[fact] ?? '');
    const key = [measure, row.year, row.month, row.department, row.division, row.class].join();
    counted.set(key, (counted.get(key) ?? 0) + (subject === undefined ? row.n : 1));
  }
  const kept = new Map<string, number>();
  for (const row of await database.coverageCount.findMany({ where: { n: { not: 0 } } })) {
    const { measure, year, month, department, division, creditClass, n } = row;
    if (!NOT_COUNTED.test(measure)) kept.set([measure, year, month, department, division, creditClass].join(), n);
  }
  const inOrder = (cells: ReadonlyMap<string, number>) => [...cells].map(([key, n]) => `${key} ${n}`).sort();
  expect(inOrder(kept)).toEqual(inOrder(counted));
}
