import type { RosterEntry } from '@onevisit/draw';
import type { Database } from '../database.js';
import { readPage } from '../draw/storedPages.js';
import { entriesOf } from '../engine/entriesOf.js';

/** The entries on one stored page of a leg's roster, and whether it is the last. */
export interface StoredEntries {
  readonly entries: readonly RosterEntry[];
  readonly last: boolean;
}

/** The entries on one stored page of a frozen roster. @param number of the page, from 0 @throws OV_JOINT_PAGES_DAMAGED */
export async function storedEntries(
  database: Database,
  drawId: string,
  leg: string,
  number: number,
): Promise<StoredEntries> {
  const { bytes, last } = await readPage(database, drawId, leg, number);
  return { entries: entriesOf(leg, bytes.toString('utf8')), last };
}
