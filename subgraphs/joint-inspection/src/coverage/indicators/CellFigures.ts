import DataLoader from 'dataloader';
import type { Database } from '../../database.js';
import { type Cell, cellKey, WHOLE_YEAR } from '../rollup/Cell.js';
import type { CoverageRollup } from '../rollup/CoverageRollup.js';
import { type DoorsMeasure, isOfDoors, KEPT_DEADLINES, type KeptDeadline, type Measure } from '../rollup/Measure.js';

/** Figures wait so long for the rollups to reach the end of the ledger; then they are as of the step that they hold. */
const WAIT_MS = 2_000;

const NEXT_VISIT = /^SUBJECTS_NEXT_VISITED_IN_(\d+)$/;

/** What is counted in a cell. */
export class CellFigures {
  readonly #counts: ReadonlyMap<string, number>;
  readonly #overdue: ReadonlyMap<string, number>;

  constructor(counts: ReadonlyMap<string, number>, overdue: ReadonlyMap<string, number>) {
    this.#counts = counts;
    this.#overdue = overdue;
  }

  count(...measures: readonly Measure[]): number {
    return measures.reduce((sum, measure) => sum + (this.#counts.get(measure) ?? 0), 0);
  }

  /** Subjects of a department that were visited in the year, and not again up to the end of another. */
  lastVisitedBy(year: number): number {
    let sum = this.count('SUBJECTS_NOT_VISITED_SINCE');
    for (const [measure, n] of this.#counts) if (Number(measure.match(NEXT_VISIT)?.[1]) > year) sum += n;
    return sum;
  }

  /** Subjects by the doors that were entered at them, of a whole year: but those for whom a cap of visits was lifted. */
  *subjectsByDoors(): Generator<readonly [DoorsMeasure, number]> {
    for (const [measure, subjects] of this.#counts) if (isOfDoors(measure)) yield [measure, subjects];
  }

  /** Deadlines of the cell's days that are over today, and not done. */
  overdue(...kinds: readonly KeptDeadline[]): number {
    return kinds.reduce((sum, kind) => sum + (this.#overdue.get(kind) ?? 0), 0);
  }

  /** Deadlines that are over or done. */
  ended(...kinds: readonly KeptDeadline[]): number {
    const done = kinds.flatMap((kind): Measure[] => [`${kind}_IN_TIME`, `${kind}_LATE`]);
    return this.count(...done) + this.overdue(...kinds);
  }
}

export type FiguresLoader = DataLoader<Cell, CellFigures, string>;

/** Loads figures of cells, in two statements however many cells and visits there are, once they have followed the ledger or waited for it. */
export function figuresLoader(database: Database, rollup: CoverageRollup, today: string): FiguresLoader {
  return new DataLoader<Cell, CellFigures, string>(
    async (cells) => {
      await rollup.followWithin(WAIT_MS);
      const [counts, overdue] = await Promise.all([countsOf(database, cells), overdueOf(database, cells, today)]);
      return cells.map((_, index) => new CellFigures(counts.get(index) ?? new Map(), overdue.get(index) ?? new Map()));
    },
    { cacheKeyFn: cellKey },
  );
}

/** A number in a cell, which is told by its place. */
interface PlacedNumber {
  readonly place: number;
  readonly name: string;
  readonly n: number;
}

type ByPlace = ReadonlyMap<number, ReadonlyMap<string, number>>;

/** A look into the index for each cell, whatever the planner thinks of the table: OFFSET keeps it from joining the two as wholes. */
async function countsOf(database: Database, cells: readonly Cell[]): Promise<ByPlace> {
  const rows = await database.$queryRaw<PlacedNumber[]>`
    SELECT wanted.place, found.measure AS name, found.n
    FROM unnest(${cells.map((_, place) => place)}::int[], ${cells.map(({ year }) => year)}::int[],
      ${cells.map(({ month }) => month)}::int[], ${cells.map(({ department }) => department)}::text[],
      ${cells.map(({ division }) => division)}::text[], ${cells.map(({ creditClass }) => creditClass)}::text[])
      AS wanted(place, year, month, department, division, credit_class)
    CROSS JOIN LATERAL (
      SELECT measure, n FROM coverage_count AS kept
      WHERE kept.year = wanted.year AND kept.month = wanted.month AND kept.department = wanted.department
        AND kept.division = wanted.division AND kept.credit_class = wanted.credit_class
      OFFSET 0
    ) AS found`;
  return byPlace(rows);
}

async function overdueOf(database: Database, cells: readonly Cell[], today: string): Promise<ByPlace> {
  const days = cells.map(daysOf);
  const rows = await database.$queryRaw<PlacedNumber[]>`
    SELECT wanted.place, found.kind AS name, found.n
    FROM unnest(${cells.map((_, place) => place)}::int[], ${days.map(([first]) => first)}::text[],
      ${days.map(([, last]) => last)}::text[], ${cells.map(({ department }) => department)}::text[],
      ${cells.map(({ division }) => division)}::text[], ${cells.map(({ creditClass }) => creditClass)}::text[])
      AS wanted(place, first, last, department, division, credit_class)
    CROSS JOIN LATERAL (
      SELECT kind, sum(n)::int AS n FROM coverage_due AS kept
      WHERE kept.department = wanted.department AND kept.division = wanted.division
        AND kept.credit_class = wanted.credit_class AND kept.due BETWEEN wanted.first AND wanted.last
        AND kept.due < ${today} AND kept.kind = ANY(${[...KEPT_DEADLINES]})
      GROUP BY kind
    ) AS found`;
  return byPlace(rows);
}

/** The first and the last day of a cell; days compare as text. */
function daysOf({ year, month }: Cell): readonly [string, string] {
  const months = month === WHOLE_YEAR ? [1, 12] : [month, month];
  const [first = '', last = ''] = months.map((each) => `${year}-${String(each).padStart(2, '0')}`);
  return [`${first}-01`, `${last}-31`];
}

function byPlace(rows: readonly PlacedNumber[]): ByPlace {
  const found = new Map<number, Map<string, number>>();
  for (const { place, name, n } of rows) {
    const numbers = found.get(place) ?? new Map<string, number>();
    found.set(place, numbers.set(name, n));
  }
  return found;
}
