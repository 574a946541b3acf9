import { readNumberedPage, type Viewer } from '@onevisit/kit';
import type { Database } from '../database.js';
import { visibleSql } from '../disclosure/visibleSql.js';
import { type Amendment, Prisma } from '../generated/client.js';
import { type Counted, type PagesLoader, pagesLoader } from '../lists/pagesOf.js';

/** Makes a loader of draws' amendments that the viewer may see, in the order made. @param now visits become public with time */
export function amendmentsLoader(database: Database, viewer: Viewer, now: Date): PagesLoader<Amendment> {
  const visible = visibleAmendments(viewer, now);
  return pagesLoader<Amendment, number>({
    read: readNumberedPage,
    rowsOf: async (drawIds, { first, after }) => {
      const rows = await database.$queryRaw<Amendment[]>`
        SELECT found.* FROM unnest(${[...drawIds]}::text[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT draw_id AS "drawId", number, department, kind, amendment, changes, visit_ids AS "visitIds", reason,
            explanation, by, at
          FROM amendment WHERE draw_id = parent.id AND number > ${after ?? 0} AND ${visible}
          ORDER BY number LIMIT ${first + 1}
        ) AS found ORDER BY found.number`;
      return rows.map((row) => ({ parent: row.drawId, row }));
    },
    countsOf: async (drawIds) =>
      await database.$queryRaw<Counted[]>`
      SELECT draw_id AS parent, count(*)::int AS count FROM amendment
      WHERE draw_id = ANY(${[...drawIds]}::text[]) AND ${visible} GROUP BY draw_id`,
    keyOf: ({ number }) => String(number),
  });
}

/**
 * Amendments of visits whose crews the viewer may see, and for inspectors those of seats that they had or got. Who may see a
 * crew sees it as drawn and as it stands, and so what was changed.
 */
function visibleAmendments(viewer: Viewer, now: Date): Prisma.Sql {
  if (viewer.role === 'lead' || viewer.role === 'auditor' || viewer.role === 'service') return Prisma.sql`true`;
  const ofVisits = Prisma.sql`EXISTS (
    SELECT 1 FROM visit JOIN draw ON draw.id = visit.draw_id JOIN joint_plan ON joint_plan.id = draw.plan_id
    WHERE visit.id = ANY(amendment.visit_ids) AND ${visibleSql(viewer, now, 'crewMoment')})`;
  if (viewer.role !== 'inspector') return ofVisits;
  const { inspector: id } = viewer;
  const held = (seat: 'before' | 'after'): Prisma.Sql =>
    Prisma.sql`amendment.changes @> ${JSON.stringify([{ [seat]: { id } }])}::jsonb`;
  return Prisma.sql`(${ofVisits} OR ${held('before')} OR ${held('after')})`;
}
