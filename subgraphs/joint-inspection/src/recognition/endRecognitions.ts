import { calendarDate } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import type { Result } from '../generated/client.js';
import { recognitionId } from './recognitionIds.js';

/** Results of a visit. */
interface Where {
  readonly visitId: string;
  readonly plannedItemId: { readonly in: string[] };
}

/**
 * Ends the recognitions that a correction leaves without ground. Those of corrected results, where these find a problem now that the
 * citing department's rules did not let be cited, or are cited themselves; and those by which a result was cited that stands in no visit any
 * more, since its department has checked for itself.
 * @param where the results that were corrected, as they stand now
 * @param before the same as they stood
 * @returns ids of recognitions that end
 */
export async function endRecognitions(
  tx: Prisma.TransactionClient,
  { visitId, plannedItemId }: Where,
  before: readonly Result[],
  now: Date,
): Promise<readonly string[]> {
  const results = await tx.result.findMany({ where: { visitId, plannedItemId } });
  const itemsOf = (rows: readonly Result[]) => ({ in: rows.map((row) => row.plannedItemId) });
  const cited = itemsOf(results.filter((row) => row.recognitionSeq !== null));
  const found = itemsOf(results.filter((row) => row.results.some((code) => code !== 'NO_PROBLEM')));
  const replaced = { in: before.flatMap((row) => row.recognitionSeq ?? []) };
  const where = {
    endedOn: null,
    validTo: { gte: calendarDate(now) },
    OR: [
      { citedVisitId: visitId, citedPlannedItemId: cited },
      { citedVisitId: visitId, citedPlannedItemId: found, citable: 'NO_PROBLEM' },
      { seq: replaced, results: { none: {} } },
    ],
  };
  const rows = await tx.recognition.findMany({ where, orderBy: { seq: 'asc' }, select: { seq: true } });
  const seq = { in: rows.map((row) => row.seq) };
  await tx.recognition.updateMany({ where: { seq }, data: { endedOn: calendarDate(now) } });
  return rows.map((row) => recognitionId(row.seq));
}
