import { DrawError } from '../DrawError.js';
import { type DrawHead, readDrawHead } from '../drawInput.js';
import { Freeze } from '../Freeze.js';
import { parseInspectors } from '../inspectors.js';
import { type Members, readList, readMembers } from '../jsonReader.js';
import { compareEntries } from '../leaves.js';
import { type Cell, nameOf, parseRosterEntry, type RosterEntry } from '../Roster.js';
import {
  AUDITORS_MEMBERS,
  type AuditorsRecord,
  checkInspectorsInOrder,
  readHashes,
} from '../records/auditorsRecord.js';
import { readTermsInOrder } from '../records/readTermsInOrder.js';
import { recordHash } from '../records/recordHash.js';
import { drawFrozen } from '../runDraw.js';
import { termsHash } from '../terms.js';
import { checkSame } from './checkSame.js';
import { checkReveals, checkSeed } from './checkSeed.js';
import type { Pass } from './checks.js';

/** A verified auditor's record: of its roster, which may be of millions of entries, what the others speak of. */
export interface VerifiedAuditors extends Omit<AuditorsRecord, 'roster'> {
  /** Of the roster. */
  readonly cells: readonly Cell[];
  /** Of the whole record, as the public record names it. */
  readonly hash: string;
}

/** Verifies a whole auditor's record. @throws DrawError for the first difference */
export function verifyAuditors(value: unknown, pass: Pass): VerifiedAuditors {
  const record = new AuditorsVerification(value).finish(pass);
  return { ...record, hash: recordHash(value as object) };
}

/**
 * Recomputes a draw from the inputs in its auditor's record and compares member by member, in the order in which the
 * protocol makes them: what is named first is where the record begins to differ. Entries pass one by one, and none is
 * kept: what stays is what Freeze keeps.
 */
export class AuditorsVerification {
  readonly #members: Members;
  readonly #head: DrawHead;
  readonly #freeze: Freeze;
  #entries = 0;
  #last: RosterEntry | undefined;
  /** The first entry that does not come after the one before it: named if nothing else is wrong with any. */
  #disorder: DrawError | undefined;

  /**
   * @param value the record; entries that do not stand in its roster follow by `add`
   * @throws DrawError for the first difference
   */
  constructor(value: unknown) {
    this.#members = readMembers(value, 'record', AUDITORS_MEMBERS);
    readTermsInOrder(this.#members.terms);
    this.#head = readDrawHead(this.#members);
    this.#freeze = new Freeze(this.#head.terms, this.#head.rosterKey);
    for (const entry of readList(this.#members.roster, 'roster')) this.add(entry);
  }

  /** Adds the next entry, from JSON. @throws DrawError with the place of what §1 refuses in a roster */
  add(value: unknown): RosterEntry {
    const place = `roster[${this.#entries}]`;
    const entry = parseRosterEntry(value, place);
    if (this.#last !== undefined && compareEntries(this.#last, entry) >= 0) {
      this.#disorder ??= new DrawError('RECORD_ORDER', place, nameOf(entry), { against: ['roster'] });
    }
    // Without order there are no leaves; the index still tells what is wrong with an entry itself.
    if (this.#disorder === undefined) this.#freeze.add(entry, place);
    else this.#freeze.roster.add(entry, place);
    this.#last = entry;
    this.#entries += 1;
    return entry;
  }

  /** Ends the roster, and checks everything else. @throws DrawError for the first difference */
  finish(pass: Pass): Omit<VerifiedAuditors, 'hash'> {
    const inspectors = parseInspectors(this.#members.inspectors);
    if (this.#disorder !== undefined) throw this.#disorder;
    checkInspectorsInOrder(inspectors);
    const record = { ...this.#head, inspectors, ...readHashes(this.#members) };
    pass('FORM');
    checkSame(record.termsHash, termsHash(record.terms), 'termsHash', ['terms']);
    pass('TERMS');
    checkReveals(record, pass);
    this.#freeze.addInspectors(inspectors);
    const frozen = this.#freeze.finish();
    checkSame(record.rosterRoot, frozen.rosterRoot, 'rosterRoot', ['rosterKey', 'roster', 'inspectors']);
    pass('ROSTER');
    checkSeed(record, pass);
    const { quotas, visits } = drawFrozen(record, frozen, record.seed);
    checkSame(this.#members.quotas, quotas, 'quotas', ['terms', 'roster']);
    pass('QUOTAS');
    checkSame(this.#members.visits, visits, 'visits', ['seed', 'rosterKey', 'terms', 'roster', 'inspectors']);
    pass('VISITS');
    return { ...record, quotas, visits, cells: frozen.roster.cells() };
  }
}
