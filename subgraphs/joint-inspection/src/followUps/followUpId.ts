import { globalId, parseGlobalId } from '@onevisit/kit';

/** Most that an integer of PostgreSQL holds. */
const MOST_NUMBER = 2_147_483_647;

/** Global id of a follow-up. */
export function followUpId(seq: number): string {
  return globalId('joint-inspection', 'followup', String(seq));
}

/** The number of a follow-up by its id; null for the id of something else. */
export function followUpNumber(id: string): number | null {
  const parts = parseGlobalId(id);
  const number = Number(parts?.code);
  const isNumber = Number.isSafeInteger(number) && number > 0 && number <= MOST_NUMBER;
  return parts?.kind === 'followup' && isNumber && followUpId(number) === id ? number : null;
}
