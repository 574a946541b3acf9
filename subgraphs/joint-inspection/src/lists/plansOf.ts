import { type Connection, connection, type PageArguments, readNumberedPage, type Viewer } from '@onevisit/kit';
import DataLoader from 'dataloader';
import type { Database } from '../database.js';
import { visiblePlans } from '../disclosure/visible.js';
import type { JointPlan } from '../generated/client.js';

/** Whose joint plans are listed: those with an item, or with a task. */
export type PlanParent = 'ITEM' | 'TASK';

/** A loader of the joint plans of many items or tasks, newest first; of each it loads all numbers, and the plans of its page. */
export type PlansLoader = DataLoader<string, PlansOf>;

/** The visible plans of one parent, a page at a time. */
export interface PlansOf {
  readonly page: (args: PageArguments) => Promise<Connection<JointPlan>>;
}

interface PlanNumber {
  readonly seq: number;
  readonly id: string;
}

/**
 * Makes the loader of one kind of parents.
 * @param plan the request's loader of plans
 */
export function plansLoader(
  database: Database,
  viewer: Viewer,
  kind: PlanParent,
  plan: DataLoader<string, JointPlan | null>,
): PlansLoader {
  return new DataLoader(async (parents) => {
    const numbers = new Map<string, Map<string, PlanNumber>>();
    for (const { parent, seq, id } of await linksOf(database, viewer, kind, parents)) {
      const plans = numbers.get(parent) ?? new Map<string, PlanNumber>();
      numbers.set(parent, plans.set(id, { seq, id }));
    }
    return parents.map((parent) => plansOf([...(numbers.get(parent)?.values() ?? [])], plan));
  });
}

async function linksOf(database: Database, viewer: Viewer, kind: PlanParent, parents: readonly string[]) {
  const visible = visiblePlans(viewer);
  const select = { plan: { select: { seq: true, id: true } } } as const;
  if (kind === 'ITEM') {
    const where = { itemId: { in: [...parents] }, plan: visible };
    const rows = await database.plannedItem.findMany({ where, select: { ...select, itemId: true } });
    return rows.map(({ itemId, plan }) => ({ parent: itemId, ...plan }));
  }
  const where = { id: { in: [...parents] }, plan: visible };
  const rows = await database.leg.findMany({ where, select: { ...select, id: true } });
  return rows.map((row) => ({ parent: row.id, ...row.plan }));
}

function plansOf(numbers: PlanNumber[], plan: DataLoader<string, JointPlan | null>): PlansOf {
  numbers.sort((a, b) => b.seq - a.seq);
  return {
    page: async (args) => {
      const page = readNumberedPage(args);
      const { after } = page;
      const rest = after === null ? numbers : numbers.filter(({ seq }) => seq < after);
      const rows = await plan.loadMany(rest.slice(0, page.first + 1).map(({ id }) => id));
      const plans = rows.filter((row): row is JointPlan => row !== null && !(row instanceof Error));
      return connection(
        plans,
        page,
        ({ seq }) => String(seq),
        async () => numbers.length,
      );
    },
  };
}
