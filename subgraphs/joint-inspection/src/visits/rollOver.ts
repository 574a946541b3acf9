import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { type Connection, connection, type PageArguments, readPage } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { Visit } from '../generated/client.js';
import { MOST_COUNTED } from '../lists/counted.js';
import { type PlanRules, rulesOfPlan } from '../rules/PlanRules.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A leg as far as its roll-over goes. */
interface PeriodicLeg {
  readonly department: string;
  readonly period: string;
  readonly windowLast: string;
}

/**
 * The last day on which a leg's visits may be made: of a monthly task whose rules let it roll over (Changzhou 四2) the last of the
 * month after its window, else that of its window.
 */
export function lastDayOf(rules: PlanRules, { department, period, windowLast }: PeriodicLeg): string {
  const rolls = period === 'MONTHLY' && rules.of(department).rule('roll-over')?.monthly === 'NEXT_MONTH';
  return rolls ? endOfNextMonth(windowLast) : windowLast;
}

/** The last day on which a visit may be made. */
export function lastDayOfVisit({ windowLast, rollsOverTo }: Pick<Visit, 'windowLast' | 'rollsOverTo'>): string {
  return rollsOverTo ?? windowLast;
}

/** Whether a visit was not made in its window and rolls over, or rolled over and was made. */
export function isRolledOver(visit: Visit, today: string): boolean {
  return visit.rollsOverTo !== null && (visit.inspectedOn ?? today) > visit.windowLast;
}

/** Marks the visits of a draw that roll over: those of which every leg does. */
export async function markRollOver(tx: Prisma.TransactionClient, drawId: string): Promise<void> {
  const { planId } = await tx.draw.findUniqueOrThrow({ where: { id: drawId }, select: { planId: true } });
  const monthly = await tx.leg.findMany({ where: { planId, period: 'MONTHLY' } });
  if (monthly.length === 0) return;
  const rules = await rulesOfPlan(tx, planId);
  const rolling = monthly.filter((leg) => lastDayOf(rules, leg) > leg.windowLast).map(({ id }) => id);
  const days = await tx.visit.findMany({
    where: { drawId },
    distinct: ['windowLast'],
    select: { windowLast: true },
  });
  for (const { windowLast } of days) {
    await tx.$executeRaw`
      UPDATE visit SET rolls_over_to = ${endOfNextMonth(windowLast)}
      WHERE draw_id = ${drawId} AND window_last = ${windowLast} AND leg_ids <@ ${rolling}`;
  }
}

/**
 * A page of the visits of a department that were not made in the month in which their windows ended, bytewise by id.
 * @param month YYYY-MM
 * @throws OV_JOINT_MONTH
 */
export async function rolledOverVisits(
  database: Database,
  visible: Prisma.VisitWhereInput,
  { department, month, ...args }: PageArguments & { readonly department: string; readonly month: string },
  today: string,
): Promise<Connection<Visit>> {
  if (!MONTH.test(month)) throw jointError('OV_JOINT_MONTH', { month });
  const page = readPage(args);
  const where: Prisma.VisitWhereInput = {
    AND: [
      { rollsOverTo: endOfNextMonth(`${month}-01`), departments: { has: department }, draw: { phase: 'DRAWN' } },
      // Made after its window, or not made though that is over.
      {
        OR: [
          { inspectedOn: { gt: database.visit.fields.windowLast } },
          { inspectedOn: null, windowLast: { lt: today } },
        ],
      },
      visible,
    ],
  };
  const rows = await database.visit.findMany({
    where: page.after === null ? where : { AND: [where, { id: { gt: page.after } }] },
    orderBy: { id: 'asc' },
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    ({ id }) => id,
    () => database.visit.count({ where, take: MOST_COUNTED }),
  );
}

/** The last day of the month after a day's. */
function endOfNextMonth(date: string): string {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) + 1;
  const text = (number: number, digits: number): string => String(number).padStart(digits, '0');
  const first = `${text(Math.floor(months / 12), 4)}-${text((months % 12) + 1, 2)}-01`;
  return dateOfDay((dayNumber(first) ?? 0) - 1);
}
