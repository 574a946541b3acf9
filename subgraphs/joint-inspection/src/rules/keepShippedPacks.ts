import { shippedPacks } from '@onevisit/rules';
import type { Database } from '../database.js';
import { keepPack } from './loadRulePack.js';

/** Whoever loaded a pack that comes along. */
const SHIPPED = 'onevisit';

/** Keeps the packs that come along, so that they can be adopted and extended; those that are there stay as they are. */
export async function keepShippedPacks(database: Database, now: Date): Promise<void> {
  for (const { pack, text } of shippedPacks()) await keepPack(database, pack, text, SHIPPED, now);
}
