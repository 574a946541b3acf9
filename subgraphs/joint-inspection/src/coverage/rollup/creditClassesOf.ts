import { eachEligible } from '../../budget/eligibleLines.js';
import type { Database, Prisma } from '../../database.js';
import { storedPages } from '../../draw/storedPages.js';
import type { Leg } from '../../generated/client.js';

const CLASSES: ReadonlySet<string> = new Set(['A', 'B', 'C', 'D']);

/**
 * The credit classes of subjects that were drawn, as the frozen pools state them: of legs whose pools were divided by it. Subjects whom
 * rules put into a stratum of their own have none. Internal: it goes into sums, and is shown to officials alone.
 */
export async function creditClassesOf(
  tx: Prisma.TransactionClient,
  drawId: string,
  legs: readonly Leg[],
): Promise<ReadonlyMap<string, string>> {
  const classes = new Map<string, string>();
  const divided = legs.filter(({ stratifyBy }) => stratifyBy === 'CREDIT_CLASS');
  if (divided.length === 0) return classes;
  const rows = await tx.visit.findMany({ where: { drawId }, select: { subjectId: true } });
  const drawn = new Set(rows.map(({ subjectId }) => subjectId));
  for (const { id } of divided) {
    for await (const { bytes } of storedPages(tx as Database, drawId, id)) {
      eachEligible(bytes, (start, subjectEnd, end) => {
        const subject = bytes.toString('utf8', start, subjectEnd);
        if (!drawn.has(subject)) return;
        const [stratum = ''] = bytes.toString('utf8', subjectEnd + 1, end).split('\t', 1);
        if (CLASSES.has(stratum)) classes.set(subject, stratum);
      });
    }
  }
  return classes;
}
