import { globalId, type MutationOutcome, type PageRequest } from '@onevisit/kit';
import type { Inspector } from '../generated/client.js';
import { rowsRefused } from '../problems.js';
import type { InspectorSeed, SaveReport } from '../rows.js';
import { type Database, lockList, type Prisma } from './database.js';

/** Which inspectors; every given condition must hold. */
export interface InspectorFilter {
  readonly specialties?: readonly string[] | null;
  readonly district?: string | null;
  readonly post?: string | null;
  readonly active?: boolean | null;
  readonly certifiedOn?: string | null;
}

/** Inspectors who may be drawn for a window that ends on a day: active, and certified to its end. */
export function drawableOn(day: string): Prisma.InspectorWhereInput {
  return { active: true, certificateValidTo: { gte: day } };
}

/** The condition of a filter. */
export function inspectorsWhere(filter: InspectorFilter): Prisma.InspectorWhereInput {
  const all: Prisma.InspectorWhereInput[] = [];
  if (filter.specialties != null) all.push({ specialties: { hasEvery: [...filter.specialties] } });
  if (filter.district != null) all.push({ district: filter.district });
  if (filter.post != null) all.push({ post: filter.post });
  if (filter.active != null) all.push({ active: filter.active });
  if (filter.certifiedOn != null) all.push({ certificateValidTo: { gte: filter.certifiedOn } });
  return { AND: all };
}

/** A page of inspectors by code, one more than asked for. */
export function listInspectors(
  database: Database,
  where: Prisma.InspectorWhereInput,
  page: PageRequest,
): Promise<Inspector[]> {
  return database.inspector.findMany({
    where: page.after === null ? where : { AND: [where, { code: { gt: page.after } }] },
    orderBy: { code: 'asc' },
    take: page.first + 1,
  });
}

/**
 * Creates or replaces inspectors by code, with their recusals.
 * @param inspectors checked by `checkInspectors`
 * @throws OV_DEPT_ROWS_REFUSED where a certificate is another inspector's
 */
export async function saveInspectors(
  tx: Prisma.TransactionClient,
  department: string,
  inspectors: readonly InspectorSeed[],
): Promise<MutationOutcome<SaveReport>> {
  await lockList(tx, 'inspectors');
  await refuseForeignCertificates(tx, inspectors);
  const stored = await tx.inspector.findMany({
    where: { code: { in: inspectors.map((inspector) => inspector.code) } },
    include: { recusals: { orderBy: { subjectId: 'asc' } } },
  });
  const before = new Map(stored.map((row) => [row.code, canonical(row)]));
  const changed = inspectors.filter((inspector) => before.get(inspector.code) !== canonical(inspector));
  const ids = changed.map((inspector) => globalId(department, 'inspector', inspector.code));
  await tx.inspector.deleteMany({ where: { id: { in: ids } } });
  await tx.inspector.createMany({
    data: changed.map(({ recusals: _, ...inspector }) => ({
      ...inspector,
      specialties: [...inspector.specialties],
      id: globalId(department, 'inspector', inspector.code),
    })),
  });
  await tx.recusal.createMany({
    data: changed.flatMap((inspector) =>
      inspector.recusals.map((recusal) => ({
        subjectId: recusal.subjectId,
        reason: recusal.reason,
        inspectorId: globalId(department, 'inspector', inspector.code),
      })),
    ),
  });
  const created = changed.filter((inspector) => !before.has(inspector.code)).length;
  const response = {
    created,
    updated: changed.length - created,
    unchanged: inspectors.length - changed.length,
  };
  const detail = { ...response, codes: changed.map((inspector) => inspector.code) };
  return {
    response,
    step: changed.length === 0 ? null : { action: 'inspectors.save', target: department, detail },
  };
}

async function refuseForeignCertificates(
  tx: Prisma.TransactionClient,
  inspectors: readonly InspectorSeed[],
): Promise<void> {
  const codes = inspectors.map((inspector) => inspector.code);
  const taken = await tx.inspector.findMany({
    where: { certificateNumber: { in: inspectors.map((row) => row.certificateNumber) }, code: { notIn: codes } },
    select: { code: true, certificateNumber: true },
  });
  const holder = new Map(taken.map((row) => [row.certificateNumber, row.code]));
  const problems = inspectors.flatMap((inspector, index) => {
    const other = holder.get(inspector.certificateNumber);
    if (other === undefined) return [];
    const problem = `执法证号已属于 ${other}。 The certificate belongs to ${other} already.`;
    return [{ row: index + 1, code: inspector.code, field: 'certificateNumber', problem }];
  });
  if (problems.length > 0) throw rowsRefused(problems);
}

/** All that a save states of an inspector, in one text to compare by. */
function canonical(inspector: Omit<InspectorSeed, 'post'> & { readonly post: string }): string {
  const recusals = inspector.recusals
    .map(({ subjectId, reason }) => [subjectId, reason])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const { code, name, certificateNumber, certificateValidTo, specialties, district, post, capacity, active } =
    inspector;
  return JSON.stringify([
    code,
    name,
    certificateNumber,
    certificateValidTo,
    specialties,
    district,
    post,
    capacity,
    active,
    recusals,
  ]);
}
