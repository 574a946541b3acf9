import type { Prisma } from '../../database.js';
import type { Leg } from '../../generated/client.js';

/** Departments by subject for whom a mark lifted a cap that would have kept the subject out of their part of a draw, as its freeze found. */
export async function capsLifted(
  tx: Prisma.TransactionClient,
  drawId: string,
  legs: readonly Pick<Leg, 'id' | 'department'>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pages = await tx.rosterPage.findMany({
    where: { drawId, lifted: { isEmpty: false } },
    orderBy: [{ source: 'asc' }, { number: 'asc' }],
    select: { source: true, lifted: true },
  });
  const departmentOf = new Map(legs.map(({ id, department }) => [id, department]));
  const lifted = new Map<string, string[]>();
  for (const { source, lifted: subjects } of pages) {
    const department = departmentOf.get(source);
    if (department === undefined) continue;
    for (const subject of subjects) {
      const departments = lifted.get(subject) ?? [];
      if (!departments.includes(department)) lifted.set(subject, [...departments, department]);
    }
  }
  return lifted;
}
