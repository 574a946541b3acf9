import type { Entered } from '../feed/enterRecords.js';
import type { VisitAct } from '../visits/VisitAct.js';

/** What a disclosure publishes: the results of all the department's items, or the decision. */
export function publishedBy(
  act: VisitAct,
  department: string,
  { kind, decision }: { readonly kind: string; readonly decision: string },
): Entered {
  const { id: visitId } = act.visit;
  if (kind === 'PENALTY') return { visitId, department, kind: 'PENALTY', references: [decision] };
  return { visitId, department, kind: 'RESULT', references: act.itemsOf(department) };
}
