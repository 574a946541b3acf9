import { type Share, shareOf } from '../coverage.js';
import { ALL, type Cell, WHOLE_YEAR } from '../rollup/Cell.js';
import type { DepartmentCounts } from '../targets.js';
import type { FiguresLoader } from './CellFigures.js';
import { INDICATORS } from './catalogue.js';
import type { DepartmentCount, IndicatorCode, IndicatorDefinition, IndicatorGround } from './IndicatorDefinition.js';

/** An indicator of a cell: GraphQL's Indicator. */
export interface Indicator extends IndicatorNumbers {
  readonly code: IndicatorCode;
  readonly definition: IndicatorDefinition;
  /** The same of the year before; a department's counts of then are not known. */
  readonly lastYear: IndicatorNumbers;
}

export interface IndicatorNumbers {
  /** Null where only the department counts it, and is not asked here. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Exact text with two decimals; null where there is nothing to divide by. */
  readonly percent: string | null;
}

/** Where indicators are read, and what is known besides the figures. */
export interface IndicatorScope {
  readonly cell: Cell;
  /** What the department counts; empty where it was not asked. */
  readonly counts: Omit<DepartmentCounts, 'id'>;
  readonly cap: number | null;
}

/** Reads indicators of a cell, those that make sense there, each with what it was a year before. */
export async function indicatorsOf(
  loader: FiguresLoader,
  { cell, counts, cap }: IndicatorScope,
  codes: readonly IndicatorCode[] | null,
): Promise<readonly Indicator[]> {
  const [now, before] = await Promise.all([loader.load(cell), loader.load({ ...cell, year: cell.year - 1 })]);
  return INDICATORS.filter((definition) => isFor(definition, cell) && (codes?.includes(definition.code) ?? true)).map(
    (definition) => ({
      code: definition.code,
      definition,
      ...numbersOf(definition, { figures: now, cap }, counts),
      lastYear: numbersOf(definition, { figures: before, cap }, {}),
    }),
  );
}

/** Whether an indicator makes sense of a month, or of a division or credit class. */
function isFor({ of }: IndicatorDefinition, { month, division, creditClass }: Cell): boolean {
  return (of.months || month === WHOLE_YEAR) && (of.parts || (division === ALL && creditClass === ALL));
}

function numbersOf(
  definition: IndicatorDefinition,
  ground: IndicatorGround,
  counts: Omit<DepartmentCounts, 'id'>,
): IndicatorNumbers {
  const read = (from: DepartmentCount | ((ground: IndicatorGround) => number | null)): number | null =>
    typeof from === 'string' ? (counts[from] ?? null) : from(ground);
  const [numerator, denominator] = [read(definition.numerator), read(definition.denominator)];
  const share: Share | null = numerator === null || denominator === null ? null : shareOf(numerator, denominator);
  return { numerator, denominator, percent: share?.percent ?? null };
}
