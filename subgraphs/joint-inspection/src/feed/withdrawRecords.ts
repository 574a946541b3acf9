import { calendarDate } from '@onevisit/kit';
import type { Prisma } from '../database.js';
import { lockFeed } from './lockFeed.js';

/**
 * Enters, for all that was disclosed of a draw's visits, that it holds no more (撤销): the next version of each, as it stood last. A draw that is
 * void counts for nothing, and what came of it is public no more.
 * @returns how many records
 */
export async function withdrawRecords(tx: Prisma.TransactionClient, drawId: string, now: Date): Promise<number> {
  const last = await lockFeed(tx);
  const withdrawn = JSON.stringify({ withdrawnOn: calendarDate(now) });
  return await tx.$executeRaw`
    INSERT INTO disclosure_record (seq, visit_id, department, kind, reference, version, replaces, content, entered_at)
    SELECT ${last}::int + row_number() OVER (ORDER BY latest.seq), latest.visit_id, latest.department, latest.kind, latest.reference,
      latest.version + 1, latest.seq, latest.content || ${withdrawn}::jsonb, ${now}
    FROM (
      SELECT DISTINCT ON (visit_id, department, kind, reference) record.*
      FROM disclosure_record AS record JOIN visit ON visit.id = record.visit_id
      WHERE visit.draw_id = ${drawId}
      ORDER BY visit_id, department, kind, reference, version DESC
    ) AS latest`;
}
