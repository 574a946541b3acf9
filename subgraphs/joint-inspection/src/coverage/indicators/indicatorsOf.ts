import { type Share, shareOf } from '../coverage.js';
import { type Lists, type ListsLoader, listsAdded, listsKey } from '../lists/listsLoader.js';
import { ALL, type Cell, WHOLE_YEAR } from '../rollup/Cell.js';
import type { FiguresLoader } from './CellFigures.js';
import type { CapUseLoader } from './capUse.js';
import { INDICATORS } from './catalogue.js';
import type { DepartmentCount, IndicatorCode, IndicatorDefinition, IndicatorGround } from './IndicatorDefinition.js';

/** An indicator of a cell: GraphQL's Indicator. */
export interface Indicator extends IndicatorNumbers {
  readonly code: IndicatorCode;
  readonly definition: IndicatorDefinition;
  /** The same of the year before, over what departments had counted by then. */
  readonly lastYear: IndicatorNumbers;
}

export interface IndicatorNumbers {
  /** Null where only departments count it, and one had not by then, or there is nothing to count. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Exact text with two decimals; null where there is nothing to divide by. */
  readonly percent: string | null;
  /** The day on which departments counted what is in it, the first of several; null where nothing of theirs is. */
  readonly countedOn: string | null;
}

/** Where indicators are read, and what is known besides the figures. */
export interface IndicatorScope {
  readonly cell: Cell;
  /** Codes of the departments whose cell it is. */
  readonly departments: readonly string[];
  /** What the department counts now; without it, what it counted last by the end of the cell's days stands. */
  readonly now?: Lists;
}

/** What indicators are read by. */
export interface IndicatorLoaders {
  readonly figures: FiguresLoader;
  readonly capUse: CapUseLoader;
  readonly lists: ListsLoader;
}

/** Reads indicators of a cell, those that make sense there, each with what it was a year before. */
export async function indicatorsOf(
  loaders: IndicatorLoaders,
  scope: IndicatorScope,
  codes: readonly IndicatorCode[] | null,
): Promise<readonly Indicator[]> {
  const { cell, now, ...rest } = scope;
  const definitions = INDICATORS.filter(
    (definition) => isFor(definition, cell) && (codes?.includes(definition.code) ?? true),
  );
  const asks = { lists: definitions.some(takesLists), cap: definitions.some(({ code }) => code === 'CAP_USE') };
  const [today, before] = await Promise.all([
    groundOf(loaders, scope, asks),
    groundOf(loaders, { ...rest, cell: { ...cell, year: cell.year - 1 } }, asks),
  ]);
  return definitions.map((definition) => ({
    code: definition.code,
    definition,
    ...numbersOf(definition, today),
    lastYear: numbersOf(definition, before),
  }));
}

/** Whether an indicator makes sense of a month, or of a division or credit class. */
function isFor({ of }: IndicatorDefinition, { month, division, creditClass }: Cell): boolean {
  return (of.months || month === WHOLE_YEAR) && (of.parts || (division === ALL && creditClass === ALL));
}

/** Whether an indicator needs what only departments count. */
export function takesLists({ numerator, denominator }: IndicatorDefinition): boolean {
  return typeof numerator === 'string' || typeof denominator === 'string';
}

interface Ground extends IndicatorGround {
  readonly lists: Lists;
}

async function groundOf(
  { figures, lists, capUse }: IndicatorLoaders,
  { cell, departments, now }: IndicatorScope,
  asks: { readonly lists: boolean; readonly cap: boolean },
): Promise<Ground> {
  const codes = asks.lists ? departments : [];
  const [own, ofEach, counted, cap] = await Promise.all([
    figures.load(cell),
    Promise.all(codes.map((department) => figures.load({ ...cell, department }))),
    now ?? Promise.all(codes.map((department) => lists.load(listsKey(cell, department)))).then(listsAdded),
    asks.cap ? capUse.load(cell) : null,
  ]);
  return { figures: own, departments: ofEach, cap, lists: counted };
}

function numbersOf(definition: IndicatorDefinition, ground: Ground): IndicatorNumbers {
  const { lists } = ground;
  const read = (from: DepartmentCount | ((ground: IndicatorGround) => number | null) | null): number | null =>
    typeof from === 'string' ? lists[from] : (from?.(ground) ?? null);
  const [numerator, denominator] = [read(definition.numerator), read(definition.denominator)];
  const share: Share | null = numerator === null || denominator === null ? null : shareOf(numerator, denominator);
  const countedOn = takesLists(definition) ? lists.on : null;
  return { numerator, denominator, percent: share?.percent ?? null, countedOn };
}
