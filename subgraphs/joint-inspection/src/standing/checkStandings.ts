import { type Terms, visitGroups } from '@onevisit/draw';
import { type CitedRule, citedAs } from '@onevisit/rules';
import { type CountedLeg, groupedLegs } from '../budget/Counting.js';
import { capsOfPlan } from '../budget/LegCap.js';
import { jointError } from '../errors.js';
import { comparePercent } from '../plans/checks/percents.js';
import type { QuotaRule } from '../plans/terms.js';
import type { PlanRules } from '../rules/PlanRules.js';
import type { Treatment } from './LegRules.js';
import { RAISED, TRUSTWORTHY } from './screenPage.js';

/** A plan that is about to be convened, as far as the standings of its pools depend on it. */
export interface StandingParts {
  /** In the order of the plan's tasks. */
  readonly legs: readonly (CountedLeg & { readonly quota: readonly QuotaRule[] })[];
  readonly terms: Terms;
  readonly trustworthy: Treatment | null;
}

/** A ratio as exact decimal text, in percent. */
type Ratio = string;

type ProposedLeg = StandingParts['legs'][number] & { readonly index: number };

/**
 * Checks that a plan goes with what the rules in force will make of its pools.
 * @returns whether the rules of a leg's department cap the visits that it draws
 * @throws OV_JOINT_TRUSTWORTHY, OV_JOINT_TRUSTWORTHY_RATIO, OV_JOINT_RAISED_RATIO, OV_JOINT_SAME_DEPARTMENT, OV_RULES_VALUE_UNSET
 */
export function checkStandings(rules: PlanRules, parts: StandingParts): { readonly capRules: boolean } {
  const legs = parts.legs.map((leg, index) => ({ ...leg, index }));
  checkTrustworthy(rules, legs, parts.trustworthy);
  for (const leg of legs) {
    const rule = rules.of(leg.department).rule('raised-frequency');
    if (rule !== null && rule.for.length > 0) checkRaised(leg, rule);
  }
  checkSameDepartment(rules, legs, parts.terms);
  const caps = capsOfPlan({ visitCap: null, legs: groupedLegs(parts.terms, legs), rules });
  return { capRules: caps.length > 0 };
}

/** Trustworthy subjects are left out, or inspected less often, where the rules permit it; never more often. */
function checkTrustworthy(rules: PlanRules, legs: readonly ProposedLeg[], treatment: Treatment | null): void {
  if (treatment === null) return;
  const all = rules.each(new Set(legs.map((leg) => leg.department)), 'trustworthy');
  const permitting = all.filter(({ rule }) => rule.treatments.includes(treatment));
  if (permitting.length === 0) {
    const rule = all.length === 0 ? '—' : all.map((one) => citedAs(one.rule.cite)).join('; ');
    throw jointError('OV_JOINT_TRUSTWORTHY', { treatment, rule });
  }
  if (treatment !== 'FEWER') return;
  for (const { department, rule } of permitting) {
    for (const leg of legs.filter((one) => one.department === department)) checkFewer(leg, rule);
  }
}

function checkFewer(leg: ProposedLeg, rule: CitedRule<'trustworthy'>): void {
  const own = ratioOf(leg.quota, TRUSTWORTHY);
  for (const [stratum, other] of othersOf(leg, TRUSTWORTHY)) {
    if (own !== null && other !== null && comparePercent(own, other) <= 0) continue;
    throw jointError('OV_JOINT_TRUSTWORTHY_RATIO', valuesOf(leg, own, stratum, other, rule));
  }
}

function checkRaised(leg: ProposedLeg, rule: CitedRule<'raised-frequency'>): void {
  const own = leg.quota.find(({ stratum }) => stratum === RAISED);
  const ratio = own === undefined || own.max !== undefined ? null : ratioOf(leg.quota, RAISED);
  for (const [stratum, other] of othersOf(leg, RAISED)) {
    if (ratio !== null && (isAll(ratio) || (other !== null && comparePercent(ratio, other) > 0))) continue;
    throw jointError('OV_JOINT_RAISED_RATIO', valuesOf(leg, ratio, stratum, other, rule));
  }
}

/** Nothing is above all of them, a number of subjects neither. */
function isAll(ratio: Ratio): boolean {
  return comparePercent(ratio, '100') >= 0;
}

/** The ratios of all other strata for which a leg has a rule; that of `*` is of whoever has none. */
function othersOf({ quota }: ProposedLeg, stratum: string): readonly (readonly [string, Ratio | null])[] {
  const others = quota.filter((rule) => rule.stratum !== stratum).map((rule) => rule.stratum);
  return (others.length === 0 ? ['*'] : others).map((other) => [other, ratioOf(quota, other)]);
}

/** The ratio for a stratum: that of its own rule, else of `*`, else 0; null where it is a number of subjects. */
function ratioOf(quota: readonly QuotaRule[], stratum: string): Ratio | null {
  const rule = quota.find((one) => one.stratum === stratum) ?? quota.find((one) => one.stratum === '*');
  if (rule === undefined || rule.count === 0) return '0';
  return rule.percent ?? null;
}

function valuesOf(
  { index, id }: ProposedLeg,
  own: Ratio | null,
  stratum: string,
  other: Ratio | null,
  rule: CitedRule<'trustworthy' | 'raised-frequency'>,
) {
  const shown = (ratio: Ratio | null): string => (ratio === null ? '—' : `${ratio}%`);
  return { index, id, ratio: shown(own), stratum, other: shown(other), rule: citedAs(rule.cite) };
}

/**
 * A department that does not inspect a subject twice in a year must be able to do the legs that it has in a plan in one
 * visit; where its rules do not even let them join, it has one.
 */
function checkSameDepartment(rules: PlanRules, legs: readonly ProposedLeg[], terms: Terms): void {
  const groups = visitGroups(terms);
  for (const leg of legs) {
    const { index, id, department } = leg;
    const rule = rules.of(department).rule('other-unit');
    if (rule === null) continue;
    const earlier = legs.find((other) => other.department === department && other.index < index);
    if (earlier === undefined) continue;
    if (rule.sameVisit === 'JOINS' && groups.get(earlier.id) === groups.get(id)) continue;
    const values = { index, id, department, earlier: earlier.id, rule: citedAs(rule.cite) };
    throw jointError('OV_JOINT_SAME_DEPARTMENT', values);
  }
}
