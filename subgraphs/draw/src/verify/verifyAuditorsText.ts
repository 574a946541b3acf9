import { createSHA256 } from 'hash-wasm';
import { refuse } from '../DrawError.js';
import { readList } from '../jsonReader.js';
import type { RosterEntry } from '../Roster.js';
import { entriesText } from '../records/auditorsText.js';
import { AuditorsVerification, type VerifiedAuditors } from './AuditorsVerification.js';
import { type ComparedRoster, checkCanonical, differenceAt } from './checkCanonical.js';
import type { Pass } from './checks.js';
import { parseJson } from './RecordScanner.js';
import { type RecordText, readRecordText } from './recordText.js';

/**
 * Verifies the text of an auditor's record, of any number of entries, as verifyAuditors does, and that it is canonical
 * JSON to the last byte. Terms and key stand behind the roster, hence a second reading, in which the entries pass; what is
 * hashed and compared is this one.
 * @param frame the text without its entries, parsed
 * @throws DrawError for the first difference
 */
export async function verifyAuditorsText(frame: unknown, text: RecordText, pass: Pass): Promise<VerifiedAuditors> {
  const hasher = await createSHA256();
  const verification = new AuditorsVerification(frame);
  const roster = new RosterText((entry) => verification.add(entry));
  const read = await readRecordText(
    text,
    (run) => roster.take(run),
    (chunk) => hasher.update(chunk),
  );
  const record = verification.finish(pass);
  checkCanonical(frame as object, read, roster);
  pass('CANONICAL');
  return { ...record, hash: hasher.digest('hex') };
}

/** The text of a roster as it comes, and where it ceases to be canonical. */
class RosterText implements ComparedRoster {
  readonly #add: (entry: unknown) => RosterEntry;
  /** Entries of the runs so far; undefined before the first. */
  #entries: number | undefined;
  length = 0;
  differsAt: number | undefined;

  constructor(add: (entry: unknown) => RosterEntry) {
    this.#add = add;
  }

  /** Takes the next run. @throws RECORD_NOT_JSON, and as AuditorsVerification's `add` */
  take(run: string): void {
    const values = readList(parseJson(`[${run}]`), 'roster');
    if (this.#entries !== undefined) {
      // An empty roster is the only one that has a run without entries.
      if (values.length === 0 || this.#entries === 0) refuse('RECORD_NOT_JSON', 'record', 'no entry beside a comma');
      this.length += 1;
    }
    const wrong = differenceAt([entriesText(values.map(this.#add))], run);
    if (wrong !== undefined) this.differsAt ??= this.length + wrong;
    this.length += run.length;
    this.#entries = (this.#entries ?? 0) + values.length;
  }
}
