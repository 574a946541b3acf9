import { OneVisitError } from '@onevisit/kit';
import { ALL } from '../coverage/rollup/Cell.js';
import {
  type CoverageTarget,
  type DepartmentCounts,
  itemTarget,
  officersTarget,
  officeStaffTarget,
  poolTarget,
} from '../coverage/targets.js';
import type { Database } from '../database.js';
import { rulesInForce } from '../rules/PlanRules.js';
import type { ReportLoaders } from './indicatorParts.js';

/** A target of a department, as it is printed. */
export interface TargetRow {
  readonly department: string;
  readonly name: string;
  /** What is asked for, by when. */
  readonly asked: string;
  readonly by: string;
  readonly reached: string;
  readonly met: string;
  readonly source: string;
}

/** What cannot be told, as it is printed. */
const UNKNOWN = '—';

/**
 * What the rules in force on a day ask of departments' coverage, and what was reached of it, over what they had counted of their lists by then.
 * A target whose rule leaves its number to be set is printed as unknown.
 * @param name of a department by its code
 */
export async function targetParts(
  database: Database,
  { figures, lists }: ReportLoaders,
  departments: readonly string[],
  on: string,
  name: (code: string) => string,
): Promise<readonly TargetRow[]> {
  const rules = await rulesInForce(database, on, departments);
  const rows = await Promise.all(
    departments.map(async (id) => {
      const known = await lists.load({ department: id, until: on, division: ALL, creditClass: ALL });
      const department: DepartmentCounts = { id, ...known };
      const own = rules.of(id);
      const targets = await Promise.all([
        row('随机抽查事项占执法事项的比例', () => itemTarget(own, department, on)),
        row('检查对象覆盖率', () => poolTarget(figures, own, department, on)),
        row('实际参与执法人员比例', () => officersTarget(figures, own, department, on)),
        row('机关人员参与频次比例', () => officeStaffTarget(figures, own, department, on)),
      ]);
      return targets.flatMap((target) => (target === null ? [] : [{ department: name(id), ...target }]));
    }),
  );
  return rows.flat();
}

type PrintedTarget = Omit<TargetRow, 'department'>;

/** Null where the rules ask nothing. */
async function row(
  name: string,
  read: () => CoverageTarget | null | Promise<CoverageTarget | null>,
): Promise<PrintedTarget | null> {
  try {
    const target = await read();
    return target === null ? null : { name, ...printed(target) };
  } catch (cause) {
    if (!(cause instanceof OneVisitError) || cause.code !== 'OV_RULES_VALUE_UNSET') throw cause;
    return { name, asked: '细则未定', by: UNKNOWN, reached: UNKNOWN, met: UNKNOWN, source: '' };
  }
}

function printed({ percent, by, share, met, advisory, citations }: CoverageTarget): Omit<PrintedTarget, 'name'> {
  const shown = share === null ? UNKNOWN : `${share.numerator} / ${share.denominator}`;
  const reached = share?.percent == null ? shown : `${shown}（${share.percent}%）`;
  const isMet = met === null ? UNKNOWN : met ? '已达到' : advisory ? '未达到（细则允许）' : '未达到';
  const source = citations.map(({ document, article }) => `${document} ${article}`).join('、');
  return { asked: `${percent}%`, by, reached, met: isMet, source };
}
