import { ByteTable } from '@onevisit/draw';
import type { Database } from '../database.js';

/** The subjects for whom a department has filed one of these exceptions from the cap of a year. */
export async function exceptedSubjects(
  database: Database,
  department: string,
  year: number,
  codes: readonly string[],
): Promise<ByteTable> {
  const rows = await database.capException.findMany({
    where: { department, year, code: { in: [...codes] } },
    distinct: ['subjectId'],
    select: { subjectId: true },
  });
  return ByteTable.of(rows.map((row) => row.subjectId));
}
