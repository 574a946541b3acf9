import type { Prisma } from '../../database.js';
import type { Leg, PlannedItem } from '../../generated/client.js';
import { type Days, daysOf } from '../batches/batchWindows.js';

/** A leg as it stood in a version, with its items. */
export type VersionLeg = Leg & { readonly items: readonly PlannedItem[] };

/** What a version of a published plan said. */
export interface PlanContent {
  readonly title: string;
  readonly initiator: string;
  readonly coInitiator: string | null;
  readonly minOverlap: number;
  readonly publicSource: string;
  readonly disclosure: string;
  readonly visitCap: number | null;
  readonly trustworthy: string | null;
  readonly batches: number;
  readonly batchDraws: string;
  readonly batchWindows: readonly Days[];
  readonly legs: readonly VersionLeg[];
}

/** A plan as it stands now. */
export async function contentOf(tx: Prisma.TransactionClient, planId: string): Promise<PlanContent> {
  const include = {
    legs: { orderBy: { id: 'asc' }, include: { items: { orderBy: { itemId: 'asc' } } } },
    batchWindows: { orderBy: { number: 'asc' } },
  } as const;
  const plan = await tx.jointPlan.findUniqueOrThrow({ where: { id: planId }, include });
  const { title, initiator, coInitiator, minOverlap, publicSource, disclosure, visitCap, trustworthy, batches } = plan;
  const batched = { batches, batchDraws: plan.batchDraws, batchWindows: plan.batchWindows.map(daysOf) };
  const terms = { minOverlap, publicSource, disclosure, visitCap, trustworthy, ...batched };
  return { title, initiator, coInitiator, ...terms, legs: plan.legs };
}

/** A department's part of a plan as text: the same where nothing of it has changed. */
export function partOf({ legs }: PlanContent, department: string): string {
  const own = legs.filter((leg) => leg.department === department);
  return JSON.stringify(
    own.map(({ id, windowFirst, windowLast, quota, crew, items }) => {
      return [id, windowFirst, windowLast, quota, crew, items.map(({ itemId, version }) => [itemId, version])];
    }),
  );
}

/** What concerns all departments of a plan, as text; its title is no term. */
export function termsPart({ title: _, legs: __, ...terms }: PlanContent): string {
  return JSON.stringify(terms);
}
