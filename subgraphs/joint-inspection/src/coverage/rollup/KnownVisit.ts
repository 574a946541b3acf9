import type { KeptDeadline } from './Measure.js';

/** What the rollups know of a draw whose pools were frozen. */
export interface KnownDraw {
  /** Of its plan. */
  readonly year: number;
  /** Of the freeze, 1 to 12. */
  readonly month: number;
  readonly departments: readonly string[];
  readonly phase: 'FROZEN' | 'DRAWN' | 'VOID';
  /** By id: whose it is, and ids of its planned items; empty until it is drawn. */
  readonly legs: Readonly<Record<string, { readonly department: string; readonly items: readonly string[] }>>;
  /** Ids of items by those of planned items. */
  readonly items: Readonly<Record<string, string>>;
}

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
  /** By planned item: whether there was a problem; null: another department's result stands in its place. */
  readonly results: Readonly<Record<string, boolean | null>>;
  /** Departments whose parts are not carried out; none where all were. */
  readonly notCarriedOut?: readonly string[];
  /** Who was there, by department. */
  readonly crew: Readonly<Record<string, readonly KnownSeat[]>>;
  readonly deadlines: readonly KnownDeadline[];
}

/** A visit that no lot decided. */
export interface KnownOutsideVisit {
  readonly drawId: null;
  readonly subjectId: string;
  readonly department: string;
  readonly inspectedOn: string;
}

export type KnownVisit = KnownDrawnVisit | KnownOutsideVisit;

/** A department's part of a drawn visit. */
export interface VisitPart {
  /** Null: the visit as a whole. */
  readonly department: string | null;
  /** Ids of planned items. */
  readonly items: readonly string[];
}

/** Whether a leg's part of a visit is not carried out. */
export function isLeftOut({ notCarriedOut = [] }: KnownDrawnVisit, draw: KnownDraw, leg: string): boolean {
  return notCarriedOut.includes(draw.legs[leg]?.department ?? '');
}

/** A visit as a whole, less what is not carried out, then the parts of its departments. */
export function partsOf(visit: KnownDrawnVisit, draw: KnownDraw): readonly [VisitPart, ...VisitPart[]] {
  const parts = new Map<string, { department: string; items: string[] }>();
  const whole = { department: null, items: [] as string[] };
  for (const id of visit.legs) {
    const leg = draw.legs[id];
    if (leg === undefined) continue;
    const part = parts.get(leg.department) ?? { department: leg.department, items: [] };
    parts.set(leg.department, part);
    part.items.push(...leg.items);
    if (!isLeftOut(visit, draw, id)) whole.items.push(...leg.items);
  }
  return [whole, ...parts.values()];
}

/** Whether every item of a part has a result. */
export function isMade(visit: KnownDrawnVisit, { items }: VisitPart): boolean {
  return items.length > 0 && items.every((id) => visit.results[id] !== undefined);
}
