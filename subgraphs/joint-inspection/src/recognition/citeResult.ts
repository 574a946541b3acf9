import { actorOf } from '@onevisit/kit';
import { citedAs, type Rules } from '@onevisit/rules';
import type { Prisma } from '../database.js';
import { visibleVisits } from '../disclosure/visible.js';
import { jointError } from '../errors.js';
import type { Recognition } from '../generated/client.js';
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
 * the inspection, and any conclusion or only that no problem was found. The visit must be one that the viewer may see, or that
 * their department cites already. Cited once more, it stays as it is.
 * @throws OV_JOINT_NO_RECOGNITION, OV_JOINT_NOT_CITABLE, OV_JOINT_RECOGNITION_CONCLUSION, OV_JOINT_RECOGNITION_EARLY,
 *   OV_JOINT_RECOGNITION_OVER, OV_RULES_VALUE_UNSET
 */
export async function citeResult(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  rules: Rules,
  { subjectId, itemId, cited, day, place }: Citing,
  now: Date,
): Promise<Cited> {
  const { department } = viewer;
  const rule = rules.rule('mutual-recognition');
  if (rule === null) throw jointError('OV_JOINT_NO_RECOGNITION', { department });
  const validDays = rules.settled('mutual-recognition', 'validDays', rule.validDays);
  const found = await citable(tx, viewer, subjectId, cited, now);
  if (found === null) {
    const values = { place, visitId: cited.visitId, itemId: cited.plannedItemId, subjectId };
    throw jointError('OV_JOINT_NOT_CITABLE', values);
  }
  const { inspectedOn, results } = found;
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
 * conclusion outlives its days by being handed on. Null where there is none that the viewer may cite.
 */
async function citable(
  tx: Prisma.TransactionClient,
  viewer: VisitActor,
  subjectId: string,
  { visitId, plannedItemId }: CitedResultInput,
  now: Date,
): Promise<{ readonly inspectedOn: string; readonly results: readonly string[] } | null> {
  const { department } = viewer;
  const known: Prisma.VisitWhereInput = { citedBy: { some: { department, citedPlannedItemId: plannedItemId } } };
  const result = await tx.result.findFirst({
    where: {
      plannedItemId,
      recognitionSeq: null,
      plannedItem: { leg: { department: { not: department } } },
      visit: {
        AND: [{ id: visitId, subjectId, draw: { phase: 'DRAWN' } }, { OR: [visibleVisits(viewer, now), known] }],
      },
    },
    select: { results: true, visit: { select: { inspectedOn: true } } },
  });
  const inspectedOn = result?.visit.inspectedOn ?? null;
  return result === null || inspectedOn === null ? null : { inspectedOn, results: result.results };
}
