import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { CheckedLeg, PlanCheck } from './CheckedPlan.js';

/**
 * Rule directed-draw: which conditions a task may have, and that specialised work has some (Luohe art. 17).
 * @throws OV_JOINT_RULE_CONDITIONS, OV_JOINT_RULE_SPECIALISED
 */
export const checkDirectedDraw: PlanCheck = ({ legs, rules }) => {
  for (const [index, { department, task }] of legs.entries()) {
    const rule = rules.of(department).rule('directed-draw');
    if (rule === null) continue;
    const cited = citedAs(rule.cite);
    const conditions = conditionsOf(task);
    const forbidden = conditions.find((on) => !rule.conditionsOn.includes(on));
    if (forbidden !== undefined) {
      throw jointError('OV_JOINT_RULE_CONDITIONS', { index, id: task.id, on: forbidden, cited });
    }
    const item = task.items.find(({ specialised }) => specialised);
    if (rule.specialised === 'DIRECTED' && item !== undefined && conditions.length === 0) {
      throw jointError('OV_JOINT_RULE_SPECIALISED', { index, id: task.id, item: item.id, cited });
    }
  }
};

/** What a task has conditions on; on nothing: its draw is undirected (不定向). */
export function conditionsOf({ condition, crew }: CheckedLeg['task']): readonly ('SUBJECTS' | 'INSPECTORS')[] {
  const onSubjects = Object.values(condition).some((values) => values !== null && values.length > 0);
  return [
    ...(onSubjects ? (['SUBJECTS'] as const) : []),
    ...(crew.specialties.length > 0 ? (['INSPECTORS'] as const) : []),
  ];
}
