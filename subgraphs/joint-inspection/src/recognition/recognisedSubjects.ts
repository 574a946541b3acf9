import { ByteTable } from '@onevisit/draw';
import type { Database } from '../database.js';

/** A leg for which results of others may be recognised. */
export interface RecognisingLeg {
  readonly department: string;
  readonly items: readonly string[];
  /** Last day of its window. */
  readonly lastDay: string;
}

/**
 * The subjects of whom a department recognises results for every item of a leg, up to the last day of its window: a visit
 * of it would have nothing left to check. Results of draws that are void are recognised no more, nor are those whose
 * recognition was ended.
 */
export async function recognisedSubjects(
  database: Database,
  { department, items, lastDay }: RecognisingLeg,
): Promise<ByteTable> {
  const rows = await database.$queryRaw<{ subject_id: string }[]>`
    SELECT recognition.subject_id FROM recognition
    JOIN visit ON visit.id = recognition.cited_visit_id
    JOIN draw ON draw.id = visit.draw_id AND draw.phase = 'DRAWN'
    WHERE department = ${department} AND item_id = ANY(${[...items]}) AND valid_to >= ${lastDay} AND ended_on IS NULL
    GROUP BY recognition.subject_id HAVING count(DISTINCT item_id) = ${new Set(items).size}`;
  return ByteTable.of(rows.map((row) => row.subject_id));
}
