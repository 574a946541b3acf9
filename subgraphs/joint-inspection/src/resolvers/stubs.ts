import type { PageArguments } from '@onevisit/kit';
import type { Rules } from '@onevisit/rules';
import type { JointContext } from '../context.js';
import { coverageOf } from '../coverage/coverage.js';
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
import { cellOf, coverageIndicators, type IndicatorArguments } from './indicators.js';

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

const departmentStub = ({ database }: Joint) => ({
  __resolveReference: async (reference: DepartmentCounts): Promise<DepartmentCounts> => ({ ...reference }),
  targets: async (department: DepartmentCounts, { on }: { readonly on: string }) => {
    return { department, on, rules: (await rulesInForce(database, on, [department.id])).of(department.id) };
  },
  coverage: async (department: DepartmentCounts, { year }: { readonly year: number }, { loaders }: JointContext) =>
    coverageOf(await loaders.figures.load(cellOf(department.id, { year })), department),
  indicators: ({ id }: Reference, args: IndicatorArguments) => cellOf(id, args),
  coverageIndicators,
});
