import type { CrewedVisit } from '@onevisit/draw';
import type { Database } from '../database.js';
import { Prisma } from '../generated/client.js';

/** Visits of one piece of a record, or of one step through all of them. */
export const VISITS_AT_ONCE = 2_000;

/** Which crews: those of the draw, or those that stand after amendments. */
export type Crews = 'asDrawn' | 'asTheyStand';

const HOLDER = {
  asDrawn: Prisma.sql`drawn_inspector_id`,
  asTheyStand: Prisma.sql`inspector_id`,
} as const;

/** A seat as the database gives it: department, specialties, who holds it. */
type SeatRow = readonly [string, readonly string[], string | null];

/** Which visits, in which order. */
export interface VisitSelection {
  readonly where: Prisma.VisitWhereInput;
  readonly orderBy: Prisma.VisitOrderByWithRelationInput;
  readonly take?: number;
}

/** Visits with their crews, as records have them. */
export async function crewedVisits(
  database: Database,
  selection: VisitSelection,
  crews: Crews,
): Promise<readonly CrewedVisit[]> {
  const visits = await database.visit.findMany(selection);
  const ids = visits.map(({ id }) => id);
  // A row a visit: a row a seat would be twenty times as many.
  const teams = await database.$queryRaw<{ id: string; seats: readonly SeatRow[] }[]>`
    SELECT visit_id AS id, json_agg(json_build_array(department, specialties, ${HOLDER[crews]})
      ORDER BY department, number) AS seats
    FROM crew_seat WHERE visit_id = ANY(${ids}) GROUP BY visit_id`;
  const seatsOf = new Map(teams.map(({ id, seats }) => [id, seats]));
  return visits.map(({ id, key, subjectId: subject, district, windowFirst, windowLast, legIds: legs }) => {
    const crew = crewOf(seatsOf.get(id) ?? []);
    return { key, subject, district, window: [windowFirst, windowLast], legs, crew };
  });
}

function crewOf(seats: readonly SeatRow[]): CrewedVisit['crew'] {
  const crew: Record<string, { specialties: readonly string[]; inspector: string | null }[]> = {};
  for (const [department, specialties, inspector] of seats) {
    const team = crew[department] ?? [];
    team.push({ specialties, inspector });
    crew[department] = team;
  }
  return crew;
}
