import { readPage, type Viewer } from '@onevisit/kit';
import type { Database } from '../database.js';
import { visibleSql } from '../disclosure/visibleSql.js';
import { Prisma, type Visit } from '../generated/client.js';
import { MOST_COUNTED } from './counted.js';
import { type Counted, type PagesLoader, pagesLoader } from './pagesOf.js';
import { filterSql, type VisitFilter } from './visitFilter.js';

/**
 * Whose visits are listed: a subject's by its credit code or by its id, the latest first; an inspector's by id, the soonest first; a
 * draw's, void or not, bytewise by key.
 */
export type VisitParent = 'SUBJECT' | 'SUBJECT_ID' | 'INSPECTOR' | 'DRAW';

/** A loader of pages of visits of many parents: two statements, and one for all counts, however many parents there are. */
export type VisitsLoader = PagesLoader<Visit, VisitFilter>;

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** A place in an order by the first day of windows, then id; an id may hold blanks of its own. */
export function readPlace(after: string | null): { readonly day: string; readonly id: string } {
  return { day: after?.slice(0, DAY_LENGTH) ?? '', id: after?.slice(DAY_LENGTH + 1) ?? '' };
}

/** The place of a visit in that order. */
export function placeOf(visit: Pick<Visit, 'windowFirst' | 'id'>): string {
  return `${visit.windowFirst} ${visit.id}`;
}

/**
 * Makes the loader of one kind of parents. An inspector's visits are those whose crews the viewer may see, all others' those
 * that the viewer may see at all.
 */
export function visitsLoader(database: Database, viewer: Viewer, now: Date, kind: VisitParent): VisitsLoader {
  const visible = visibleSql(viewer, now, kind === 'INSPECTOR' ? 'crewMoment' : 'disclosure');
  const { belongs, order, beyond, keyOf } = PARENTS[kind];
  const listed = (filter: VisitFilter | null): Prisma.Sql =>
    Prisma.sql`FROM visit JOIN draw ON draw.id = visit.draw_id JOIN joint_plan ON joint_plan.id = draw.plan_id
      WHERE ${belongs} AND ${visible} AND ${filterSql(filter ?? {})}`;
  return pagesLoader<Visit, string, VisitFilter>({
    read: readPage,
    rowsOf: async (parents, { first, after }, filter) => {
      // A lateral join gives each parent's rows in no order that SQL promises: they are numbered.
      const found = await database.$queryRaw<{ parent: string; id: string; place: number }[]>`
        SELECT parent.id AS parent, found.id, found.place FROM unnest(${[...parents]}::text[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT visit.id, (row_number() OVER (${order}))::int AS place ${listed(filter)}
          ${after === null ? Prisma.empty : beyond(after)} ${order} LIMIT ${first + 1}
        ) AS found`;
      const ids = [...new Set(found.map(({ id }) => id))];
      const rows = new Map((await database.visit.findMany({ where: { id: { in: ids } } })).map((row) => [row.id, row]));
      found.sort((a, b) => a.place - b.place);
      return found.flatMap(({ parent, id }) => {
        const row = rows.get(id);
        return row === undefined ? [] : [{ parent, row }];
      });
    },
    countsOf: async (parents, filter) =>
      await database.$queryRaw<Counted[]>`
      SELECT parent.id AS parent, counted.count FROM unnest(${[...parents]}::text[]) AS parent(id)
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS count FROM (SELECT 1 ${listed(filter)} LIMIT ${MOST_COUNTED}) AS few
      ) AS counted`,
    keyOf,
  });
}

/** Which visits are a parent's, and in which order. */
interface ParentVisits {
  readonly belongs: Prisma.Sql;
  readonly order: Prisma.Sql;
  /** Visits after a place. */
  readonly beyond: (after: string) => Prisma.Sql;
  readonly keyOf: (visit: Visit) => string;
}

function latestFirst(belongs: Prisma.Sql): ParentVisits {
  return {
    belongs: Prisma.sql`${belongs} AND draw.phase = 'DRAWN'`,
    order: Prisma.sql`ORDER BY visit.window_first DESC, visit.id DESC`,
    beyond: (after) => Prisma.sql`AND (visit.window_first, visit.id) < ${dayAndId(after)}`,
    keyOf: placeOf,
  };
}

function dayAndId(after: string): Prisma.Sql {
  const { day, id } = readPlace(after);
  return Prisma.sql`(${day}, ${id})`;
}

const PARENTS: Readonly<Record<VisitParent, ParentVisits>> = {
  SUBJECT: latestFirst(Prisma.sql`visit.uscc = parent.id`),
  SUBJECT_ID: latestFirst(Prisma.sql`visit.subject_id = parent.id`),
  INSPECTOR: {
    belongs: Prisma.sql`visit.id IN (SELECT visit_id FROM crew_seat WHERE inspector_id = parent.id)
      AND draw.phase = 'DRAWN'`,
    order: Prisma.sql`ORDER BY visit.window_first, visit.id`,
    beyond: (after) => Prisma.sql`AND (visit.window_first, visit.id) > ${dayAndId(after)}`,
    keyOf: placeOf,
  },
  DRAW: {
    belongs: Prisma.sql`visit.draw_id = parent.id`,
    order: Prisma.sql`ORDER BY visit.key`,
    beyond: (after) => Prisma.sql`AND visit.key > ${after}`,
    keyOf: ({ key }) => key,
  },
};
