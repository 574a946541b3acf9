import { type Share, shareOf } from '../coverage.js';
import { ALL, type Cell, WHOLE_YEAR } from '../rollup/Cell.js';
import type { DepartmentCounts } from '../targets.js';
import type { FiguresLoader } from './CellFigures.js';
import type { CapUseLoader } from './capUse.js';
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
  /** Null where only the department counts it, and is not asked here, or there is nothing to count. */
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
}

/** What indicators are read by. */
export interface IndicatorLoaders {
  readonly figures: FiguresLoader;
  readonly capUse: CapUseLoader;
}

/** Reads indicators of a cell, those that make sense there, each with what it was a year before. */
export async function indicatorsOf(
  { figures, capUse }: IndicatorLoaders,
  { cell, counts }: IndicatorScope,
  codes: readonly IndicatorCode[] | null,
): Promise<readonly Indicator[]> {
  const definitions = INDICATORS.filter(
    (definition) => isFor(definition, cell) && (codes?.includes(definition.code) ?? true),
  );
  const asksCap = definitions.some(({ code }) => code === 'CAP_USE');
  const groundOf = async (at: Cell): Promise<IndicatorGround> => {
    const [counted, cap] = await Promise.all([figures.load(at), asksCap ? capUse.load(at) : null]);
    return { figures: counted, cap };
  };
  const [now, before] = await Promise.all([groundOf(cell), groundOf({ ...cell, year: cell.year - 1 })]);
  return definitions.map((definition) => ({
    code: definition.code,
    definition,
    ...numbersOf(definition, now, counts),
    lastYear: numbersOf(definition, before, {}),
  }));
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
  const read = (from: DepartmentCount | ((ground: IndicatorGround) => number | null) | null): number | null =>
    typeof from === 'string' ? (counts[from] ?? null) : (from?.(ground) ?? null);
  const [numerator, denominator] = [read(definition.numerator), read(definition.denominator)];
  const share: Share | null = numerator === null || denominator === null ? null : shareOf(numerator, denominator);
  return { numerator, denominator, percent: share?.percent ?? null };
}
