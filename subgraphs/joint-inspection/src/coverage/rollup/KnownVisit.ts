import type { DoorLeg } from './doorsOfSubject.js';
import type { KeptDeadline } from './Measure.js';

/** What the rollups know of a draw whose pools were frozen. */
export interface KnownDraw {
  /** Of its plan. */
  readonly year: number;
  /** Of the freeze, 1 to 12. */
  readonly month: number;
  readonly departments: readonly string[];
  readonly phase: 'FROZEN' | 'DRAWN' | 'VOID';
  /** By id; empty until it is drawn. */
  readonly legs: Readonly<Record<string, KnownLeg>>;
  /** Ids of items by those of planned items. */
  readonly items: Readonly<Record<string, string>>;
}

/** A leg of a draw, with ids of its planned items. */
export interface KnownLeg extends DoorLeg {
  readonly items: readonly string[];
}

/**
 * What is known of an item's result: nothing was wrong; something was; the subject was not to be reached (无法联系), so that no door was
 * entered; or it is another department's, in place of a check.
 */
export type KnownResult = 'CLEAN' | 'PROBLEM' | 'UNREACHABLE' | 'RECOGNISED';

/** A seat of a team that has begun: nobody changes in it any more. */
export interface KnownSeat {
  readonly inspector: string;
  readonly office: boolean;
}

/** A deadline of a department. */
export interface KnownDeadline {
  readonly department: string;
  readonly kind: KeptDeadline;
  readonly reference: string;
  readonly due: string | null;
  readonly closedOn: string | null;
}

/** A visit of a draw in force. */
export interface KnownDrawnVisit {
  readonly drawId: string;
  readonly subjectId: string;
  readonly division: string;
  /** As drawn: of a leg whose pool was divided by it; empty where that is not known. */
  readonly creditClass: string;
  readonly windowFirst: string;
  readonly legs: readonly string[];
  readonly inspectedOn: string | null;
  /** By planned item. */
  readonly results: Readonly<Record<string, KnownResult>>;
  /** Departments whose parts are not carried out; none where all were. */
  readonly notCarriedOut?: readonly string[];
  /** Who was there, by department: who checked in, or, where nobody was asked to, who held the seats. */
  readonly crew: Readonly<Record<string, readonly KnownSeat[]>>;
  /** Departments for whom a mark lifted a cap that would have kept the subject out; none where nothing did. */
  readonly liftedFor?: readonly string[];
  readonly deadlines: readonly KnownDeadline[];
}

/** A visit that no lot decided, and that reached the subject. */
export interface KnownOutsideVisit extends DoorLeg {
  readonly drawId: null;
  readonly subjectId: string;
  readonly inspectedOn: string;
}

/** An exception from a department's cap of visits to a subject. */
export interface KnownException {
  readonly drawId: null;
  readonly subjectId: string;
  readonly department: string;
  readonly exceptedIn: number;
}

export type KnownVisit = KnownDrawnVisit | KnownOutsideVisit | KnownException;

/** A department's part of a drawn visit. */
export interface VisitPart {
  /** Null: the visit as a whole. */
  readonly department: string | null;
  readonly legs: readonly KnownLeg[];
  /** Ids of planned items. */
  readonly items: readonly string[];
}

/** A visit as a whole, less what is not carried out, then the parts of its departments. */
export function partsOf(visit: KnownDrawnVisit, draw: KnownDraw): readonly [VisitPart, ...VisitPart[]] {
  const { notCarriedOut = [] } = visit;
  const legs = visit.legs.flatMap((id) => draw.legs[id] ?? []);
  const departments = [...new Set(legs.map(({ department }) => department))];
  const whole = legs.filter(({ department }) => !notCarriedOut.includes(department));
  return [
    partOf(null, whole),
    ...departments.map((code) =>
      partOf(
        code,
        legs.filter(({ department }) => department === code),
      ),
    ),
  ];
}

function partOf(department: string | null, legs: readonly KnownLeg[]): VisitPart {
  return { department, legs, items: legs.flatMap(({ items }) => items) };
}

/** Whether every item of a part has a result. */
export function isMade(visit: KnownDrawnVisit, { items }: VisitPart): boolean {
  return items.length > 0 && items.every((id) => visit.results[id] !== undefined);
}

/** Whether something was checked of a leg or a part: it has a result of its own. */
export function isChecked(visit: KnownDrawnVisit, { items }: Pick<VisitPart, 'items'>): boolean {
  return items.some((id) => visit.results[id] !== undefined && visit.results[id] !== 'RECOGNISED');
}

/** Whether a door was entered for a leg: something was checked, and the subject reached. */
export function hasEntered(visit: KnownDrawnVisit, { items }: KnownLeg): boolean {
  return items.some((id) => visit.results[id] === 'CLEAN' || visit.results[id] === 'PROBLEM');
}
