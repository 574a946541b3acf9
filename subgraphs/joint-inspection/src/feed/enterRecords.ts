import { calendarDate } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { PenaltyContent } from '../visits/PenaltyContent.js';
import type { FeedContent } from './FeedContent.js';
import { lockFeed } from './lockFeed.js';

/** What is entered: results of a department by planned item, or its decisions on penalties by number. */
export interface Entered {
  readonly visitId: string;
  readonly department: string;
  readonly kind: 'RESULT' | 'PENALTY';
  readonly references: readonly string[];
}

/**
 * Enters what has been disclosed into the feed (信用公示), each as the next version of itself, as it stands in this transaction.
 * @returns places in the feed
 * @throws OV_JOINT_UNKNOWN_VISIT where its draw was voided meanwhile
 */
export async function enterRecords(tx: Prisma.TransactionClient, entered: Entered, now: Date): Promise<number[]> {
  const { visitId, department, kind, references } = entered;
  const last = await lockFeed(tx);
  const where = { visitId, department, kind };
  const earlier = await tx.disclosureRecord.groupBy({ by: ['reference'], where, _max: { version: true, seq: true } });
  const latest = new Map(earlier.map((row) => [row.reference, row._max]));
  const contents = await contentsOf(tx, entered);
  const rows = references.map((reference, index) => ({
    ...where,
    seq: last + index + 1,
    reference,
    version: (latest.get(reference)?.version ?? 0) + 1,
    replaces: latest.get(reference)?.seq ?? null,
    content: { ...contents(reference) } as Prisma.InputJsonObject,
    enteredAt: now,
  }));
  await tx.disclosureRecord.createMany({ data: rows });
  return rows.map(({ seq }) => seq);
}

async function contentsOf(
  tx: Prisma.TransactionClient,
  { visitId, department, kind }: Entered,
): Promise<(reference: string) => FeedContent> {
  const visit = await tx.visit.findUniqueOrThrow({
    where: { id: visitId },
    include: {
      results: true,
      events: { where: { department, kind: 'PENALTY_DECIDED' } },
      disclosures: { where: { department } },
      corrections: { where: { department, state: 'APPLIED' }, include: { versions: true }, orderBy: { seq: 'asc' } },
      draw: { include: { plan: { include: { items: { include: { leg: true } } } } } },
    },
  });
  // Whoever voids the draw withdraws results that are in the feed by then; what comes later must not stand.
  if (kind === 'RESULT' && visit.draw.phase !== 'DRAWN') throw jointError('OV_JOINT_UNKNOWN_VISIT', { id: visitId });
  const { plan } = visit.draw;
  const { subjectId, subjectName, uscc, drawId, inspectedOn } = visit;
  const ofPlan = { planId: plan.id, planTitle: plan.title, drawId };
  const shared = { subjectId, subjectName, uscc, ...ofPlan, inspectedOn, withdrawnOn: null };
  const disclosedOn = (decision: string): string =>
    visit.disclosures.find((row) => row.decision === decision)?.on ?? '';
  if (kind === 'PENALTY') {
    return (decision) => {
      const event = visit.events.find(({ reference }) => reference === decision);
      const penalty = (event?.penalty ?? null) as PenaltyContent | null;
      const decided = { decision, decidedOn: event?.on ?? null, penalty };
      return { ...shared, ...NO_ITEM, ...decided, disclosedOn: disclosedOn(decision) };
    };
  }
  const items = new Map(plan.items.map((item) => [item.id, item]));
  return (id) => {
    const item = items.get(id);
    const result = visit.results.find(({ plannedItemId }) => plannedItemId === id);
    const correction = visit.corrections.findLast(({ versions }) => versions.some((row) => row.plannedItemId === id));
    return {
      ...shared,
      taskId: item?.legId ?? null,
      taskTitle: item?.leg.title ?? null,
      directed: item?.leg.directed ?? null,
      itemId: item?.itemId ?? null,
      itemTitle: item?.title ?? null,
      results: result?.results ?? [],
      recognised: result?.recognitionSeq != null,
      decision: null,
      decidedOn: null,
      disclosedOn: disclosedOn(''),
      correctedOn: correction?.settledAt == null ? null : calendarDate(correction.settledAt),
      correctionReason: correction?.reason ?? null,
    };
  };
}

/** What a decision has not. */
const NO_ITEM = {
  taskId: null,
  taskTitle: null,
  directed: null,
  itemId: null,
  itemTitle: null,
  results: [],
  recognised: false,
  correctedOn: null,
  correctionReason: null,
} as const;
