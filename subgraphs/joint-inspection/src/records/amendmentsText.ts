import { type Amendment, amendmentsRecord, canonicalJson, type JsonValue } from '@onevisit/draw';
import type { Database } from '../database.js';
import { crewedVisits, type VisitSelection } from './crewedVisits.js';
import { drawnHashes, type RecordedDraw } from './RecordedDraw.js';

/** The record of a draw's amendments (draw protocol, sections 5 and 6) as canonical JSON; null before the draw. */
export async function amendmentsText(database: Database, draw: RecordedDraw): Promise<string | null> {
  const hashes = drawnHashes(draw);
  if (hashes === null) return null;
  const rows = await database.amendment.findMany({ where: { drawId: draw.id }, orderBy: { number: 'asc' } });
  const touched: VisitSelection = {
    where: { id: { in: [...new Set(rows.flatMap(({ visitIds }) => visitIds))] } },
    orderBy: { position: 'asc' },
  };
  const keys = await database.visit.findMany({ ...touched, select: { id: true, key: true } });
  const record = amendmentsRecord(
    { drawId: draw.id, recordHash: hashes.recordHash },
    rows.map(({ amendment, reason, at }) => ({
      ...(amendment as unknown as Amendment),
      reason,
      at: at.toISOString(),
    })),
    await crewedVisits(database, touched, 'asDrawn'),
    {
      visits: await crewedVisits(database, touched, 'asTheyStand'),
      changed: rows.map(({ visitIds }) => keys.filter(({ id }) => visitIds.includes(id)).map(({ key }) => key)),
    },
  );
  return canonicalJson(record as unknown as JsonValue);
}
