import { citedAs } from '@onevisit/rules';
import { jointError } from '../../errors.js';
import type { CheckedLeg, PlanCheck } from './CheckedPlan.js';

type Item = CheckedLeg['task']['items'][number];

/** Whether an item states a part of the list. */
const STATES = {
  BASIS: ({ basis }: Item) => basis.some(stated),
  SUBJECT: ({ subjectKind }: Item) => stated(subjectKind),
  CONTENT: ({ content }: Item) => stated(content),
  METHOD: ({ methods }: Item) => methods.length > 0,
};

/**
 * Rule item-list: every item states what the list of items needs (Karamay 三(一); Luohe art. 8; Chifeng 三(一)3).
 * @throws OV_JOINT_RULE_ITEM_LIST
 */
export const checkItemList: PlanCheck = ({ legs, rules }) => {
  for (const [index, { department, task }] of legs.entries()) {
    const rule = rules.of(department).rule('item-list');
    if (rule === null) continue;
    for (const item of task.items) {
      const lacks = rule.needs.filter((part) => !STATES[part](item));
      if (lacks.length === 0) continue;
      const values = { index, item: item.id, lacks: lacks.join(', '), cited: citedAs(rule.cite) };
      throw jointError('OV_JOINT_RULE_ITEM_LIST', values);
    }
  }
};

function stated(text: string): boolean {
  return text.trim() !== '';
}
