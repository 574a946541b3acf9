import { refuse } from './DrawError.js';
import type { Inspector } from './inspectors.js';
import { compareInspectors, inspectorLeaf, rosterLeaf } from './leaves.js';
import { MerkleBuilder } from './MerkleBuilder.js';
import { nameOf, Roster, type RosterEntry, rosterLine } from './Roster.js';
import { SubjectKeys } from './SubjectKeys.js';
import { toHex } from './sha256.js';
import type { Terms } from './terms.js';
import { compareBytewise } from './text.js';

/** A frozen roster. */
export interface Frozen {
  /** In hex. */
  readonly rosterRoot: string;
  /** The number of leaves. */
  readonly leaves: number;
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

/**
 * Freezes a roster that streams by (§1): entries come once, in leaf order, and are not kept. What stays is the index of
 * subjects that the draw needs, some hundred bytes a distinct subject.
 */
export class Freeze {
  readonly #roster: Roster;
  readonly #keys: SubjectKeys;
  readonly #rosterKey: string;
  readonly #people: readonly Inspector[];
  readonly #tree = new MerkleBuilder();
  readonly #watched: ReadonlySet<string>;
  readonly #evidence: { readonly entry: RosterEntry; readonly index: number }[] = [];
  #nextPerson = 0;
  #last: RosterEntry | undefined;

  /**
   * @param terms and @param inspectors as parsed
   * @param rosterKey hex
   * @param watched subjects whose inclusion proofs are wanted
   */
  constructor(terms: Terms, inspectors: readonly Inspector[], rosterKey: string, watched: Iterable<string> = []) {
    this.#watched = new Set(watched);
    this.#roster = new Roster(terms);
    this.#keys = new SubjectKeys(rosterKey, this.#roster.subjects);
    this.#rosterKey = rosterKey;
    this.#people = [...inspectors].sort(compareInspectors);
  }

  /**
   * Adds the next entry. Entries come bytewise by leg, then subject; the inspectors' leaves are put in between.
   * @param where the place to name in errors
   * @throws LEAF_ORDER, and DrawError for whatever §1 refuses in a roster
   */
  add(entry: RosterEntry, where = 'roster'): void {
    const subject = this.#roster.add(entry, where);
    if (entry.leg !== this.#last?.leg) this.#addPeopleBefore(entry.leg);
    if (this.#last !== undefined && !follows(entry, this.#last)) {
      refuse('LEAF_ORDER', where, undefined, { note: nameOf(entry), against: ['roster'] });
    }
    this.#last = entry;
    const watch = this.#watched.has(entry.subject);
    if (watch) this.#evidence.push({ entry, index: this.#tree.count });
    this.#tree.add(rosterLeaf(this.#keys.of(subject), rosterLine(entry)), watch);
  }

  /** Ends the roster. */
  finish(): Frozen {
    this.#addPeopleBefore(undefined);
    const leaves = this.#tree.count;
    const { root, proofs } = this.#tree.finish();
    const evidence = this.#evidence.map((leaf) => ({ ...leaf, proof: (proofs.get(leaf.index) ?? []).map(toHex) }));
    return { rosterRoot: toHex(root), leaves, roster: this.#roster, keys: this.#keys, evidence };
  }

  #addPeopleBefore(leg: string | undefined): void {
    for (; this.#nextPerson < this.#people.length; this.#nextPerson += 1) {
      const person = this.#people[this.#nextPerson] as Inspector;
      if (leg !== undefined && compareBytewise(`crew/${person.department}`, leg) > 0) return;
      this.#tree.add(inspectorLeaf(this.#rosterKey, person));
    }
  }
}

function follows(entry: RosterEntry, last: RosterEntry): boolean {
  if (entry.leg !== last.leg) return compareBytewise(entry.leg, last.leg) > 0;
  return compareBytewise(entry.subject, last.subject) > 0;
}
