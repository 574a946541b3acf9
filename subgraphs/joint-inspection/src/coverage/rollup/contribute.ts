import { ALL, type Cell, datedBy } from './Cell.js';
import type { Figures } from './Figures.js';
import {
  hasEntered,
  isChecked,
  isMade,
  type KnownDraw,
  type KnownDrawnVisit,
  type KnownVisit,
  partsOf,
  type VisitPart,
} from './KnownVisit.js';
import type { Measure } from './Measure.js';
import { SubjectCells } from './SubjectCells.js';

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
  for (const visit of visits) {
    if ('exceptedIn' in visit) subject.lifted(visit.exceptedIn, visit.department);
    else if (visit.drawId === null) subject.enteredOutside(visit, drawn);
  }
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
  const isMadeJointly = parts.slice(1).filter((part) => isChecked(visit, part)).length > 1;
  for (const part of parts) {
    const drawnAt = cellOf(visit, part, visit.windowFirst);
    to.add(drawnAt, 'VISITS_DRAWN', sign);
    if (isJoint) to.add(drawnAt, 'JOINT_VISITS_DRAWN', sign);
    subject.drawn(drawnAt);
    if (visit.inspectedOn === null) continue;
    const at = cellOf(visit, part, visit.inspectedOn);
    if (isMade(visit, part)) {
      to.add(drawnAt, 'VISITS_DRAWN_MADE', sign);
      to.add(at, 'VISITS_MADE', sign);
      if (isMadeJointly) to.add(at, 'JOINT_VISITS_MADE', sign);
      if (part.items.some((id) => hasProblem(visit, id))) to.add(at, 'VISITS_WITH_PROBLEMS', sign);
    }
    contributeCheck(to, visit, part, at, subject, sign);
  }
  for (const department of visit.liftedFor ?? []) subject.lifted(draw.year, department);
  contributeItems(to, visit, draw, parts, sign);
  contributeDeadlines(to, visit, sign);
}

/** Counts what is one from the first result of a check on: whom it was made of, by whom, and through which door. */
function contributeCheck(
  to: Figures,
  visit: KnownDrawnVisit,
  part: VisitPart,
  at: Cell,
  subject: SubjectCells,
  sign: 1 | -1,
): void {
  if (!isChecked(visit, part)) return;
  subject.visited(at);
  if (part.department !== null) contributeTimes(to, visit, part.department, at, sign);
  const entered = part.legs.filter((leg) => hasEntered(visit, leg));
  if (entered.length === 0) return;
  to.add(at, 'DRAWN_DOORS', sign);
  to.add(at, 'SEPARATE_DOORS', sign * entered.length);
  subject.entered(at, entered);
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
      if (!isChecked(visit, { items: [id] })) continue;
      const problem = hasProblem(visit, id);
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
      // Of one without a last day nobody can say that it was kept.
      if (due === null) continue;
      if (closedOn !== null) {
        const measure: Measure = closedOn > due ? `${kind}_LATE` : `${kind}_IN_TIME`;
        to.add({ ...datedBy(due), department: of, division, creditClass }, measure, sign);
      } else to.addDue({ department: of, division, creditClass }, due, kind, sign);
    }
  }
}

function cellOf({ division, creditClass }: KnownDrawnVisit, { department }: VisitPart, day: string): Cell {
  return { ...datedBy(day), department: department ?? ALL, division, creditClass };
}

function hasProblem(visit: KnownDrawnVisit, item: string): boolean {
  return visit.results[item] === 'PROBLEM' || visit.results[item] === 'UNREACHABLE';
}
