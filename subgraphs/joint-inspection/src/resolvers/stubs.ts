import { calendarDate, type PageArguments } from '@onevisit/kit';
import type { Rules } from '@onevisit/rules';
import type { JointContext, Loaders } from '../context.js';
import { coverageOf } from '../coverage/coverage.js';
import { ALL } from '../coverage/rollup/Cell.js';
import {
  type DepartmentCounts,
  itemTarget,
  officersTarget,
  officeStaffTarget,
  poolTarget,
} from '../coverage/targets.js';
import type { Joint } from '../joint.js';
import { rulesInForce } from '../rules/PlanRules.js';
import { planStub } from './departmentPlans.js';
import { cellOf, coverageIndicators, type IndicatorArguments, isPast } from './indicators.js';

type Reference = { readonly id: string };

/** A department whose targets are asked for, and the rules that set them. */
interface DepartmentTargets {
  readonly department: DepartmentCounts;
  readonly on: string;
  readonly rules: Rules;
}

/** Resolvers of DepartmentTargets, a target each: one that cannot be told costs no other. */
export const departmentTargetsResolvers = {
  items: ({ rules, department, on }: DepartmentTargets) => itemTarget(rules, department, on),
  pool: ({ rules, department, on }: DepartmentTargets, _: unknown, { loaders }: JointContext) =>
    poolTarget(loaders.figures, rules, department, on),
  officers: ({ rules, department, on }: DepartmentTargets, _: unknown, { loaders }: JointContext) =>
    officersTarget(loaders.figures, rules, department, on),
  officeStaff: ({ rules, department, on }: DepartmentTargets, _: unknown, { loaders }: JointContext) =>
    officeStaffTarget(loaders.figures, rules, department, on),
};

/** Resolvers of every department's stubs, and of the interfaces that they implement. */
export function stubResolvers(joint: Joint): Record<string, object> {
  const { departments } = joint;
  const typenameOf = { __resolveType: ({ id }: Reference) => departments.typenameOf(id) };
  const interfaces = ['Department', 'InspectionItem', 'Inspector', 'PlanTask', 'DepartmentPlan'].map((name) => [
    name,
    typenameOf,
  ]);
  const stubs = departments.register.flatMap(({ prefix }) => [
    [`${prefix}Item`, itemStub],
    [`${prefix}Inspector`, inspectorStub],
    [`${prefix}PlanTask`, taskStub],
    [`${prefix}Plan`, planStub],
    [`${prefix}Department`, departmentStub(joint)],
  ]);
  return Object.fromEntries([...interfaces, ...stubs]);
}

const resolveById = async ({ id }: Reference): Promise<Reference> => ({ id });

const itemStub = {
  __resolveReference: resolveById,
  jointPlans: async ({ id }: Reference, args: PageArguments, { loaders }: JointContext) =>
    (await loaders.plansOfItem.load(id)).page(args),
};

const inspectorStub = {
  __resolveReference: resolveById,
  visits: ({ id }: Reference, args: PageArguments, { loaders }: JointContext) =>
    loaders.visitsOfInspector.load({ ...args, parent: id }),
};

const taskStub = {
  __resolveReference: resolveById,
  jointPlans: async ({ id }: Reference, args: PageArguments, { loaders }: JointContext) =>
    (await loaders.plansOfTask.load(id)).page(args),
};

const departmentStub = (joint: Joint) => {
  const { database, clock } = joint;
  const today = (): string => calendarDate(clock());
  return {
    __resolveReference: async (reference: DepartmentCounts): Promise<DepartmentCounts> => ({ ...reference }),
    targets: async (told: DepartmentCounts, args: { readonly on?: string | null }, { loaders }: JointContext) => {
      const on = args.on ?? today();
      const department = await countsAt(loaders, told, on, today());
      return { department, on, rules: (await rulesInForce(database, on, [told.id])).of(told.id) };
    },
    coverage: async (told: DepartmentCounts, args: { readonly year?: number | null }, { loaders }: JointContext) => {
      const year = args.year ?? Number(today().slice(0, 4));
      const department = await countsAt(loaders, told, `${year}-12-31`, today());
      return coverageOf(await loaders.figures.load(cellOf(told.id, { year })), department);
    },
    indicators: ({ id }: Reference, args: IndicatorArguments) => cellOf(id, args),
    coverageIndicators: coverageIndicators(joint),
  };
};

/** What a department counts itself: now, or of a day in a past year what it had counted last by then. */
async function countsAt(
  { lists }: Pick<Loaders, 'lists'>,
  told: DepartmentCounts,
  until: string,
  today: string,
): Promise<DepartmentCounts> {
  if (!isPast(Number(until.slice(0, 4)), today)) return told;
  return { id: told.id, ...(await lists.load({ department: told.id, until, division: ALL, creditClass: ALL })) };
}
