import type { PlanTask } from '../generated/client.js';
import type { PoolCondition, StratifyBy } from '../rows.js';
import type { Database } from './database.js';

/** A page of a roster: lines of fields, see RosterPage in the contract. */
export interface RosterPage {
  readonly lines: string;
  readonly count: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** What a pool is divided by, as SQL over pool_entry; every entry has a stratum. */
export const STRATUM: Readonly<Record<StratifyBy, string>> = {
  NONE: `'ALL'`,
  CREDIT_CLASS: `COALESCE(credit_class, 'UNRATED')`,
  DIVISION: 'division',
  INDUSTRY: 'industry',
};

/** Whether an entry is under a task's condition, as SQL; its four parameters, from number `at` on, are `conditionValues`. */
export function conditionSql(at: number): string {
  const given = (offset: number, holds: (parameter: string) => string): string => {
    const parameter = `$${at + offset}`;
    return `(${parameter}::text[] IS NULL OR ${holds(parameter)})`;
  };
  return [
    given(0, (kinds) => `kind = ANY(${kinds})`),
    given(1, (tags) => `tags && ${tags}`),
    given(2, (divisions) => `division LIKE ANY(${divisions})`),
    given(3, (industries) => `industry = ANY(${industries})`),
  ].join(' AND ');
}

/** The condition with the parameters $1 to $4. */
export const CONDITION = conditionSql(1);

/** Most lines of a page. */
export const MOST_LINES = 50_000;

/** Whether an entry is valid in a window, as SQL; its first day is parameter `at`, its last the next. */
const inWindowSql = (at: number): string => `valid_from <= $${at + 1} AND COALESCE(valid_to >= $${at}, true)`;

/** Whether an entry can be drawn in a window, as SQL; its first day is $5, its last $6. */
export const ELIGIBLE = `status = 'ACTIVE' AND ${inWindowSql(5)}`;

/** How an entry stands in a task's roster, as SQL; the first day of the window is parameter `at`, the last the next. */
export function standingSql(at: number): string {
  return `CASE WHEN status <> 'ACTIVE' THEN status WHEN ${inWindowSql(at)} THEN 'ELIGIBLE' ELSE 'NOT_IN_WINDOW' END`;
}

/** A page of a roster as one text, as SQL; the subject after which it begins is $7, most lines but one are $8. */
const pageSql = (stratifyBy: StratifyBy, distinct: string, order: string): string => `
  SELECT string_agg(subject_id || E'\\t' || stratum || E'\\t' || division || E'\\t' || standing, E'\\n') AS lines,
         count(*)::int AS count, count(DISTINCT subject_id)::int AS subjects
  FROM (
    SELECT ${distinct} subject_id, ${STRATUM[stratifyBy]} AS stratum, division, ${standingSql(5)} AS standing
    FROM pool_entry
    WHERE subject_id > $7 AND ${CONDITION}
    ORDER BY subject_id, ${order}
    LIMIT $8 + 1
  ) AS entries`;

/**
 * A page of the subjects of a task, each once, bytewise by subject: subject, stratum, district, standing. Where a
 * subject has several entries under the condition, an eligible one speaks for it, then the first by code.
 *
 * The page is made by the database as one text: a million subjects pass in seconds, in bounded memory. Nearly always no
 * subject of a page has a second entry; then it is read in the order of an index, and nothing is sorted.
 * @param after subject after which the page begins; null at the start
 */
export async function rosterPage(
  database: Database,
  task: PlanTask,
  after: string | null,
  first: number,
): Promise<RosterPage> {
  const stratifyBy = task.stratifyBy as StratifyBy;
  const values = [...conditionValues(task), task.windowFirst, task.windowLast, after ?? '', first];
  type Row = CountedLines & { readonly subjects: number };
  const [entries] = await database.$queryRawUnsafe<Row[]>(pageSql(stratifyBy, '', 'code'), ...values);
  if (entries?.count === entries?.subjects) return pageOf(entries, first);
  const onePerSubject = pageSql(stratifyBy, 'DISTINCT ON (subject_id)', `(${ELIGIBLE}) DESC, code`);
  const [subjects] = await database.$queryRawUnsafe<Row[]>(onePerSubject, ...values);
  return pageOf(subjects, first);
}

/**
 * A page of the inspectors who may be drawn for a window that ends on `certifiedOn`, bytewise by id: id, name,
 * certificate number, district, capacity, specialties, recusals, post.
 */
export async function inspectorRosterPage(
  database: Database,
  certifiedOn: string,
  after: string | null,
  first: number,
): Promise<RosterPage> {
  const rows = await database.$queryRawUnsafe<CountedLines[]>(
    `WITH people AS (
       SELECT id, name, certificate_number, district, capacity, array_to_string(specialties, E'\\x1f') AS specialties,
         (SELECT string_agg(subject_id, E'\\x1f' ORDER BY subject_id) FROM recusal WHERE inspector_id = inspector.id) AS recusals,
         post
       FROM inspector
       WHERE active AND certificate_valid_to >= $1 AND id > $2
       ORDER BY id LIMIT $3 + 1
     )
     SELECT string_agg(concat_ws(E'\\t', id, name, certificate_number, district, capacity, specialties,
              COALESCE(recusals, ''), post), E'\\n' ORDER BY id) AS lines,
            count(*)::int AS count
     FROM people`,
    certifiedOn,
    after ?? '',
    first,
  );
  return pageOf(rows[0], first);
}

/**
 * Names of subjects of a task, one each: subject, name. Where a subject has several entries, one under the task's
 * condition names it; one that left the condition since the freeze is named all the same, one that is not in the pool
 * is left out.
 */
export async function subjectNames(
  database: Database,
  task: PlanTask,
  subjectIds: readonly string[],
): Promise<RosterPage> {
  const rows = await database.$queryRawUnsafe<CountedLines[]>(
    `WITH named AS (
       SELECT DISTINCT ON (subject_id) subject_id, name FROM pool_entry WHERE subject_id = ANY($5)
       ORDER BY subject_id, (${CONDITION}) DESC, code
     )
     SELECT string_agg(concat_ws(E'\\t', subject_id, name), E'\\n' ORDER BY subject_id) AS lines,
            count(*)::int AS count FROM named`,
    ...conditionValues(task),
    subjectIds,
  );
  return pageOf(rows[0], subjectIds.length);
}

/** What the queries of this file answer: one text, and how many lines it has. */
interface CountedLines {
  readonly lines: string | null;
  readonly count: number;
}

/** A page of `first` lines; a query that found one more knows that there is another page. */
function pageOf(row: CountedLines | undefined, first: number): RosterPage {
  const all = row?.lines ?? '';
  const fetched = row?.count ?? 0;
  const hasNextPage = fetched > first;
  const lines = hasNextPage ? all.slice(0, all.lastIndexOf('\n')) : all;
  const [endCursor = null] = lines === '' ? [] : lines.slice(lines.lastIndexOf('\n') + 1).split('\t');
  return { lines, count: Math.min(fetched, first), endCursor, hasNextPage };
}

/** Parameters $1 to $4 of `CONDITION`. */
export function conditionValues(task: { readonly condition: unknown }): readonly (readonly string[] | null)[] {
  const { kinds, tags, divisions, industries } = task.condition as PoolCondition;
  // Divisions are digits (`checkPlanTasks`), so that none is a pattern of its own.
  return [kinds, tags, divisions?.map((division) => `${division}%`), industries].map((values) => values ?? null);
}
