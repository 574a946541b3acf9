import type { Prisma } from '../database.js';
import type { Deadline, DeadlineSuspension } from '../generated/client.js';

/** A deadline with the days that do not count in it. */
export type SuspendableDeadline = Deadline & { readonly suspensions: readonly DeadlineSuspension[] };

/** How a deadline stands on a day: GraphQL's DeadlineState. */
export type DeadlineStateName = 'RUNNING' | 'DUE_SOON' | 'SUSPENDED' | 'OVERDUE' | 'LAPSED' | 'MET' | 'MET_LATE';

/** Deadlines of the subject, who may let them pass. */
const LAPSING: readonly string[] = ['COMMENT', 'OBJECTION'];

/** How a deadline that has begun stands on a day, by what is known of it now. */
export function stateOn(deadline: SuspendableDeadline, day: string): DeadlineStateName {
  const { kind, due, soonFrom, closedOn, closedLate, suspensions } = deadline;
  if (closedOn !== null && closedOn <= day) return closedLate ? 'MET_LATE' : 'MET';
  if (due !== null && due < day) return LAPSING.includes(kind) ? 'LAPSED' : 'OVERDUE';
  if (due === null || suspensions.some(({ first, last }) => first <= day && (last === null || day <= last))) {
    return 'SUSPENDED';
  }
  return soonFrom !== null && soonFrom <= day ? 'DUE_SOON' : 'RUNNING';
}

/** The deadlines that stand so on a day; `stateOn` of each says the same. */
export function standingSo(state: DeadlineStateName, day: string): Prisma.DeadlineWhereInput {
  const open: Prisma.DeadlineWhereInput = { OR: [{ closedOn: null }, { closedOn: { gt: day } }] };
  const covering = { first: { lte: day }, OR: [{ last: null }, { last: { gte: day } }] };
  const counting: Prisma.DeadlineWhereInput = { due: { gte: day }, suspensions: { none: covering } };
  switch (state) {
    case 'MET':
      return { closedOn: { lte: day }, closedLate: false };
    case 'MET_LATE':
      return { closedOn: { lte: day }, closedLate: true };
    case 'OVERDUE':
      return { AND: [open, { due: { lt: day }, kind: { notIn: [...LAPSING] } }] };
    case 'LAPSED':
      return { AND: [open, { due: { lt: day }, kind: { in: [...LAPSING] } }] };
    case 'SUSPENDED':
      return { AND: [open, { OR: [{ due: null }, { due: { gte: day }, suspensions: { some: covering } }] }] };
    case 'DUE_SOON':
      return { AND: [open, counting, { soonFrom: { lte: day } }] };
    case 'RUNNING':
      return { AND: [open, counting, { soonFrom: { gt: day } }] };
  }
}

/** The deadlines of draws in force, and of decisions on penalties, which stand also where the draw is void since. */
export const STANDING: Prisma.DeadlineWhereInput = {
  OR: [{ visit: { draw: { phase: 'DRAWN' } } }, { kind: 'PENALTY_DISCLOSURE' }],
};

/** The deadlines that have begun by a day. */
export function begunBy(day: string): Prisma.DeadlineWhereInput {
  return { anchorOn: { lte: day } };
}
