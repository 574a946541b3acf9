import type { FullCitation, Rules } from '@onevisit/rules';
import { type Share, shareOf } from './coverage.js';
import type { FiguresLoader } from './indicators/CellFigures.js';
import { yearCell } from './rollup/Cell.js';

/** A target that a rule sets, and what was reached. */
export interface CoverageTarget {
  /** Null where the department did not tell its part. */
  readonly share: Share | null;
  /** The share that is asked for, exact text. */
  readonly percent: string;
  /** The first day that counts; null where all that there is counts. */
  readonly from: string | null;
  /** The day by which it is to be reached. */
  readonly by: string;
  readonly met: boolean | null;
  /** Whether the rule lets the department stay below. */
  readonly advisory: boolean;
  readonly citations: readonly FullCitation[];
}

/** What a department counts itself; null where it did not answer. */
export interface DepartmentCounts {
  readonly id: string;
  readonly itemCount?: number | null;
  readonly byLotItemCount?: number | null;
  readonly poolCount?: number | null;
  readonly inspectorCount?: number | null;
}

/**
 * Rule item-coverage: the share of a department's enforcement items that are inspected at random (Karamay preamble and 二; Xinyang
 * 一). The target of a day is the next that is due for the department, or the last; one that names it goes before ALL.
 */
export function itemTarget(rules: Rules, department: DepartmentCounts, on: string): CoverageTarget | null {
  const rule = rules.rule('item-coverage');
  if (rule === null) return null;
  const named = rule.targets.filter(({ departments }) => departments !== 'ALL' && departments.includes(department.id));
  const days = new Set(named.map(({ by }) => by));
  const general = rule.targets.filter(({ departments, by }) => departments === 'ALL' && !days.has(by));
  const own = [...named, ...general].sort((a, b) => (a.by < b.by ? -1 : 1));
  const target = own.find(({ by }) => by >= on) ?? own.at(-1);
  if (target === undefined) return null;
  const { byLotItemCount, itemCount } = department;
  const share = byLotItemCount == null || itemCount == null ? null : shareOf(byLotItemCount, itemCount);
  const { percent, by } = target;
  return { share, percent, from: null, by, met: metOf(share, percent), advisory: false, citations: rule.cite };
}

/** Nobody was drawn before: 国办发〔2015〕58号. */
const FIRST_YEAR = 2015;

/**
 * Rule pool-coverage: the whole pool within so many years (Changzhou 四1; where it is large, in more; under grid patrols less may do,
 * 四3). Counts subjects with a result of the department's own check, whatever it says, up to the end of the year.
 * @throws OV_RULES_VALUE_UNSET where the size of a large pool is not set
 */
export async function poolTarget(
  loader: FiguresLoader,
  rules: Rules,
  department: DepartmentCounts,
  on: string,
): Promise<CoverageTarget | null> {
  const rule = rules.rule('pool-coverage');
  const whole = rule?.wholePool;
  if (rule === null || whole === undefined) return null;
  const { poolCount } = department;
  const { large, gridDepartments } = whole;
  const isLarge =
    large !== undefined &&
    poolCount != null &&
    poolCount >= rules.settled('pool-coverage', 'wholePool.large.fromEntries', large.fromEntries);
  const years = isLarge ? large.withinYears : whole.withinYears;
  const year = Number(on.slice(0, 4));
  const [from, by] = [`${year - years + 1}-01-01`, `${year}-12-31`];
  const subjects = await subjectsVisited(loader, department.id, Math.max(year - years + 1, FIRST_YEAR), year);
  const share = poolCount == null ? null : shareOf(subjects, poolCount);
  const advisory = gridDepartments.includes(department.id);
  return { share, percent: '100', from, by, met: metOf(share, '100'), advisory, citations: rule.cite };
}

/** How many subjects were visited in these years, each counted in the last of them in which it was. */
async function subjectsVisited(loader: FiguresLoader, department: string, from: number, to: number): Promise<number> {
  const years = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  const figures = await Promise.all(years.map((year) => loader.load(yearCell(year, department))));
  return figures.reduce((sum, each) => sum + each.lastVisitedBy(to), 0);
}

/**
 * Rule participation: how many of the department's officers take part in a year (Changzhou 四2 实际参与): were at the door of a check.
 * @throws OV_RULES_VALUE_UNSET where the percentage is not set
 */
export async function officersTarget(
  loader: FiguresLoader,
  rules: Rules,
  { id, inspectorCount }: DepartmentCounts,
  on: string,
): Promise<CoverageTarget | null> {
  const rule = rules.rule('participation');
  if (rule === null) return null;
  const percent = rules.settled('participation', 'officers.percent', rule.officers.percent);
  const year = Number(on.slice(0, 4));
  const officers = (await loader.load(yearCell(year, id))).count('INSPECTORS_TAKING_PART');
  const share = inspectorCount == null ? null : shareOf(officers, inspectorCount);
  return yearly(year, share, percent, rule.cite);
}

/** Rule participation: how often office staff (机关人员) take part, of all times (Changzhou 四2). */
export async function officeStaffTarget(
  loader: FiguresLoader,
  rules: Rules,
  { id }: DepartmentCounts,
  on: string,
): Promise<CoverageTarget | null> {
  const rule = rules.rule('participation');
  if (rule === null) return null;
  const year = Number(on.slice(0, 4));
  const figures = await loader.load(yearCell(year, id));
  return yearly(
    year,
    shareOf(figures.count('OFFICE_TIMES'), figures.count('TIMES')),
    rule.officeStaff.percent,
    rule.cite,
  );
}

function yearly(
  year: number,
  share: Share | null,
  percent: string,
  citations: readonly FullCitation[],
): CoverageTarget {
  const [from, by] = [`${year}-01-01`, `${year}-12-31`];
  return { share, percent, from, by, met: metOf(share, percent), advisory: false, citations };
}

/** Whether a share reaches a percentage, exactly; null where there is nothing to divide by. */
function metOf(share: Share | null, percent: string): boolean | null {
  if (share === null || share.denominator === 0) return null;
  const [whole = '', fraction = ''] = percent.split('.');
  const scale = 10n ** BigInt(fraction.length);
  return BigInt(share.numerator) * 100n * scale >= BigInt(whole + fraction) * BigInt(share.denominator);
}
