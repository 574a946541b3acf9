import type { Lists } from '../lists/listsLoader.js';
import type { CellFigures } from './CellFigures.js';
import type { CapUse } from './capUse.js';

/** GraphQL's IndicatorCode. */
export type IndicatorCode =
  | 'ITEMS_BY_LOT'
  | 'ITEMS_EXERCISED'
  | 'SUBJECTS_VISITED'
  | 'SUBJECTS_VISITED_IN_2_YEARS'
  | 'SUBJECTS_VISITED_IN_3_YEARS'
  | 'INSPECTORS_TAKING_PART'
  | 'OFFICE_STAFF_SHARE'
  | 'VISITS_MADE'
  | 'VISITS_CARRIED_OUT'
  | 'JOINT_SHARE'
  | 'VISITS_SAVED'
  | 'DOORS_PER_SUBJECT'
  | 'REPEAT_RATE'
  | 'CAP_USE'
  | 'FINDING_RATE'
  | 'ITEM_FINDING_RATE'
  | 'DISCLOSED_ON_TIME'
  | 'OVERDUE'
  | 'VOID_DRAWS';

/** What only a department can count: its items, items by lot, pool and inspectors. */
export type DepartmentCount = Exclude<keyof Lists, 'on'>;

/** What an indicator is made of besides the figures of its cell. */
export interface IndicatorGround {
  readonly figures: CellFigures;
  /** Of each department: of one, those figures alone. */
  readonly departments: readonly CellFigures[];
  /** How much of the cap of visits was used; null where it was not asked for, or is none of the cell's. */
  readonly cap: CapUse | null;
}

/** Where it says that this is to be looked at. */
export interface IndicatorSource {
  /** Key of a shipped rule pack's document, or of this project's own. */
  readonly document: string;
  readonly article: string;
}

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What an indicator is, and how it comes about. */
export interface IndicatorDefinition {
  readonly code: IndicatorCode;
  readonly name: Text;
  /** In words, what stands above and below. */
  readonly numeratorIs: Text;
  readonly denominatorIs: Text;
  readonly sources: readonly IndicatorSource[];
  /** What only the department counts, or null where there is nothing to count. */
  readonly numerator: ((ground: IndicatorGround) => number | null) | DepartmentCount;
  /** Null where there is nothing to divide by; or what only the department counts. */
  readonly denominator: ((ground: IndicatorGround) => number | null) | DepartmentCount | null;
  /** Whether it makes sense of a month, of a division, and of a credit class. */
  readonly of: { readonly months: boolean; readonly parts: boolean };
}
