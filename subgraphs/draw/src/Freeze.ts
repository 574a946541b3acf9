import { CHUNK_LEAVES, rootOfChunks } from './chunks.js';
import { refuse } from './DrawError.js';
import type { Inspector } from './inspectors.js';
import { LeafHashes } from './LeafHashes.js';
import { compareInspectors, inspectorLeaf } from './leaves.js';
import { MerkleBuilder, reduceToRoot } from './MerkleBuilder.js';
import { PageLines } from './PageLines.js';
import { nameOf, Roster, type RosterEntry } from './Roster.js';
import { SubjectKeys } from './SubjectKeys.js';
import { DIGEST_BYTES, Message, portableSha256, type Sha256, toHex } from './sha256.js';
import type { Terms } from './terms.js';
import { compareBytewise, US } from './text.js';

/** A frozen roster. */
export interface Frozen {
  /** In hex. */
  readonly rosterRoot: string;
  /** The number of leaves. */
  readonly leaves: number;
  /** Raw, see chunkRootsOf. */
  readonly chunkRoots: readonly Uint8Array[];
  readonly roster: Roster;
  readonly keys: SubjectKeys;
  /** The leaves of the watched subjects, in leaf order. */
  readonly evidence: readonly LeafEvidence[];
}

/** That an entry is in the frozen roster (§6): check it with rosterLeaf and verifyInclusion. */
export interface LeafEvidence {
  readonly entry: RosterEntry;
  /** The leaf's place in the tree, from 0. */
  readonly index: number;
  /** RFC 9162 inclusion proof, lowest sibling first, in hex. */
  readonly proof: readonly string[];
}

/** The leaves of one leg, or of one department's inspectors. */
interface Source {
  readonly leaves: LeafHashes;
  /** Watched entries, by their places among these leaves. */
  readonly watched: { readonly entry: RosterEntry; readonly at: number }[];
  /** The number of the subject that came last; -1 before any. */
  last: number;
  /** What leaves begin with (§1): a zero byte, the subject's key, the leg. */
  readonly leaf: Message;
  /** The length of that. */
  readonly prefix: number;
}

/** Where a leaf's key stands. */
const KEY_AT = 1;

/**
 * Freezes a roster that streams by (§1). Legs may come at the same time, the entries of each bytewise by subject; no
 * entry is kept. What stays is the index of subjects that the draw needs, some hundred bytes a distinct subject, and 32
 * bytes a leaf.
 */
export class Freeze {
  readonly #roster: Roster;
  readonly #rosterKey: string;
  readonly #keys: SubjectKeys;
  readonly #sources = new Map<string, Source>();
  readonly #watched: ReadonlySet<string>;
  readonly #hash: Sha256;

  /**
   * @param terms as parsed
   * @param rosterKey hex
   * @param watched subjects whose inclusion proofs are wanted, of entries that come by `add`
   * @param hash a SHA-256 to use
   */
  constructor(terms: Terms, rosterKey: string, watched: Iterable<string> = [], hash: Sha256 = portableSha256) {
    this.#watched = new Set(watched);
    this.#roster = new Roster(terms);
    this.#rosterKey = rosterKey;
    this.#hash = hash;
    this.#keys = new SubjectKeys(rosterKey, this.#roster.subjects, hash);
  }

  /** The index of the entries so far. */
  get roster(): Roster {
    return this.#roster;
  }

  /** The districts of the entries so far, in order of arrival. */
  get districts(): readonly string[] {
    return this.#roster.districts;
  }

  /** The number of leaves so far. */
  get leaves(): number {
    return [...this.#sources.values()].reduce((sum, { leaves }) => sum + leaves.count, 0);
  }

  /** Adds the inspectors of all departments, once, in any order. @param inspectors as parsed */
  addInspectors(inspectors: readonly Inspector[]): void {
    for (const person of [...inspectors].sort(compareInspectors)) {
      this.#sourceOf(`crew/${person.department}`).leaves.push(inspectorLeaf(this.#rosterKey, person));
    }
  }

  /**
   * Adds the next entry of its leg.
   * @param where the place to name in errors
   * @throws LEAF_ORDER, and DrawError for whatever §1 refuses in a roster
   */
  add(entry: RosterEntry, where = 'roster'): void {
    const number = this.#roster.add(entry, where);
    const source = this.#sourceOf(entry.leg);
    if (this.#watched.has(entry.subject)) source.watched.push({ entry, at: source.leaves.count });
    const bytes = this.#roster.subjects.bytesOf(number);
    if (!this.#follows(source, bytes, 0, bytes.length)) refuseOrder(entry, where);
    const traits = US + entry.stratum + US + entry.district + US + entry.standing;
    source.last = number;
    source.leaves.add(this.#startLeaf(source, number).raw(bytes).text(traits).bytes, this.#hash);
  }

  /**
   * Adds the next entries of a leg: lines of subject, stratum, district and standing between tabs, as UTF-8.
   * @param place the page, to name in errors
   * @throws ROSTER_LINE_FORM, and as `add`
   */
  addPage(leg: string, page: Uint8Array, place: string): void {
    const source = this.#sourceOf(leg);
    const { leaf, prefix, leaves } = source;
    const lines = new PageLines(leg, page, place, leaf.truncate(prefix).room(page.length), prefix);
    while (lines.next()) {
      const number = this.#roster.addBytes(lines);
      if (!this.#follows(source, lines.bytes, lines.start, lines.middle)) refuseOrder(lines.entry(), lines.where());
      source.last = number;
      leaves.add(this.#keys.writeTo(leaf.truncate(lines.end), KEY_AT, number).bytes, this.#hash);
    }
  }

  /**
   * The leaf hashes in chunks, in order, one after the other; once they have gone by they are not kept. Their roots
   * (reduceToRoot), computed wherever there is a free core, go to `finish`.
   */
  *chunks(): Generator<Uint8Array> {
    let chunk = new Uint8Array(CHUNK_LEAVES * DIGEST_BYTES);
    let filled = 0;
    for (const { leaves } of this.#inOrder()) {
      for (let first = 0; first < leaves.count; ) {
        const count = Math.min(leaves.count - first, CHUNK_LEAVES - filled);
        leaves.copyTo(chunk, filled * DIGEST_BYTES, first, count);
        first += count;
        filled += count;
        leaves.release(first);
        if (filled < CHUNK_LEAVES) continue;
        yield chunk;
        chunk = new Uint8Array(CHUNK_LEAVES * DIGEST_BYTES);
        filled = 0;
      }
    }
    if (filled > 0) yield chunk.subarray(0, filled * DIGEST_BYTES);
  }

  /** Ends the roster. @param roots of its chunks, if they were computed already */
  finish(roots?: readonly Uint8Array[]): Frozen {
    const evidence = this.#evidence();
    const chunkRoots =
      roots ?? Array.from(this.chunks(), (chunk) => reduceToRoot(chunk, chunk.length / DIGEST_BYTES, this.#hash));
    const rosterRoot = toHex(rootOfChunks(chunkRoots));
    return {
      rosterRoot,
      leaves: this.leaves,
      chunkRoots,
      roster: this.#roster,
      keys: this.#keys,
      evidence,
    };
  }

  #follows({ last }: Source, bytes: Uint8Array, start: number, end: number): boolean {
    return last < 0 || this.#roster.subjects.precedes(last, bytes, start, end);
  }

  #startLeaf({ leaf, prefix }: Source, number: number): Message {
    return this.#keys.writeTo(leaf.truncate(prefix), KEY_AT, number);
  }

  #sourceOf(name: string): Source {
    let source = this.#sources.get(name);
    if (source === undefined) {
      const leaf = new Message()
        .byte(0)
        .raw(new Uint8Array(DIGEST_BYTES))
        .text(name + US);
      source = { leaves: new LeafHashes(), watched: [], last: -1, leaf, prefix: leaf.length };
      this.#sources.set(name, source);
    }
    return source;
  }

  #inOrder(): readonly Source[] {
    return [...this.#sources].sort(([a], [b]) => compareBytewise(a, b)).map(([, source]) => source);
  }

  #evidence(): readonly LeafEvidence[] {
    if (this.#watched.size === 0) return [];
    const tree = new MerkleBuilder();
    const found: { readonly entry: RosterEntry; readonly index: number }[] = [];
    for (const { leaves, watched } of this.#inOrder()) {
      const entries = new Map(watched.map(({ at, entry }) => [at, entry]));
      for (let at = 0; at < leaves.count; at += 1) {
        const leaf = new Uint8Array(DIGEST_BYTES);
        leaves.copyTo(leaf, 0, at, 1);
        const entry = entries.get(at);
        if (entry !== undefined) found.push({ entry, index: tree.count });
        tree.add(leaf, entry !== undefined);
      }
    }
    const { proofs } = tree.finish();
    return found.map((leaf) => ({ ...leaf, proof: (proofs.get(leaf.index) ?? []).map(toHex) }));
  }
}

function refuseOrder(entry: RosterEntry, where: string): never {
  return refuse('LEAF_ORDER', where, undefined, { note: nameOf(entry), against: ['roster'] });
}
