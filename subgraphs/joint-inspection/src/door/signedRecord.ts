import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@onevisit/draw';
import type { Prisma } from '../database.js';
import type { VisitAct } from '../visits/VisitAct.js';

/**
 * The form of what is signed. Version 1 was `{department, inspectedOn, items, visit}`, and had of a recognised item the number of its
 * recognition alone (`recognition`, else null) in place of `recognised`; signatures made then keep it, and stand.
 */
const VERSION = 2;

/** What a signature is for: the columns that say so. */
export interface SignedRecord {
  readonly recordHash: string;
  readonly recordVersion: number;
}

/**
 * What a department's results are signed by: SHA-256 over visit, department, day and results by planned item, as canonical JSON; hex. Of an
 * item in whose place another department's result stands it names the visit and item that are cited, with the day of that inspection and the last
 * on which it holds. A correction gives another one, so that it shows which results somebody has signed.
 */
export async function signedRecord(
  tx: Prisma.TransactionClient,
  act: VisitAct,
  department: string,
): Promise<SignedRecord> {
  const { id: visit, inspectedOn } = act.visit;
  const own = act.itemsOf(department);
  const rows = act.visit.results
    .filter(({ plannedItemId }) => own.includes(plannedItemId))
    .sort((a, b) => (a.plannedItemId < b.plannedItemId ? -1 : 1));
  const cited = await citedBy(
    tx,
    rows.flatMap(({ recognitionSeq }) => recognitionSeq ?? []),
  );
  const items = rows.map(({ plannedItemId, results, entered, recognitionSeq, findings, method, evidence }) => {
    const recognised = recognitionSeq === null ? null : cited.get(recognitionSeq);
    return { plannedItemId, results: [...results].sort(), entered, recognised, findings, method, evidence };
  });
  const text = canonicalJson({ version: VERSION, visit, department, inspectedOn, items } as unknown as JsonValue);
  return { recordHash: createHash('sha256').update(text).digest('hex'), recordVersion: VERSION };
}

/** What recognitions cite, by their numbers. */
async function citedBy(tx: Prisma.TransactionClient, seqs: readonly number[]): Promise<ReadonlyMap<number, object>> {
  const rows = await tx.recognition.findMany({
    where: { seq: { in: [...seqs] } },
    include: { citedVisit: { select: { inspectedOn: true } } },
  });
  return new Map(
    rows.map(
      ({ seq, citedVisitId: visit, citedPlannedItemId: plannedItemId, citedVisit: { inspectedOn }, validTo }) => {
        return [seq, { visit, plannedItemId, inspectedOn, validTo }];
      },
    ),
  );
}
