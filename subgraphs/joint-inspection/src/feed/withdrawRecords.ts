import { calendarDate } from '@onevisit/kit';
import { Prisma } from '../generated/client.js';
import { lockFeed } from './lockFeed.js';

/** Whose records: results of a draw's visits, or what one disclosure published. */
export type Withdrawn =
  | { readonly drawId: string }
  | { readonly visitId: string; readonly department: string; readonly kind: string; readonly decision: string };

/**
 * Enters, for what was disclosed and holds, that it holds no more (撤销): the next version of each, as it stood last. Of a draw that is void
 * the results; a decision on a penalty stands on what was found at the door, not on the lot, until it is annulled itself.
 * @param reason DRAW_VOID, or GraphQL's NotPublicReason
 * @returns how many records
 */
export async function withdrawRecords(
  tx: Prisma.TransactionClient,
  withdrawn: Withdrawn,
  reason: string,
  now: Date,
): Promise<number> {
  const last = await lockFeed(tx);
  const stamp = JSON.stringify({ withdrawnOn: calendarDate(now), withdrawalReason: reason });
  return await tx.$executeRaw`
    INSERT INTO disclosure_record (seq, visit_id, department, kind, reference, version, replaces, content, entered_at)
    SELECT ${last}::int + row_number() OVER (ORDER BY latest.seq), latest.visit_id, latest.department, latest.kind, latest.reference,
      latest.version + 1, latest.seq, latest.content || ${stamp}::jsonb, ${now}
    FROM (
      SELECT DISTINCT ON (visit_id, department, kind, reference) record.*
      FROM disclosure_record AS record JOIN visit ON visit.id = record.visit_id
      WHERE ${conditionOf(withdrawn)}
      ORDER BY visit_id, department, kind, reference, version DESC
    ) AS latest
    WHERE latest.content ->> 'withdrawnOn' IS NULL`;
}

function conditionOf(withdrawn: Withdrawn): Prisma.Sql {
  if ('drawId' in withdrawn) return Prisma.sql`visit.draw_id = ${withdrawn.drawId} AND record.kind = 'RESULT'`;
  const { visitId, department, kind, decision } = withdrawn;
  const one = Prisma.sql`record.visit_id = ${visitId} AND record.department = ${department}`;
  if (kind === 'RESULTS') return Prisma.sql`${one} AND record.kind = 'RESULT'`;
  return Prisma.sql`${one} AND record.kind = 'PENALTY' AND record.reference = ${decision}`;
}
