import type { PoolEntryRow } from '@onevisit/department';
import type { Details } from './details.js';

type Entry = Pick<PoolEntryRow<Details>, 'code' | 'kind' | 'name' | 'industry' | 'division' | 'details'>;

/** Kinds of entry that are a registered subject; a product, project, vehicle or conduct only belongs to one. */
const REGISTERED_KINDS: ReadonlySet<string> = new Set([
  'ENTERPRISE',
  'INDIVIDUAL_BUSINESS',
  'COOPERATIVE',
  'INSTITUTION',
]);

/** The entry that is the subject's registration: of those that may be, the one with the lowest code. */
function registration(entries: readonly Entry[]): Entry | null {
  return entries
    .filter(({ kind }) => REGISTERED_KINDS.has(kind))
    .reduce<Entry | null>((first, entry) => (first === null || entry.code < first.code ? entry : first), null);
}

/** The registered facts that market regulation owns on MarketSubject; null where no entry is a registration. */
export const subject = {
  name: (entries: readonly Entry[]) => registration(entries)?.name ?? null,
  legalForm: (entries: readonly Entry[]) => registration(entries)?.details.legalForm ?? null,
  industry: (entries: readonly Entry[]) => registration(entries)?.industry ?? null,
  division: (entries: readonly Entry[]) => registration(entries)?.division ?? null,
  registeredOn: (entries: readonly Entry[]) => registration(entries)?.details.registeredOn ?? null,
  registrationStatus: (entries: readonly Entry[]) => registration(entries)?.details.registrationStatus ?? null,
};
