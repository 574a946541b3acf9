import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { Database } from '../database.js';
import { jointError } from '../errors.js';

const decompress = promisify(brotliDecompress);

/** A stored page of a roster. */
export interface StoredPage {
  /** Its lines as UTF-8. */
  readonly bytes: Buffer;
  readonly count: number;
  /** To name in errors. */
  readonly place: string;
  readonly last: boolean;
}

/** What the page of that number, from 0, is called in errors. */
export function placeOfPage(source: string, number: number): string {
  return `${source}, page ${number + 1}`;
}

/**
 * The stored pages of a source in order; the next one is read ahead.
 * @param upTo pages that there must be; without it, up to the one that was marked as the last
 * @throws OV_JOINT_PAGES_DAMAGED
 */
export async function* storedPages(
  database: Database,
  drawId: string,
  source: string,
  upTo = Number.POSITIVE_INFINITY,
): AsyncGenerator<StoredPage> {
  let coming = upTo > 0 ? readPage(database, drawId, source, 0) : null;
  for (let number = 1; coming !== null; number += 1) {
    const page: StoredPage = await coming;
    coming = page.last || number >= upTo ? null : readPage(database, drawId, source, number);
    // Its failure is thrown when its turn comes, which is never if the caller stops here.
    coming?.catch(() => undefined);
    yield page;
  }
}

/** One stored page of a source. @param number of the page, from 0 @throws OV_JOINT_PAGES_DAMAGED */
export async function readPage(
  database: Database,
  drawId: string,
  source: string,
  number: number,
): Promise<StoredPage> {
  const row = await database.rosterPage.findUnique({ where: { drawId_source_number: { drawId, source, number } } });
  const place = placeOfPage(source, number);
  if (row === null) throw jointError('OV_JOINT_PAGES_DAMAGED', { place });
  const bytes = await decompress(row.lines).catch((cause: unknown) => {
    throw Object.assign(jointError('OV_JOINT_PAGES_DAMAGED', { place }), { cause });
  });
  return { bytes, count: row.count, place, last: row.last };
}
