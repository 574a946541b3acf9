import type { DepartmentContext } from '../context.js';
import type { Department } from '../department.js';
import type { Inspector, Item, ItemVersion, PlanTask } from '../generated/client.js';
import type { EntriesField } from '../manifest.js';
import type { CrewRule, PoolCondition, PoolEntryRow } from '../rows.js';

type Reference = { readonly id: string };
type SubjectReference = { readonly uscc: string };

/** Resolvers of PREFIXItem and its versions. */
export const itemResolvers = {
  __resolveReference: async ({ id }: Reference, { loaders }: DepartmentContext) => await loaders.item.load(id),
  versions: async ({ id }: Item, _: unknown, { loaders }: DepartmentContext) =>
    (await loaders.itemVersions.load(id)).map(versionOf),
};

/** Resolvers of PREFIXPoolEntry, with the fields that only this department has. */
export function poolEntryResolvers(ownFields: readonly string[]): Record<string, unknown> {
  const own = ownFields.map((field) => [
    field,
    (entry: PoolEntryRow<Record<string, unknown>>) => entry.details[field] ?? null,
  ]);
  return {
    __resolveReference: async ({ id }: Reference, { loaders }: DepartmentContext) => await loaders.entry.load(id),
    subject: (entry: PoolEntryRow) => (entry.uscc === null ? null : { uscc: entry.uscc }),
    ...Object.fromEntries(own),
  };
}

/** Resolvers of PREFIXInspector. */
export const inspectorResolvers = {
  __resolveReference: async ({ id }: Reference, { loaders }: DepartmentContext) => await loaders.inspector.load(id),
  recusals: ({ id }: Inspector, _: unknown, { loaders }: DepartmentContext) => loaders.recusals.load(id),
};

/** Resolvers of PREFIXPlanTask. */
export const planTaskResolvers = {
  __resolveReference: async ({ id }: Reference, { loaders }: DepartmentContext) => await loaders.task.load(id),
  items: ({ itemIds }: PlanTask, _: unknown, { loaders }: DepartmentContext) => loaders.item.loadMany(itemIds),
  window: (task: PlanTask) => ({ first: task.windowFirst, last: task.windowLast }),
  // A condition has only members that restrict: those not given are left out, empty lists refused.
  directed: ({ condition, crew }: PlanTask) =>
    Object.keys(condition as PoolCondition).length > 0 || (crew as unknown as CrewRule).specialties.length > 0,
  plan: ({ planId }: PlanTask, _: unknown, { loaders }: DepartmentContext) =>
    planId === null ? null : loaders.plan.load(planId),
  continues: ({ continuesId }: PlanTask, _: unknown, { loaders }: DepartmentContext) =>
    continuesId === null ? null : loaders.task.load(continuesId),
  ownExecution: ({ id }: PlanTask, _: unknown, { loaders }: DepartmentContext) => loaders.ownExecutions.load(id),
};

/** Resolvers of PREFIXProfile: the entries, and what the department computes from them. */
export function profileResolvers(department: Department): Record<string, unknown> {
  const fields = Object.entries(department.manifest.profile).map(([field, compute]) => [
    field,
    ({ entries }: { readonly entries: readonly PoolEntryRow[] }) => compute(entries),
  ]);
  return Object.fromEntries(fields);
}

/** Resolvers of MarketSubject: the department's profile of it, and the facts that the department owns. */
export function marketSubjectResolvers(department: Department, field: string): Record<string, unknown> {
  const owned = Object.entries(department.manifest.subject ?? {}).map(([name, compute]) => [name, ownedFact(compute)]);
  return {
    __resolveReference: async ({ uscc }: SubjectReference) => ({ uscc }),
    [field]: async ({ uscc }: SubjectReference, _: unknown, { loaders }: DepartmentContext) => {
      const entries = await loaders.entriesOf.load(uscc);
      return entries.length === 0 ? null : { entries };
    },
    ...Object.fromEntries(owned),
  };
}

function ownedFact(compute: EntriesField<object>) {
  return async ({ uscc }: SubjectReference, _: unknown, { loaders }: DepartmentContext) => {
    const entries = await loaders.entriesOf.load(uscc);
    return entries.length === 0 ? null : compute(entries);
  };
}

function versionOf(version: ItemVersion): Record<string, unknown> {
  const snapshot = version.snapshot as Record<string, unknown>;
  return { ...snapshot, version: version.version, recordedAt: version.recordedAt };
}
