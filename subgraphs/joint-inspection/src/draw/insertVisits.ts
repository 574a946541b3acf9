import type { CrewedVisit } from '@onevisit/draw';
import { globalId } from '@onevisit/kit';
import { creditCodeProblem } from '@onevisit/schema';
import type { Prisma } from '../database.js';
import type { Draw } from '../generated/client.js';
import type { Execution } from './drawFromRosters.js';

/** Visits, or seats, of one statement: a draw has tens of thousands of visits, and their rows need not all be in memory. */
const BATCH = 1_000;

const INSERT_VISITS = `
  INSERT INTO visit (id, draw_id, key, position, subject_id, uscc, district, window_first, window_last, status,
    leg_ids, leg_count, departments, batch, disclosure)
  SELECT id, $2, key, position, subject_id, uscc, district, window_first, window_last, 'PLANNED',
    leg_ids, cardinality(leg_ids), departments, batch,
    (SELECT disclosure FROM joint_plan JOIN draw ON draw.plan_id = joint_plan.id WHERE draw.id = $2)
  FROM jsonb_to_recordset($1::jsonb) AS batch(id text, key text, position int, subject_id text, uscc text,
    district text, window_first text, window_last text, leg_ids text[], departments text[],
    batch int)`;

const INSERT_SEATS = `
  INSERT INTO crew_seat (visit_id, department, number, specialties, inspector_id, drawn_inspector_id, name,
    certificate_number, post)
  SELECT visit_id, department, number, specialties, inspector_id, inspector_id, name, certificate_number, post
  FROM jsonb_to_recordset($1::jsonb) AS batch(visit_id text, department text, number int, specialties text[],
    inspector_id text, name text, certificate_number text, post text)`;

/** A draw whose visits are kept, and the batches into which they fall. */
export type InsertedDraw = Pick<Draw, 'id' | 'batchFirst' | 'batchLast'>;

/**
 * Inserts a draw's visits in processing order and the seats of their crews, inspectors' names as they were frozen. Its batches
 * are even parts of the visits in that order (draw protocol, section 4): an order by lot.
 */
export async function insertVisits(
  tx: Prisma.TransactionClient,
  draw: InsertedDraw,
  execution: Pick<Execution, 'visits' | 'visitCount' | 'frozen'>,
): Promise<void> {
  for (let first = 0; first < execution.visitCount; first += BATCH) {
    const batch = await execution.visits(first, BATCH);
    const batchOf = (position: number): number | null => batchAt(draw, position, execution.visitCount);
    const { visits, seats } = rowsOf(draw.id, execution.frozen, batch, first, batchOf);
    await tx.$executeRawUnsafe(INSERT_VISITS, JSON.stringify(visits), draw.id);
    for (let seat = 0; seat < seats.length; seat += BATCH) {
      await tx.$executeRawUnsafe(INSERT_SEATS, JSON.stringify(seats.slice(seat, seat + BATCH)));
    }
  }
}

/** The batch of the visit at a position, from 0, of so many. */
function batchAt({ batchFirst, batchLast }: InsertedDraw, position: number, visits: number): number | null {
  if (batchFirst === null || batchLast === null) return null;
  return batchFirst + Math.floor((position * (batchLast - batchFirst + 1)) / visits);
}

function rowsOf(
  drawId: string,
  { terms, inspectors }: Execution['frozen'],
  batch: readonly CrewedVisit[],
  first: number,
  batchOf: (position: number) => number | null,
): { readonly visits: readonly object[]; readonly seats: readonly object[] } {
  const departmentOf = new Map(terms.legs.map((leg) => [leg.id, leg.department]));
  const people = new Map(inspectors.map((person) => [person.id, person]));
  const drawCode = drawId.slice(drawId.lastIndexOf(':') + 1);
  const visits: object[] = [];
  const seats: object[] = [];
  for (const [index, visit] of batch.entries()) {
    const id = globalId('joint-inspection', 'visit', `${drawCode}/${visit.key}`);
    visits.push({
      id,
      key: visit.key,
      position: first + index,
      subject_id: visit.subject,
      uscc: creditCodeProblem(visit.subject) === null ? visit.subject : null,
      district: visit.district,
      window_first: visit.window[0],
      window_last: visit.window[1],
      leg_ids: visit.legs,
      departments: [...new Set(visit.legs.map((leg) => departmentOf.get(leg)))],
      batch: batchOf(first + index),
    });
    for (const [department, team] of Object.entries(visit.crew)) {
      for (const [number, { specialties, inspector }] of team.entries()) {
        const person = inspector === null ? undefined : people.get(inspector);
        seats.push({
          visit_id: id,
          department,
          number,
          specialties,
          inspector_id: inspector,
          name: person?.name ?? null,
          certificate_number: person?.certificateNumber ?? null,
          post: person?.post ?? null,
        });
      }
    }
  }
  return { visits, seats };
}
