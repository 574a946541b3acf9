import type { PageArguments } from '@onevisit/kit';
import type { JointContext } from '../context.js';
import { shareOf } from '../coverage/coverage.js';
import { visiblePlans, visibleVisits } from '../disclosure/visible.js';
import type { Joint } from '../joint.js';
import { planConnection, visitsByWindow } from './lists.js';

type Reference = { readonly id: string };

/** A department with the counts that only it knows, as `@requires` brings them; null where it did not answer. */
interface CountedDepartment extends Reference {
  readonly itemCount?: number | null;
  readonly byLotItemCount?: number | null;
  readonly poolCount?: number | null;
  readonly inspectorCount?: number | null;
}

/** Resolvers of every department's stubs, and of the interfaces that they implement. */
export function stubResolvers(joint: Joint): Record<string, object> {
  const { departments } = joint;
  const typenameOf = { __resolveType: ({ id }: Reference) => departments.typenameOf(id) };
  const interfaces = ['Department', 'InspectionItem', 'Inspector', 'PlanTask'].map((name) => [name, typenameOf]);
  const stubs = departments.register.flatMap(({ prefix }) => [
    [`${prefix}Item`, itemStub(joint)],
    [`${prefix}Inspector`, inspectorStub(joint)],
    [`${prefix}PlanTask`, taskStub(joint)],
    [`${prefix}Department`, departmentStub],
  ]);
  return Object.fromEntries([...interfaces, ...stubs]);
}

const resolveById = async ({ id }: Reference): Promise<Reference> => ({ id });

function itemStub({ database }: Joint) {
  return {
    __resolveReference: resolveById,
    jointPlans: ({ id }: Reference, args: PageArguments, { viewer }: JointContext) =>
      planConnection(database, { AND: [{ items: { some: { itemId: id } } }, visiblePlans(viewer)] }, args),
  };
}

function inspectorStub({ database, clock }: Joint) {
  return {
    __resolveReference: resolveById,
    visits: ({ id }: Reference, args: PageArguments, { viewer }: JointContext) =>
      visitsByWindow(
        database,
        { AND: [{ seats: { some: { inspectorId: id } }, draw: { phase: 'DRAWN' } }, visibleVisits(viewer, clock())] },
        args,
        'asc',
      ),
  };
}

function taskStub({ database }: Joint) {
  return {
    __resolveReference: resolveById,
    jointPlans: ({ id }: Reference, args: PageArguments, { viewer }: JointContext) =>
      planConnection(database, { AND: [{ legs: { some: { id } } }, visiblePlans(viewer)] }, args),
  };
}

const departmentStub = {
  __resolveReference: async (reference: CountedDepartment): Promise<CountedDepartment> => ({ ...reference }),
  coverage: async (department: CountedDepartment, { year }: { readonly year: number }, { loaders }: JointContext) => {
    const counts = await loaders.coverage.load({ department: department.id, year });
    const { itemCount, poolCount, inspectorCount } = department;
    return {
      items: itemCount == null ? null : shareOf(counts.items, itemCount),
      subjects: poolCount == null ? null : shareOf(counts.subjects, poolCount),
      inspectors: inspectorCount == null ? null : shareOf(counts.inspectors, inspectorCount),
      jointVisits: shareOf(counts.jointVisits, counts.visits),
    };
  },
};
