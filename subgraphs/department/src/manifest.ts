import type * as z from 'zod';
import type { ItemSeed, PoolEntryRow } from './rows.js';

/** A computed field over a subject's entries in the department's pool; never called without an entry. */
export type EntriesField<Details extends object> = (entries: readonly PoolEntryRow<Details>[]) => unknown;

/** What makes a department that department: everything else is the contract, implemented once. */
export interface DepartmentManifest<Details extends object> {
  /** Its code in the register. */
  readonly code: string;
  /** Its own SDL: the fields with which it extends PREFIXPoolEntry and PREFIXProfile, and their types. */
  readonly ownSdl: string;
  /** Validates what only this department keeps of an entry; its members are the fields that extend PREFIXPoolEntry. */
  readonly details: z.ZodType<Details>;
  /** Its reference items, from published lists and its founding document. */
  readonly items: readonly ItemSeed[];
  /** The fields with which it extends PREFIXProfile. */
  readonly profile: Readonly<Record<string, EntriesField<Details>>>;
  /** The fields that it owns on MarketSubject. */
  readonly subject?: Readonly<Record<string, EntriesField<Details>>>;
}
