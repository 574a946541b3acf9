import {
  CHUNK_LEAVES,
  compareBytewise,
  DrawError,
  Freeze,
  fromHex,
  inclusionProofOfChunk,
  type LeafEvidence,
  type RosterEntry,
  type Terms,
  toHex,
  verifyInclusion,
} from '@onevisit/draw';
import type { Database } from '../database.js';
import { asDrawn, frozenInspectors } from '../draw/frozenInspectors.js';
import { readPage } from '../draw/storedPages.js';
import { jointError } from '../errors.js';
import { storedEntries } from './storedEntries.js';

/** What of a frozen draw its tree needs. Key and root in hex. */
export interface FrozenTreeDraw {
  readonly id: string;
  readonly terms: Terms;
  readonly rosterKey: string;
  readonly rosterRoot: string;
  readonly leafCount: number;
  /** Roots of its chunks in order, 32 bytes each. */
  readonly chunkRoots: Uint8Array;
}

/** An entry and the place of its leaf in the tree, from 0. */
export interface PlacedEntry {
  readonly entry: RosterEntry;
  readonly index: number;
}

/** Where a stored page, or all inspectors of a department, stand in the tree. */
interface Span {
  readonly source: string;
  readonly page: number;
  /** Subject of the last entry; null where there is none. */
  readonly cursor: string | null;
  /** Place of the first leaf, from 0. */
  readonly first: number;
  readonly count: number;
}

const CREW = 'crew/';
const HASH_BYTES = 32;

/** The tree of a frozen draw: entries of a subject and their proofs, from the few pages that they need. */
export class FrozenTree {
  readonly #database: Database;
  readonly #draw: FrozenTreeDraw;
  readonly #spans: readonly Span[];
  readonly #chunk: number;

  private constructor(database: Database, draw: FrozenTreeDraw, spans: readonly Span[], chunk: number) {
    this.#database = database;
    this.#draw = draw;
    this.#spans = spans;
    this.#chunk = chunk;
  }

  /** @param chunk leaves of a chunk, as its roots were computed */
  static async of(database: Database, draw: FrozenTreeDraw, chunk = CHUNK_LEAVES): Promise<FrozenTree> {
    // Bytewise by the database's collation, which is how leaves stand.
    const pages = await database.rosterPage.findMany({
      where: { drawId: draw.id },
      select: { source: true, number: true, count: true, cursor: true },
      orderBy: [{ source: 'asc' }, { number: 'asc' }],
    });
    const spans: Span[] = [];
    let first = 0;
    for (const { source, number: page, count, cursor } of pages) {
      const last = spans.at(-1);
      if (last?.source === source && isCrew(source)) {
        // Inspectors stand by id whatever their pages are.
        spans.splice(-1, 1, { ...last, count: last.count + count });
      } else {
        spans.push({ source, page, cursor, first, count });
      }
      first += count;
    }
    return new FrozenTree(database, draw, spans, chunk);
  }

  /** The entries of a subject, in leaf order; of each leg one page is read. @throws OV_JOINT_PAGES_DAMAGED */
  async entriesOf(subject: string): Promise<readonly PlacedEntry[]> {
    const found: PlacedEntry[] = [];
    const read = new Set<string>();
    for (const { source, page, cursor, first } of this.#spans) {
      if (isCrew(source) || read.has(source)) continue;
      if (cursor === null || compareBytewise(cursor, subject) < 0) continue;
      read.add(source);
      const { entries } = await storedEntries(this.#database, this.#draw.id, source, page);
      const line = entries.findIndex((entry) => entry.subject === subject);
      const entry = entries[line];
      if (entry !== undefined) found.push({ entry, index: first + line });
    }
    return found;
  }

  /**
   * Inclusion proofs (draw protocol, section 6): each from the leaves of one chunk, hashed anew, and the roots of all.
   * @param entries in leaf order
   * @throws OV_JOINT_PAGES_DAMAGED, OV_JOINT_ROSTER_CHANGED where they do not lead to the frozen root
   */
  async prove(entries: readonly PlacedEntry[]): Promise<readonly LeafEvidence[]> {
    const { id, rosterRoot, leafCount, chunkRoots } = this.#draw;
    const changed = (found: string): Error => jointError('OV_JOINT_ROSTER_CHANGED', { id, found, frozen: rosterRoot });
    const roots = hashesIn(chunkRoots);
    const evidence: LeafEvidence[] = [];
    let hashed: { readonly chunk: number; readonly leaves: readonly Uint8Array[] } | undefined;
    for (const { entry, index } of entries) {
      const chunk = Math.floor(index / this.#chunk);
      if (hashed?.chunk !== chunk) {
        const leaves = await this.#leavesOfChunk(chunk).catch((cause: unknown) => {
          throw cause instanceof DrawError ? changed(cause.code) : cause;
        });
        hashed = { chunk, leaves };
      }
      const leaf = hashed.leaves[index % this.#chunk];
      const proof = inclusionProofOfChunk(hashed.leaves, roots, index, this.#chunk);
      if (leaf === undefined || proof === undefined) throw changed(entry.leg);
      if (!verifyInclusion(leaf, index, leafCount, proof, fromHex(rosterRoot))) throw changed(entry.leg);
      evidence.push({ entry, index, proof: proof.map(toHex) });
    }
    return evidence;
  }

  /** The leaves of a chunk, frozen once more from the pages that it touches. */
  async #leavesOfChunk(chunk: number): Promise<readonly Uint8Array[]> {
    const { id, terms, rosterKey } = this.#draw;
    const [start, end] = [chunk * this.#chunk, (chunk + 1) * this.#chunk];
    const touched = this.#spans.filter(({ first, count }) => first < end && first + count > start);
    const freeze = new Freeze(terms, rosterKey);
    const departments = touched.flatMap(({ source }) => (isCrew(source) ? [source.slice(CREW.length)] : []));
    freeze.addInspectors((await frozenInspectors(this.#database, id, departments)).map(asDrawn));
    for (const { source, page } of touched) {
      if (isCrew(source)) continue;
      const { bytes, place } = await readPage(this.#database, id, source, page);
      freeze.addPage(source, bytes, place);
    }
    const skipped = start - (touched[0]?.first ?? 0);
    return hashesIn(Buffer.concat([...freeze.chunks()])).slice(skipped, skipped + this.#chunk);
  }
}

function isCrew(source: string): boolean {
  return source.startsWith(CREW);
}

/** Hashes that stand one after the other, raw. */
function hashesIn(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(HASH_BYTES * index, HASH_BYTES * (index + 1)),
  );
}
