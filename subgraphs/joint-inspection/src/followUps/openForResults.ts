import { isProblem } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { followUpId } from './followUpIds.js';
import { openedMatter } from './machine/Matter.js';

/** What opens follow-ups, and who records it. */
interface Opening {
  readonly visitId: string;
  readonly department: string;
  readonly plannedItemIds: readonly string[];
  readonly on: string;
  readonly text: string | null;
  readonly by: string;
  readonly now: Date;
}

/** A follow-up as the ledger tells of it when it is opened. */
export interface OpenedFollowUp {
  readonly id: string;
  readonly plannedItemId: string;
}

/** Opens a follow-up for each of a department's items: it stays open until the department has decided. */
export async function keepOpened(tx: Prisma.TransactionClient, opening: Opening): Promise<readonly OpenedFollowUp[]> {
  const { visitId, department, plannedItemIds, on, text, by, now } = opening;
  const { departments, ...matter } = openedMatter(department);
  const what = { visitId, department, openedOn: on, ...matter };
  const data = plannedItemIds.map((plannedItemId) => ({ ...what, plannedItemId, departments: [...departments] }));
  const rows = await tx.followUp.createManyAndReturn({ data, select: { seq: true, plannedItemId: true } });
  const step = { number: 0, act: 'OPENED', state: matter.state, department, on, text, recordedBy: by, recordedAt: now };
  await tx.followUpStep.createMany({ data: rows.map(({ seq }) => ({ followUpSeq: seq, ...step })) });
  return rows.map(({ seq, plannedItemId }) => ({ id: followUpId(seq), plannedItemId }));
}

/**
 * Opens follow-ups for results that a department has just recorded, those that found a problem. An item that has one keeps it, whatever a
 * correction makes of its result; but for one that was revoked.
 */
export async function openForResults(
  tx: Prisma.TransactionClient,
  opening: Omit<Opening, 'text'>,
): Promise<readonly OpenedFollowUp[]> {
  const { visitId } = opening;
  const where = { visitId, plannedItemId: { in: [...opening.plannedItemIds] } };
  const results = await tx.result.findMany({ where, orderBy: { plannedItemId: 'asc' } });
  const found = results.filter((row) => isProblem(row.results)).map(({ plannedItemId }) => plannedItemId);
  if (found.length === 0) return [];
  const standing = { ...where, OR: [{ outcome: null }, { outcome: { not: 'REVOKED' } }] };
  const kept = new Set((await tx.followUp.findMany({ where: standing })).map(({ plannedItemId }) => plannedItemId));
  const plannedItemIds = found.filter((id) => !kept.has(id));
  return await keepOpened(tx, { ...opening, plannedItemIds, text: null });
}
