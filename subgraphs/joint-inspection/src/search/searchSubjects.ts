import { type Connection, calendarDate, connection, type PageArguments, publicViewer, readPage } from '@onevisit/kit';
import type { Database } from '../database.js';
import { visibleSql } from '../disclosure/visibleSql.js';
import { Prisma } from '../generated/client.js';
import type { Search } from './readSearch.js';

/** A subject of published visits, under a name that it had when it was drawn. */
export interface PublishedSubject {
  readonly subjectId: string;
  /** Empty where it is not known. */
  readonly name: string;
  readonly uscc: string | null;
}

/** No character of a name comes after it. */
const LAST_CHARACTER = '\u{10FFFF}';

/** Between name and id in the key of a page; no name has it. */
const SEPARATOR = '\u001F';

/** Most subjects of a page. */
const MOST = 100;

/**
 * A page of the subjects that have visits which everybody may see, bytewise by name, then id. Whoever asks, it is what the public finds.
 * Visits become public on few different days, the last ones of windows: of each day the page is read in the order of an index
 * (`visit_public_after_subject_name_subject_id_idx`), up to its end, past none that is not public; by a credit code, the subject's visits.
 */
export async function searchSubjects(
  database: Database,
  search: Search,
  args: PageArguments,
  now: Date,
): Promise<Connection<PublishedSubject>> {
  const page = readPage(args, MOST);
  const rows = await database.$queryRaw<PublishedSubject[]>(subjectsSql(search, page, now));
  return connection(
    rows,
    page,
    ({ name, subjectId }) => `${name}${SEPARATOR}${subjectId}`,
    async () => rows.length,
  );
}

/** The statement of a page. Whoever is looked for by its code may have no name. */
export function subjectsSql(
  search: Search,
  page: { readonly first: number; readonly after: string | null },
  now: Date,
): Prisma.Sql {
  if ('uscc' in search) {
    const name = Prisma.sql`COALESCE(visit.subject_name, '') COLLATE "C"`;
    return pageOf(name, Prisma.sql`visit.uscc = ${search.uscc}`, page, now);
  }
  const name = Prisma.sql`visit.subject_name COLLATE "C"`;
  const found = Prisma.sql`visit.public_after = day.public_after
    AND ${name} >= ${search.prefix} AND ${name} < ${search.prefix + LAST_CHARACTER}`;
  const today = calendarDate(now);
  return Prisma.sql`
    WITH RECURSIVE day AS (
      (SELECT public_after FROM visit WHERE public_after < ${today} ORDER BY 1 LIMIT 1)
      UNION ALL
      SELECT (SELECT visit.public_after FROM visit
        WHERE visit.public_after > day.public_after AND visit.public_after < ${today} ORDER BY 1 LIMIT 1)
      FROM day WHERE day.public_after IS NOT NULL
    )
    SELECT found.name, found."subjectId", max(found.uscc) AS uscc
    FROM day CROSS JOIN LATERAL (${pageOf(name, found, page, now)}) AS found
    GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${page.first + 1}`;
}

/** A page of subjects that are found so, as far as everybody may see their visits. */
function pageOf(
  name: Prisma.Sql,
  found: Prisma.Sql,
  { first, after }: { readonly first: number; readonly after: string | null },
  now: Date,
): Prisma.Sql {
  const [afterName = '', afterId = ''] = after?.split(SEPARATOR) ?? [];
  const rest =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (${name}, visit.subject_id COLLATE "C") > (${afterName}, ${afterId})`;
  return Prisma.sql`
    SELECT ${name} AS name, visit.subject_id COLLATE "C" AS "subjectId", max(visit.uscc) AS uscc
    FROM visit JOIN draw ON draw.id = visit.draw_id JOIN joint_plan ON joint_plan.id = draw.plan_id
    WHERE ${found} AND joint_plan.published_at IS NOT NULL AND ${visibleSql(publicViewer, now, 'disclosure')} ${rest}
    GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${first + 1}`;
}
