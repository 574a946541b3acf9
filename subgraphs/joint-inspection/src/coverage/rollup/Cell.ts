/** Stands for all months, or all departments, divisions or credit classes. */
export const WHOLE_YEAR = 0;
export const ALL = '';

/** Where something is counted. */
export interface Cell {
  readonly year: number;
  /** 1 to 12; 0: the whole year. */
  readonly month: number;
  /** Code; empty: all. */
  readonly department: string;
  /** Empty: all. */
  readonly division: string;
  /** A to D; empty: all. */
  readonly creditClass: string;
}

/** Separates the parts of keys. */
export const SEPARATOR = '\u001f';

/** A whole year, of all divisions and credit classes. @param department code; empty: all */
export function yearCell(year: number, department: string): Cell {
  return { year, month: WHOLE_YEAR, department, division: ALL, creditClass: ALL };
}

/** Where a day counts. @param day YYYY-MM-DD */
export function datedBy(day: string): Pick<Cell, 'year' | 'month'> {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

/** A cell as text; equal for equal cells. */
export function cellKey({ year, month, department, division, creditClass }: Cell): string {
  return `${year}${SEPARATOR}${month}${SEPARATOR}${department}${SEPARATOR}${division}${SEPARATOR}${creditClass}`;
}

/** The cells that hold a cell, itself included, but for the department: over all months, divisions, credit classes. */
export function* cellsAround(cell: Cell): Generator<Cell> {
  const { year, department } = cell;
  for (const month of upTo(cell.month, WHOLE_YEAR)) {
    for (const division of upTo(cell.division, ALL)) {
      for (const creditClass of upTo(cell.creditClass, ALL)) yield { year, month, department, division, creditClass };
    }
  }
}

/** A value, and what stands for all. */
export function upTo<Value>(value: Value, all: Value): readonly Value[] {
  return value === all ? [all] : [value, all];
}
