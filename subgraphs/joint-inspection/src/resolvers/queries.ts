import { calendarDate, checkLedger, type PageArguments } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import type { Database } from '../database.js';
import { noticesInForce } from '../deadlines/calendar.js';
import { type DeadlineFilter, deadlinePage } from '../deadlines/deadlineList.js';
import { visiblePlans, visibleVisits } from '../disclosure/visible.js';
import { drawStatistics } from '../draw/drawStatistics.js';
import type { LedgerEntry } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { rolledOverVisits } from '../visits/rollOver.js';
import { shownNotice } from './deadlines.js';
import { departmentPlanQueries } from './departmentPlans.js';
import { filedQueries } from './filed.js';
import { ledgerConnection, planConnection } from './lists.js';

type Reference = { readonly id: string };

interface PlanFilter {
  readonly year?: number | null;
  readonly department?: string | null;
}

/** Resolvers of Query. */
export function queryResolvers(joint: Joint) {
  const { database, departments, clock } = joint;
  return {
    ...filedQueries(joint),
    departments: () => departments.register.map((entry) => ({ id: entry.code })),
    jointPlans: (
      _: unknown,
      args: PageArguments & { readonly filter?: PlanFilter | null },
      { viewer }: JointContext,
    ) => {
      const { year, department } = args.filter ?? {};
      return planConnection(
        database,
        {
          AND: [
            visiblePlans(viewer),
            year == null ? {} : { year },
            department == null ? {} : { legs: { some: { department } } },
          ],
        },
        args,
      );
    },
    jointPlan: (_: unknown, { id }: Reference, { loaders }: JointContext) => loaders.plan.load(id),
    draw: (_: unknown, { id }: Reference, { loaders }: JointContext) => loaders.draw.load(id),
    visit: (_: unknown, { id }: Reference, { loaders }: JointContext) => loaders.visit.load(id),
    ...departmentPlanQueries(joint),
    marketSubject: (_: unknown, { uscc }: { readonly uscc: string }) => ({ uscc }),
    drawStatistics: (_: unknown, { year }: { readonly year: number }) => drawStatistics(database, year),
    deadlines: (
      _: unknown,
      args: PageArguments & { readonly filter?: DeadlineFilter | null },
      { viewer }: JointContext,
    ) => deadlinePage(database, viewer, calendarDate(clock()), args),
    rolledOverVisits: (
      _: unknown,
      args: PageArguments & { readonly department: string; readonly month: string },
      { viewer }: JointContext,
    ) => rolledOverVisits(database, visibleVisits(viewer, clock()), args, calendarDate(clock())),
    yearNotices: async () => (await noticesInForce(database)).map(shownNotice),
    ledger: (_: unknown, args: PageArguments & { readonly target?: string | null }) =>
      ledgerConnection(database, args.target == null ? {} : { target: args.target }, args),
    ledgerCheck: () => checkLedger(ledgerPages(database)),
  };
}

const LEDGER_PAGE = 1000;

async function* ledgerPages(database: Database): AsyncGenerator<readonly LedgerEntry[]> {
  for (let after = 0; ; ) {
    const page = await database.ledgerEntry.findMany({
      where: { seq: { gt: after } },
      orderBy: { seq: 'asc' },
      take: LEDGER_PAGE,
    });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.seq;
  }
}
