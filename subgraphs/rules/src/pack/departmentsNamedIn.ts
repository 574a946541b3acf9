import type { RulePack } from './RulePack.js';

/** Codes of the departments that a pack speaks of, in alphabetical order. */
export function departmentsNamedIn({ jurisdiction, rules }: RulePack): readonly string[] {
  const targets = rules['item-coverage']?.targets ?? [];
  const named = [
    ...(jurisdiction.department === undefined ? [] : [jurisdiction.department]),
    ...targets.flatMap(({ departments }) => (departments === 'ALL' ? [] : departments)),
    ...(rules['pool-coverage']?.wholePool?.gridDepartments ?? []),
  ];
  return [...new Set(named)].sort();
}
