import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { supergraphError } from './errors.js';
import type { ServedSupergraph } from './SupergraphPhase.js';

/** A supergraph that was served, with its text. */
export interface HistoryEntry extends ServedSupergraph {
  readonly sdl: string;
  /** Whether it was gone back to. */
  readonly isBack?: boolean | undefined;
}

/** The last ones are kept. */
const MOST_ENTRIES = 20;

const entrySchema = z
  .object({ digest: z.string(), from: z.string(), since: z.string(), sdl: z.string(), isBack: z.boolean().optional() })
  .refine(({ digest, sdl }) => digest === supergraphDigest(sdl));

const ENTRY_NAME = /^\d{8}T\d{9}Z-[0-9a-f]{12}\.json$/;

/** SHA-256 of a supergraph's text, in hexadecimal. */
export function supergraphDigest(sdl: string): string {
  return createHash('sha256').update(sdl).digest('hex');
}

/**
 * The supergraphs that gateways have taken up, a file each in a folder that several gateways may share; the oldest go.
 */
export class SupergraphHistory {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Keeps a supergraph, unless it is the one that was kept last. */
  async add(entry: HistoryEntry): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = await this.#names();
    if (names.at(-1)?.endsWith(fileEnding(entry.digest))) return;
    const name = `${entry.since.replaceAll(/[-:.]/g, '')}${fileEnding(entry.digest)}`;
    const draft = join(this.folder, `${name}.${process.pid}.tmp`);
    await writeFile(draft, JSON.stringify(entry));
    await rename(draft, join(this.folder, name));
    const surplus = [...names, name].sort().slice(0, -MOST_ENTRIES);
    await Promise.all(surplus.map((old) => rm(join(this.folder, old), { force: true })));
  }

  /** Those that can be read, the newest first. */
  async list(): Promise<HistoryEntry[]> {
    const names = (await this.#names()).reverse();
    const entries = await Promise.all(names.map((name) => this.#read(name).catch(() => undefined)));
    return entries.filter((entry) => entry !== undefined);
  }

  /**
   * One to go back to.
   * @param digest the beginning of its digest; without one, what came before `current`: two rollbacks in a row go back
   * two steps, not to what the first went away from
   * @param current digest of what the gateways are told to serve now; undefined where that cannot be read
   * @throws OV_SUPERGRAPH_NO_HISTORY, OV_SUPERGRAPH_DIGEST_UNKNOWN
   */
  async find(digest: string | undefined, current: string | undefined): Promise<HistoryEntry> {
    const { folder } = this;
    const entries = await this.list();
    if (digest === undefined) {
      const before = stepsTo(entries).findLast((entry) => entry.digest !== current);
      if (before === undefined) throw supergraphError('OV_SUPERGRAPH_NO_HISTORY', { folder });
      return before;
    }
    const named = new Map(entries.map((entry) => [entry.digest, entry]));
    const [found, ...others] = [...named.values()].filter((entry) => entry.digest.startsWith(digest));
    if (found === undefined || others.length > 0) {
      const digests = [...named.keys()].map((known) => known.slice(0, 12)).join(', ');
      throw supergraphError('OV_SUPERGRAPH_DIGEST_UNKNOWN', { folder, digest, digests });
    }
    return found;
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => ENTRY_NAME.test(name)).sort();
  }

  async #read(name: string): Promise<HistoryEntry> {
    return entrySchema.parse(JSON.parse(await readFile(join(this.folder, name), 'utf8')));
  }
}

/** The way to the newest, the oldest first, without what was gone back from: after a, b, c and back to b it is a, b. */
function stepsTo(entries: readonly HistoryEntry[]): HistoryEntry[] {
  let steps: HistoryEntry[] = [];
  for (const entry of entries.toReversed()) {
    const earlier = entry.isBack === true ? steps.findLastIndex(({ digest }) => digest === entry.digest) : steps.length;
    steps = [...steps.slice(0, Math.max(earlier, 0)), entry];
  }
  return steps;
}

function fileEnding(digest: string): string {
  return `-${digest.slice(0, 12)}.json`;
}
