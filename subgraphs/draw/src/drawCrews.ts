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
  const parts = new Map<string, readonly Part[]>();
  for (const visit of visits) {
    const lot = visitLot(inputs.seed, visit.key);
    const ids = visit.legs.join('\n');
    let present = parts.get(ids);
    if (present === undefined) {
      present = partsOf(
        visit.legs.map((id) => legs.get(id) as Leg),
        departments,
      );
      parts.set(ids, present);
    }
    for (const { crews, legs: own } of present) crews.draw(visit, lot, own);
  }
  return departments;
}

/** A department's part in visits of the same legs: its own among them. */
interface Part {
  readonly crews: DepartmentCrews;
  readonly legs: readonly Leg[];
}

function partsOf(legs: readonly Leg[], departments: ReadonlyMap<string, DepartmentCrews>): readonly Part[] {
  return [...departments].flatMap(([department, crews]) => {
    const own = legs.filter((leg) => leg.department === department);
    return own.length === 0 ? [] : [{ crews, legs: own }];
  });
}

/** The visits with their crews as they stand. @param visits those for which the departments drew, in the same order */
export function crewedVisits(
  visits: readonly Visit[],
  departments: ReadonlyMap<string, DepartmentCrews>,
): readonly CrewedVisit[] {
  const drawn = Array.from(departments, ([department, crews]) => ({ department, crews, next: 0 }));
  return visits.map((visit) => {
    const crew: [string, readonly CrewSeat[]][] = [];
    for (const part of drawn) {
      const team = part.crews.teams[part.next];
      if (team?.visit.key !== visit.key) continue;
      crew.push([part.department, part.crews.recorded(team)]);
      part.next += 1;
    }
    return { ...visit, crew: Object.fromEntries(crew) };
  });
}
