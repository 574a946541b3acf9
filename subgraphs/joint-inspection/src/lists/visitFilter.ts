import { Prisma } from '../generated/client.js';

/** Which visits: GraphQL's VisitFilter; every given condition must hold. */
export interface VisitFilter {
  readonly plan?: string | null;
  readonly batch?: number | null;
  readonly department?: string | null;
  readonly division?: string | null;
  readonly status?: string | null;
  readonly overlaps?: { readonly first: string; readonly last: string } | null;
  readonly subjectId?: string | null;
  readonly minLegs?: number | null;
}

/** A filter as conditions. */
export function visitsWhere(filter: VisitFilter): Prisma.VisitWhereInput {
  const where: Prisma.VisitWhereInput[] = [];
  if (filter.plan != null) where.push({ draw: { planId: filter.plan } });
  if (filter.batch != null) where.push({ batch: filter.batch });
  if (filter.department != null) where.push({ departments: { has: filter.department } });
  if (filter.division != null) where.push({ district: within(filter.division) });
  if (filter.status != null) where.push({ status: filter.status });
  if (filter.subjectId != null) where.push({ subjectId: filter.subjectId });
  if (filter.minLegs != null) where.push({ legCount: { gte: filter.minLegs } });
  if (filter.overlaps != null) where.push(madeWithin(filter.overlaps));
  return { AND: where };
}

/**
 * The same over rows `visit` with their `draw`, for pages of many parents at once. A test holds the two against each other.
 */
export function filterSql(filter: VisitFilter): Prisma.Sql {
  const where: Prisma.Sql[] = [Prisma.sql`true`];
  const { plan, batch, department, division, status, subjectId, minLegs, overlaps } = filter;
  if (plan != null) where.push(Prisma.sql`draw.plan_id = ${plan}`);
  if (batch != null) where.push(Prisma.sql`visit.batch = ${batch}`);
  if (department != null) where.push(Prisma.sql`visit.departments @> ARRAY[${department}]::text[]`);
  if (division != null) where.push(withinSql(division));
  if (status != null) where.push(Prisma.sql`visit.status = ${status}`);
  if (subjectId != null) where.push(Prisma.sql`visit.subject_id = ${subjectId}`);
  if (minLegs != null) where.push(Prisma.sql`visit.leg_count >= ${minLegs}`);
  if (overlaps != null) {
    const { first, last } = overlaps;
    where.push(Prisma.sql`visit.window_first <= ${last} AND (visit.inspected_on BETWEEN ${first} AND ${last}
      OR (visit.inspected_on IS NULL AND (visit.window_last >= ${first} OR visit.rolls_over_to >= ${first})))`);
  }
  return Prisma.join(where, ' AND ');
}

/** A division and those within it: of a code of a city (411500) or province (410000), all that begin alike (GB/T 2260). */
function within(division: string): Prisma.StringFilter {
  const prefix = prefixOf(division);
  return prefix === division ? { equals: division } : { startsWith: prefix };
}

function withinSql(division: string): Prisma.Sql {
  const prefix = prefixOf(division);
  return prefix === division
    ? Prisma.sql`visit.district = ${division}`
    : Prisma.sql`starts_with(visit.district, ${prefix})`;
}

function prefixOf(division: string): string {
  return division.replace(/^(\d{2}(?:\d{2})?)(?:00)+$/, '$1');
}

/** Visits that were made on one of these days or, not made yet, may be. */
function madeWithin({ first, last }: { readonly first: string; readonly last: string }): Prisma.VisitWhereInput {
  return {
    // For the index: none that begins later.
    windowFirst: { lte: last },
    OR: [
      { inspectedOn: { gte: first, lte: last } },
      { inspectedOn: null, OR: [{ windowLast: { gte: first } }, { rollsOverTo: { gte: first } }] },
    ],
  };
}
