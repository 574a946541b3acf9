/** Kinds of deadlines that are a department's to keep: those of its reports and of what it discloses. */
export const KEPT_DEADLINES = ['REPORT', 'DISCLOSURE', 'PENALTY_DISCLOSURE'] as const;

export type KeptDeadline = (typeof KEPT_DEADLINES)[number];

/** From so many doors on, subjects are counted together. */
export const MOST_DOORS = 10;

/**
 * What is counted in a cell. Drawn visits are dated by the first day of their windows, visits that were made by the day of the
 * inspection, deadlines by their last day, draws by the day of their freeze in the year of their plan.
 */
export type Measure =
  /** Visits of draws in force; those that departments share. */
  | 'VISITS_DRAWN'
  | 'JOINT_VISITS_DRAWN'
  | 'SUBJECTS_DRAWN'
  /** Visits whose items all have results, but those of parts that are not carried out: of a department, whose own items do. */
  | 'VISITS_MADE'
  | 'JOINT_VISITS_MADE'
  /** Legs of these visits that were carried out: visits, had each leg made its own. */
  | 'SEPARATE_VISITS'
  | 'VISITS_WITH_PROBLEMS'
  | 'SUBJECTS_VISITED'
  | 'SUBJECTS_VISITED_IN_2_YEARS'
  | 'SUBJECTS_VISITED_IN_3_YEARS'
  | NextVisit
  /** Results of items, and those with a problem. */
  | 'ITEM_RESULTS'
  | 'ITEM_PROBLEMS'
  /** Seats of visits that were made; those of office staff. */
  | 'TIMES'
  | 'OFFICE_TIMES'
  /** Doors entered, whether a lot decided or not; subjects by how many. */
  | 'DOORS'
  | `SUBJECTS_WITH_${number}_DOORS`
  | `${KeptDeadline}_IN_TIME`
  | `${KeptDeadline}_LATE`
  | 'DRAWS_FROZEN'
  | 'DRAWS_VOID'
  | 'DRAWS_VOID_AFTER_DRAWN'
  | Distinct;

/**
 * Subjects of a department that were visited in the year, by the year in which they were visited next: of so many years, however many, each
 * subject is counted once, in the last in which it was visited.
 */
export type NextVisit = 'SUBJECTS_NOT_VISITED_SINCE' | `SUBJECTS_NEXT_VISITED_IN_${number}`;

/** How many different keys a tally has. */
type Distinct = 'ITEMS_PLANNED' | 'ITEMS_EXERCISED' | 'INSPECTORS_SEATED' | 'INSPECTORS_TAKING_PART';

/** What is counted by key: an item or an inspector. */
export type TallyMeasure = 'ITEM_PLANNED' | 'ITEM_RESULTS' | 'ITEM_PROBLEMS' | 'SEATS' | 'TIMES';

/** The measure that says how many keys of a tally there are. */
export const KEYS_OF: Readonly<Record<TallyMeasure, Distinct | null>> = {
  ITEM_PLANNED: 'ITEMS_PLANNED',
  ITEM_RESULTS: 'ITEMS_EXERCISED',
  ITEM_PROBLEMS: null,
  SEATS: 'INSPECTORS_SEATED',
  TIMES: 'INSPECTORS_TAKING_PART',
};
