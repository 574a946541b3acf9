import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@onevisit/draw';
import type { VisitAct } from '../visits/VisitAct.js';

/**
 * What a department's results are signed by: SHA-256 over visit, department, day and results by planned item, as canonical JSON; hex. A
 * correction gives another one, so that it shows which results somebody has signed.
 */
export function recordHash(act: VisitAct, department: string): string {
  const { id: visit, inspectedOn } = act.visit;
  const own = act.itemsOf(department);
  const items = act.visit.results
    .filter(({ plannedItemId }) => own.includes(plannedItemId))
    .sort((a, b) => (a.plannedItemId < b.plannedItemId ? -1 : 1))
    .map(({ plannedItemId, results, entered, recognitionSeq: recognition, findings, method, evidence }) => {
      return { plannedItemId, results: [...results].sort(), entered, recognition, findings, method, evidence };
    });
  const text = canonicalJson({ visit, department, inspectedOn, items } as unknown as JsonValue);
  return createHash('sha256').update(text).digest('hex');
}
