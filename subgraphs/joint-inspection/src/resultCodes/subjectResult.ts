import { NATIONAL_RESULTS, type NationalResult, UNPROBLEMATIC } from '@onevisit/rules';

/** The results of an item in a visit; none where another department's is recognised, null where there is none yet. */
export type ItemResults = readonly string[] | null;

/** The result of a subject in a visit, derived from those of its items: GraphQL's SubjectResult. */
export interface SubjectResult {
  /** Of the national list, in its order. */
  readonly results: readonly NationalResult[];
  readonly items: number;
  /** Of these, with a result of their own. */
  readonly checked: number;
  /** Of these, for which another department's result stands. */
  readonly recognised: number;
  readonly complete: boolean;
  readonly rule: { readonly zh: string; readonly en: string };
}

/** The rule by which it is derived. */
const RULE = {
  zh: '各事项发现的问题并列；均未发现问题的为“未发现问题”；所查各项均无相关经营活动的为“未发现开展本次抽查涉及的经营活动”；互认的事项以所引用部门的结论为准，不计入。',
  en: 'Every problem of an item stands; NO_PROBLEM where no item has one; NO_SUCH_BUSINESS where that was found of every item that was checked. Recognised items have the conclusion of the department that is cited, and do not count.',
} as const;

/** Derives a subject's result from those of its items; null while no item has any. The order of items makes no difference. */
export function subjectResult(items: readonly ItemResults[]): SubjectResult | null {
  const known = items.filter((results) => results !== null);
  if (known.length === 0) return null;
  const found = new Set(known.flat());
  const problems = NATIONAL_RESULTS.filter((result) => found.has(result) && !UNPROBLEMATIC.includes(result));
  const calm = UNPROBLEMATIC.filter((result) => found.has(result)).slice(0, 1);
  const recognised = known.filter((results) => results.length === 0).length;
  return {
    results: problems.length > 0 ? problems : calm,
    items: items.length,
    checked: known.length - recognised,
    recognised,
    complete: known.length === items.length,
    rule: RULE,
  };
}
