/**
 * Why a department's part of a visit was not made: GraphQL's VisitOutcomeKind. Two leave it to be made on another day; of the others
 * each is a result of the national list.
 */
export const RESULT_OF_OUTCOME = {
  SUBJECT_ABSENT: null,
  CREW_ABSENT: null,
  CLOSED: 'NO_SUCH_BUSINESS',
  MOVED: 'UNREACHABLE',
  NOT_FOUND: 'UNREACHABLE',
} as const;

export type VisitOutcomeKind = keyof typeof RESULT_OF_OUTCOME;

/** Outcomes with which a department's part is over, as its items have the result that says so. */
export const FINAL_OUTCOMES: readonly string[] = Object.entries(RESULT_OF_OUTCOME).flatMap(([kind, result]) =>
  result === null ? [] : [kind],
);
