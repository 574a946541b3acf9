import { type CrewSeat, DepartmentCrews } from './DepartmentCrews.js';
import type { Inspector } from './inspectors.js';
import type { Visit } from './mergeVisits.js';
import { visitLot } from './Staff.js';
import { departmentsOf, type Leg, type Terms } from './terms.js';

/** A visit with the crew of every department that takes part in it, departments bytewise. */
export interface CrewedVisit extends Visit {
  readonly crew: Readonly<Record<string, readonly CrewSeat[]>>;
}

/** What the crews of a draw depend on besides its visits. `seed` and `rosterKey` in hex. */
export interface CrewInputs {
  readonly seed: string;
  readonly rosterKey: string;
  readonly terms: Terms;
  readonly inspectors: readonly Inspector[];
}

/** Draws the crews of all departments for the visits, which come in processing order (§5). */
export function drawCrews(inputs: CrewInputs, visits: readonly Visit[]): readonly CrewedVisit[] {
  return crewedVisits(visits, drawDepartments(inputs, visits));
}

/** The departments' crews after one pass over the visits; departments bytewise. */
export function drawDepartments(inputs: CrewInputs, visits: readonly Visit[]): ReadonlyMap<string, DepartmentCrews> {
  const legs = new Map(inputs.terms.legs.map((leg) => [leg.id, leg]));
  const departments = new Map(
    departmentsOf(inputs.terms).map((department) => [
      department,
      new DepartmentCrews(
        inputs.seed,
        inputs.rosterKey,
        inputs.inspectors.filter((inspector) => inspector.department === department),
      ),
    ]),
  );
  for (const visit of visits) {
    const lot = visitLot(inputs.seed, visit.key);
    const present = new Map<string, Leg[]>();
    for (const id of visit.legs) {
      const leg = legs.get(id) as Leg;
      const own = present.get(leg.department);
      if (own === undefined) present.set(leg.department, [leg]);
      else own.push(leg);
    }
    for (const [department, own] of present) departments.get(department)?.draw(visit, lot, own);
  }
  return departments;
}

/** The visits with their crews as they stand. */
export function crewedVisits(
  visits: readonly Visit[],
  departments: ReadonlyMap<string, DepartmentCrews>,
): readonly CrewedVisit[] {
  return visits.map((visit) => {
    const crew: [string, readonly CrewSeat[]][] = [];
    for (const [department, crews] of departments) {
      const seats = crews.crewAt(visit.key);
      if (seats !== undefined) crew.push([department, seats]);
    }
    return { ...visit, crew: Object.fromEntries(crew) };
  });
}
