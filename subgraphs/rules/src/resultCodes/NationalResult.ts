/**
 * Results of an inspection, national list (检查结果), in its order; several may apply. Names are those of the graph's ResultCode,
 * texts those of the list. Systems number them differently, so that a number alone says nothing.
 */
export const NATIONAL_RESULTS = [
  'NO_PROBLEM',
  'NOT_PUBLISHED',
  'FALSE_INFORMATION',
  'UNREACHABLE',
  'CORRECTION_ORDERED',
  'NOT_COOPERATING',
  'NO_SUCH_BUSINESS',
  'FOLLOW_UP_PENDING',
] as const;

export type NationalResult = (typeof NATIONAL_RESULTS)[number];

/** Results that are no problem: none was found, or no business of the kind. */
export const UNPROBLEMATIC: readonly NationalResult[] = ['NO_PROBLEM', 'NO_SUCH_BUSINESS'];

/** Whether results of an item, if there are any, tell of a problem. */
export function isProblem(results: readonly string[]): boolean {
  return results.some((result) => !UNPROBLEMATIC.some((each) => each === result));
}
