import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@onevisit/draw';
import { actorOf, calendarDate, type MutationOutcome, OneVisitError, runMutation } from '@onevisit/kit';
import type { Database, Prisma } from '../database.js';
import { jointError } from '../errors.js';
import { recordResults } from '../visits/results.js';
import type { VisitActor } from '../visits/VisitAct.js';
import { ROW_KEY, readRow, type SentRow, type UploadRow } from './UploadRow.js';

/** What became of a row: GraphQL's UploadedRow. */
export interface RowReport {
  readonly index: number;
  readonly key: string;
  readonly state: 'RECORDED' | 'REPEATED' | 'REFUSED';
  readonly code: string | null;
  readonly message: string | null;
  readonly remedy: 'CORRECT_ROW' | 'START_VISIT' | 'NEW_KEY' | 'LEAVE_OUT' | null;
}

/** Most rows of an upload. */
export const MOST_ROWS = 100;

/** What is to be done about a refusal, where it is not to correct the row. */
const REMEDIES: Readonly<Record<string, RowReport['remedy']>> = {
  OV_JOINT_NOT_STARTED: 'START_VISIT',
  OV_JOINT_UPLOAD_KEY: 'NEW_KEY',
  OV_JOINT_RESULT_EXISTS: 'LEAVE_OUT',
};

/** A row of the table of what was uploaded. */
type Uploaded = Pick<Prisma.UploadedResultCreateManyInput, 'key' | 'contentHash' | 'visitId' | 'plannedItemId'>;

/** A row whose key stands for another. */
const keyTaken = (place: string, { key, visitId, plannedItemId: itemId }: Uploaded): OneVisitError =>
  jointError('OV_JOINT_UPLOAD_KEY', { place, key, visitId, itemId });

/**
 * Records rows of results that were noted offline, one after the other: each in a transaction of its own with its ledger entry, and once under
 * its key, whoever of the department sends it. What an upload that was cut off had recorded is there; sent again, it is
 * found by one look for all rows.
 * @throws OV_JOINT_UPLOAD_ROWS; a failure that is no refusal ends the upload, and what was recorded before stays
 */
export async function uploadResults(
  database: Database,
  viewer: VisitActor,
  rows: readonly SentRow[],
  clock: () => Date,
): Promise<readonly RowReport[]> {
  if (rows.length === 0 || rows.length > MOST_ROWS) {
    throw jointError('OV_JOINT_UPLOAD_ROWS', { most: MOST_ROWS, rows: rows.length });
  }
  const { department } = viewer;
  const keys = rows.map(({ key }) => key).filter((key) => ROW_KEY.test(key));
  const earlier = await database.uploadedResult.findMany({ where: { department, key: { in: keys } } });
  const known = new Map(earlier.map((row) => [row.key, row]));
  const reports: RowReport[] = [];
  for (const [index, sent] of rows.entries()) {
    const { key } = sent;
    const done = { index, key, code: null, message: null, remedy: null };
    try {
      const row = readRow(sent, `rows[${index}]`, clock());
      const before = known.get(key);
      const isNew = before === undefined && (await recordRow(database, viewer, row, index, clock()));
      if (before !== undefined && before.contentHash !== hashOf(row)) throw keyTaken(`rows[${index}]`, before);
      reports.push({ ...done, state: isNew ? 'RECORDED' : 'REPEATED' });
    } catch (cause) {
      if (!(cause instanceof OneVisitError)) throw cause;
      const { code, message } = cause;
      reports.push({ ...done, state: 'REFUSED', code, message, remedy: REMEDIES[code] ?? 'CORRECT_ROW' });
    }
  }
  return reports;
}

/** Records a row. @returns whether it was new */
async function recordRow(
  database: Database,
  viewer: VisitActor,
  row: UploadRow,
  index: number,
  now: Date,
): Promise<boolean> {
  const request = { viewer, name: 'uploadResults', input: row, now };
  return await runMutation<Prisma.TransactionClient, boolean>(database, request, async (tx) => {
    const isNew = await claimKey(tx, viewer.department, row, index, { actor: actorOf(viewer), now });
    return isNew
      ? { ...(await recorded(tx, viewer, row, index, now)), response: true }
      : { response: false, step: null };
  });
}

/**
 * Claims a row's key for this transaction; another that holds it is waited for.
 * @returns whether the key was free; if not, it stands for the same row
 * @throws OV_JOINT_UPLOAD_KEY
 */
async function claimKey(
  tx: Prisma.TransactionClient,
  department: string,
  row: UploadRow,
  index: number,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<boolean> {
  const { key, visitId, plannedItemId } = row;
  const claim = { department, key, contentHash: hashOf(row), visitId, plannedItemId };
  const data = { ...claim, uploadedBy: actor, uploadedAt: now };
  const { count } = await tx.uploadedResult.createMany({ data, skipDuplicates: true });
  if (count === 1) return true;
  const before = await tx.uploadedResult.findUniqueOrThrow({ where: { department_key: { department, key } } });
  if (before.contentHash !== claim.contentHash) throw keyTaken(`rows[${index}]`, before);
  return false;
}

/** Records the result of a row as any other. */
async function recorded(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  { key, visitId, recordedAt, inspectedOn, ...item }: UploadRow,
  index: number,
  now: Date,
): Promise<MutationOutcome<string>> {
  const notedAt = new Date(recordedAt);
  const input = { visitId, inspectedOn: inspectedOn ?? calendarDate(notedAt), items: [item] };
  const detail = { uploaded: { key, notedAt: notedAt.toISOString() } };
  const told = { placeOf: () => `rows[${index}]`, notedAt, detail };
  return await recordResults(tx, viewer, actorOf(viewer), input, now, told);
}

/** SHA-256 over what a row says. */
function hashOf(row: UploadRow): string {
  return createHash('sha256')
    .update(canonicalJson(row as unknown as JsonValue))
    .digest('hex');
}
