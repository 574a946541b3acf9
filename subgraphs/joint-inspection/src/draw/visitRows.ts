import { globalId } from '@onevisit/kit';
import { creditCodeProblem } from '@onevisit/schema';
import type { Prisma } from '../database.js';
import type { Execution } from './execute.js';

/** The rows of a draw's visits and of their crews' seats, names as they were. */
export function visitRows(
  drawId: string,
  execution: Pick<Execution, 'visits' | 'frozen' | 'names'>,
): { visits: Prisma.VisitCreateManyInput[]; seats: Prisma.CrewSeatCreateManyInput[] } {
  const departmentOf = new Map(execution.frozen.terms.legs.map((leg) => [leg.id, leg.department]));
  const people = new Map(execution.frozen.inspectors.map((person) => [person.id, person]));
  const drawCode = drawId.slice(drawId.lastIndexOf(':') + 1);
  const visits: Prisma.VisitCreateManyInput[] = [];
  const seats: Prisma.CrewSeatCreateManyInput[] = [];
  for (const [position, visit] of execution.visits.entries()) {
    const id = globalId('joint-inspection', 'visit', `${drawCode}/${visit.key}`);
    visits.push({
      id,
      drawId,
      key: visit.key,
      position,
      subjectId: visit.subject,
      subjectName: execution.names.get(visit.subject) ?? null,
      uscc: creditCodeProblem(visit.subject) === null ? visit.subject : null,
      district: visit.district,
      windowFirst: visit.window[0],
      windowLast: visit.window[1],
      status: 'PLANNED',
      legIds: [...visit.legs],
      departments: [...new Set(visit.legs.map((leg) => departmentOf.get(leg) ?? ''))],
    });
    for (const [department, team] of Object.entries(visit.crew)) {
      for (const [number, seat] of team.entries()) {
        const person = seat.inspector === null ? undefined : people.get(seat.inspector);
        seats.push({
          visitId: id,
          department,
          number,
          specialties: [...seat.specialties],
          inspectorId: person?.id ?? null,
          name: person?.name ?? null,
          certificateNumber: person?.certificateNumber ?? null,
        });
      }
    }
  }
  return { visits, seats };
}
