import { CHUNK_LEAVES, rootOfChunks } from './chunks.js';
import { refuse } from './DrawError.js';
import type { Inspector } from './inspectors.js';
import { LeafHashes } from './LeafHashes.js';
import { compareInspectors, inspectorLeaf } from './leaves.js';
import { MerkleBuilder, reduceToRoot } from './MerkleBuilder.js';
import { nameOf, parseRosterLine, Roster, type RosterEntry } from './Roster.js';
import { SubjectKeys } from './SubjectKeys.js';
import { DIGEST_BYTES, Message, toHex } from './sha256.js';
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
  /** The bytes of the subject that came last. */
  readonly last: Message;
}

const TAB = 0x09;
const NEWLINE = 0x0a;
const FIELD_END = 0x1f;

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
  readonly #message = new Message();

  /**
   * @param terms as parsed
   * @param rosterKey hex
   * @param watched subjects whose inclusion proofs are wanted, of entries that come by `add`
   */
  constructor(terms: Terms, rosterKey: string, watched: Iterable<string> = []) {
    this.#watched = new Set(watched);
    this.#roster = new Roster(terms);
    this.#rosterKey = rosterKey;
    this.#keys = new SubjectKeys(rosterKey, this.#roster.subjects);
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
    if (!follows(bytes, 0, bytes.length, source)) refuseOrder(entry, where);
    source.last.truncate(0).raw(bytes);
    this.#startLeaf(number, entry.leg);
    this.#message.text(entry.subject + US + entry.stratum + US + entry.district + US + entry.standing);
    source.leaves.push(this.#message.sha256());
  }

  /**
   * Adds the next entries of a leg: lines of subject, stratum, district and standing between tabs, as UTF-8. It writes
   * into the page.
   * @param place the page, to name in errors
   * @returns how many entries it had
   * @throws ROSTER_LINE_FORM, and as `add`
   */
  addPage(leg: string, page: Uint8Array, place: string): number {
    const source = this.#sourceOf(leg);
    let lines = 0;
    const where = (): string => `${place}, line ${lines + 1}`;
    for (let start = 0; start < page.length; lines += 1) {
      let end = start;
      let middle = -1;
      for (; end < page.length && page[end] !== NEWLINE; end += 1) {
        if (page[end] !== TAB) continue;
        page[end] = FIELD_END;
        if (middle < 0) middle = end;
      }
      if (middle < 0) refuse('ROSTER_LINE_FORM', where());
      this.#addLine(leg, source, page, start, middle, end, where);
      start = end + 1;
    }
    return lines;
  }

  /**
   * The leaf hashes in chunks, in order: a copy of each, one after the other. Their roots (reduceToRoot), computed
   * wherever there is a free core, go to `finish`.
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
    const chunkRoots = roots ?? Array.from(this.chunks(), (chunk) => reduceToRoot(chunk, chunk.length / DIGEST_BYTES));
    const rosterRoot = toHex(rootOfChunks(chunkRoots));
    return {
      rosterRoot,
      leaves: this.leaves,
      chunkRoots,
      roster: this.#roster,
      keys: this.#keys,
      evidence: this.#evidence(),
    };
  }

  #addLine(
    leg: string,
    source: Source,
    page: Uint8Array,
    start: number,
    middle: number,
    end: number,
    where: () => string,
  ): void {
    const number = this.#roster.addLine(leg, page, start, middle, end, where);
    if (!follows(page, start, middle, source)) {
      const line = leg + US + new TextDecoder().decode(page.subarray(start, end));
      refuseOrder(parseRosterLine(line, where()), where());
    }
    source.last.truncate(0).range(page, start, middle);
    this.#startLeaf(number, leg);
    source.leaves.push(this.#message.range(page, start, end).sha256());
  }

  /** Begins the leaf of an entry (§1): what stands before its subject. */
  #startLeaf(number: number, leg: string): void {
    this.#keys.writeTo(this.#message.truncate(0).byte(0), number).text(leg + US);
  }

  #sourceOf(name: string): Source {
    let source = this.#sources.get(name);
    if (source === undefined) {
      source = { leaves: new LeafHashes(), watched: [], last: new Message() };
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

/** Whether the bytes of a subject follow those that came last. */
function follows(bytes: Uint8Array, start: number, end: number, { last, leaves }: Source): boolean {
  if (leaves.count === 0) return true;
  const before = last.bytes;
  const shared = Math.min(last.length, end - start);
  for (let at = 0; at < shared; at += 1) {
    const difference = (bytes[start + at] as number) - (before[at] as number);
    if (difference !== 0) return difference > 0;
  }
  return end - start > last.length;
}

function refuseOrder(entry: RosterEntry, where: string): never {
  return refuse('LEAF_ORDER', where, undefined, { note: nameOf(entry), against: ['roster'] });
}
