import { actorOf } from '@onevisit/kit';
import { citedAs, type Rules } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { areResultsPublic, takesPart } from '../disclosure/resultsShown.js';
import { visibleVisits } from '../disclosure/visible.js';
import { jointError } from '../errors.js';
import type { Recognition } from '../generated/client.js';
import { rulesOfPlan } from '../rules/PlanRules.js';
import type { VisitActor } from '../visits/VisitAct.js';
import { validityOn, validTo } from './validity.js';

/** A result of another department: GraphQL's CitedResultInput. */
export interface CitedResultInput {
  readonly visitId: string;
  readonly plannedItemId: string;
}

/** What is cited in place of which check. */
export interface Citing {
  readonly subjectId: string;
  /** The department's own item, which is not checked. */
  readonly itemId: string;
  readonly cited: CitedResultInput;
  /** The day on which the citing department would check. */
  readonly day: string;
  /** Where the citation stands in the input, for errors. */
  readonly place: string;
}

/** A citation that is kept. */
export interface Cited {
  readonly recognition: Recognition;
  /** The day of the inspection that is cited. */
  readonly inspectedOn: string;
  /** Where the rule stands that lets it be cited. */
  readonly rule: string;
  /** Whether it was kept before. */
  readonly known: boolean;
}

/**
 * Cites another department's result in place of a check of the viewer's department, as its rules let it: for as many days from
 * the inspection, and any conclusion or only that no problem was found. The result must be one that the viewer may read, or that
 * their department cites already. Cited once more, it stays as it is.
 * @throws OV_JOINT_NO_RECOGNITION, OV_JOINT_NOT_CITABLE, OV_JOINT_CITED_UNDISCLOSED, OV_JOINT_RECOGNITION_CONCLUSION,
 *   OV_JOINT_RECOGNITION_EARLY, OV_JOINT_RECOGNITION_OVER, OV_RULES_VALUE_UNSET
 */
export async function citeResult(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  rules: Rules,
  citing: Citing,
  now: Date,
): Promise<Cited> {
  const { subjectId, itemId, cited, day, place } = citing;
  const { department } = viewer;
  const rule = rules.rule('mutual-recognition');
  if (rule === null) throw jointError('OV_JOINT_NO_RECOGNITION', { department });
  const validDays = rules.settled('mutual-recognition', 'validDays', rule.validDays);
  const { inspectedOn, results } = await citable(tx, viewer, citing, now);
  const cite = citedAs(rule.cite);
  if (rule.citable === 'NO_PROBLEM' && results.some((result) => result !== 'NO_PROBLEM')) {
    throw jointError('OV_JOINT_RECOGNITION_CONCLUSION', { place, results: results.join(', '), cite });
  }
  const days = { inspectedOn, validDays };
  const validity = validityOn(days, day);
  if (validity === 'NOT_YET') throw jointError('OV_JOINT_RECOGNITION_EARLY', { place, inspectedOn, day });
  if (validity === 'OVER') {
    throw jointError('OV_JOINT_RECOGNITION_OVER', { place, validTo: validTo(days), day, rule: cite });
  }
  const what = {
    department,
    subjectId,
    itemId,
    citedVisitId: cited.visitId,
    citedPlannedItemId: cited.plannedItemId,
  };
  const earlier = await tx.recognition.findFirst({ where: what });
  if (earlier !== null && earlier.validTo < day) {
    throw jointError('OV_JOINT_RECOGNITION_OVER', { place, validTo: earlier.validTo, day, rule: cite });
  }
  if (earlier !== null) return { recognition: earlier, inspectedOn, rule: cite, known: true };
  const by = { recognisedBy: actorOf(viewer), recognisedAt: now };
  const recognition = await tx.recognition.create({ data: { ...what, ...by, validTo: validTo(days) } });
  return { recognition, inspectedOn, rule: cite, known: false };
}

/**
 * Another department's result for the subject, which came of a check: what was itself recognised is not cited again, so that no
 * conclusion outlives its days by being handed on.
 *
 * It must be one that the viewer may read: what is not disclosed yet may be corrected or kept back before anybody outside the visit relies on
 * it, and whether it can be cited would tell what was found. Whoever takes part in the visit reads it at once.
 */
async function citable(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  { subjectId, cited: { visitId, plannedItemId }, place }: Citing,
  now: Date,
): Promise<{ readonly inspectedOn: string; readonly results: readonly string[] }> {
  const { department } = viewer;
  const earlier = { some: { department, citedPlannedItemId: plannedItemId } };
  const visit = await tx.visit.findFirst({
    where: {
      AND: [
        { id: visitId, subjectId, draw: { phase: 'DRAWN' } },
        { OR: [visibleVisits(viewer, now), { citedBy: earlier }] },
      ],
    },
    include: {
      disclosures: true,
      draw: { select: { planId: true } },
      results: { where: { plannedItemId, recognitionSeq: null } },
      _count: { select: { citedBy: { where: earlier.some } } },
    },
  });
  const none = jointError('OV_JOINT_NOT_CITABLE', { place, visitId, itemId: plannedItemId, subjectId });
  if (visit === null) throw none;
  const { planId } = visit.draw;
  const planned = await tx.plannedItem.findFirst({
    where: { id: plannedItemId, planId, legId: { in: visit.legIds }, leg: { department: { not: department } } },
    select: { leg: true },
  });
  if (planned === null) throw none;
  const isKnown = visit._count.citedBy > 0 || takesPart(viewer, visit);
  if (!isKnown && !areResultsPublic(await rulesOfPlan(tx, planId), visit.disclosures, planned.leg.department)) {
    const values = { place, visitId, itemId: plannedItemId, department: planned.leg.department };
    throw jointError('OV_JOINT_CITED_UNDISCLOSED', values);
  }
  const [result] = visit.results;
  if (result === undefined || visit.inspectedOn === null) throw none;
  return { inspectedOn: visit.inspectedOn, results: result.results };
}
