import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { type AmendmentInput, seatsOf } from './AmendmentInput.js';
import type { PreparedAmendment } from './prepareAmendment.js';
import type { SeatChange } from './SeatChange.js';

const UPDATE_SEATS = `
  UPDATE crew_seat SET inspector_id = changed.after ->> 'id', name = changed.after ->> 'name',
    certificate_number = changed.after ->> 'certificateNumber', post = changed.after ->> 'post'
  FROM jsonb_to_recordset($1::jsonb) AS changed("visitId" text, department text, seat int, after jsonb)
  WHERE crew_seat.visit_id = changed."visitId" AND crew_seat.department = changed.department
    AND crew_seat.number = changed.seat`;

/**
 * Keeps an amendment and changes the crews.
 * @returns its number
 * @throws OV_JOINT_PHASE; OV_JOINT_AMENDED_MEANWHILE where another was kept since it was prepared; OV_JOINT_VISIT_RECORDED,
 *   OV_JOINT_REPAIR_RECORDED where a start or results say already who was there
 */
export async function keepAmendment(
  tx: Prisma.TransactionClient,
  input: AmendmentInput,
  prepared: PreparedAmendment,
  by: string,
  now: Date,
): Promise<MutationOutcome<number>> {
  const { drawId, number, amendment, changes } = prepared;
  const { reason, explanation } = input;
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${drawId} FOR UPDATE`;
  const { phase } = await tx.draw.findUniqueOrThrow({ where: { id: drawId }, select: { phase: true } });
  if (phase !== 'DRAWN') throw jointError('OV_JOINT_PHASE', { id: drawId, phase, needed: 'DRAWN' });
  const last = await tx.amendment.findFirst({
    where: { drawId },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  if ((last?.number ?? 0) !== number - 1) throw jointError('OV_JOINT_AMENDED_MEANWHILE', { id: drawId });
  await checkUnrecorded(tx, input, amendment.department, changes);
  await tx.$executeRawUnsafe(UPDATE_SEATS, JSON.stringify(changes));
  const { department } = amendment;
  const kind = amendment.kind === 'swap' ? 'SWAP' : 'STEP_OUT';
  await tx.amendment.create({
    data: {
      drawId,
      number,
      department,
      kind,
      amendment: amendment as unknown as Prisma.InputJsonObject,
      changes: changes as unknown as Prisma.InputJsonArray,
      visitIds: [...new Set(changes.map(({ visitId }) => visitId))],
      reason,
      explanation,
      by,
      at: now,
    },
  });
  const seats = changes.map(({ before, after, ...change }) => ({
    ...change,
    before: before?.id ?? null,
    after: after?.id ?? null,
  }));
  const detail = { number, kind, department, reason, explanation, changes: seats };
  return { response: number, step: { action: 'draw.amend', target: drawId, detail } };
}

/** Who was at a visit, its start and its results say: no seat of a team that has begun changes hands. */
async function checkUnrecorded(
  tx: Prisma.TransactionClient,
  input: AmendmentInput,
  department: string,
  changes: readonly SeatChange[],
): Promise<void> {
  const named = seatsOf(input);
  const ids = [...new Set([...named.map(({ seat }) => seat.visitId), ...changes.map(({ visitId }) => visitId)])].sort();
  await tx.$executeRaw`SELECT 1 FROM visit WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
  const recorded = await tx.visit.findMany({
    where: {
      id: { in: ids },
      OR: [
        { status: 'COMPLETED' },
        { starts: { some: { department } } },
        { results: { some: { plannedItem: { leg: { department } } } } },
      ],
    },
    select: { id: true },
  });
  for (const { id } of recorded) {
    const place = named.find(({ seat }) => seat.visitId === id)?.place;
    throw place === undefined
      ? jointError('OV_JOINT_REPAIR_RECORDED', { id })
      : jointError('OV_JOINT_VISIT_RECORDED', { place, id, department });
  }
}
