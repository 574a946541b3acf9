import { defineErrors } from '@onevisit/kit/errors';

/** Errors of rule packs, the quota language and working days. */
export const ruleError = defineErrors({
  OV_RULES_VALUE_UNSET: {
    zh: '细则“{pack}”第 {version} 版的 rules.{rule}.{field} 尚未设定（{whyZh}），不得猜测。请装载一个继承它的细则，引用原文件并将该值设为 {atLeast} 到 {atMost} 之间。',
    en: 'rules.{rule}.{field} of rule pack "{pack}" version {version} is not set ({why}), and nobody guesses it. Load a pack that extends it, cites the original and sets the value, from {atLeast} to {atMost}.',
  },
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
