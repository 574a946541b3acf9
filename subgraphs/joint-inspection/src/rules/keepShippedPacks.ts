import { readRulePacks, shippedPackFiles } from '@onevisit/rules';
import type { Database } from '../database.js';
import { keepPack } from './loadRulePack.js';
import { contentOf } from './PlanRules.js';

/** Whoever loaded a pack that comes along. */
const SHIPPED = 'onevisit';

/**
 * Keeps the packs that come along, so that they can be adopted and extended. Those that are there already are not even
 * read: processes start often.
 * @throws OV_RULES_PACK_INVALID where a version that is kept came along with another text
 */
export async function keepShippedPacks(database: Database, now: Date): Promise<void> {
  const kept = await database.rulePackVersion.findMany({ where: { loadedBy: SHIPPED }, select: { source: true } });
  const sources = new Set(kept.map(({ source }) => source));
  const missing = shippedPackFiles().filter(({ text }) => !sources.has(text));
  if (missing.length === 0) return;
  const known = (await database.rulePackVersion.findMany({ select: { content: true } })).map(contentOf);
  const packs = readRulePacks(missing, known);
  await database.$transaction(async (tx) => {
    for (const [index, pack] of packs.entries()) await keepPack(tx, pack, missing[index]?.text ?? '', SHIPPED, now);
  });
}
