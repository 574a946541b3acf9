import type { Prisma } from '../database.js';
import { FINAL_OUTCOMES } from '../door/VisitOutcomeKind.js';
import type { VisitAct } from './VisitAct.js';

/** What a visit stands on: its day, what was recorded, and what was said not to have been made. */
interface Recorded {
  readonly inspectedOn: string | null;
  readonly results: readonly unknown[];
  readonly outcomes: readonly { readonly department: string; readonly on: string; readonly kind: string }[];
}

/**
 * Departments whose parts of a visit are not carried out (未实施): on the day that it has by what others found, their crew, or the
 * subject, was not there. One visit has one day (一次进门), so that their items end with that outcome; another task takes them up
 * (`rollOverTask`).
 */
export function notCarriedOut({ inspectedOn, results, outcomes }: Recorded): readonly string[] {
  if (results.length === 0) return [];
  const away = outcomes.filter(({ on, kind }) => on === inspectedOn && !FINAL_OUTCOMES.includes(kind));
  return [...new Set(away.map(({ department }) => department))].sort();
}

/** How a visit that has begun stands, as the ledger tells of it; nothing of parts where all were carried out. */
export interface VisitStanding {
  readonly status: 'IN_PROGRESS' | 'COMPLETED';
  readonly inspectedOn: string | null;
  readonly notCarriedOut?: readonly string[];
}

/**
 * Keeps how a visit stands: it is made once every item has a result, but those of parts that are not carried out; what was made in its
 * window rolls over no more, and the plan follows.
 * @param recorded all that stands, with what the act adds
 */
export async function keepStanding(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  recorded: Recorded & { readonly results: readonly { readonly plannedItemId: string }[] },
): Promise<VisitStanding> {
  const { id, status: before, windowLast } = act.visit;
  const { inspectedOn } = recorded;
  const done = new Set(recorded.results.map(({ plannedItemId }) => plannedItemId));
  const away = notCarriedOut(recorded);
  const isMade = act.items.every((item) => done.has(item.id) || away.includes(item.leg.department));
  const status = isMade ? 'COMPLETED' : 'IN_PROGRESS';
  const inWindow = isMade && (inspectedOn ?? '') <= windowLast ? { rollsOverTo: null } : {};
  await tx.visit.update({ where: { id }, data: { status, inspectedOn, ...inWindow } });
  if (status !== before) await act.followed();
  return { status, inspectedOn, ...(away.length > 0 && { notCarriedOut: away }) };
}
