import type { PlanRules } from '../rules/PlanRules.js';

/**
 * The departments of a visit for whose items one report is made: those whose rules ask for one comprehensive team
 * (综合检查小组; Luohe art. 4, 18); a department whose rules do not reports alone.
 * @param departments of the visit
 */
export function reportingTogether(
  rules: PlanRules,
  departments: readonly string[],
  department: string,
): readonly string[] {
  const together = departments.filter((code) => rules.of(code).rule('one-visit')?.report === 'ONE');
  return together.includes(department) ? together : [department];
}
