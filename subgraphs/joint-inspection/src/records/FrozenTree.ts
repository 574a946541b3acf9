import {
  CHUNK_LEAVES,
  compareBytewise,
  compareInspectors,
  fromHex,
  inclusionProofOfChunk,
  inspectorLeaf,
  type LeafEvidence,
  type RosterEntry,
  rosterLeaf,
  rosterLine,
  subjectKey,
  toHex,
  verifyInclusion,
} from '@onevisit/draw';
import type { Database } from '../database.js';
import { asDrawn, frozenInspectors } from '../draw/frozenInspectors.js';
import { jointError } from '../errors.js';
import { storedEntries } from './storedEntries.js';

/** What of a frozen draw its tree needs. Key and root in hex. */
export interface FrozenTreeDraw {
  readonly id: string;
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
const ROOT_BYTES = 32;

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
      if (last?.source === source && source.startsWith(CREW)) {
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
      if (source.startsWith(CREW) || read.has(source)) continue;
      if (cursor === null || compareBytewise(cursor, subject) < 0) continue;
      read.add(source);
      const entries = await this.#entries(source, page);
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
    const roots = Array.from({ length: chunkRoots.length / ROOT_BYTES }, (_, chunk) =>
      chunkRoots.subarray(ROOT_BYTES * chunk, ROOT_BYTES * (chunk + 1)),
    );
    const evidence: LeafEvidence[] = [];
    let hashed: { readonly chunk: number; readonly leaves: readonly Uint8Array[] } | undefined;
    for (const { entry, index } of entries) {
      const chunk = Math.floor(index / this.#chunk);
      if (hashed?.chunk !== chunk) hashed = { chunk, leaves: await this.#leavesOfChunk(chunk) };
      const proof = inclusionProofOfChunk(hashed.leaves, roots, index, this.#chunk) ?? [];
      const leaf = this.#leafOf(entry);
      if (!verifyInclusion(leaf, index, leafCount, proof, fromHex(rosterRoot))) {
        throw jointError('OV_JOINT_ROSTER_CHANGED', { id, found: entry.leg, frozen: rosterRoot });
      }
      evidence.push({ entry, index, proof: proof.map(toHex) });
    }
    return evidence;
  }

  async #leavesOfChunk(chunk: number): Promise<readonly Uint8Array[]> {
    const [start, end] = [chunk * this.#chunk, (chunk + 1) * this.#chunk];
    const leaves: Uint8Array[] = [];
    for (const span of this.#spans) {
      if (span.first >= end || span.first + span.count <= start) continue;
      const [from, to] = [Math.max(start - span.first, 0), end - span.first];
      if (span.source.startsWith(CREW)) leaves.push(...(await this.#leavesOfCrew(span.source)).slice(from, to));
      else {
        const entries = await this.#entries(span.source, span.page);
        for (const entry of entries.slice(from, to)) leaves.push(this.#leafOf(entry));
      }
    }
    return leaves;
  }

  async #leavesOfCrew(source: string): Promise<readonly Uint8Array[]> {
    const people = await frozenInspectors(this.#database, this.#draw.id, [source.slice(CREW.length)]);
    return [...people].sort(compareInspectors).map((person) => inspectorLeaf(this.#draw.rosterKey, asDrawn(person)));
  }

  #leafOf(entry: RosterEntry): Uint8Array {
    return rosterLeaf(fromHex(subjectKey(this.#draw.rosterKey, entry.subject)), rosterLine(entry));
  }

  async #entries(leg: string, page: number): Promise<readonly RosterEntry[]> {
    return (await storedEntries(this.#database, this.#draw.id, leg, page)).entries;
  }
}
