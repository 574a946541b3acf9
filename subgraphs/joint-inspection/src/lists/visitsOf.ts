import { type Connection, connection, type PageArguments, readPage, type Viewer } from '@onevisit/kit';
import DataLoader from 'dataloader';
import type { Database } from '../database.js';
import { visibleSql } from '../disclosure/visibleSql.js';
import { Prisma, type Visit } from '../generated/client.js';
import { MOST_COUNTED } from './counted.js';

/** Whose visits are listed: a subject's by its credit code or by its id, the latest first; an inspector's by id, the soonest first. */
export type VisitParent = 'SUBJECT' | 'SUBJECT_ID' | 'INSPECTOR';

/** One parent's page. */
export interface VisitsOf extends PageArguments {
  readonly parent: string;
}

/** A loader of pages of visits of many parents: two statements, and one for all counts, however many parents there are. */
export type VisitsLoader = DataLoader<VisitsOf, Connection<Visit>, string>;

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
 * Makes the loader of one kind of parents. An inspector's visits are those whose crews the viewer may see, a subject's those
 * that the viewer may see at all.
 */
export function visitsLoader(database: Database, viewer: Viewer, now: Date, kind: VisitParent): VisitsLoader {
  const visible = visibleSql(viewer, now, kind === 'INSPECTOR' ? 'crewMoment' : 'disclosure');
  const counts = new DataLoader((parents: readonly string[]) => countsOf(database, kind, visible, parents));
  const load = async (keys: readonly VisitsOf[]): Promise<(Connection<Visit> | Error)[]> => {
    // What a parent's arguments refuse is refused there alone.
    const pages = new Map<string, Promise<ReadonlyMap<string, Connection<Visit>>>>();
    for (const key of keys) {
      const args = argumentsOf(key);
      const parents = keys.filter((other) => argumentsOf(other) === args).map(({ parent }) => parent);
      if (!pages.has(args)) pages.set(args, pagesOf(database, { kind, visible, counts, args: key }, parents));
    }
    return await Promise.all(keys.map((key) => pageIn(pages, key)));
  };
  return new DataLoader(load, { cacheKeyFn: (key) => JSON.stringify([key.parent, argumentsOf(key)]) });
}

function argumentsOf({ first, after }: PageArguments): string {
  return JSON.stringify([first ?? null, after ?? null]);
}

async function pageIn(
  pages: ReadonlyMap<string, Promise<ReadonlyMap<string, Connection<Visit>>>>,
  key: VisitsOf,
): Promise<Connection<Visit> | Error> {
  try {
    return (await pages.get(argumentsOf(key)))?.get(key.parent) ?? new Error(`no page of ${key.parent}`);
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

interface Asked {
  readonly kind: VisitParent;
  readonly visible: Prisma.Sql;
  readonly counts: DataLoader<string, number>;
  readonly args: PageArguments;
}

/** The same page of many parents. */
async function pagesOf(
  database: Database,
  { kind, visible, counts, args }: Asked,
  parents: readonly string[],
): Promise<ReadonlyMap<string, Connection<Visit>>> {
  const page = readPage(args);
  const found = await database.$queryRaw<{ parent: string; id: string }[]>`
    SELECT parent.id AS parent, found.id FROM unnest(${[...parents]}::text[]) AS parent(id)
    CROSS JOIN LATERAL (
      SELECT visit.id, visit.window_first ${FROM} WHERE ${belongs(kind)} AND ${visible} ${beyond(kind, page.after)}
      ${ORDER[kind]} LIMIT ${page.first + 1}
    ) AS found`;
  const ids = [...new Set(found.map(({ id }) => id))];
  const rows = new Map((await database.visit.findMany({ where: { id: { in: ids } } })).map((row) => [row.id, row]));
  const byParent = new Map<string, Visit[]>(parents.map((parent) => [parent, []]));
  for (const { parent, id } of found) {
    const row = rows.get(id);
    if (row !== undefined) byParent.get(parent)?.push(row);
  }
  return new Map(
    [...byParent].map(([parent, visits]) => [
      parent,
      connection(inOrder(kind, visits), page, placeOf, () => counts.load(parent)),
    ]),
  );
}

async function countsOf(
  database: Database,
  kind: VisitParent,
  visible: Prisma.Sql,
  parents: readonly string[],
): Promise<number[]> {
  const rows = await database.$queryRaw<{ parent: string; count: number }[]>`
    SELECT parent.id AS parent, counted.count FROM unnest(${[...parents]}::text[]) AS parent(id)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM (
        SELECT 1 ${FROM} WHERE ${belongs(kind)} AND ${visible} LIMIT ${MOST_COUNTED}
      ) AS few
    ) AS counted`;
  const counts = new Map(rows.map(({ parent, count }) => [parent, count]));
  return parents.map((parent) => counts.get(parent) ?? 0);
}

const FROM = Prisma.sql`FROM visit JOIN draw ON draw.id = visit.draw_id JOIN joint_plan ON joint_plan.id = draw.plan_id`;

/** Visits of draws in force. */
function belongs(kind: VisitParent): Prisma.Sql {
  return Prisma.sql`${PARENTS[kind]} AND draw.phase = 'DRAWN'`;
}

const PARENTS: Readonly<Record<VisitParent, Prisma.Sql>> = {
  SUBJECT: Prisma.sql`visit.uscc = parent.id`,
  SUBJECT_ID: Prisma.sql`visit.subject_id = parent.id`,
  INSPECTOR: Prisma.sql`visit.id IN (SELECT visit_id FROM crew_seat WHERE inspector_id = parent.id)`,
};

const LATEST_FIRST = Prisma.sql`ORDER BY visit.window_first DESC, visit.id DESC`;

const ORDER: Readonly<Record<VisitParent, Prisma.Sql>> = {
  SUBJECT: LATEST_FIRST,
  SUBJECT_ID: LATEST_FIRST,
  INSPECTOR: Prisma.sql`ORDER BY visit.window_first, visit.id`,
};

function beyond(kind: VisitParent, after: string | null): Prisma.Sql {
  if (after === null) return Prisma.empty;
  const { day, id } = readPlace(after);
  return kind === 'INSPECTOR'
    ? Prisma.sql`AND (visit.window_first, visit.id) > (${day}, ${id})`
    : Prisma.sql`AND (visit.window_first, visit.id) < (${day}, ${id})`;
}

/** A lateral join gives each parent's rows in no order that SQL promises. */
function inOrder(kind: VisitParent, visits: Visit[]): Visit[] {
  const keyed = visits.map((visit) => ({ visit, key: Buffer.from(placeOf(visit)) }));
  keyed.sort((a, b) => (kind === 'INSPECTOR' ? Buffer.compare(a.key, b.key) : Buffer.compare(b.key, a.key)));
  return keyed.map(({ visit }) => visit);
}
