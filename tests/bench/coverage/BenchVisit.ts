import { creditCode } from '@onevisit/schema';

/** Departments of the plans, the first with every visit, the second with a third of them. */
export const DEPARTMENTS = ['market-regulation', 'fire-rescue'] as const;

export type BenchDepartment = (typeof DEPARTMENTS)[number];

/** Items of a leg, inspectors of a department, divisions of the city. */
const [ITEMS, INSPECTORS, DIVISIONS] = [3, 200, 12];

const CREDIT_CLASSES = ['A', 'A', 'A', 'B', 'B', 'C', 'D'] as const;
const YEAR = 2026;

/** A visit of the benchmark; it follows from its number. */
export interface BenchVisit {
  readonly id: string;
  readonly position: number;
  readonly subjectId: string;
  readonly division: string;
  readonly creditClass: string;
  readonly windowFirst: string;
  readonly windowLast: string;
  readonly departments: readonly BenchDepartment[];
  /** The day of the inspection; null where it has yet to be made. */
  readonly inspectedOn: string | null;
  /** Whether something was found at its first item. */
  readonly problem: boolean;
  /** Whether its results are disclosed: on the day of the inspection. */
  readonly disclosed: boolean;
}

/** The year of a draw's plan: one of five is of the year before. */
export function yearOfDraw(draw: number): number {
  return draw % 5 === 4 ? YEAR - 1 : YEAR;
}

export const planId = (draw: number): string => `joint-inspection:plan:bench-${draw}`;
export const drawId = (draw: number): string => `joint-inspection:draw:bench-${draw}`;
export const legId = (department: BenchDepartment): string => `${department}:task:bench`;
export const inspectorAt = (department: BenchDepartment, number: number): string =>
  `${department}:inspector:${number % INSPECTORS}`;

/** Ids of a leg's planned items, in the order of those of its items. */
export function plannedItems(draw: number, department: BenchDepartment): readonly string[] {
  return Array.from(
    { length: ITEMS },
    (_, index) => `joint-inspection:planneditem:bench-${draw}-${department}-${index}`,
  );
}

export function itemIds(department: BenchDepartment): readonly string[] {
  return Array.from({ length: ITEMS }, (_, index) => `${department}:item:bench-${index}`);
}

/** A draw's visit at a position, the given one of all: of seven visits five subjects have one, and two of them another. */
export function visitAt(draw: number, position: number, number: number): BenchVisit {
  const subject = Math.floor((number * 5) / 7);
  const month = String(1 + (number % 9)).padStart(2, '0');
  const last = String(3 + (number % 9)).padStart(2, '0');
  const day = String(1 + (number % 28)).padStart(2, '0');
  const year = yearOfDraw(draw);
  return {
    id: `joint-inspection:visit:bench-${draw}/${position}`,
    position,
    subjectId: creditCode(`9141150000${String(subject).padStart(7, '0')}`),
    division: `4115${String(2 + (subject % DIVISIONS)).padStart(2, '0')}`,
    creditClass: CREDIT_CLASSES[subject % CREDIT_CLASSES.length] ?? 'A',
    windowFirst: `${year}-${month}-01`,
    windowLast: `${year}-${last}-28`,
    departments: number % 3 === 0 ? DEPARTMENTS : [DEPARTMENTS[0]],
    inspectedOn: number % 10 < 8 ? `${year}-${month}-${day}` : null,
    problem: number % 7 === 0,
    disclosed: number % 4 === 0,
  };
}
