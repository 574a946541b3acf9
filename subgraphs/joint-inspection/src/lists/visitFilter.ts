import type { Prisma } from '../database.js';

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

/** A division and those within it: of a code of a city (411500) or province (410000), all that begin alike (GB/T 2260). */
function within(division: string): Prisma.StringFilter {
  const prefix = division.replace(/^(\d{2}(?:\d{2})?)(?:00)+$/, '$1');
  return prefix === division ? { equals: division } : { startsWith: prefix };
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
