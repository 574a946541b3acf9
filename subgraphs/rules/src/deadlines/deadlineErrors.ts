import { defineErrors } from '@onevisit/kit/errors';

/** Errors of deadlines. */
export const deadlineError = defineErrors({
  OV_RULES_DEADLINE_NO_ITEMS: {
    zh: '本次检查没有任何事项，“最后单项”无从确定；请先列出其事项。',
    en: 'The visit has no items, so none of them can be the last; list its items first.',
  },
  OV_RULES_DEADLINE_SUSPENSION: {
    zh: '中止期间始于 {first}，晚于其末日 {last}；请核对。',
    en: 'A suspension begins on {first}, after its last day {last}; check both.',
  },
  OV_RULES_DEADLINE_PERIOD: {
    zh: '计划期“{period}”有误；请写成 {form}。',
    en: 'The period "{period}" is not one of a plan; write {form}.',
  },
});
