import { rename, writeFile } from 'node:fs/promises';
import { readSupergraph } from '@onevisit/schema';
import { supergraphError } from './errors.js';
import { type HistoryEntry, SupergraphHistory, supergraphDigest } from './SupergraphHistory.js';
import { isUrl } from './SupergraphSource.js';

/**
 * Puts a supergraph of the history in the place of the file that gateways watch. They check it like any other, and take
 * it up by themselves. The history says that it was gone back to: the next time it is what came before that.
 * @param digest the beginning of its digest; undefined: what came before the one in the file now
 * @throws OV_SUPERGRAPH_ROLLBACK_URL where it is no file, OV_SUPERGRAPH_NO_HISTORY, OV_SUPERGRAPH_DIGEST_UNKNOWN
 */
export async function rollback(folder: string, place: string, digest: string | undefined): Promise<HistoryEntry> {
  if (isUrl(place)) throw supergraphError('OV_SUPERGRAPH_ROLLBACK_URL', { place });
  const history = new SupergraphHistory(folder);
  const entry = await history.find(digest, digestIn(place));
  await history.add({ ...entry, from: place, since: new Date().toISOString(), isBack: true });
  const draft = `${place}.${process.pid}.tmp`;
  await writeFile(draft, entry.sdl);
  await rename(draft, place);
  return entry;
}

/** The history as a table for people, the newest first; `*` is what the file says now. */
export async function historyTable(folder: string, place: string): Promise<string> {
  const entries = await new SupergraphHistory(folder).list();
  if (entries.length === 0) return `${folder}: 尚无记录。 Nothing yet.\n`;
  const current = isUrl(place) ? undefined : digestIn(place);
  return entries
    .map(({ digest, since, from }) => `${digest === current ? '*' : ' '} ${digest.slice(0, 12)}  ${since}  ${from}\n`)
    .join('');
}

/** Digest of what the file says now; undefined where it cannot be read. */
function digestIn(file: string): string | undefined {
  try {
    return supergraphDigest(readSupergraph(file));
  } catch {
    return undefined;
  }
}
