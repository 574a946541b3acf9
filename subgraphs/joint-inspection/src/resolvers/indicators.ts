import { calendarDate, type PageArguments } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import { doorsOfSubjects } from '../coverage/indicators/burden.js';
import { INDICATORS } from '../coverage/indicators/catalogue.js';
import { divisionsIn } from '../coverage/indicators/divisionsIn.js';
import { documentTitle } from '../coverage/indicators/documentTitle.js';
import type { IndicatorCode, IndicatorDefinition } from '../coverage/indicators/IndicatorDefinition.js';
import { type Indicator, indicatorsOf, takesLists } from '../coverage/indicators/indicatorsOf.js';
import { type ItemFindings, itemFindings } from '../coverage/indicators/itemFindings.js';
import { askListCounts } from '../coverage/lists/askListCounts.js';
import { keepListCounts } from '../coverage/lists/keepListCounts.js';
import { listsKey, listsNow } from '../coverage/lists/listsLoader.js';
import { ALL, type Cell, yearCell } from '../coverage/rollup/Cell.js';
import { askRebuild } from '../coverage/rollup/RollupState.js';
import type { DepartmentCounts } from '../coverage/targets.js';
import type { Joint } from '../joint.js';
import type { RunMutation, RunPrepared } from './mutations.js';

/** What indicators of a year are asked of. */
export interface IndicatorArguments {
  readonly year: number;
  readonly division?: string | null;
  readonly creditClass?: string | null;
}

/** What came of counting departments' lists: GraphQL's ListCountReport. */
export interface ListCountReport {
  readonly on: string;
  /** Codes of departments that told, and of those that did not answer. */
  readonly counted: readonly string[];
  readonly unanswered: readonly string[];
}

type Chosen = { readonly codes?: readonly IndicatorCode[] | null };

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const CREDIT_CLASSES = ['A', 'B', 'C', 'D'];

/** The cell of a year's indicators. @param department code; empty: all */
export function cellOf(department: string, { year, division, creditClass }: IndicatorArguments): Cell {
  return { ...yearCell(year, department), division: division ?? ALL, creditClass: creditClass ?? ALL };
}

/** Resolvers of Query. */
export function indicatorQueries({ rollup }: Joint) {
  return {
    indicators: (_: unknown, args: IndicatorArguments): Cell => cellOf(ALL, args),
    indicatorDefinitions: () => INDICATORS,
    coverageState: () => rollup.state(),
  };
}

/** Resolvers of Mutation. */
export function indicatorMutations({ rollup, departments }: Joint, run: RunMutation, runPrepared: RunPrepared) {
  return {
    rebuildCoverage: async (_: unknown, args: { readonly idempotencyKey?: string | null }, context: JointContext) => {
      const step = { action: 'coverage.rebuild', target: 'coverage', detail: null };
      await run('rebuildCoverage', args, context, async (tx, now) => {
        await askRebuild(tx, now);
        return { response: step.target, step };
      });
      rollup.followSoon(context.log);
      return await rollup.state();
    },
    countLists: async (_: unknown, args: { readonly idempotencyKey?: string | null }, context: JointContext) => {
      const ask = () => askListCounts(departments, departments.codes);
      const report = await runPrepared('countLists', args, context, ask, async (tx, asked, now) => {
        const { told, unanswered } = asked;
        const counted = told.map(({ department }) => department);
        const step = await keepListCounts(tx, asked, now);
        return { response: JSON.stringify({ on: calendarDate(now), counted, unanswered }), step };
      });
      return JSON.parse(report) as ListCountReport;
    },
  };
}

/** Resolvers of Indicators, whose source is their cell. */
export function indicatorsResolvers({ database, rollup, departments: { codes: all } }: Joint) {
  const departmentsOf = ({ department }: Cell) => (department === ALL ? all : [department]);
  const read = (cell: Cell, { codes }: Chosen, { loaders }: JointContext): Promise<readonly Indicator[]> =>
    indicatorsOf(loaders, { cell, departments: departmentsOf(cell) }, codes ?? null);
  return {
    department: ({ department }: Cell) => (department === ALL ? null : { id: department }),
    division: ({ division }: Cell) => (division === ALL ? null : division),
    creditClass: ({ creditClass }: Cell) => (creditClass === ALL ? null : creditClass),
    asOf: async (cell: Cell, _: unknown, { loaders }: JointContext) => {
      await loaders.figures.load(cell);
      return await rollup.state();
    },
    uncounted: async (cell: Cell, _: unknown, { loaders: { lists } }: JointContext) => {
      const counted = await Promise.all(departmentsOf(cell).map((code) => lists.load(listsKey(cell, code))));
      return departmentsOf(cell).flatMap((id, index) => (counted[index]?.on == null ? [{ id }] : []));
    },
    values: (cell: Cell, chosen: Chosen, context: JointContext) => read(cell, chosen, context),
    months: (cell: Cell, chosen: Chosen, context: JointContext) =>
      MONTHS.map((month) => ({ month, values: () => read({ ...cell, month }, chosen, context) })),
    divisions: async (cell: Cell, chosen: Chosen, context: JointContext) => {
      await context.loaders.figures.load(cell);
      const divisions = await divisionsIn(database, cell);
      return divisions.map((division) => ({ division, values: () => read({ ...cell, division }, chosen, context) }));
    },
    creditClasses: (cell: Cell, chosen: Chosen, context: JointContext) =>
      CREDIT_CLASSES.filter((each) => cell.creditClass === ALL || cell.creditClass === each).map((creditClass) => ({
        creditClass,
        values: () => read({ ...cell, creditClass }, chosen, context),
      })),
    items: async (cell: Cell, args: PageArguments, { loaders }: JointContext) => {
      await loaders.figures.load(cell);
      return await itemFindings(database, cell, args);
    },
    doorsPerSubject: async (cell: Cell, _: unknown, { loaders }: JointContext) =>
      doorsOfSubjects(await loaders.figures.load(cell)),
  };
}

/** Resolvers of IndicatorDefinition. */
export const indicatorDefinitionResolvers = {
  numerator: ({ numeratorIs }: IndicatorDefinition) => numeratorIs,
  denominator: ({ denominatorIs }: IndicatorDefinition) => denominatorIs,
  sources: ({ sources }: IndicatorDefinition) =>
    sources.map(({ document, article }) => ({ document: documentTitle(document), article })),
};

/** Resolvers of ListCountReport. */
export const listCountReportResolvers = {
  counted: ({ counted }: ListCountReport) => counted.map((id) => ({ id })),
  unanswered: ({ unanswered }: ListCountReport) => unanswered.map((id) => ({ id })),
};

/** Resolvers of ItemFindings. */
export const itemFindingsResolvers = {
  item: ({ itemId }: ItemFindings) => ({ id: itemId }),
};

/** A department's indicators over its own lists, as it counts them now; of a past year, as it had counted them by then. */
export const coverageIndicators =
  ({ clock }: Joint) =>
  async (department: DepartmentCounts, { year }: IndicatorArguments, { loaders }: JointContext) => {
    const on = calendarDate(clock());
    const scope = { cell: cellOf(department.id, { year }), departments: [department.id] };
    const own = INDICATORS.filter(takesLists).map(({ code }) => code);
    const now = isPast(year, on) ? {} : { now: listsNow(department, on) };
    return await indicatorsOf(loaders, { ...scope, ...now }, own);
  };

/** Whether a year is over. @param today YYYY-MM-DD */
export function isPast(year: number, today: string): boolean {
  return year < Number(today.slice(0, 4));
}
