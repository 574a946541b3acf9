import {
  type Connection,
  connection,
  forbidden,
  type PageArguments,
  readNumberedPage,
  type Viewer,
} from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import type { LedgerEntry } from '../generated/client.js';
import { rulesOfPlan } from '../rules/PlanRules.js';

/** Steps that are for those involved, whatever the rules make public: who was asked and answered, what follows a finding. */
const AMONG_DEPARTMENTS: readonly string[] = ['plan.invite', 'plan.answer', 'plan.counter', 'visit.followup'];

/**
 * A page of the steps of a plan, its draws and visits (全程留痕), in the order made: for lead and auditor, and for everybody where
 * the rules of all its departments say that steps are public (Luohe art. 6).
 * @throws OV_KIT_FORBIDDEN
 */
export async function stepsOfPlan(
  database: Database,
  planId: string,
  viewer: Viewer,
  args: PageArguments,
): Promise<Connection<LedgerEntry>> {
  if (viewer.role !== 'lead' && viewer.role !== 'auditor' && !(await isTrailPublic(database, planId))) {
    throw forbidden(viewer, 'JointPlan.steps', ['lead', 'auditor']);
  }
  const page = readNumberedPage(args);
  const draws = await database.draw.findMany({ where: { planId }, select: { id: true } });
  const isTold = viewer.role === 'lead' || viewer.role === 'auditor';
  const where: Prisma.LedgerEntryWhereInput = {
    ...(!isTold && { action: { notIn: [...AMONG_DEPARTMENTS] } }),
    OR: [
      { target: { in: [planId, ...draws.map(({ id }) => id)] } },
      ...draws.map(({ id }) => ({ target: { startsWith: visitsOfDraw(id) } })),
    ],
  };
  const rows = await database.ledgerEntry.findMany({
    where: page.after === null ? where : { AND: [where, { seq: { gt: page.after } }] },
    orderBy: { seq: 'asc' },
    take: page.first + 1,
  });
  return connection(
    rows,
    page,
    ({ seq }) => String(seq),
    () => database.ledgerEntry.count({ where }),
  );
}

async function isTrailPublic(database: Database, planId: string): Promise<boolean> {
  const legs = await database.leg.findMany({ where: { planId }, select: { department: true } });
  const rules = await rulesOfPlan(database, planId);
  return legs.every(({ department }) => rules.of(department).rule('trail')?.steps === 'PUBLIC');
}

/** How ids of a draw's visits begin (insertVisits). */
function visitsOfDraw(drawId: string): string {
  return `joint-inspection:visit:${drawId.slice(drawId.lastIndexOf(':') + 1)}/`;
}
