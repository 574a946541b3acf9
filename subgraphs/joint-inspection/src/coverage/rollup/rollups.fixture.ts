import { expect } from 'vitest';
import type { Database } from '../../database.js';
import { MOST_DOORS } from './Measure.js';

const TABLES = ['coverage_draw', 'coverage_visit', 'coverage_count', 'coverage_tally', 'coverage_due'];

/** All that the rollups hold; a figure of nothing is no figure. */
export async function held(database: Database): Promise<Record<string, readonly string[]>> {
  const rows = await Promise.all(
    TABLES.map((table) =>
      database.$queryRawUnsafe<{ row: string }[]>(
        `SELECT to_jsonb(kept)::text AS row FROM ${table} AS kept WHERE COALESCE((to_jsonb(kept) ->> 'n')::int, 1) <> 0 ORDER BY 1`,
      ),
    ),
  );
  return Object.fromEntries(TABLES.map((table, index) => [table, (rows[index] ?? []).map(({ row }) => row)]));
}

/** What cells do not tell, counted from the rows themselves, over the whole year and city. */
const COUNTED = `
  WITH made AS (SELECT visit.* FROM visit JOIN draw ON draw.id = visit.draw_id WHERE draw.phase = 'DRAWN'),
    owed AS (SELECT deadline.* FROM deadline JOIN made ON made.id = visit_id WHERE kind <> 'COMMENT'),
    door AS (
      SELECT subject_id FROM made WHERE EXISTS (SELECT FROM result
        WHERE visit_id = made.id AND recognition_seq IS NULL AND NOT 'UNREACHABLE' = ANY(results))
      UNION ALL SELECT subject_id FROM outside_visit WHERE NOT EXISTS (SELECT FROM outside_result
        WHERE visit_seq = outside_visit.seq AND 'UNREACHABLE' = ANY(results))),
    subject AS (SELECT count(*) AS doors FROM door GROUP BY subject_id)
  SELECT (SELECT count(*) FROM made WHERE leg_count > 1)::int AS "JOINT_VISITS_DRAWN",
    (SELECT count(*) FROM door)::int AS "DOORS",
    (SELECT count(*) FROM subject WHERE doors = 1)::int AS "SUBJECTS_WITH_1_DOORS",
    (SELECT count(*) FROM subject WHERE doors = 2)::int AS "SUBJECTS_WITH_2_DOORS",
    (SELECT count(DISTINCT inspector_id) FROM crew_seat JOIN made ON made.id = visit_id)::int AS "INSPECTORS_SEATED",
    (SELECT count(*) FROM owed WHERE closed_on IS NULL AND due IS NOT NULL)::int AS "OPEN",
    (SELECT count(*) FROM draw WHERE phase = 'VOID')::int AS "DRAWS_VOID"`;

async function figures(database: Database): Promise<Record<string, number>> {
  const cell = { year: 2026, month: 0, department: '', division: '', creditClass: '' };
  const rows = await database.coverageCount.findMany({ where: cell });
  const due = await database.coverageDue.aggregate({
    where: { department: '', division: '', creditClass: '' },
    _sum: { n: true },
  });
  const counts = Object.fromEntries(rows.map(({ measure, n }) => [measure, n]));
  return { ...counts, OPEN: due._sum.n ?? 0 };
}

/** Figures of the whole year and city are those of the rows. */
export async function checkRows(database: Database): Promise<Record<string, number>> {
  const [counted] = await database.$queryRawUnsafe<Record<string, number>[]>(COUNTED);
  const read = await figures(database);
  expect(Object.fromEntries(Object.keys(counted ?? {}).map((name) => [name, read[name] ?? 0]))).toEqual(counted);
  return read;
}

/** What does not add up over divisions: a subject may be drawn in several, draws and departments' lists are in none, and doors are looked at apart. */
const NOT_ADDED = /^(SUBJECTS|DRAWS|ITEMS|INSPECTORS|DOORS)/;

/** Doors entered at subjects that no draw in force has, over the whole year, by department; all under ''. */
const PLACELESS = `
  SELECT COALESCE(department, '') AS department, count(*)::int AS n FROM outside_visit
  WHERE NOT EXISTS (SELECT FROM visit JOIN draw ON draw.id = visit.draw_id
    WHERE draw.phase = 'DRAWN' AND visit.subject_id = outside_visit.subject_id)
    AND NOT EXISTS (SELECT FROM outside_result WHERE visit_seq = outside_visit.seq AND 'UNREACHABLE' = ANY(results))
  GROUP BY ROLLUP (department)`;

/** All divisions together are the city, but for doors of subjects of which nobody knows where they are; and doors are those of their subjects. */
export async function checkDivisions(database: Database): Promise<void> {
  const rows = await database.coverageCount.findMany({ where: { creditClass: '' } });
  const [whole, divisions] = [new Map<string, number>(), new Map<string, number>()];
  const [entered, ofSubjects] = [new Map<string, number>(), new Map<string, number>()];
  const many = new Set<string>();
  for (const { year, month, department, division, measure, n } of rows) {
    add(division === '' ? whole : divisions, [year, month, department, measure].join(), n);
    const cell = [year, month, department, division].join();
    if (measure === 'DOORS') add(entered, cell, n);
    add(ofSubjects, cell, n * Number(/^SUBJECTS_WITH_(\d+)_DOORS$/.exec(measure)?.[1] ?? 0));
    // The last one stands for more as well.
    if (measure === `SUBJECTS_WITH_${MOST_DOORS}_DOORS` && n > 0) many.add(cell);
  }
  for (const [cell, n] of ofSubjects) {
    if (!many.has(cell)) expect([cell, n]).toEqual([cell, entered.get(cell) ?? 0]);
  }
  for (const [key, n] of whole) {
    const [, , , measure = ''] = key.split(',');
    if (!NOT_ADDED.test(measure)) expect([key, divisions.get(key) ?? 0]).toEqual([key, n]);
  }
  const placeless = await database.$queryRawUnsafe<{ department: string; n: number }[]>(PLACELESS);
  for (const department of ['', 'fire-rescue', 'health']) {
    const key = [2026, 0, department, 'DOORS'].join();
    const n = placeless.find((row) => row.department === department)?.n ?? 0;
    expect([key, (divisions.get(key) ?? 0) + n]).toEqual([key, whole.get(key) ?? 0]);
  }
}

function add(to: Map<string, number>, key: string, n: number): void {
  to.set(key, (to.get(key) ?? 0) + n);
}
