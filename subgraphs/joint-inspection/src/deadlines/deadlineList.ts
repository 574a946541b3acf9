import { type Connection, connection, forbidden, type PageArguments, readPage, type Viewer } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import { begunBy, type DeadlineStateName, STANDING, type SuspendableDeadline, standingSo } from './deadlineStates.js';

/** GraphQL's DeadlineFilter. */
export interface DeadlineFilter {
  readonly department?: string | null;
  readonly state?: DeadlineStateName | null;
  readonly kind?: string | null;
  readonly on?: string | null;
}

/** Where the page key of a deadline without a due day begins: after all days. */
const NO_DAY = '9999-99-99';

/** A deadline with the day as of which it is shown. */
export type ShownDeadline = SuspendableDeadline & { readonly shownOn: string };

/**
 * A page of the deadlines that the viewer may see, by due day, those without one last: an officer's department's own, lead
 * and auditor all.
 * @param today where the filter names no day
 */
export async function deadlinePage(
  database: Database,
  viewer: Viewer,
  today: string,
  args: PageArguments & { readonly filter?: DeadlineFilter | null },
): Promise<Connection<ShownDeadline>> {
  const page = readPage(args);
  const { department, state, kind, on } = args.filter ?? {};
  const day = on ?? today;
  const where: Prisma.DeadlineWhereInput = {
    AND: [
      visibleDeadlines(viewer),
      begunBy(day),
      STANDING,
      department == null ? {} : { department },
      kind == null ? {} : { kind },
      state == null ? {} : standingSo(state, day),
    ],
  };
  const rows = await database.deadline.findMany({
    where: page.after === null ? where : { AND: [where, after(page.after)] },
    orderBy: [{ due: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    take: page.first + 1,
    include: { suspensions: { orderBy: { first: 'asc' } } },
  });
  return connection(
    rows.map((row) => ({ ...row, shownOn: day })),
    page,
    ({ due, id }) => `${due ?? NO_DAY} ${id}`,
    () => database.deadline.count({ where }),
  );
}

/** Deadlines that a viewer may see: officers, leaders and inspectors those of their department, lead and auditor all. */
export function visibleDeadlines(viewer: Viewer): Prisma.DeadlineWhereInput {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
      return {};
    case 'officer':
    case 'leader':
    case 'inspector':
      return { department: viewer.department };
    default:
      throw forbidden(viewer, 'Query.deadlines', ['officer', 'leader', 'inspector', 'lead', 'auditor']);
  }
}

function after(key: string): Prisma.DeadlineWhereInput {
  const [day, id] = [key.slice(0, NO_DAY.length), key.slice(NO_DAY.length + 1)];
  if (day === NO_DAY) return { due: null, id: { gt: id } };
  return { OR: [{ due: { gt: day } }, { due: day, id: { gt: id } }, { due: null }] };
}
