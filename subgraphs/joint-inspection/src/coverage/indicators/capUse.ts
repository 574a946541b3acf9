import { type CitedRule, isUnknown } from '@onevisit/rules';
import DataLoader from 'dataloader';
import type { Counting } from '../../budget/Counting.js';
import type { Database } from '../../database.js';
import { type PlanRules, rulesInForce } from '../../rules/PlanRules.js';
import { ALL, type Cell, cellKey, WHOLE_YEAR } from '../rollup/Cell.js';
import { countOfDoors } from '../rollup/doorsOfSubject.js';
import type { CellFigures, FiguresLoader } from './CellFigures.js';

/** How much of a cap of visits was used. */
export interface CapUse {
  /** Doors entered that count by the rule. */
  readonly doors: number;
  /** As many as the rule lets be entered at the subjects of these doors. */
  readonly permitted: number;
}

/** By cell of a year: null where the cap is not one of the cell's. */
export type CapUseLoader = DataLoader<Cell, CapUse | null, string>;

type Rule = CitedRule<'visit-cap'>;

const LEVELS = ['CITY', 'DISTRICT'] as const;

const NO_USE: CapUse = { doors: 0, permitted: 0 };

/**
 * Loads how much of the caps in force today was used. A cap that counts a department's own visits is the department's, and the city has the
 * sum of these; one that counts those of a level, or of all, is the city's alone. Null where there is none, its document lost it, or some
 * departments' caps count in the one way and some in the other.
 */
export function capUseLoader(database: Database, figures: FiguresLoader, today: string): CapUseLoader {
  return new DataLoader<Cell, CapUse | null, string>(
    async (cells) => {
      // Doors are looked for once the rollups have followed.
      await Promise.all(cells.map((cell) => figures.load(cell)));
      const departments = await departmentsIn(database, cells);
      const rules = await rulesInForce(database, today, departments);
      return await Promise.all(cells.map((cell) => useIn(cell, rules, departments, figures)));
    },
    { cacheKeyFn: cellKey },
  );
}

async function useIn(
  cell: Cell,
  rules: PlanRules,
  departments: readonly string[],
  figures: FiguresLoader,
): Promise<CapUse | null> {
  const ofCity = rules.city.rule('visit-cap');
  if (cell.department !== ALL) return ownUse(rules.of(cell.department).rule('visit-cap'), await figures.load(cell));
  if (ofCity !== null && ofCity.countedBy !== 'DEPARTMENT') return sharedUse(ofCity, await figures.load(cell));
  const capped = rules.each(departments, 'visit-cap');
  if (ofCity === null && capped.length === 0) return null;
  const uses = await Promise.all(
    capped.map(async ({ department, rule }) => ownUse(rule, await figures.load({ ...cell, department }))),
  );
  const known = uses.filter((use) => use !== null);
  return known.length < uses.length ? null : added(known);
}

/** Of a cap on a department's own visits. */
function ownUse(rule: Rule | null, figures: CellFigures): CapUse | null {
  return rule?.countedBy === 'DEPARTMENT' ? useOf(rule, 'ALL', figures) : null;
}

/** Of a cap on the visits of all departments, or apart on those of each level. */
function sharedUse(rule: Rule, figures: CellFigures): CapUse | null {
  if (rule.countedBy === 'ALL') return useOf(rule, 'ALL', figures);
  const uses = LEVELS.map((level) => useOf(rule, { level }, figures)).filter((use) => use !== null);
  return uses.length === 0 ? null : added(uses);
}

function useOf({ most, kinds, joint }: Rule, by: Counting['by'], figures: CellFigures): CapUse | null {
  if (isUnknown(most)) return null;
  const counting: Counting = { by, kinds, outsideKinds: kinds, joint, of: 'TAKEN', years: 1 };
  const uses = [...figures.subjectsByDoors()].map(([measure, subjects]) => {
    const counted = countOfDoors(counting, measure);
    return counted === 0 ? NO_USE : { doors: subjects * counted, permitted: subjects * most };
  });
  return added(uses);
}

function added(uses: readonly CapUse[]): CapUse {
  return uses.reduce((sum, { doors, permitted }) => {
    return { doors: sum.doors + doors, permitted: sum.permitted + permitted };
  }, NO_USE);
}

/** Departments that entered doors in the years of these cells, and those of the cells themselves. */
async function departmentsIn(database: Database, cells: readonly Cell[]): Promise<readonly string[]> {
  const rows = await database.coverageCount.findMany({
    where: {
      year: { in: cells.map(({ year }) => year) },
      month: WHOLE_YEAR,
      division: ALL,
      creditClass: ALL,
      measure: 'DOORS',
    },
    distinct: ['department'],
    select: { department: true },
  });
  const all = new Set([...rows, ...cells].map(({ department }) => department));
  return [...all].filter((department) => department !== ALL).sort();
}
