/** Kinds of deadlines that are a department's to keep: those of its reports, of what it discloses, and of its answers to objections. */
export const KEPT_DEADLINES = ['REPORT', 'DISCLOSURE', 'PENALTY_DISCLOSURE', 'ANSWER'] as const;

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
  /** The same, dated as visits drawn are. */
  | 'VISITS_DRAWN_MADE'
  /** Those in which several departments have results of checks of their own. */
  | 'JOINT_VISITS_MADE'
  | 'VISITS_WITH_PROBLEMS'
  /** Doors entered by drawn visits; by their legs, had each made a visit of its own. */
  | 'DRAWN_DOORS'
  | 'SEPARATE_DOORS'
  /** Subjects with a result of a check in a drawn visit, whatever it says; of a department, of a check of its own. */
  | 'SUBJECTS_VISITED'
  | 'SUBJECTS_VISITED_IN_2_YEARS'
  | 'SUBJECTS_VISITED_IN_3_YEARS'
  | NextVisit
  /** Results of items, and those with a problem. */
  | 'ITEM_RESULTS'
  | 'ITEM_PROBLEMS'
  /** Times that somebody took part in a check; those of office staff. */
  | 'TIMES'
  | 'OFFICE_TIMES'
  /** Doors entered, whether a lot decided or not; subjects by how many, and by which. */
  | 'DOORS'
  | `SUBJECTS_WITH_${number}_DOORS`
  | DoorsMeasure
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

/** Subjects at whom just these doors were entered in the whole year: see `measureOfDoors`. */
export type DoorsMeasure = `SUBJECTS_AT:${string}`;

export function isOfDoors(measure: string): measure is DoorsMeasure {
  return measure.startsWith('SUBJECTS_AT:');
}

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
