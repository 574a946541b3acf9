import { randomUUID } from 'node:crypto';
import { globalId } from '@onevisit/kit';
import type { WorkingCalendar } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { rulesOfPlan } from '../rules/PlanRules.js';
import { notCarriedOut } from '../visits/visitStanding.js';
import { lockedCalendar } from './calendar.js';
import type { SuspendableDeadline } from './deadlineStates.js';
import { type DemandedDeadline, demandedDeadlines, type VisitFacts } from './demandedDeadlines.js';
import { dueOf } from './dueOf.js';

/** A deadline as the ledger tells of it. */
export interface DeadlineChange {
  readonly department: string;
  readonly kind: string;
  readonly reference: string;
  readonly due: string | null;
  readonly provisional: boolean;
  readonly closedOn: string | null;
}

/**
 * Computes the deadlines of a visit anew from all that has happened to it, in the transaction that recorded the last of it.
 * @returns those that are new or have changed
 * @throws OV_RULES_VALUE_UNSET where one has begun for which the document lost the number of days
 */
export async function refreshDeadlines(
  tx: Prisma.TransactionClient,
  visitId: string,
): Promise<readonly DeadlineChange[]> {
  const visit = await tx.visit.findUniqueOrThrow({
    where: { id: visitId },
    include: {
      events: true,
      results: { select: { plannedItemId: true } },
      outcomes: true,
      reports: true,
      disclosures: true,
      comments: { include: { answer: true } },
      deadlines: { include: { suspensions: true } },
      draw: { include: { plan: { include: { items: { include: { leg: true } } } } } },
    },
  });
  const rules = await rulesOfPlan(tx, visit.draw.planId);
  const items = new Map<string, string[]>();
  for (const { id, legId, leg } of visit.draw.plan.items) {
    if (visit.legIds.includes(legId)) items.set(leg.department, [...(items.get(leg.department) ?? []), id]);
  }
  const away = notCarriedOut(visit);
  const departments = visit.departments.filter((code) => !away.includes(code));
  const demanded = demandedDeadlines(rules, { ...visit, departments, items } satisfies VisitFacts);
  if (demanded.length === 0) return [];
  const calendar = await lockedCalendar(tx);
  const changes: DeadlineChange[] = [];
  for (const demand of demanded) {
    const change = await keepDeadline(tx, visitId, demand, visit.deadlines.find(isOf(demand)), calendar);
    if (change !== null) changes.push(change);
  }
  return changes;
}

function isOf({ department, kind, reference }: DemandedDeadline): (row: SuspendableDeadline) => boolean {
  return (row) => row.department === department && row.kind === kind && row.reference === reference;
}

async function keepDeadline(
  tx: Prisma.TransactionClient,
  visitId: string,
  demand: DemandedDeadline,
  kept: SuspendableDeadline | undefined,
  calendar: WorkingCalendar,
): Promise<DeadlineChange | null> {
  const { department, kind, reference, cite, within, anchor, anchorOn, promptly, closedOn } = demand;
  const days = dueOf({ ...demand, suspensions: kept?.suspensions ?? [] }, calendar);
  const closedLate = closedOn !== null && days.due !== null && closedOn > days.due;
  const data = { within, anchor, anchorOn, promptly, closedOn, closedLate, ...days };
  const change = { department, kind, reference, due: days.due, provisional: days.provisional, closedOn };
  if (kept === undefined) {
    const id = globalId('joint-inspection', 'deadline', randomUUID());
    const cited = cite as unknown as Prisma.InputJsonArray;
    await tx.deadline.create({ data: { id, visitId, department, kind, reference, cite: cited, ...data } });
    return change;
  }
  const same = (Object.keys(data) as (keyof typeof data)[]).every((field) => kept[field] === data[field]);
  if (same) return null;
  await tx.deadline.update({ where: { id: kept.id }, data });
  return change;
}
