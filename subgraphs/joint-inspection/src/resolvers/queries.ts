import { calendarDate, checkLedger, type PageArguments } from '@onevisit/kit';
import { myCalendar } from '../calendars/myCalendar.js';
import type { JointContext } from '../context.js';
import type { Database } from '../database.js';
import { noticesInForce } from '../deadlines/calendar.js';
import { type DeadlineFilter, deadlinePage } from '../deadlines/deadlineList.js';
import { visiblePlans, visibleVisits } from '../disclosure/visible.js';
import { drawStatistics } from '../draw/drawStatistics.js';
import type { LedgerEntry } from '../generated/client.js';
import type { Joint } from '../joint.js';
import { ownInspector } from '../lists/ownInspector.js';
import { type PlanFilter, plansWhere } from '../lists/planFilter.js';
import { type VisitFilter, visitsWhere } from '../lists/visitFilter.js';
import type { Days } from '../plans/batches/batchWindows.js';
import { rolledOverVisits } from '../visits/rollOver.js';
import { shownNotice } from './deadlines.js';
import { departmentPlanQueries } from './departmentPlans.js';
import { filedQueries } from './filed.js';
import { ledgerConnection, planConnection, visitsByWindow } from './lists.js';

type Reference = { readonly id: string };

/** Visits of draws that were not voided. */
const IN_FORCE = { draw: { phase: 'DRAWN' } } as const;

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
      const where = { AND: [visiblePlans(viewer), plansWhere(args.filter ?? {}, viewer)] };
      return planConnection(database, where, args);
    },
    visits: (_: unknown, args: PageArguments & { readonly filter?: VisitFilter | null }, { viewer }: JointContext) => {
      const where = [IN_FORCE, visibleVisits(viewer, clock()), visitsWhere(args.filter ?? {})];
      return visitsByWindow(database, { AND: where }, args);
    },
    myVisits: (
      _: unknown,
      args: PageArguments & { readonly filter?: VisitFilter | null },
      { viewer }: JointContext,
    ) => {
      const where = [IN_FORCE, { seats: { some: { inspectorId: ownInspector(viewer) } } }];
      return visitsByWindow(database, { AND: [...where, visitsWhere(args.filter ?? {})] }, args);
    },
    myCalendar: (_: unknown, { days }: { readonly days: Days }, context: JointContext) =>
      myCalendar(joint, days, context),
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
      ledgerConnection(database, args.target ?? null, args),
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
