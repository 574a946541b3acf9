import { ALL, type Cell, cellKey, SEPARATOR, upTo, WHOLE_YEAR } from './Cell.js';
import type { KeptDeadline, Measure, TallyMeasure } from './Measure.js';

/** A row of coverage_count, coverage_tally or coverage_due, with how much it changes by. */
export type CountRow = Cell & { readonly measure: string; readonly n: number };
export type TallyRow = Pick<Cell, 'year' | 'month' | 'department'> & {
  readonly measure: TallyMeasure;
  readonly key: string;
  readonly n: number;
};
export type DueRow = Pick<Cell, 'department' | 'division' | 'creditClass'> & {
  readonly due: string;
  readonly kind: string;
  readonly n: number;
};

/** By how much figures change. What adds up over months, divisions and credit classes is kept once, and spread when it is read. */
export class Figures {
  readonly #added = new Map<string, number>();
  readonly #exact = new Map<string, number>();
  readonly #tallied = new Map<string, number>();
  readonly #due = new Map<string, number>();

  /** Counts what adds up: in a cell and in all that hold it, but for the department. */
  add(cell: Cell, measure: Measure, n: number): void {
    increase(this.#added, countKey(cell, measure), n);
  }

  /** Counts in one cell alone, by its `cellKey`. */
  addExactly(key: string, measure: Measure, n: number): void {
    increase(this.#exact, key + SEPARATOR + measure, n);
  }

  /** Counts for a key: an item, or an inspector. */
  tally(at: Pick<Cell, 'year' | 'month' | 'department'>, measure: TallyMeasure, key: string, n: number): void {
    for (const month of upTo(at.month, WHOLE_YEAR)) {
      increase(this.#tallied, [at.year, month, at.department, measure, key].join(SEPARATOR), n);
    }
  }

  /** Counts a deadline that is open, by its last day. */
  addDue(at: Pick<Cell, 'department' | 'division' | 'creditClass'>, due: string, kind: KeptDeadline, n: number): void {
    increase(this.#due, [due, at.department, at.division, at.creditClass, kind].join(SEPARATOR), n);
  }

  /** How many changes there are to keep, before they are spread. */
  get size(): number {
    return this.#added.size + this.#exact.size + this.#tallied.size + this.#due.size;
  }

  counts(): CountRow[] {
    const spread = new Map(this.#exact);
    for (const [key, n] of this.#added) {
      if (n === 0) continue;
      const [year = '', month = '', department = '', division = '', creditClass = '', measure = ''] =
        key.split(SEPARATOR);
      for (const each of upTo(month, String(WHOLE_YEAR))) {
        for (const within of upTo(division, ALL)) {
          for (const kind of upTo(creditClass, ALL)) {
            increase(spread, [year, each, department, within, kind, measure].join(SEPARATOR), n);
          }
        }
      }
    }
    return rowsOf(spread, ([year, month, department = '', division = '', creditClass = '', measure = ''], n) => {
      return { year: Number(year), month: Number(month), department, division, creditClass, measure, n };
    });
  }

  tallies(): TallyRow[] {
    return rowsOf(this.#tallied, ([year, month, department = '', measure, key = ''], n) => {
      return { year: Number(year), month: Number(month), department, measure: measure as TallyMeasure, key, n };
    });
  }

  dues(): DueRow[] {
    const spread = new Map<string, number>();
    for (const [key, n] of this.#due) {
      const [due = '', department = '', division = '', creditClass = '', kind = ''] = key.split(SEPARATOR);
      for (const within of upTo(division, ALL)) {
        for (const of of upTo(creditClass, ALL)) {
          increase(spread, [due, department, within, of, kind].join(SEPARATOR), n);
        }
      }
    }
    return rowsOf(spread, ([due = '', department = '', division = '', creditClass = '', kind = ''], n) => {
      return { due, department, division, creditClass, kind, n };
    });
  }
}

function countKey(cell: Cell, measure: string): string {
  return cellKey(cell) + SEPARATOR + measure;
}

function increase(map: Map<string, number>, key: string, n: number): void {
  map.set(key, (map.get(key) ?? 0) + n);
}

function rowsOf<Row>(map: ReadonlyMap<string, number>, row: (parts: string[], n: number) => Row): Row[] {
  const rows: Row[] = [];
  for (const [key, n] of map) if (n !== 0) rows.push(row(key.split(SEPARATOR), n));
  return rows;
}
