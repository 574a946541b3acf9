import { refuse } from '../DrawError.js';
import { type Members, readHex, readMembers } from '../jsonReader.js';
import { recordHash } from './recordHash.js';

/** The `format` of each kind of record but the auditor's, whose members are the protocol's and no others. */
export const recordFormats = {
  statement: 'onevisit/statement',
  public: 'onevisit/public-record',
  subject: 'onevisit/subject-record',
  amendments: 'onevisit/amendments',
} as const;

/** The kinds of records that carry their format, version and hash. */
export type SealedKind = keyof typeof recordFormats;

/** The version of all formats. */
export const RECORD_VERSION = 1;

/** What such a record carries beside its own members. */
export interface Seal<Kind extends SealedKind> {
  readonly format: (typeof recordFormats)[Kind];
  readonly version: typeof RECORD_VERSION;
  /** SHA-256 of the canonical JSON of all other members, in hex: it shows damage, not who made the record. */
  readonly hash: string;
}

/** The record with its format, version and hash. */
export function sealed<Kind extends SealedKind, Body extends object>(kind: Kind, body: Body): Body & Seal<Kind> {
  const record = { format: recordFormats[kind], version: RECORD_VERSION, ...body } as const;
  return { ...record, hash: recordHash(record) };
}

/**
 * The members of a record of that kind; of their values only format, version and the form of the hash were checked.
 * @throws NOT_OBJECT, MEMBER_MISSING, MEMBER_UNKNOWN, RECORD_KIND_UNKNOWN, RECORD_VERSION_UNKNOWN, HASH_FORM
 */
export function readSealed<Kind extends SealedKind>(
  value: unknown,
  kind: Kind,
  required: readonly string[],
  optional: readonly string[] = [],
): { readonly members: Members; readonly seal: Seal<Kind> } {
  const members = readMembers(value, 'record', ['format', 'version', ...required, 'hash'], optional);
  const format = recordFormats[kind];
  if (members.format !== format) refuse('RECORD_KIND_UNKNOWN', 'format', members.format);
  if (members.version !== RECORD_VERSION) refuse('RECORD_VERSION_UNKNOWN', 'version', members.version);
  return { members, seal: { format, version: RECORD_VERSION, hash: readHex(members.hash, 'hash', 'HASH_FORM') } };
}

/** Checks the hash of a record. @throws RECORD_HASH at the place `record`: any member may be the one that was changed */
export function checkSeal({ hash, ...record }: Seal<SealedKind>): void {
  const expected = recordHash(record);
  if (hash !== expected) refuse('RECORD_HASH', 'record', hash, { expected });
}
