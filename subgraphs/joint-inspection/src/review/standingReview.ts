import { citedAs } from '@onevisit/rules';
import { accountOf } from '../actors.js';
import { jointError } from '../errors.js';
import type { PlanRules } from '../rules/PlanRules.js';
import type { OfficeActor, VisitAct } from '../visits/VisitAct.js';

/** Who recorded what there is of a department's part of a visit, an actor for each record: results with their earlier versions, reports, decisions. */
export function recordersOf(act: VisitAct, department: string): readonly string[] {
  const { results, corrections, reports, events } = act.visit;
  const items = act.itemsOf(department);
  return [
    ...results.filter(({ plannedItemId }) => items.includes(plannedItemId)).map((row) => row.recordedBy),
    ...corrections
      .filter((row) => row.department === department)
      .flatMap(({ versions }) => versions.map((row) => row.recordedBy)),
    ...reports.filter(({ covers }) => covers.includes(department)).map((row) => row.filedBy),
    ...events
      .filter((row) => row.department === department && row.kind === 'PENALTY_DECIDED')
      .map((row) => row.recordedBy),
  ];
}

/** Whether the rules of a department ask for a second person's approval before anything is disclosed. */
export function isReviewAsked(rules: PlanRules, department: string): boolean {
  const rule = rules.of(department).rule('disclosure');
  return rule?.review !== undefined && rule.review !== 'NOT_ASKED';
}

/**
 * Checks that all of a department's part of a visit that is recorded was approved, where its rules ask for it; an approval covers
 * what stood when it was given.
 * @throws OV_JOINT_REVIEW_MISSING
 */
export function checkReviewed(act: VisitAct, department: string): void {
  const { rules, visit } = act;
  if (!isReviewAsked(rules, department)) return;
  const last = visit.reviews.filter((row) => row.department === department).at(-1);
  if (last?.approved === true && last.covers === recordersOf(act, department).length) return;
  const cite = citedAs(rules.of(department).rule('disclosure')?.cite ?? []);
  throw jointError('OV_JOINT_REVIEW_MISSING', { id: visit.id, department, cite });
}

/**
 * Checks who reviews: the leader where the rules say so, and nobody what they drew up.
 * @param drawnUpBy actors
 * @throws OV_JOINT_REVIEW_BY, OV_JOINT_REVIEW_OWN
 */
export function checkReviewer(rules: PlanRules, viewer: OfficeActor, drawnUpBy: readonly string[]): void {
  const rule = rules.of(viewer.department).rule('disclosure');
  if (rule?.review === 'LEADER' && viewer.role !== 'leader') {
    throw jointError('OV_JOINT_REVIEW_BY', { cite: citedAs(rule.cite) });
  }
  if (drawnUpBy.some((actor) => accountOf(actor) === viewer.sub)) throw jointError('OV_JOINT_REVIEW_OWN');
}
