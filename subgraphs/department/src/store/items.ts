import { globalId, type MutationOutcome, type PageRequest } from '@onevisit/kit';
import type { Item } from '../generated/client.js';
import type { ItemSeed, SaveReport } from '../rows.js';
import { type Database, literal, lockList, type Prisma } from './database.js';

/** Which items; every given condition must hold. */
export interface ItemFilter {
  readonly itemClass?: string | null;
  readonly inForceOn?: string | null;
  readonly text?: string | null;
}

/** Items in force on a day. */
export function inForceOn(day: string): Prisma.ItemWhereInput {
  return { validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] };
}

/** The condition of a filter. */
export function itemsWhere(filter: ItemFilter): Prisma.ItemWhereInput {
  const all: Prisma.ItemWhereInput[] = [];
  if (filter.itemClass != null) all.push({ itemClass: filter.itemClass });
  if (filter.inForceOn != null) all.push(inForceOn(filter.inForceOn));
  if (filter.text != null) {
    const part = { contains: literal(filter.text) };
    all.push({ OR: [{ title: part }, { content: part }] });
  }
  return { AND: all };
}

/** A page of items by code, one more than asked for. */
export function listItems(database: Database, where: Prisma.ItemWhereInput, page: PageRequest): Promise<Item[]> {
  return database.item.findMany({
    where: page.after === null ? where : { AND: [where, { code: { gt: page.after } }] },
    orderBy: { code: 'asc' },
    take: page.first + 1,
  });
}

/**
 * Creates or replaces items by code, each change a new version.
 * @param items checked by `checkItems`
 */
export async function saveItems(
  tx: Prisma.TransactionClient,
  department: string,
  items: readonly ItemSeed[],
  now: Date,
): Promise<MutationOutcome<SaveReport>> {
  await lockList(tx, 'items');
  const stored = await tx.item.findMany({ where: { code: { in: items.map((item) => item.code) } } });
  const byCode = new Map(stored.map((item) => [item.code, item]));
  const changed: { readonly code: string; readonly version: number }[] = [];
  let created = 0;
  for (const item of items) {
    const before = byCode.get(item.code);
    const content = contentOf(item);
    if (before !== undefined && sameContent(before, content)) continue;
    const id = globalId(department, 'item', item.code);
    const version = (before?.version ?? 0) + 1;
    const row = { id, code: item.code, version, ...content };
    await tx.item.upsert({ where: { id }, create: row, update: row });
    await tx.itemVersion.create({ data: { itemId: id, version, recordedAt: now, snapshot: content } });
    if (before === undefined) created += 1;
    changed.push({ code: item.code, version });
  }
  const response = {
    created,
    updated: changed.length - created,
    unchanged: items.length - changed.length,
  };
  const step = { action: 'items.save', target: department, detail: { ...response, items: changed } };
  return { response, step: changed.length === 0 ? null : step };
}

type ItemContent = Omit<Item, 'id' | 'code' | 'version'>;

function contentOf(item: ItemSeed): ItemContent {
  return {
    title: item.title,
    itemClass: item.itemClass,
    basis: [...item.basis],
    subjectKind: item.subjectKind,
    content: item.content,
    methods: [...item.methods],
    ratioLimit: item.ratioLimit ?? null,
    byLot: item.byLot ?? true,
    specialised: item.specialised ?? false,
    validFrom: item.validFrom,
    validTo: item.validTo ?? null,
  };
}

function sameContent(stored: Item, content: ItemContent): boolean {
  return (Object.keys(content) as (keyof ItemContent)[]).every(
    (field) => JSON.stringify(stored[field]) === JSON.stringify(content[field]),
  );
}
