import { createHash, type Hash } from 'node:crypto';
import {
  boundOfVisits,
  CHUNK_LEAVES,
  type CountedCell,
  type CrewedVisit,
  type DrawStep,
  drawFrozen,
  entriesText,
  Freeze,
  type Frozen,
  type Inspector,
  type QuotaRow,
  reduceToRoot,
  type Terms,
  visitsText,
} from '@onevisit/draw';
import { nativeSha256 } from '@onevisit/draw/nativeSha256';
import { type AmendmentWork, type ComputedAmendment, computeAmendment } from '../amendments/computeAmendment.js';
import { entriesOf } from './entriesOf.js';

/** Raw bytes of a hash. */
const HASH_BYTES = 32;

/** From this many chunks of the tree on another thread is worth its start. */
const CHUNKS_TO_SHARE = 4;

const NEWLINE = 0x0a;

/** About how many bytes of a page are put into a record's text at once: few enough that none of it grows old. */
const RUN_BYTES = 32 * 1024;

/** Visits put into a record's text at once. */
const VISITS_AT_ONCE = 2_000;

/** What a draw is frozen with. */
export interface EngineInput {
  readonly terms: Terms;
  /** Hex. */
  readonly rosterKey: string;
}

/** A page of a leg's roster: lines of subject, stratum, district and standing between tabs, as UTF-8. */
export interface EnginePage {
  readonly leg: string;
  readonly page: Uint8Array;
  /** To name in errors. */
  readonly place: string;
}

/** What a freeze came to. */
export interface FrozenRoots {
  /** Hex. */
  readonly rosterRoot: string;
  readonly leaves: number;
  /** Raw, one after the other: see chunkRootsOf. */
  readonly chunkRoots: Uint8Array;
  readonly cells: readonly CountedCell[];
}

/** What a draw came to. */
export interface Drawn {
  readonly quotas: readonly QuotaRow[];
  /** One for each quota row: see cutOffsOf. */
  readonly cutOffs: readonly (string | null)[];
  readonly visitCount: number;
  readonly fewestExpected: number;
}

/** The texts of an auditor's record around its roster and visits: see auditorsFrame. */
export interface RecordFrame {
  readonly beforeRoster: string;
  readonly betweenRosterAndVisits: string;
  readonly afterVisits: string;
}

/** What an engine lets another thread compute. */
export interface OtherThread {
  /** The root of a chunk of leaf hashes. */
  rootOf(chunk: Uint8Array): Promise<Uint8Array>;
}

/**
 * Computes one draw: freezes its rosters page by page, draws, hashes its record. It runs in a thread of its own, because
 * millions of hashes would keep a process from answering; see EngineThread. Calls come in the order begin, addPage…,
 * freeze, draw, beginRecord, addToRecord…, finishRecord, visits…; what later calls do not need is let go on the way.
 */
export class DrawEngine {
  readonly #begin: (step: DrawStep | 'TREE') => void;
  readonly #elsewhere: OtherThread;
  #input: EngineInput | undefined;
  #freeze: Freeze | undefined;
  #frozen: Frozen | undefined;
  #inspectors: readonly Inspector[] = [];
  #visits: readonly CrewedVisit[] = [];
  #record: Hash = createHash('sha256');
  #recorded = 0;

  /**
   * @param begin called as each part of a long call begins
   * @param elsewhere another thread, for the second core
   */
  constructor(begin: (step: DrawStep | 'TREE') => void, elsewhere: OtherThread) {
    this.#begin = begin;
    this.#elsewhere = elsewhere;
  }

  /** Begins a freeze. */
  begin(input: EngineInput): void {
    this.#input = input;
    this.#freeze = new Freeze(input.terms, input.rosterKey, [], nativeSha256);
  }

  /**
   * Adds the next page of a leg; pages of several legs may come in turns, those of one leg one by one.
   * @returns the districts that no page before had
   * @throws DrawError for whatever the protocol refuses in a roster
   */
  addPage({ leg, page, place }: EnginePage): readonly string[] {
    const freeze = begun(this.#freeze);
    const known = freeze.districts.length;
    freeze.addPage(leg, page, place);
    return freeze.districts.slice(known);
  }

  /** Ends the freeze. @param inspectors of all departments */
  async freeze(inspectors: readonly Inspector[]): Promise<FrozenRoots> {
    const freeze = begun(this.#freeze);
    this.#begin('TREE');
    this.#inspectors = inspectors;
    freeze.addInspectors(inspectors);
    const frozen = freeze.finish(await this.#chunkRoots(freeze));
    this.#freeze = undefined;
    this.#frozen = frozen;
    const { rosterRoot, leaves, roster } = frozen;
    const chunkRoots = new Uint8Array(frozen.chunkRoots.length * HASH_BYTES);
    for (const [index, root] of frozen.chunkRoots.entries()) chunkRoots.set(root, index * HASH_BYTES);
    const cells = roster.cells().map(({ leg, stratum, standings }) => ({ leg, stratum, standings }));
    return { rosterRoot, leaves, chunkRoots, cells };
  }

  /** Draws from the frozen rosters. @param seed hex */
  draw(seed: string): Drawn {
    const { terms, rosterKey } = begun(this.#input);
    const frozen = begun(this.#frozen);
    this.#frozen = undefined;
    const inputs = { terms, rosterKey, inspectors: this.#inspectors };
    const { visits, ...drawn } = drawFrozen(inputs, frozen, seed, this.#begin, nativeSha256);
    this.#visits = visits;
    return { ...drawn, visitCount: visits.length, fewestExpected: boundOfVisits(terms, frozen.roster.cells()) };
  }

  /** Some of the visits that were drawn, in processing order. */
  visits({ first, count }: { readonly first: number; readonly count: number }): readonly CrewedVisit[] {
    return this.#visits.slice(first, first + count);
  }

  /** Begins the auditor's record, with the text before its roster. */
  beginRecord(beforeRoster: string): void {
    this.#record = createHash('sha256').update(beforeRoster);
    this.#recorded = 0;
  }

  /** Adds the next page of the roster to the record, pages in leaf order. */
  addToRecord({ leg, page }: Omit<EnginePage, 'place'>): void {
    for (let start = 0; start < page.length; this.#recorded += 1) {
      const cut = page.indexOf(NEWLINE, start + RUN_BYTES);
      const end = cut < 0 ? page.length : cut;
      const lines = Buffer.from(page.buffer, page.byteOffset + start, end - start).toString();
      this.#record.update((this.#recorded === 0 ? '' : ',') + entriesText(entriesOf(leg, lines)));
      start = end + 1;
    }
  }

  /** Ends the record. @returns its hash in hex */
  finishRecord({ betweenRosterAndVisits, afterVisits }: Omit<RecordFrame, 'beforeRoster'>): string {
    this.#record.update(betweenRosterAndVisits);
    for (let first = 0; first < this.#visits.length; first += VISITS_AT_ONCE) {
      this.#record.update((first === 0 ? '' : ',') + visitsText(this.visits({ first, count: VISITS_AT_ONCE })));
    }
    return this.#record.update(afterVisits).digest('hex');
  }

  /** What a change of crews after the draw comes to; it needs no call before it. */
  amend(work: AmendmentWork): ComputedAmendment {
    return computeAmendment(work);
  }

  /** The root of one chunk of leaf hashes, which it overwrites; for the engine of another thread. */
  rootOf(chunk: Uint8Array): Uint8Array {
    return reduceToRoot(chunk, chunk.length / HASH_BYTES, nativeSha256);
  }

  /** The roots of all chunks; of a large tree another thread computes every other one, at the same time. */
  async #chunkRoots(freeze: Freeze): Promise<readonly Uint8Array[]> {
    const roots: Uint8Array[] = [];
    const share = freeze.leaves >= CHUNKS_TO_SHARE * CHUNK_LEAVES;
    let elsewhere: Promise<Uint8Array> | undefined;
    for (const chunk of freeze.chunks()) {
      if (share && elsewhere === undefined) {
        elsewhere = this.#elsewhere.rootOf(chunk);
        continue;
      }
      const root = this.rootOf(chunk);
      if (elsewhere !== undefined) roots.push(await elsewhere);
      elsewhere = undefined;
      roots.push(root);
    }
    if (elsewhere !== undefined) roots.push(await elsewhere);
    return roots;
  }
}

function begun<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('engine: calls out of order');
  return part;
}
