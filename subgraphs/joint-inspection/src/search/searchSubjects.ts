import { type Connection, connection, type PageArguments, publicViewer, readPage } from '@onevisit/kit';
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
 * It is read in the order of an index (`visit_subject_name_subject_id_idx`, or that of credit codes), up to the end of the page.
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
  const [name = '', id = ''] = page.after?.split(SEPARATOR) ?? [];
  const nameSql =
    'uscc' in search
      ? Prisma.sql`COALESCE(visit.subject_name, '') COLLATE "C"`
      : Prisma.sql`visit.subject_name COLLATE "C"`;
  const found =
    'uscc' in search
      ? Prisma.sql`visit.uscc = ${search.uscc}`
      : Prisma.sql`${nameSql} >= ${search.prefix} AND ${nameSql} < ${search.prefix + LAST_CHARACTER}`;
  const rest =
    page.after === null ? Prisma.empty : Prisma.sql`AND (${nameSql}, visit.subject_id COLLATE "C") > (${name}, ${id})`;
  return Prisma.sql`
    SELECT ${nameSql} AS name, visit.subject_id COLLATE "C" AS "subjectId", max(visit.uscc) AS uscc
    FROM visit JOIN draw ON draw.id = visit.draw_id JOIN joint_plan ON joint_plan.id = draw.plan_id
    WHERE ${found} AND joint_plan.published_at IS NOT NULL AND ${visibleSql(publicViewer, now, 'disclosure')} ${rest}
    GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${page.first + 1}`;
}
