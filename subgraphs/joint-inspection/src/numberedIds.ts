import { globalId, parseGlobalId } from '@onevisit/kit';

/** Global ids of rows that are numbered. */
export interface NumberedIds {
  readonly idOf: (seq: number) => string;
  /** The number of a row by its id; null for the id of something else. */
  readonly numberOf: (id: string) => number | null;
}

/** Most that an integer of PostgreSQL holds. */
const MOST = 2_147_483_647;

/** Global ids of numbered rows of a kind, such as `comment`: joint-inspection:comment:7. */
export function numberedIds(kind: string): NumberedIds {
  return {
    idOf: (seq) => globalId('joint-inspection', kind, String(seq)),
    numberOf: (id) => {
      const parts = parseGlobalId(id);
      const own = parts?.owner === 'joint-inspection' && parts.kind === kind && /^[1-9]\d{0,9}$/.test(parts.code);
      const number = own ? Number(parts.code) : 0;
      return number > 0 && number <= MOST ? number : null;
    },
  };
}
