import { defineErrors } from '@onevisit/kit/errors';

/** Errors of rule packs, the quota language and working days. */
export const ruleError = defineErrors({
  OV_RULES_DATE: {
    zh: '“{date}”不是日历上的日期；请写成 YYYY-MM-DD。',
    en: '"{date}" is not a date of the calendar; write YYYY-MM-DD.',
  },
  OV_RULES_DAYS_COUNT: {
    zh: '天数须为 1 到 {most} 的整数，收到 {n}。',
    en: 'A number of days must be a whole number of 1 to {most}, got {n}.',
  },
  OV_RULES_UNREADABLE: {
    zh: '{place}：不是有效的 YAML 或 JSON（{reason}）；请改正后重新导入。',
    en: '{place}: not YAML or JSON ({reason}); correct it and import it again.',
  },
});
