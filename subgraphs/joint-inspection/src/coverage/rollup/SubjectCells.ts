import { ALL, type Cell, cellKey, cellsAround, datedBy, WHOLE_YEAR, yearCell } from './Cell.js';
import { type Door, measureOfDoors } from './doorsOfSubject.js';
import type { Figures } from './Figures.js';
import type { KnownDrawnVisit, KnownOutsideVisit } from './KnownVisit.js';
import { type Measure, MOST_DOORS, type NextVisit } from './Measure.js';
import { placeOn } from './placeOn.js';

/** In which cells a subject stands: it counts once in each, however many visits it has there. */
export class SubjectCells {
  readonly #once = new Map<Measure, Set<string>>();
  /** Doors entered in a cell. */
  readonly #doors = new Map<string, Door[]>();
  readonly #cells = new Map<string, Cell>();
  /** Years in which departments visited it. */
  readonly #years = new Map<string, Set<number>>();
  /** Departments for whom a cap of visits was lifted, by year. */
  readonly #lifted = new Map<number, Set<string>>();

  drawn(cell: Cell): void {
    for (const each of cellsAround(cell)) this.#mark('SUBJECTS_DRAWN', cellKey(each));
  }

  visited(cell: Cell): void {
    const { department, year } = cell;
    if (department !== ALL) this.#years.set(department, (this.#years.get(department) ?? new Set()).add(year));
    for (const each of cellsAround(cell)) {
      this.#mark('SUBJECTS_VISITED', cellKey(each));
      if (each.month !== WHOLE_YEAR) continue;
      // In each year from which one looks back so far that this visit is seen.
      for (const ago of [0, 1, 2]) {
        const seen = cellKey({ ...each, year: each.year + ago });
        if (ago < 2) this.#mark('SUBJECTS_VISITED_IN_2_YEARS', seen);
        this.#mark('SUBJECTS_VISITED_IN_3_YEARS', seen);
      }
    }
  }

  /** @param door the legs for which a door was entered */
  entered(cell: Cell, door: Door): void {
    for (const each of cellsAround(cell)) {
      const key = cellKey(each);
      this.#doors.set(key, [...(this.#doors.get(key) ?? []), door]);
      this.#cells.set(key, each);
    }
  }

  /** Nobody says of a visit that no lot decided where its subject stands: draws do. */
  enteredOutside(visit: KnownOutsideVisit, drawn: readonly KnownDrawnVisit[]): void {
    const place = placeOn(visit.inspectedOn, drawn);
    for (const department of [visit.department, ALL]) {
      this.entered({ ...datedBy(visit.inspectedOn), department, ...place }, [visit]);
    }
  }

  /** No cap of the year says anything of it as far as the department goes. */
  lifted(year: number, department: string): void {
    this.#lifted.set(year, (this.#lifted.get(year) ?? new Set()).add(department));
  }

  contribute(to: Figures, sign: 1 | -1): void {
    for (const [department, years] of this.#years) contributeYears(to, department, years, sign);
    for (const [measure, keys] of this.#once) for (const key of keys) to.addExactly(key, measure, sign);
    for (const [key, doors] of this.#doors) {
      to.addExactly(key, 'DOORS', sign * doors.length);
      to.addExactly(key, `SUBJECTS_WITH_${Math.min(doors.length, MOST_DOORS)}_DOORS`, sign);
      if (this.#isCapped(this.#cells.get(key))) to.addExactly(key, measureOfDoors(doors), sign);
    }
  }

  /** Whether caps say something of a cell: of a whole year, and of all departments where none of them had one lifted. */
  #isCapped(cell: Cell | undefined): boolean {
    if (cell?.month !== WHOLE_YEAR) return false;
    const lifted = this.#lifted.get(cell.year);
    return lifted === undefined || !(cell.department === ALL || lifted.has(cell.department));
  }

  #mark(measure: Measure, key: string): void {
    const keys = this.#once.get(measure) ?? new Set();
    this.#once.set(measure, keys.add(key));
  }
}

function contributeYears(to: Figures, department: string, visited: ReadonlySet<number>, sign: 1 | -1): void {
  const years = [...visited].sort((a, b) => a - b);
  for (const [index, year] of years.entries()) {
    const next = years[index + 1];
    const measure: NextVisit = next === undefined ? 'SUBJECTS_NOT_VISITED_SINCE' : `SUBJECTS_NEXT_VISITED_IN_${next}`;
    to.add(yearCell(year, department), measure, sign);
  }
}
