import type { AuditorsRecord, CrewedVisit, QuotaRow } from '@onevisit/draw';
import type { Database } from '../database.js';
import { recordOf } from './execute.js';
import { readFrozen } from './freeze.js';

/** The auditor's record of a draw from what is stored; null before it was drawn. */
export async function storedRecord(database: Database, drawId: string): Promise<AuditorsRecord | null> {
  const draw = await database.draw.findUniqueOrThrow({ where: { id: drawId }, include: { nonces: true } });
  if (draw.seed === null || draw.quotas === null) return null;
  const frozen = await readFrozen(database, draw);
  const quotas = draw.quotas as unknown as readonly QuotaRow[];
  const visits = await storedVisits(database, drawId);
  return await recordOf(database, draw, frozen, {
    seed: draw.seed,
    publicEntropy: draw.publicEntropy ?? '',
    quotas,
    visits,
  });
}

/** The visits of a draw in processing order, with their crews, as the draw made them. */
async function storedVisits(database: Database, drawId: string): Promise<readonly CrewedVisit[]> {
  const rows = await database.visit.findMany({
    where: { drawId },
    orderBy: { position: 'asc' },
    include: { seats: { orderBy: [{ department: 'asc' }, { number: 'asc' }] } },
  });
  return rows.map((row): CrewedVisit => {
    const crew: Record<string, { specialties: string[]; inspector: string | null }[]> = {};
    for (const { department, specialties, inspectorId } of row.seats) {
      const team = crew[department] ?? [];
      crew[department] = [...team, { specialties, inspector: inspectorId }];
    }
    return {
      key: row.key,
      subject: row.subjectId,
      district: row.district,
      window: [row.windowFirst, row.windowLast],
      legs: row.legIds,
      crew,
    };
  });
}
