import type { Cell } from './Cell.js';
import type { KnownDrawnVisit } from './KnownVisit.js';

/** What a visit that was drawn tells of where its subject stands. */
type Place = Pick<Cell, 'division' | 'creditClass'>;
type PlacedVisit = Place & Pick<KnownDrawnVisit, 'windowFirst'>;

/**
 * Where a subject stands on a day on which no lot sent anybody: in the division and the credit class of the visit drawn for it whose window
 * began last by that day, or else first after it. Where that one does not tell, the next does; empty where no draw in force does.
 * @param day YYYY-MM-DD
 * @param drawn all visits drawn for the subject, in any order
 */
export function placeOn(day: string, drawn: readonly PlacedVisit[]): Place {
  return { division: nearest(day, drawn, 'division'), creditClass: nearest(day, drawn, 'creditClass') };
}

function nearest(day: string, drawn: readonly PlacedVisit[], what: keyof Place): string {
  let best: PlacedVisit | undefined;
  for (const visit of drawn) {
    if (visit[what] !== '' && (best === undefined || isNearer(day, visit, best, what))) best = visit;
  }
  return best?.[what] ?? '';
}

/** Of windows that begin on one day, that of the lower code. */
function isNearer(day: string, one: PlacedVisit, other: PlacedVisit, what: keyof Place): boolean {
  if (one.windowFirst === other.windowFirst) return one[what] < other[what];
  const [isBefore, isOtherBefore] = [one.windowFirst <= day, other.windowFirst <= day];
  if (isBefore !== isOtherBefore) return isBefore;
  return isBefore === one.windowFirst > other.windowFirst;
}
