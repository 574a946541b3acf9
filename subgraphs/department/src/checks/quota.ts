import { checkTexts, type Report } from '../problems.js';
import type { PlanTaskSeed, QuotaRule, StratifyBy } from '../rows.js';
import { readQuotaText } from './quotaText.js';

/** Strata that the joint subgraph makes by a jurisdiction's rules, however the pool is divided; see QuotaRule in the contract. */
const BY_RULES = ['RAISED', 'TRUSTWORTHY'];

/** Strata that a division of the pool can have; null where any text may be one. */
const STRATA: Readonly<Record<StratifyBy, readonly string[] | null>> = {
  NONE: ['ALL', '*', ...BY_RULES],
  CREDIT_CLASS: ['A', 'B', 'C', 'D', 'UNRATED', '*', ...BY_RULES],
  DIVISION: null,
  INDUSTRY: null,
};

/**
 * Checks a task's quota: rules or a text, not both. Rules say one thing for each stratum. A text can be read, as far as that
 * can be told without the pool.
 */
export function checkQuota({ quota, quotaText, stratifyBy }: PlanTaskSeed, report: Report): void {
  if ((quota == null) === (quotaText == null)) {
    report('quota', 'quota 与 quotaText 须填且只填一个。', 'Needs exactly one of quota and quotaText.');
  }
  if (quota != null) checkRules(quota, stratifyBy, report);
  if (quotaText != null) readQuotaText(quotaText, report);
}

function checkRules(rules: readonly QuotaRule[], stratifyBy: StratifyBy, report: Report): void {
  if (rules.length === 0) report('quota', '至少需一条抽查比例。', 'Needs at least one rule.');
  checkTexts(
    'quota',
    rules.map((rule) => rule.stratum),
    report,
  );
  const strata = STRATA[stratifyBy];
  rules.forEach((rule, index) => {
    const place = `quota[${index}]`;
    checkRule(place, rule, report);
    if (strata !== null && !strata.includes(rule.stratum)) {
      const known = strata.join(', ');
      report(`${place}.stratum`, `按 ${stratifyBy} 分层只有：${known}。`, `By ${stratifyBy} there are: ${known}.`);
    }
  });
}

function checkRule(place: string, rule: QuotaRule, report: Report): void {
  if ((rule.count == null) === (rule.percent == null)) {
    report(place, 'count 与 percent 须填且只填一个。', 'Needs exactly one of count and percent.');
  }
  for (const field of ['count', 'min', 'max'] as const) {
    if ((rule[field] ?? 0) < 0) report(`${place}.${field}`, '不能为负数。', 'Must not be negative.');
  }
}
