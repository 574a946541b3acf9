import { defineErrors } from '@onevisit/kit/errors';
import { quotaErrors } from './quota/quotaErrors.js';

/** Errors of rule packs, the quota language and working days. */
export const ruleError = defineErrors({
  ...quotaErrors,
  OV_RULES_DATE: {
    zh: '“{date}”不是日历上的日期；请写成 YYYY-MM-DD。',
    en: '"{date}" is not a date of the calendar; write YYYY-MM-DD.',
  },
});
