import { ALL, type Cell, cellKey, cellsAround, WHOLE_YEAR } from './Cell.js';
import type { Figures } from './Figures.js';
import {
  isLeftOut,
  isMade,
  type KnownDraw,
  type KnownDrawnVisit,
  type KnownOutsideVisit,
  type KnownVisit,
  partsOf,
  type VisitPart,
} from './KnownVisit.js';
import { type Measure, MOST_DOORS, type NextVisit } from './Measure.js';
import { placeOn } from './placeOn.js';

/** Finds what is known of a draw. */
export type DrawOf = (id: string) => KnownDraw;

/**
 * Counts all that the visits of one subject come to. Figures are the sums of this over all subjects: whatever happens to a visit, what its
 * subject came to before is taken away, and what it comes to now is added.
 * @param sign 1 adds, -1 takes away
 */
export function contribute(to: Figures, visits: readonly KnownVisit[], drawOf: DrawOf, sign: 1 | -1): void {
  const subject = new SubjectCells();
  const drawn = visits.filter((visit) => visit.drawId !== null);
  for (const visit of drawn) contributeDrawn(to, visit, drawOf(visit.drawId), subject, sign);
  for (const visit of visits) if (visit.drawId === null) subject.enteredOutside(visit, drawn);
  subject.contribute(to, sign);
}

function contributeDrawn(
  to: Figures,
  visit: KnownDrawnVisit,
  draw: KnownDraw,
  subject: SubjectCells,
  sign: 1 | -1,
): void {
  const parts = partsOf(visit, draw);
  const isJoint = parts.length > 2;
  const legs = visit.legs.filter((id) => !isLeftOut(visit, draw, id));
  const isMadeJointly = new Set(legs.map((id) => draw.legs[id]?.department)).size > 1;
  for (const part of parts) {
    const drawnAt = cellOf(visit, part, visit.windowFirst);
    to.add(drawnAt, 'VISITS_DRAWN', sign);
    if (isJoint) to.add(drawnAt, 'JOINT_VISITS_DRAWN', sign);
    subject.drawn(drawnAt);
    if (visit.inspectedOn === null || !isMade(visit, part)) continue;
    const madeAt = cellOf(visit, part, visit.inspectedOn);
    to.add(madeAt, 'VISITS_MADE', sign);
    if (isMadeJointly) to.add(madeAt, 'JOINT_VISITS_MADE', sign);
    to.add(madeAt, 'SEPARATE_VISITS', sign * legs.length);
    if (part.items.some((id) => visit.results[id] === true)) to.add(madeAt, 'VISITS_WITH_PROBLEMS', sign);
    subject.visited(madeAt);
    if (part.department !== null) contributeTimes(to, visit, part.department, madeAt, sign);
  }
  contributeItems(to, visit, draw, parts, sign);
  contributeDeadlines(to, visit, sign);
}

function contributeTimes(to: Figures, visit: KnownDrawnVisit, department: string, at: Cell, sign: 1 | -1): void {
  for (const { inspector, office } of visit.crew[department] ?? []) {
    to.tally(at, 'TIMES', inspector, sign);
    for (const cell of [at, { ...at, department: ALL }]) {
      to.add(cell, 'TIMES', sign);
      if (office) to.add(cell, 'OFFICE_TIMES', sign);
    }
  }
}

function contributeItems(
  to: Figures,
  visit: KnownDrawnVisit,
  draw: KnownDraw,
  parts: readonly VisitPart[],
  sign: 1 | -1,
): void {
  if (visit.inspectedOn === null) return;
  for (const part of parts) {
    const at = cellOf(visit, part, visit.inspectedOn);
    for (const id of part.items) {
      const problem = visit.results[id];
      if (problem === undefined || problem === null) continue;
      to.add(at, 'ITEM_RESULTS', sign);
      if (problem) to.add(at, 'ITEM_PROBLEMS', sign);
      if (part.department === null) continue;
      const item = draw.items[id] ?? id;
      to.tally(at, 'ITEM_RESULTS', item, sign);
      if (problem) to.tally(at, 'ITEM_PROBLEMS', item, sign);
    }
  }
}

function contributeDeadlines(to: Figures, visit: KnownDrawnVisit, sign: 1 | -1): void {
  const { division, creditClass } = visit;
  for (const { department, kind, due, closedOn } of visit.deadlines) {
    for (const of of [department, ALL]) {
      if (closedOn !== null) {
        const measure: Measure = due !== null && closedOn > due ? `${kind}_LATE` : `${kind}_IN_TIME`;
        to.add({ ...datedBy(due ?? closedOn), department: of, division, creditClass }, measure, sign);
      } else if (due !== null) to.addDue({ department: of, division, creditClass }, due, kind, sign);
    }
  }
}

function cellOf({ division, creditClass }: KnownDrawnVisit, { department }: VisitPart, day: string): Cell {
  return { ...datedBy(day), department: department ?? ALL, division, creditClass };
}

/** @param day YYYY-MM-DD */
function datedBy(day: string): Pick<Cell, 'year' | 'month'> {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

/** In which cells a subject stands: it counts once in each, however many visits it has there. */
class SubjectCells {
  readonly #once = new Map<Measure, Set<string>>();
  /** Doors entered in a cell. */
  readonly #doors = new Map<string, number>();
  /** Years in which departments visited it. */
  readonly #years = new Map<string, Set<number>>();

  drawn(cell: Cell): void {
    for (const each of cellsAround(cell)) this.#mark('SUBJECTS_DRAWN', cellKey(each));
  }

  visited(cell: Cell): void {
    const { department, year } = cell;
    if (department !== ALL) this.#years.set(department, (this.#years.get(department) ?? new Set()).add(year));
    for (const each of cellsAround(cell)) {
      const key = cellKey(each);
      this.#mark('SUBJECTS_VISITED', key);
      this.#enter(key);
      if (each.month !== WHOLE_YEAR) continue;
      // In each year from which one looks back so far that this visit is seen.
      for (const ago of [0, 1, 2]) {
        const seen = cellKey({ ...each, year: each.year + ago });
        if (ago < 2) this.#mark('SUBJECTS_VISITED_IN_2_YEARS', seen);
        this.#mark('SUBJECTS_VISITED_IN_3_YEARS', seen);
      }
    }
  }

  /** Nobody says of a visit that no lot decided where its subject stands: draws do. */
  enteredOutside({ department, inspectedOn }: KnownOutsideVisit, drawn: readonly KnownDrawnVisit[]): void {
    const place = placeOn(inspectedOn, drawn);
    for (const of of [department, ALL]) {
      const cell = { ...datedBy(inspectedOn), department: of, ...place };
      for (const each of cellsAround(cell)) this.#enter(cellKey(each));
    }
  }

  contribute(to: Figures, sign: 1 | -1): void {
    for (const [department, visited] of this.#years) {
      const years = [...visited].sort((a, b) => a - b);
      for (const [index, year] of years.entries()) {
        const next = years[index + 1];
        const measure: NextVisit =
          next === undefined ? 'SUBJECTS_NOT_VISITED_SINCE' : `SUBJECTS_NEXT_VISITED_IN_${next}`;
        to.add({ year, month: WHOLE_YEAR, department, division: ALL, creditClass: ALL }, measure, sign);
      }
    }
    for (const [measure, keys] of this.#once) for (const key of keys) to.addExactly(key, measure, sign);
    for (const [key, doors] of this.#doors) {
      to.addExactly(key, 'DOORS', sign * doors);
      to.addExactly(key, `SUBJECTS_WITH_${Math.min(doors, MOST_DOORS)}_DOORS`, sign);
    }
  }

  #enter(key: string): void {
    this.#doors.set(key, (this.#doors.get(key) ?? 0) + 1);
  }

  #mark(measure: Measure, key: string): void {
    const keys = this.#once.get(measure) ?? new Set();
    this.#once.set(measure, keys.add(key));
  }
}
