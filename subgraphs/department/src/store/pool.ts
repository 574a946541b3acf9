import { createHash } from 'node:crypto';
import { globalId, type MutationOutcome, type PageRequest } from '@onevisit/kit';
import { type CheckedPoolEntry, subjectIdOf } from '../checks/pool.js';
import type { PoolEntry } from '../generated/client.js';
import type { PoolEntryRow, SaveReport } from '../rows.js';
import { type Database, literal, type Prisma } from './database.js';

/** Which pool entries; every given condition must hold. */
export interface PoolFilter {
  readonly kinds?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly divisions?: readonly string[] | null;
  readonly industries?: readonly string[] | null;
  readonly status?: string | null;
  readonly creditClasses?: readonly string[] | null;
  readonly validOn?: string | null;
  readonly subjectIds?: readonly string[] | null;
  readonly namePrefix?: string | null;
}

/** Entries that are active and valid on a day. */
export function liveOn(day: string): Prisma.PoolEntryWhereInput {
  return { status: 'ACTIVE', ...validOn(day) };
}

/** How many live entries a pool has in a division and credit class. */
export interface PoolCount {
  readonly division: string;
  /** Null where they have none. */
  readonly creditClass: string | null;
  readonly count: number;
}

/** Counts entries that are active and valid on a day, by division and credit class. */
export async function poolCounts(database: Database, day: string): Promise<readonly PoolCount[]> {
  const groups = await database.poolEntry.groupBy({
    by: ['division', 'creditClass'],
    where: liveOn(day),
    orderBy: [{ division: 'asc' }, { creditClass: 'asc' }],
    _count: { _all: true },
  });
  return groups.map(({ division, creditClass, _count }) => ({ division, creditClass, count: _count._all }));
}

/** The condition of a filter. */
export function poolWhere(filter: PoolFilter): Prisma.PoolEntryWhereInput {
  const all: Prisma.PoolEntryWhereInput[] = [];
  if (filter.kinds != null) all.push({ kind: { in: [...filter.kinds] } });
  if (filter.tags != null) all.push({ tags: { hasSome: [...filter.tags] } });
  if (filter.divisions != null) {
    all.push({ OR: filter.divisions.map((division) => ({ division: { startsWith: literal(division) } })) });
  }
  if (filter.industries != null) all.push({ industry: { in: [...filter.industries] } });
  if (filter.status != null) all.push({ status: filter.status });
  if (filter.creditClasses != null) all.push({ creditClass: { in: [...filter.creditClasses] } });
  if (filter.validOn != null) all.push(validOn(filter.validOn));
  if (filter.subjectIds != null) all.push({ subjectId: { in: [...filter.subjectIds] } });
  if (filter.namePrefix != null) all.push({ name: { startsWith: literal(filter.namePrefix) } });
  return { AND: all };
}

/** A page of entries by code, one more than asked for. */
export async function listPool(
  database: Database,
  where: Prisma.PoolEntryWhereInput,
  page: PageRequest,
): Promise<PoolEntryRow[]> {
  const rows = await database.poolEntry.findMany({
    where: page.after === null ? where : { AND: [where, { code: { gt: page.after } }] },
    orderBy: { code: 'asc' },
    take: page.first + 1,
  });
  return poolEntryRows(rows);
}

/** Rows as Prisma gives them, whose enumerations and details are as `savePoolEntries` wrote them. */
export function poolEntryRows(rows: readonly PoolEntry[]): PoolEntryRow[] {
  return rows as unknown as PoolEntryRow[];
}

/** Columns that a save may change, with their SQL types. */
const COLUMNS = {
  kind: 'text',
  name: 'text',
  subject_id: 'text',
  uscc: 'text',
  division: 'text',
  industry: 'text',
  tags: 'text[]',
  credit_class: 'text',
  marks: 'text[]',
  status: 'text',
  valid_from: 'text',
  valid_to: 'text',
  details: 'jsonb',
} as const;

const names = Object.keys(COLUMNS);

/**
 * One statement for a whole batch; rows that stand exactly so are not touched, and do not come back. In the order of
 * their codes, so that two batches with rows in common wait for each other and do not lock each other out.
 */
const UPSERT = `
  INSERT INTO pool_entry AS stored (id, code, ${names.join(', ')})
  SELECT id, code, ${names.join(', ')}
  FROM jsonb_to_recordset($1::jsonb) AS batch(id text, code text, ${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  ORDER BY code
  ON CONFLICT (code) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE (${names.map((name) => `stored.${name}`).join(', ')})
    IS DISTINCT FROM (${names.map((name) => `excluded.${name}`).join(', ')})
  RETURNING (stored.xmax = 0) AS created`;

/**
 * Creates or replaces pool entries by code.
 * @param entries checked by `checkPoolEntries`
 */
export async function savePoolEntries(
  tx: Prisma.TransactionClient,
  department: string,
  entries: readonly CheckedPoolEntry[],
): Promise<MutationOutcome<SaveReport>> {
  const batch = JSON.stringify(entries.map((entry) => columnsOf(department, entry)));
  const touched = await tx.$queryRawUnsafe<{ created: boolean }[]>(UPSERT, batch);
  const created = touched.filter((row) => row.created).length;
  const response = { created, updated: touched.length - created, unchanged: entries.length - touched.length };
  const digest = createHash('sha256').update(batch).digest('hex');
  const step = { action: 'pool.save', target: department, detail: { ...response, digest } };
  return { response, step: touched.length === 0 ? null : step };
}

function columnsOf(department: string, entry: CheckedPoolEntry): Record<keyof typeof COLUMNS | 'id' | 'code', unknown> {
  return {
    id: globalId(department, 'pool', entry.code),
    code: entry.code,
    kind: entry.kind,
    name: entry.name,
    subject_id: subjectIdOf(entry),
    uscc: entry.uscc ?? null,
    division: entry.division,
    industry: entry.industry,
    tags: entry.tags,
    credit_class: entry.creditClass ?? null,
    marks: entry.marks.toSorted(),
    status: entry.status,
    valid_from: entry.validFrom,
    valid_to: entry.validTo ?? null,
    details: entry.details,
  };
}

function validOn(day: string): Prisma.PoolEntryWhereInput {
  return { validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] };
}
