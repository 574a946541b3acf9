import type { QuotaRow, Terms } from '@onevisit/draw';
import type { Database } from '../database.js';
import type { Draw } from '../generated/client.js';
import { batchTerms } from '../plans/batches/batchQuota.js';
import type { FrozenRosters } from './freeze.js';

/**
 * The terms with which a draw is published: those that it was opened with, unless it is one of several of its plan, whose
 * quotas show only when its pools are frozen.
 */
export async function termsOfBatch(
  database: Database,
  draw: Pick<Draw, 'planId' | 'follows' | 'batchLast'>,
  { terms, cells }: FrozenRosters,
): Promise<Terms> {
  const { planId, follows } = draw;
  const plan = await database.jointPlan.findUniqueOrThrow({ where: { id: planId } });
  const each = plan.batchDraws === 'A_DRAW_EACH';
  if (follows === null && !each) return terms;
  const share = each ? { done: draw.batchLast ?? 1, of: plan.batches } : { done: 1, of: 1 };
  const earlier = await database.draw.findMany({ where: { planId, phase: 'DRAWN' }, select: { quotas: true } });
  const selected = new Map<string, number>();
  for (const { leg, stratum, selected: count } of earlier.flatMap((one) => one.quotas as unknown as QuotaRow[])) {
    const key = keyOf(leg, stratum);
    selected.set(key, (selected.get(key) ?? 0) + count);
  }
  return batchTerms(terms, cells, share, (leg, stratum) => selected.get(keyOf(leg, stratum)) ?? 0);
}

function keyOf(leg: string, stratum: string): string {
  return JSON.stringify([leg, stratum]);
}
