import { canonicalJson, type JsonValue, parseTerms, type QuotaRow, subjectRecord } from '@onevisit/draw';
import { calendarDate, forbidden, type Viewer } from '@onevisit/kit';
import type { Database } from '../database.js';
import { jointError } from '../errors.js';
import { rulesOfPlan } from '../rules/PlanRules.js';
import { lastDayOf } from '../visits/rollOver.js';
import { FrozenTree, type PlacedEntry } from './FrozenTree.js';
import { drawnHashes, type RecordedDraw } from './RecordedDraw.js';

/**
 * A subject's own record (draw protocol, section 6) as canonical JSON: for an auditor, and for the subject itself once
 * the windows of all legs in whose pools it is are over, with the months to which their visits roll over.
 * @returns null before the draw, and where the subject is in no pool
 * @throws OV_KIT_FORBIDDEN, OV_JOINT_WINDOW_OPEN, OV_JOINT_NO_PROOFS, OV_JOINT_PAGES_DAMAGED, OV_JOINT_ROSTER_CHANGED
 */
export async function subjectRecordText(
  { database, viewer, now }: { readonly database: Database; readonly viewer: Viewer; readonly now: Date },
  draw: RecordedDraw,
  subject: string,
): Promise<string | null> {
  if (viewer.role !== 'auditor' && (viewer.role !== 'subject' || viewer.subject !== subject)) {
    throw forbidden(viewer, 'Draw.subjectRecord', ['auditor', `subject ${subject}`]);
  }
  const hashes = drawnHashes(draw);
  if (hashes === null) return null;
  const { id: drawId, rosterKey, chunkRoots } = draw;
  if (chunkRoots === null) throw jointError('OV_JOINT_NO_PROOFS', { id: drawId });
  const terms = parseTerms(draw.terms);
  const tree = await FrozenTree.of(database, { id: drawId, terms, rosterKey, chunkRoots, ...hashes });
  const entries = await tree.entriesOf(subject);
  if (entries.length === 0) return null;
  if (viewer.role === 'subject') await checkWindowsOver(database, draw.planId, entries, now);
  const record = subjectRecord(
    {
      ...hashes,
      drawId,
      rosterKey,
      evidence: await tree.prove(entries),
      quotas: draw.quotas as unknown as readonly QuotaRow[],
      cutOffs: draw.cutOffs as unknown as readonly (string | null)[],
    },
    subject,
  );
  return canonicalJson(record as unknown as JsonValue);
}

/** Who is not drawn could else tell beforehand that others are, and who is drawn that a visit is to come. */
async function checkWindowsOver(
  database: Database,
  planId: string,
  entries: readonly PlacedEntry[],
  now: Date,
): Promise<void> {
  const ids = [...new Set(entries.map(({ entry }) => entry.leg))];
  const legs = await database.leg.findMany({ where: { planId, id: { in: ids } } });
  const rules = await rulesOfPlan(database, planId);
  const day =
    legs
      .map((leg) => lastDayOf(rules, leg))
      .sort()
      .at(-1) ?? '';
  if (calendarDate(now) <= day) throw jointError('OV_JOINT_WINDOW_OPEN', { day });
}
