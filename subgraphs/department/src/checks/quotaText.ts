import { OneVisitError } from '@onevisit/kit';
import { parseQuota, resolveQuota, type WrittenQuota } from '@onevisit/rules/quota';
import { checkText, type Report } from '../problems.js';
import type { PlanTaskSeed, QuotaRule, StratifyBy } from '../rows.js';

const FIELD = 'quotaText';

/** What cells call credit classes (信用风险分类), besides A to D. */
const CREDIT_CLASS_NAMES: Readonly<Record<string, string>> = {
  守信: 'A',
  警示: 'B',
  失信: 'C',
  严重失信: 'D',
  低风险: 'A',
  一般风险: 'B',
  较高风险: 'C',
  高风险: 'D',
  未评级: 'UNRATED',
};

/** Strata that a quota may name though nobody is in them. */
const STRATA_EVEN_IF_EMPTY: Readonly<Record<StratifyBy, readonly string[]>> = {
  NONE: ['ALL'],
  CREDIT_CLASS: ['A', 'B', 'C', 'D'],
  DIVISION: [],
  INDUSTRY: [],
};

/** Reads a quota as people write it; null where that is reported to be impossible. */
export function readQuotaText(text: string, report: Report): WrittenQuota | null {
  // Cells have lines.
  checkText(FIELD, text.replaceAll(/\r?\n/g, ' '), report);
  return reported(report, () => {
    const cell = parseQuota(text);
    if (cell.kind === 'QUOTA') return cell.quota;
    report(FIELD, `不是抽查比例：${cell.why.zh}。`, `Is no quota: ${cell.why.en}.`);
    return null;
  });
}

/**
 * The rules that a quota as people write it is, for the pool as it stands: where it says the same for every stratum one rule, for `*`,
 * so that it also holds in a stratum that the pool does not have yet.
 * @param populations subjects by stratum; strata without any may be absent
 * @returns null where what the quota says does not fit the pool, or leaves a choice, which is reported
 */
export function rulesOfText(
  { quotaText, level, stratifyBy }: Pick<PlanTaskSeed, 'quotaText' | 'level' | 'stratifyBy'>,
  populations: ReadonlyMap<string, number>,
  report: Report,
): readonly QuotaRule[] | null {
  const written = quotaText == null ? null : readQuotaText(quotaText, report);
  if (written === null) return null;
  const strata = { ...Object.fromEntries(STRATA_EVEN_IF_EMPTY[stratifyBy].map((stratum) => [stratum, 0])) };
  const scope = { level, populations: { ...strata, ...Object.fromEntries(populations) } };
  if (Object.keys(scope.populations).length === 0) {
    report(FIELD, '抽取条件下没有检查对象，无从分层。', 'No subject is under the condition; there are no strata.');
    return null;
  }
  return reported(report, () => {
    const names = stratifyBy === 'CREDIT_CLASS' ? CREDIT_CLASS_NAMES : {};
    const { quota } = resolveQuota(written, { ...scope, names });
    const rules = Object.entries(quota.strata).map(([stratum, rule]) => ({ stratum, ...rule }));
    const [first, ...others] = Object.values(quota.strata).map((rule) => JSON.stringify(rule));
    return others.every((rule) => rule === first)
      ? rules.slice(0, 1).map((rule) => ({ ...rule, stratum: '*' }))
      : rules;
  });
}

/** What `read` gives; null where it threw an error of the quota language, which is reported with its place in the text. */
function reported<Value>(report: Report, read: () => Value): Value | null {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof OneVisitError)) throw cause;
    const { offset } = cause.extensions;
    report(FIELD, '请更正：', cause.message, typeof offset === 'number' ? offset + 1 : undefined);
    return null;
  }
}
