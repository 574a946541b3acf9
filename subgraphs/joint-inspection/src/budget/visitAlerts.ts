import { type Connection, connection, type PageArguments, readPage } from '@onevisit/kit';
import type { CitedRule, FullCitation } from '@onevisit/rules';
import type { Database } from '../database.js';
import { FINAL_OUTCOMES } from '../door/VisitOutcomeKind.js';

/** Visits that are worth a look: GraphQL's VisitAlert. */
export interface VisitAlert {
  readonly kind: 'MANY_VISITS' | 'FRUITLESS';
  readonly subjectId: string | null;
  readonly inspectorId: string | null;
  readonly per: string | null;
  readonly from: string;
  readonly to: string;
  readonly visits: number;
  readonly most: number;
  readonly citation: readonly FullCitation[];
  /** Its place among all. */
  readonly key: string;
}

/** Whose visits count, and which year's. */
export interface AlertScope {
  readonly year: number;
  /** A department, or null for all. */
  readonly department: string | null;
}

type Found = Omit<VisitAlert, 'kind' | 'citation' | 'key'> & { readonly at: string };

/**
 * Periods in which a subject had more visits than a rule says. They count for the year in which they begin, so that a week is not
 * cut at its end: visits are read six days beyond. Most visits stand alone in their month and are left out before periods are
 * made of them.
 */
const MANY_VISITS = `
  WITH made AS (
    SELECT subject_id, inspected_on FROM visit
    WHERE inspected_on BETWEEN $1 AND $2 AND subject_id >= $3 AND ($4::text IS NULL OR $4 = ANY(departments))
    UNION ALL
    SELECT subject_id, inspected_on FROM outside_visit
    WHERE inspected_on BETWEEN $1 AND $2 AND subject_id >= $3 AND ($4::text IS NULL OR $4 = department)
  ), days AS (
    SELECT subject_id, inspected_on::date AS day, count(*) AS visits FROM made GROUP BY subject_id, inspected_on
  ), neighbours AS (
    SELECT *, lag(day) OVER one AS before, lead(day) OVER one AS after FROM days
    WINDOW one AS (PARTITION BY subject_id ORDER BY day)
  ), close AS (
    SELECT * FROM neighbours WHERE visits > 1 OR day - before < 31 OR after - day < 31
  ), periods AS (
    SELECT subject_id, per, most, date_trunc(per, day)::date AS first, sum(visits)::int AS visits
    FROM close, jsonb_to_recordset($5::jsonb) AS rule(most int, per text)
    GROUP BY 1, 2, 3, 4 HAVING sum(visits) > most
  ), placed AS (
    SELECT *, concat_ws(' ', per, first, most) COLLATE "C" AS at FROM periods
    WHERE first BETWEEN $1::date AND $6::date
  )
  SELECT subject_id AS "subjectId", NULL AS "inspectorId", upper(per) AS per, first::text AS "from",
    (first + ('1 ' || per)::interval - '1 day'::interval)::date::text AS "to", visits, most, at
  FROM placed WHERE (subject_id, at) > ($3, $7) ORDER BY subject_id, at LIMIT $8`;

/**
 * Rows of visits by one inspector, in the order of their days, in which the department's items had no problem: each row by how
 * many visits that found something came before it. A door behind which there was nobody to inspect is neither.
 */
const FRUITLESS = `
  WITH found AS (
    SELECT visit.id, visit.inspected_on AS day, leg.department,
      bool_and(result.results = ARRAY['NO_PROBLEM']) AS fruitless
    FROM visit
    JOIN result ON result.visit_id = visit.id AND result.recognition_seq IS NULL
    JOIN planned_item AS item ON item.id = result.planned_item_id
    JOIN leg ON leg.plan_id = item.plan_id AND leg.id = item.leg_id
    WHERE visit.inspected_on BETWEEN $1 AND $2 AND visit.status = 'COMPLETED'
      AND ($4::text IS NULL OR $4 = leg.department)
      AND NOT EXISTS (SELECT FROM visit_outcome AS outcome WHERE outcome.visit_id = visit.id
        AND outcome.department = leg.department AND outcome.kind = ANY($8))
    GROUP BY visit.id, leg.department
  ), numbered AS (
    SELECT seat.inspector_id, found.day, found.fruitless,
      count(*) FILTER (WHERE NOT found.fruitless) OVER (PARTITION BY seat.inspector_id ORDER BY found.day, found.id) AS run
    FROM found JOIN crew_seat AS seat ON seat.visit_id = found.id AND seat.department = found.department
    WHERE seat.inspector_id >= $3
  ), runs AS (
    SELECT inspector_id, lpad(run::text, 10, '0') COLLATE "C" AS at, min(day) AS first, max(day) AS last, count(*)::int AS visits
    FROM numbered WHERE fruitless GROUP BY inspector_id, run HAVING count(*) >= $5
  )
  SELECT NULL AS "subjectId", inspector_id AS "inspectorId", NULL AS per, first AS "from", last AS "to", visits,
    $5::int - 1 AS most, at
  FROM runs WHERE (inspector_id, at) > ($3, $6) ORDER BY inspector_id, at LIMIT $7`;

/** Parts of a key are joined by this. */
const SEPARATOR = '\u001f';

/**
 * A page of what is worth a look among the visits made in a year (频次预警): first subjects, then inspectors, each by id.
 * @param rule what raises an alert; null: nothing does
 * @throws OV_KIT_PAGE_SIZE, OV_KIT_BAD_CURSOR
 */
export async function visitAlerts(
  database: Database,
  rule: CitedRule<'alerts'> | null,
  scope: AlertScope,
  args: PageArguments,
): Promise<Connection<VisitAlert>> {
  const page = readPage(args);
  const [kind = '', id = '', at = ''] = page.after?.split(SEPARATOR) ?? [];
  const wanted = page.first + 1;
  const found: VisitAlert[] = [];
  if (rule !== null) {
    const place = { id, at };
    if (kind !== 'FRUITLESS') found.push(...(await manyVisits(database, rule, scope, place, wanted)));
    const beyond = kind === 'FRUITLESS' ? place : { id: '', at: '' };
    found.push(...(await fruitless(database, rule, scope, beyond, wanted - found.length)));
  }
  return connection(
    found,
    page,
    ({ key }) => key,
    async () => found.length,
  );
}

interface Place {
  readonly id: string;
  readonly at: string;
}

async function manyVisits(
  database: Database,
  rule: CitedRule<'alerts'>,
  { year, department }: AlertScope,
  { id, at }: Place,
  wanted: number,
): Promise<readonly VisitAlert[]> {
  const limits = rule.visits.map(({ most, per }) => ({ most, per: per.toLowerCase() }));
  const [first, last, beyond] = [`${year}-01-01`, `${year}-12-31`, `${year + 1}-01-06`];
  const values = [first, beyond, id, department, JSON.stringify(limits), last, at, wanted];
  const rows = await database.$queryRawUnsafe<Found[]>(MANY_VISITS, ...values);
  return rows.map((row) => alertOf('MANY_VISITS', row.subjectId ?? '', rule, row));
}

async function fruitless(
  database: Database,
  rule: CitedRule<'alerts'>,
  { year, department }: AlertScope,
  { id, at }: Place,
  wanted: number,
): Promise<readonly VisitAlert[]> {
  const values = [
    `${year}-01-01`,
    `${year}-12-31`,
    id,
    department,
    rule.fruitless.inARow,
    at,
    wanted,
    [...FINAL_OUTCOMES],
  ];
  const rows = await database.$queryRawUnsafe<Found[]>(FRUITLESS, ...values);
  return rows.map((row) => alertOf('FRUITLESS', row.inspectorId ?? '', rule, row));
}

function alertOf(
  kind: VisitAlert['kind'],
  id: string,
  { cite }: CitedRule<'alerts'>,
  { at, ...row }: Found,
): VisitAlert {
  return { ...row, kind, citation: cite, key: [kind, id, at].join(SEPARATOR) };
}
