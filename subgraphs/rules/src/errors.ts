import { defineErrors } from '@onevisit/kit/errors';
import { quotaErrors } from './quota/quotaErrors.js';

/** Errors of rule packs, the quota language and working days. */
export const ruleError = defineErrors({
  ...quotaErrors,
  OV_RULES_VALUE_UNSET: {
    zh: '细则“{pack}”第 {version} 版的 rules.{rule}.{field} 尚未设定（{whyZh}），不得猜测。请装载一个继承它的细则，引用原文件并将该值设为 {atLeast} 到 {atMost} 之间。',
    en: 'rules.{rule}.{field} of rule pack "{pack}" version {version} is not set ({why}), and nobody guesses it. Load a pack that extends it, cites the original and sets the value, from {atLeast} to {atMost}.',
  },
  OV_RULES_PACK_INVALID: {
    zh: '细则文件有 {count} 处错误，均未装载；请逐一改正。',
    en: 'Errors in rule pack files: {count}; none of the files was loaded. Correct each:\n{list}',
  },
  OV_RULES_PACK_SYNTAX: {
    zh: '不是有效的 YAML（或 JSON）：{problem}；请改正缩进、引号或括号。',
    en: 'Not YAML (nor JSON): {problem}; correct indentation, quotes or brackets.',
  },
  OV_RULES_PACK_DUPLICATE_KEY: {
    zh: '同一处写了两次相同的键；请只保留一个。',
    en: 'The same key stands twice in one place; keep one of them.',
  },
  OV_RULES_PACK_UNKNOWN_KEY: {
    zh: '没有“{key}”这个键（{path}）；请改正拼写或删去，可用的键见 schemas/rule-pack.schema.json。',
    en: 'There is no key "{key}" ({path}); correct its spelling or leave it out. The keys are in schemas/rule-pack.schema.json.',
  },
  OV_RULES_PACK_UNKNOWN_KIND: {
    zh: '没有“{kind}”这类规则；可用：{kinds}。',
    en: 'There is no kind of rule "{kind}"; there are: {kinds}.',
  },
  OV_RULES_PACK_MISSING: {
    zh: '缺少 {path}；请补上。',
    en: '{path} is missing; add it.',
  },
  OV_RULES_PACK_VALUE: {
    zh: '{path} 的值有误：{zh}；请改正。',
    en: 'The value of {path} is wrong: {en}; correct it.',
  },
  OV_RULES_PACK_NOT_CITED: {
    zh: '{path} 没有依据；请写明文件、条款和原文（document、article、text）。',
    en: '{path} has no citation; name the document, the article and the original wording (document, article, text).',
  },
  OV_RULES_PACK_DOCUMENT_UNKNOWN: {
    zh: '引用的文件“{document}”未列入 documents；请列入，或改为：{documents}。',
    en: 'Document "{document}" is cited but not listed; add it to documents, or cite one of: {documents}.',
  },
  OV_RULES_PACK_DOCUMENT_TAKEN: {
    zh: '文件编号“{document}”已有其他文件使用；请另取一个。',
    en: 'Another document has the id "{document}"; choose another.',
  },
  OV_RULES_PACK_DATES: {
    zh: '{path}：{later} 早于 {earlier}；请改正日期。',
    en: '{path}: {later} is before {earlier}; correct the dates.',
  },
  OV_RULES_PACK_TAKEN: {
    zh: '细则“{pack}”第 {version} 版已有另一份；已发布的版本不可更改，请改用新的版本号。',
    en: 'There is another version {version} of rule pack "{pack}"; a published version never changes, so give this one another number.',
  },
  OV_RULES_PACK_PARENT_UNKNOWN: {
    zh: '找不到所继承的细则“{pack}”；请一并提供它的文件，或改为：{packs}。',
    en: 'The rule pack that this one extends, "{pack}", is not there; give its file too, or extend one of: {packs}.',
  },
  OV_RULES_PACK_PARENT_VERSION: {
    zh: '所继承的细则“{pack}”没有第 {version} 版；现有版本：{versions}。',
    en: 'The rule pack that this one extends, "{pack}", has no version {version}; there are: {versions}.',
  },
  OV_RULES_PACK_CYCLE: {
    zh: '细则互相继承：{chain}；请去掉其中一处 extends。',
    en: 'Rule packs extend each other: {chain}; take out one `extends`.',
  },
  OV_RULES_PACK_NOT_INHERITED: {
    zh: '没有继承到“{kind}”规则，无从修改或取消；请写出完整的规则，或删去此项。',
    en: 'No rule "{kind}" is inherited that could be changed or dropped; state the whole rule, or leave this out.',
  },
  OV_RULES_PACK_CONTRADICTION: {
    zh: '{path} 有矛盾：{zh}；请改正其中之一。',
    en: '{path} is contradictory: {en}; correct one of the two.',
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
