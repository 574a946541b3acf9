import { forbidden, readNumberedPage, type Viewer } from '@onevisit/kit';
import type { Loaders } from '../context.js';
import type { Database } from '../database.js';
import { type LedgerEntry, Prisma } from '../generated/client.js';
import { type Counted, type PagesLoader, pagesLoader } from '../lists/pagesOf.js';

/** Steps that are for those involved, whatever the rules make public: who was asked and answered, what follows a finding. */
const AMONG_DEPARTMENTS: readonly string[] = ['plan.invite', 'plan.answer', 'plan.counter', 'visit.followup'];

/** What a plan's steps were done to: the plan, its draws and visits. */
const OF_A_PLAN = Prisma.sql`
  SELECT parent.id UNION ALL SELECT draw.id FROM draw WHERE draw.plan_id = parent.id
  UNION ALL SELECT visit.id FROM visit JOIN draw ON draw.id = visit.draw_id WHERE draw.plan_id = parent.id`;

/**
 * Makes a loader of the steps of plans, their draws and visits (全程留痕), in the order made. Who may see those of a plan at all, `checkTrail` says.
 */
export function stepsLoader(database: Database, viewer: Viewer): PagesLoader<LedgerEntry> {
  const told = isToldAll(viewer)
    ? Prisma.sql`true`
    : Prisma.sql`ledger_entry.action <> ALL(${[...AMONG_DEPARTMENTS]}::text[])`;
  return pagesLoader<LedgerEntry, number>({
    read: readNumberedPage,
    rowsOf: async (planIds, { first, after }) => {
      // LIMIT keeps the planner from going through the whole ledger in order.
      const found = await database.$queryRaw<{ parent: string; seq: number }[]>`
        SELECT parent.id AS parent, found.seq FROM unnest(${[...planIds]}::text[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT entry.seq FROM (${OF_A_PLAN}) AS own(id)
          CROSS JOIN LATERAL (
            SELECT seq FROM ledger_entry WHERE target = own.id AND seq > ${after ?? 0} AND ${told}
            ORDER BY seq LIMIT ${first + 1}
          ) AS entry ORDER BY entry.seq LIMIT ${first + 1}
        ) AS found ORDER BY found.seq`;
      const entries = await database.ledgerEntry.findMany({ where: { seq: { in: found.map(({ seq }) => seq) } } });
      const rows = new Map(entries.map((entry) => [entry.seq, entry]));
      return found.flatMap(({ parent, seq }) => {
        const row = rows.get(seq);
        return row === undefined ? [] : [{ parent, row }];
      });
    },
    countsOf: async (planIds) =>
      await database.$queryRaw<Counted[]>`
      SELECT parent.id AS parent, counted.count FROM unnest(${[...planIds]}::text[]) AS parent(id)
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS count FROM (${OF_A_PLAN}) AS own(id) JOIN ledger_entry ON target = own.id WHERE ${told}
      ) AS counted`,
    keyOf: ({ seq }) => String(seq),
  });
}

/**
 * Lead and auditor may see the steps of a plan, and everybody where the rules of all its departments say that steps are public (Luohe
 * art. 6).
 * @throws OV_KIT_FORBIDDEN
 */
export async function checkTrail(
  { legsOfPlan, rulesOfPlan }: Pick<Loaders, 'legsOfPlan' | 'rulesOfPlan'>,
  planId: string,
  viewer: Viewer,
): Promise<void> {
  if (isToldAll(viewer)) return;
  const [legs, rules] = await Promise.all([legsOfPlan.load(planId), rulesOfPlan.load(planId)]);
  const isPublic = legs.every(({ department }) => rules.of(department).rule('trail')?.steps === 'PUBLIC');
  if (!isPublic) throw forbidden(viewer, 'JointPlan.steps', ['lead', 'auditor']);
}

function isToldAll({ role }: Viewer): boolean {
  return role === 'lead' || role === 'auditor';
}
