import {
  type Connection,
  calendarDate,
  connection,
  type PageArguments,
  readNumberedPage,
  readPage,
} from '@onevisit/kit';
import { checkFilter } from '../checks/filter.js';
import type { DepartmentContext } from '../context.js';
import type { Department } from '../department.js';
import { departmentError } from '../errors.js';
import type { Inspector, Item, LedgerEntry, PlanTask } from '../generated/client.js';
import type { PoolEntryRow } from '../rows.js';
import { drawableOn, type InspectorFilter, inspectorsWhere, listInspectors } from '../store/inspectors.js';
import { type ItemFilter, inForceOn, itemsWhere, listItems } from '../store/items.js';
import { listPool, liveOn, type PoolFilter, poolWhere } from '../store/pool.js';
import { listTasks, type PlanTaskFilter, tasksWhere } from '../store/tasks.js';
import { planList } from './plans.js';

type ListArguments<Filter> = PageArguments & { readonly filter?: Filter | null };

const byCode = (row: { readonly code: string }): string => row.code;

/** Resolvers of PREFIXDepartment: its counts and its lists. */
export function departmentResolvers(department: Department) {
  const { database, entry, clock } = department;
  const today = (): string => calendarDate(clock());
  return {
    name: () => entry.name,
    itemCount: () => database.item.count({ where: inForceOn(today()) }),
    keyItemCount: () => database.item.count({ where: { ...inForceOn(today()), itemClass: 'KEY' } }),
    byLotItemCount: () => database.item.count({ where: { ...inForceOn(today()), byLot: true } }),
    poolCount: () => database.poolEntry.count({ where: liveOn(today()) }),
    inspectorCount: () => database.inspector.count({ where: drawableOn(today()) }),
    items: async (_: unknown, args: ListArguments<ItemFilter>): Promise<Connection<Item>> => {
      const page = readPage(args);
      const where = itemsWhere(checkFilter(args.filter));
      return connection(await listItems(database, where, page), page, byCode, () => database.item.count({ where }));
    },
    pool: async (
      _: unknown,
      args: ListArguments<PoolFilter>,
      context: DepartmentContext,
    ): Promise<Connection<PoolEntryRow>> => {
      const page = readPage(args);
      const filter = checkFilter(args.filter);
      // Inspectors may not read credit classes, so they may not find them out by asking for one either.
      if (filter.creditClasses != null && context.viewer.role === 'inspector') {
        throw departmentError('OV_DEPT_CLASS_FILTER', { role: context.viewer.role });
      }
      const where = poolWhere(filter);
      return connection(await listPool(database, where, page), page, byCode, () => database.poolEntry.count({ where }));
    },
    inspectors: async (_: unknown, args: ListArguments<InspectorFilter>): Promise<Connection<Inspector>> => {
      const page = readPage(args);
      const where = inspectorsWhere(checkFilter(args.filter));
      const rows = await listInspectors(database, where, page);
      return connection(rows, page, byCode, () => database.inspector.count({ where }));
    },
    tasks: async (_: unknown, args: ListArguments<PlanTaskFilter>): Promise<Connection<PlanTask>> => {
      const page = readPage(args);
      const where = tasksWhere(checkFilter(args.filter));
      return connection(await listTasks(database, where, page), page, byCode, () => database.planTask.count({ where }));
    },
    plans: planList(department),
    ledger: async (_: unknown, args: PageArguments): Promise<Connection<LedgerEntry>> => {
      const page = readNumberedPage(args);
      const rows = await database.ledgerEntry.findMany({
        ...(page.after === null ? {} : { where: { seq: { lt: page.after } } }),
        orderBy: { seq: 'desc' },
        take: page.first + 1,
      });
      return connection(
        rows,
        page,
        (row) => String(row.seq),
        () => database.ledgerEntry.count(),
      );
    },
    __resolveReference: async (reference: { readonly id: string }) =>
      reference.id === entry.code ? { id: entry.code } : null,
  };
}
