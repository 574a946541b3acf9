import { canonicalJson, type JsonValue } from '@onevisit/draw';
import { appendLedger, type MutationOutcome } from '@onevisit/kit';
import { parseNoticeText, readNotice, type WorkingCalendar, type YearNotice } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { loadCalendar } from './calendar.js';
import type { SuspendableDeadline } from './deadlineStates.js';
import { type Counting, dueOf } from './dueOf.js';

/** GraphQL's ImportYearNoticeInput. */
export interface ImportYearNoticeInput {
  readonly text: string;
  /** PUBLISHED: the notice's own text; DATA: YAML or JSON. */
  readonly format: string;
  /** Number of the document, where a copy of the published text leaves it out. */
  readonly number?: string | null;
}

/** Deadlines read, rewritten and told of at once. */
const BATCH = 1_000;

const UPDATE_DEADLINES = `
  UPDATE deadline SET due = changed.due, provisional = changed.provisional, soon_from = changed."soonFrom",
    closed_late = COALESCE(closed_on > changed.due, false)
  FROM jsonb_to_recordset($1::jsonb) AS changed(id text, due text, provisional boolean, "soonFrom" text)
  WHERE deadline.id = changed.id`;

/**
 * Imports a yearly notice of holidays (节假日安排的通知): from here on it is the one in force for its year, and every deadline
 * that its days can move is computed anew. The same notice again changes nothing. The ledger tells of those that moved first, in entries of
 * at most a thousand, then of the notice and how many there are.
 * @returns the place of the notice among all that were imported
 * @throws OV_RULES_UNREADABLE, OV_RULES_NOTICE_* with every problem
 */
export async function importYearNotice(
  tx: Prisma.TransactionClient,
  actor: string,
  { text, format, number }: ImportYearNoticeInput,
  now: Date,
): Promise<MutationOutcome<string>> {
  const notice = format === 'PUBLISHED' ? parseNoticeText(text, number == null ? {} : { number }) : readNotice(text);
  // Waits for those who compute deadlines (lockedCalendar), and lets nobody compute until this is kept.
  await tx.$executeRaw`LOCK TABLE year_notice IN SHARE ROW EXCLUSIVE MODE`;
  const { year } = notice;
  const before = await tx.yearNotice.findFirst({ where: { year }, orderBy: { seq: 'desc' } });
  if (before !== null && sameJson(before.content, notice)) {
    return { response: String(before.seq), step: null };
  }
  const content = notice as unknown as Prisma.InputJsonObject;
  const { seq } = await tx.yearNotice.create({ data: { year, content, importedBy: actor, importedAt: now } });
  const target = `year:${year}`;
  const calendar = await loadCalendar(tx);
  let deadlinesMoved = 0;
  for await (const moved of recounted(tx, year, calendar)) {
    deadlinesMoved += moved.length;
    await appendLedger(tx, { actor, action: 'calendar.recount', target, detail: { year, moved } }, now);
  }
  const replaces = before === null ? null : (before.content as unknown as YearNotice).document.number;
  const detail = { year, document: notice.document, replaces, notice: content, deadlinesMoved };
  return { response: String(seq), step: { action: 'calendar.import', target, detail } };
}

/** A deadline with the last day to which a notice moved it. */
interface MovedDeadline {
  readonly visitId: string;
  readonly department: string;
  readonly kind: string;
  readonly reference: string;
  readonly due: string | null;
}

/** Computes anew the deadlines that a year's notice can move. @returns those that it moved, so many at once */
async function* recounted(
  tx: Prisma.TransactionClient,
  year: number,
  calendar: WorkingCalendar,
): AsyncGenerator<readonly MovedDeadline[]> {
  // A notice may arrange the last days of December before its year, and the first of January after it.
  const touched: Prisma.DeadlineWhereInput = {
    anchorOn: { lt: `${year + 1}-01-08` },
    OR: [{ due: { gte: `${year - 1}-12-25` } }, { due: null }],
  };
  for (let after = ''; ; ) {
    const rows = await tx.deadline.findMany({
      where: { AND: [touched, { id: { gt: after } }] },
      include: { suspensions: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    const changed = rows.flatMap((row) => changeOf(row, calendar));
    await tx.$executeRawUnsafe(UPDATE_DEADLINES, JSON.stringify(changed.map(({ id, days }) => ({ id, ...days }))));
    if (changed.length > 0) yield changed.map(({ moved }) => moved);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

function changeOf(row: SuspendableDeadline, calendar: WorkingCalendar) {
  const days = dueOf({ ...row, anchor: row.anchor as Counting['anchor'] }, calendar);
  const same = days.due === row.due && days.provisional === row.provisional && days.soonFrom === row.soonFrom;
  const { id, visitId, department, kind, reference } = row;
  return same ? [] : [{ id, days, moved: { visitId, department, kind, reference, due: days.due } }];
}

function sameJson(one: unknown, other: unknown): boolean {
  return canonicalJson(one as JsonValue) === canonicalJson(other as JsonValue);
}
