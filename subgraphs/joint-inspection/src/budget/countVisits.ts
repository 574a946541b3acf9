import { parseTerms, visitGroups } from '@onevisit/draw';
import type { Database, Prisma } from '../database.js';
import { storedPages } from '../draw/storedPages.js';
import type { Draw } from '../generated/client.js';
import { eachEligible } from './eligibleLines.js';
import { VisitTally } from './VisitTally.js';

/** Visits read at once. */
const BATCH = 20_000;

/** What counting needs to know of a draw. */
export type CountedDraw = Pick<Draw, 'id' | 'phase' | 'terms'>;

/**
 * Draws that take visits of their subjects: those whose pools are frozen, and void ones that had been drawn, as visits
 * may have been made before.
 */
export const COUNTED: Prisma.DrawWhereInput = {
  OR: [{ phase: { in: ['FROZEN', 'DRAWING', 'DRAWN'] } }, { phase: 'VOID', drawnAt: { not: null } }],
};

/**
 * How many visits subjects have from these draws: the visits of drawn ones, of void ones those that were begun, and of
 * those that are not drawn yet the most that a subject could get.
 * @throws OV_JOINT_PAGES_DAMAGED; the signal's reason
 */
export async function countVisits(
  database: Database,
  draws: readonly CountedDraw[],
  signal?: AbortSignal,
): Promise<VisitTally> {
  const tally = new VisitTally();
  for (const draw of draws) {
    if (draw.phase === 'DRAWN') await countDrawn(database, { drawId: draw.id }, tally);
    else if (draw.phase === 'VOID') {
      await countDrawn(database, { drawId: draw.id, status: { not: 'PLANNED' } }, tally);
    } else await reserve(database, draw, tally, signal);
  }
  return tally;
}

async function countDrawn(database: Database, where: Prisma.VisitWhereInput, tally: VisitTally): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await database.visit.findMany({
      where: { ...where, key: { gt: after } },
      orderBy: { key: 'asc' },
      take: BATCH,
      select: { key: true, subjectId: true },
    });
    for (const { subjectId } of rows) {
      const subject = Buffer.from(subjectId);
      tally.add(subject, 0, subject.length);
    }
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.key ?? '';
  }
}

/** Counts for each subject the groups of legs in which it can be drawn: it gets at most one visit a group. */
async function reserve(
  database: Database,
  draw: CountedDraw,
  tally: VisitTally,
  signal: AbortSignal | undefined,
): Promise<void> {
  const groups = [...visitGroups(parseTerms(draw.terms))].sort(([, a], [, b]) => a - b);
  let counted = -1;
  for (const [legId, group] of groups) {
    if (group !== counted) tally.beginBatch();
    counted = group;
    for await (const { bytes } of storedPages(database, draw.id, legId)) {
      signal?.throwIfAborted();
      eachEligible(bytes, (start, subjectEnd) => tally.addOnce(bytes, start, subjectEnd));
    }
  }
}
