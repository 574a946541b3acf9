import type { MutationOutcome } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { DisclosureAcknowledgement } from '../generated/client.js';
import { judgeAcknowledgement, type Outcome, type StandingRecord } from './judgeAcknowledgement.js';
import { recordId, recordNumber } from './recordIds.js';

/** What became of one record: GraphQL's AcknowledgementInput. */
export interface AcknowledgementInput {
  readonly id: string;
  readonly outcome: Outcome;
  readonly receipt?: string | null;
  readonly message?: string | null;
}

/** What became of one row: GraphQL's AcknowledgedRow. */
export interface AcknowledgedRow {
  readonly index: number;
  readonly id: string;
  readonly state: 'KEPT' | 'REPEATED' | 'REFUSED';
  readonly code: string | null;
  readonly message: string | null;
}

/** Most rows at a time. */
const MOST = 1_000;

/**
 * Keeps what the publicity system answered, row by row: what is wrong with one costs that one alone. Repeated, a row changes nothing.
 * @param department whose records may be acknowledged; null for all
 * @throws OV_JOINT_ACKNOWLEDGEMENTS
 */
export async function acknowledgeDisclosures(
  tx: Prisma.TransactionClient,
  department: string | null,
  actor: string,
  rows: readonly AcknowledgementInput[],
  now: Date,
): Promise<MutationOutcome<readonly AcknowledgedRow[]>> {
  if (rows.length === 0 || rows.length > MOST) {
    throw jointError('OV_JOINT_ACKNOWLEDGEMENTS', { rows: rows.length, most: MOST });
  }
  const records = await standingRecords(tx, department, rows);
  const kept: DisclosureAcknowledgement[] = [];
  const told = rows.map((row, index): AcknowledgedRow => {
    const record = records.get(recordNumber(row.id) ?? 0);
    const judged = judgeAcknowledgement(row, index, record);
    if (judged.state === 'KEPT' && record !== undefined) {
      const told = { outcome: row.outcome, receipt: row.receipt ?? null, message: row.message ?? null };
      record.told.push(told);
      kept.push({ recordSeq: record.seq, number: record.told.length, ...told, by: actor, at: now });
    }
    return { index, id: row.id, ...judged };
  });
  if (kept.length === 0) return { response: told, step: null };
  await tx.disclosureAcknowledgement.createMany({ data: kept });
  await moveRecords(tx, kept);
  const detail = kept.map(({ by: _, at: __, recordSeq, ...row }) => ({ id: recordId(recordSeq), ...row }));
  const [first] = detail;
  const step = { action: 'disclosure.acknowledge', target: first?.id ?? '', detail: { kept: detail } };
  return { response: told, step };
}

/** The records that rows name, as they stand, locked. */
async function standingRecords(
  tx: Prisma.TransactionClient,
  department: string | null,
  rows: readonly AcknowledgementInput[],
): Promise<Map<number, StandingRecord>> {
  const seqs = rows.map(({ id }) => recordNumber(id)).filter((seq) => seq !== null);
  await tx.$executeRaw`SELECT 1 FROM disclosure_record WHERE seq = ANY (${seqs}::int[]) ORDER BY seq FOR UPDATE`;
  const records = await tx.disclosureRecord.findMany({
    where: { seq: { in: seqs }, ...(department !== null && { department }) },
    select: { seq: true, acknowledgements: { orderBy: { number: 'asc' } } },
  });
  return new Map(records.map(({ seq, acknowledgements }) => [seq, { seq, told: acknowledgements }]));
}

/** Records stand as their last acknowledgement says. */
async function moveRecords(tx: Prisma.TransactionClient, kept: readonly DisclosureAcknowledgement[]): Promise<void> {
  const states = new Map(kept.map(({ recordSeq, outcome }) => [recordSeq, outcome]));
  await tx.$executeRaw`UPDATE disclosure_record SET state = moved.state
    FROM unnest(${[...states.keys()]}::int[], ${[...states.values()]}::text[]) AS moved(seq, state)
    WHERE disclosure_record.seq = moved.seq`;
}
