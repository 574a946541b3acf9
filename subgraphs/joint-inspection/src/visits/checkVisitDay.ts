import { citedAs } from '@onevisit/rules';
import { jointError } from '../errors.js';
import { lastDayOfVisit } from './rollOver.js';
import type { ActedVisit, VisitAct } from './VisitAct.js';

/**
 * The first day on which a visit may be made: of its window, and not before its batch begins, whose order the lot decided. After
 * its batch is over it may still be made.
 */
export function firstDayOfVisit({
  windowFirst,
  batch,
  draw,
}: Pick<ActedVisit, 'windowFirst' | 'batch' | 'draw'>): string {
  const begins = draw.plan.batchWindows.find(({ number }) => number === batch)?.windowFirst ?? '';
  return begins > windowFirst ? begins : windowFirst;
}

/**
 * Checks the day on which a department says it made a visit: in its window and not before its batch, or in the month to which it rolls over, not
 * after today, the one day that the visit has (Chifeng 三(二)1: 一次性完成检查), and not one on which it has said that it was not made.
 * @throws OV_JOINT_OUTSIDE_WINDOW, OV_JOINT_OTHER_DAY, OV_JOINT_OUTCOME_DAY
 */
export function checkVisitDay({ visit, rules }: VisitAct, department: string, day: string, today: string): void {
  const { inspectedOn } = visit;
  const first = firstDayOfVisit(visit);
  const last = lastDayOfVisit(visit);
  if (day < first || day > last || day > today) {
    throw jointError('OV_JOINT_OUTSIDE_WINDOW', { day, first, last, today });
  }
  if (inspectedOn !== null && inspectedOn !== day) {
    const rule = rules.of(department).rule('one-visit');
    throw jointError('OV_JOINT_OTHER_DAY', {
      day,
      recorded: inspectedOn,
      cite: rule === null ? '' : ` ${citedAs(rule.cite)}`,
    });
  }
  const outcome = visit.outcomes.find((row) => row.department === department && row.on === day);
  if (outcome !== undefined) {
    throw jointError('OV_JOINT_OUTCOME_DAY', { department, day, id: visit.id, kind: outcome.kind });
  }
}
