import { isDeepStrictEqual } from 'node:util';
import { dateOfDay, dayNumber } from '@onevisit/draw/calendar';
import { calendarDate } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { enterRecords } from '../feed/enterRecords.js';
import type { Result, ResultCorrection } from '../generated/client.js';
import { recognitionId } from '../recognition/recogniseResult.js';
import { type ItemResultInput, recordResults } from '../visits/results.js';
import type { ActedVisit, DepartmentActor } from '../visits/VisitAct.js';

/** What a correction came to, as the ledger tells of it. */
export interface AppliedCorrection {
  /** What stood before, with its version. */
  readonly before: readonly { readonly plannedItemId: string; readonly version: number; readonly results: string[] }[];
  /** What stands now, as the ledger tells of results; it moves no deadline. */
  readonly recorded: unknown;
  /** Places in the feed of what is sent again. */
  readonly records: readonly number[];
  /** Recognitions that end, since what they cite says something else now. */
  readonly endedRecognitions: readonly string[];
}

/**
 * Puts what a correction says in the place of what stood, which is kept as a version; it is recorded as every result is. What was
 * disclosed is sent again.
 * @param author whoever drew it up, by `correction.drawnUpBy`
 * @throws OV_JOINT_CORRECTION_SAME, OV_JOINT_RESULT_*, OV_JOINT_FINDINGS_MISSING
 */
export async function applyCorrection(
  tx: Prisma.TransactionClient,
  visit: ActedVisit,
  author: DepartmentActor,
  correction: ResultCorrection,
  now: Date,
): Promise<AppliedCorrection> {
  const { department } = author;
  const items = correction.items as unknown as readonly ItemResultInput[];
  const plannedItemId = { in: items.map((item) => item.plannedItemId) };
  const where = { visitId: visit.id, plannedItemId };
  const standing = await tx.result.findMany({ where, orderBy: { plannedItemId: 'asc' } });
  const versions = await keepVersions(tx, standing, correction, now);
  await tx.result.deleteMany({ where });
  const recorder = { role: 'officer', department, sub: author.sub } as const;
  const inspectedOn = visit.inspectedOn ?? '';
  const { step } = await recordResults(
    tx,
    recorder,
    correction.drawnUpBy,
    { visitId: visit.id, items, inspectedOn },
    now,
    { corrects: true },
  );
  const corrected = new Map((await tx.result.findMany({ where })).map((row) => [row.plannedItemId, contentOf(row)]));
  for (const [index, { plannedItemId: item }] of items.entries()) {
    const before = standing.find((row) => row.plannedItemId === item);
    if (before !== undefined && isDeepStrictEqual(contentOf(before), corrected.get(item))) {
      throw jointError('OV_JOINT_CORRECTION_SAME', { index, item });
    }
  }
  const isDisclosed = visit.disclosures.some(
    (row) => row.department === department && row.kind === 'RESULTS' && row.notPublic === null,
  );
  const what = { visitId: visit.id, department, kind: 'RESULT', references: plannedItemId.in } as const;
  const records = isDisclosed ? await enterRecords(tx, what, now) : [];
  const endedRecognitions = await endRecognitions(tx, where, now);
  return { before: versions, recorded: step?.detail, records, endedRecognitions };
}

/** Ends the recognitions of results that find a problem now, or are recognised themselves: nobody is to be spared a check for what is no longer so. */
async function endRecognitions(
  tx: Prisma.TransactionClient,
  where: { readonly visitId: string; readonly plannedItemId: { readonly in: string[] } },
  now: Date,
): Promise<readonly string[]> {
  const today = calendarDate(now);
  const results = await tx.result.findMany({ where });
  const found = results.filter(
    (row) => row.recognitionSeq !== null || row.results.some((code) => code !== 'NO_PROBLEM'),
  );
  const citing = {
    citedVisitId: where.visitId,
    citedPlannedItemId: { in: found.map((row) => row.plannedItemId) },
    validTo: { gte: today },
  };
  const standing = await tx.recognition.findMany({ where: citing, orderBy: { seq: 'asc' }, select: { seq: true } });
  await tx.recognition.updateMany({ where: citing, data: { validTo: dateOfDay((dayNumber(today) ?? 0) - 1) } });
  return standing.map(({ seq }) => recognitionId(seq));
}

/** A result as such, without who noted and recorded it when. */
function contentOf({ recordedBy: _, recordedAt: __, notedAt: ___, ...content }: Result): object {
  return content;
}

async function keepVersions(
  tx: Prisma.TransactionClient,
  standing: readonly Result[],
  { seq, visitId }: ResultCorrection,
  now: Date,
): Promise<AppliedCorrection['before']> {
  const plannedItemId = { in: standing.map((row) => row.plannedItemId) };
  const earlier = await tx.resultVersion.groupBy({
    by: ['plannedItemId'],
    where: { visitId, plannedItemId },
    _count: { number: true },
  });
  const counts = new Map(earlier.map((row) => [row.plannedItemId, row._count.number]));
  const versions = standing.map((row) => ({ row, number: (counts.get(row.plannedItemId) ?? 0) + 1 }));
  await tx.resultVersion.createMany({
    data: versions.map(({ row, number }) => ({
      visitId,
      plannedItemId: row.plannedItemId,
      number,
      content: JSON.parse(JSON.stringify(row)) as Prisma.InputJsonObject,
      recordedBy: row.recordedBy,
      recordedAt: row.recordedAt,
      replacedAt: now,
      correctionSeq: seq,
    })),
  });
  return versions.map(({ row, number: version }) => ({
    plannedItemId: row.plannedItemId,
    version,
    results: row.results,
  }));
}
