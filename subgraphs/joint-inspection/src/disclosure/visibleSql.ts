import { calendarDate, type Viewer } from '@onevisit/kit';
import { Prisma } from '../generated/client.js';
import type { Part } from './visible.js';

/**
 * The condition of `visibleVisits`, or for crews of `visibleCrews`, as SQL over rows `visit` with their `draw` and `joint_plan`: what Prisma
 * cannot ask, pages of many parents at once, is asked in SQL. A test holds the two against each other.
 */
export function visibleSql(viewer: Viewer, now: Date, part: Part): Prisma.Sql {
  switch (viewer.role) {
    case 'lead':
    case 'auditor':
    case 'service':
      return Prisma.sql`true`;
    case 'officer':
    case 'leader':
      return Prisma.sql`(${disclosed(now, part)} OR visit.departments @> ARRAY[${viewer.department}]::text[])`;
    case 'inspector':
      return Prisma.sql`(${disclosed(now, part)} OR EXISTS (
        SELECT 1 FROM crew_seat WHERE visit_id = visit.id AND inspector_id = ${viewer.inspector}))`;
    case 'subject':
      return part === 'crewMoment'
        ? disclosed(now, part)
        : Prisma.sql`(${disclosed(now, part)} OR (visit.subject_id = ${viewer.subject} AND (EXISTS (
            SELECT 1 FROM visit_event WHERE visit_id = visit.id AND kind = 'FEEDBACK_RECEIVED') OR EXISTS (
            SELECT 1 FROM result_disclosure WHERE visit_id = visit.id AND kind = 'RESULTS' AND published_on IS NOT NULL))))`;
    case 'public':
      return disclosed(now, part);
  }
}

function disclosed(now: Date, part: Part): Prisma.Sql {
  const moment = part === 'disclosure' ? Prisma.sql`joint_plan.disclosure` : Prisma.sql`joint_plan.crew_moment`;
  const today = calendarDate(now);
  return Prisma.sql`(draw.phase = 'DRAWN' AND (${moment} = 'AT_DRAW'
    OR (${moment} = 'AT_VISIT' AND visit.status = 'COMPLETED')
    OR (${moment} = 'AFTER_WINDOW' AND visit.window_last < ${today}
      AND (visit.rolls_over_to IS NULL OR visit.rolls_over_to < ${today}))))`;
}
