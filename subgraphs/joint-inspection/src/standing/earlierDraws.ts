import { ByteTable } from '@onevisit/draw';
import type { Database } from '../database.js';
import { storedPages } from '../draw/storedPages.js';
import type { Draw } from '../generated/client.js';
import type { BatchDraws } from '../plans/batches/openingBatch.js';

const TAB = 0x09;
const LINE_END = 0x0a;

/**
 * Whom the earlier draws of a plan keep out of one that goes on from them: whoever they have drawn, for whichever leg, so that
 * no door is entered twice on account of batches; and where the plan is drawn at once, whoever stood in the leg's pool then
 * and has had the chance, so that only those who are new to it are drawn for.
 * @returns by leg; null for the first draw of a plan
 * @throws OV_JOINT_PAGES_DAMAGED for an earlier draw's pages; the signal's reason
 */
export async function earlierSubjects(
  database: Database,
  draw: Pick<Draw, 'planId' | 'follows'>,
  plan: { readonly batchDraws: string },
  legIds: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ByteTable> | null> {
  const { planId, follows } = draw;
  if (follows === null) return null;
  const earlier = { planId, phase: 'DRAWN' };
  const drawn = await database.visit.findMany({ where: { draw: earlier }, select: { subjectId: true } });
  const drawIds =
    plan.batchDraws === ('ONE_DRAW' satisfies BatchDraws)
      ? await database.draw.findMany({ where: earlier, select: { id: true } })
      : [];
  const tables = new Map<string, ByteTable>();
  for (const legId of legIds) {
    const table = ByteTable.of(new Set(drawn.map(({ subjectId }) => subjectId)));
    for (const { id } of drawIds) {
      for await (const { bytes } of storedPages(database, id, legId)) {
        signal?.throwIfAborted();
        enterSubjects(table, bytes);
      }
    }
    tables.set(legId, table);
  }
  return tables;
}

/** Enters the first field of every line of a page. */
function enterSubjects(table: ByteTable, page: Buffer): void {
  for (let start = 0; start < page.length; ) {
    const found = page.indexOf(LINE_END, start);
    table.enter(page, start, page.indexOf(TAB, start));
    start = (found < 0 ? page.length : found) + 1;
  }
}
