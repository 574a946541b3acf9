import { type AuditorsRecord, type CrewedVisit, departmentsOf, parseTerms, type QuotaRow } from '@onevisit/draw';
import type { Database } from '../database.js';
import { frozenInspectors } from './frozenInspectors.js';
import { recordOf } from './recordOf.js';

/** Visits read at once. */
const BATCH = 2_000;

/** The auditor's record of a draw from what is stored; null before it was drawn. */
export async function storedRecord(database: Database, drawId: string): Promise<AuditorsRecord | null> {
  const draw = await database.draw.findUniqueOrThrow({ where: { id: drawId }, include: { nonces: true } });
  const { seed, rosterRoot, leafCount } = draw;
  if (seed === null || rosterRoot === null || leafCount === null) return null;
  const terms = parseTerms(draw.terms);
  const inspectors = await frozenInspectors(database, drawId, departmentsOf(terms));
  return await recordOf(
    database,
    draw,
    { terms, inspectors, leaves: leafCount, rosterRoot },
    {
      seed,
      publicEntropy: draw.publicEntropy ?? '',
      quotas: draw.quotas as unknown as readonly QuotaRow[],
      visits: await storedVisits(database, drawId),
    },
  );
}

/** The visits of a draw in processing order, with their crews, as the draw made them. */
async function storedVisits(database: Database, drawId: string): Promise<readonly CrewedVisit[]> {
  const visits: CrewedVisit[] = [];
  for (;;) {
    const rows = await database.visit.findMany({
      where: { drawId, position: { gte: visits.length } },
      orderBy: { position: 'asc' },
      take: BATCH,
      include: { seats: { orderBy: [{ department: 'asc' }, { number: 'asc' }] } },
    });
    if (rows.length === 0) return visits;
    for (const { key, subjectId: subject, district, windowFirst, windowLast, legIds: legs, seats } of rows) {
      const crew: Record<string, { specialties: string[]; inspector: string | null }[]> = {};
      for (const { department, specialties, drawnInspectorId: inspector } of seats) {
        const team = crew[department] ?? [];
        team.push({ specialties, inspector });
        crew[department] = team;
      }
      visits.push({ key, subject, district, window: [windowFirst, windowLast], legs, crew });
    }
  }
}
