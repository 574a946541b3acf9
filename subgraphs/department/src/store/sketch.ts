import { kitError } from '@onevisit/kit';
import { departmentError } from '../errors.js';
import type { PlanTask } from '../generated/client.js';
import type { StratifyBy } from '../rows.js';
import type { Database } from './database.js';
import { conditionSql, conditionValues, type RosterPage, STRATUM, standingSql } from './roster.js';

/** Most tasks of one sketch. */
export const MOST_SKETCHED = 500;

/** A subject's hash: eight bytes of SHA-256 of its id, as SQL. An index has the same expression, by the letter. */
const HASH = `substr(sha256(decode(replace(subject_id, '\\', '\\\\'), 'escape')), 1, 8)`;

const HASH_HEX = /^([0-9a-f]{16})?$/;

/** Parameters of a task: its condition's four, and the first and last day of its window. */
const OF_TASK = 6;

/** The first parameter of a task; before them stand the hash after which a page begins, and most of its lines. */
const parametersOf = (index: number): number => 3 + index * OF_TASK;

/**
 * A page of the sketch of some tasks: their subjects by hash, the lowest first. A line is a subject's hash in hex, then for each
 * task that it is under a field: the task's place in `tasks`, stratum, standing and marks, as a list. Where a subject has
 * several entries under a task's condition, one speaks for it, and marks are those of all, as in the task's roster.
 *
 * Hashes are alike in every department: what departments have below a hash is one sample of the city's subjects, in which each
 * subject is with all its tasks or not at all (a coordinated sample; Cohen, 1997). A page is read in the order of an index,
 * so that the sample of a million subjects takes no look at all of them.
 * @param after hash after which the page begins; null at the start
 * @throws OV_DEPT_SKETCH_TASKS, OV_KIT_BAD_CURSOR
 */
export async function sketchPage(
  database: Database,
  tasks: readonly PlanTask[],
  after: string | null,
  first: number,
): Promise<RosterPage> {
  if (tasks.length < 1 || tasks.length > MOST_SKETCHED) {
    throw departmentError('OV_DEPT_SKETCH_TASKS', { most: MOST_SKETCHED, count: tasks.length });
  }
  if (!HASH_HEX.test(after ?? '')) throw kitError('OV_KIT_BAD_CURSOR', { cursor: String(after).slice(0, 80) });
  const values = tasks.flatMap((task) => [...conditionValues(task), task.windowFirst, task.windowLast]);
  const [row] = await database.$queryRawUnsafe<SketchRow[]>(pageSql(tasks), after ?? '', first, ...values);
  return pageOf(row, first);
}

interface SketchRow {
  readonly lines: string | null;
  /** Subjects. */
  readonly count: number;
  /** Entries that were looked at: more than were asked for where others follow. */
  readonly entries: number;
}

/**
 * As SQL. All entries of a page's last subject are of the page (WITH TIES). Marks are made one list only where several entries
 * have them, which hardly any subject has.
 */
function pageSql(tasks: readonly PlanTask[]): string {
  const conditions = tasks.map((_, index) => conditionSql(parametersOf(index)));
  const places = tasks.map(({ stratifyBy }, index) => {
    const standing = standingSql(parametersOf(index) + OF_TASK - 2);
    return `SELECT ${index} AS place, ${STRATUM[stratifyBy as StratifyBy]} AS stratum, ${standing} AS standing WHERE ${conditions[index]}`;
  });
  return `
  WITH entries AS (
    SELECT ${HASH} AS hash, code, kind, tags, division, industry, credit_class, status, valid_from, valid_to,
      array_to_string(marks, E'\\x1f') AS marks
    FROM pool_entry
    WHERE ${HASH} > decode($1, 'hex') AND (${conditions.map((condition) => `(${condition})`).join(' OR ')})
    ORDER BY ${HASH} FETCH FIRST ($2::int + 1) ROWS WITH TIES
  ), under AS (
    SELECT hash, place,
      (array_agg(stratum || E'\\x1f' || standing ORDER BY standing = 'ELIGIBLE' DESC, code))[1] AS spoken,
      string_agg(marks, E'\\x1f') FILTER (WHERE marks <> '') AS marks,
      count(*) FILTER (WHERE marks <> '') AS marked
    FROM entries CROSS JOIN LATERAL (${places.join(' UNION ALL ')}) AS task
    GROUP BY hash, place
  ), subjects AS (
    SELECT hash, string_agg(place || E'\\x1f' || spoken || COALESCE(E'\\x1f' || CASE WHEN marked = 1 THEN marks ELSE (
      SELECT string_agg(DISTINCT mark, E'\\x1f' ORDER BY mark) FROM unnest(string_to_array(marks, E'\\x1f')) AS mark
    ) END, ''), E'\\t' ORDER BY place) AS places
    FROM under GROUP BY hash
  )
  SELECT string_agg(encode(hash, 'hex') || E'\\t' || places, E'\\n' ORDER BY hash) AS lines, count(*)::int AS count,
    (SELECT count(*)::int FROM entries) AS entries
  FROM subjects`;
}

/** The last subject of a page that others follow begins the next one; if it is alone, it is the page. */
function pageOf(row: SketchRow | undefined, first: number): RosterPage {
  const { lines, count, entries } = row ?? { lines: null, count: 0, entries: 0 };
  const all = lines ?? '';
  const hasNextPage = entries > first;
  const kept = hasNextPage && count > 1 ? all.slice(0, all.lastIndexOf('\n')) : all;
  const last = kept.slice(kept.lastIndexOf('\n') + 1);
  return {
    lines: kept,
    count: hasNextPage && count > 1 ? count - 1 : count,
    endCursor: last === '' ? null : last.slice(0, last.indexOf('\t')),
    hasNextPage,
  };
}
