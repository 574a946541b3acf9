import { globalId, parseGlobalId } from '@onevisit/kit';

/** Global id of a request for a joint plan. */
export function requestId(seq: number): string {
  return globalId('joint-inspection', 'planrequest', String(seq));
}

/** The number of a request by its id; null for the id of something else. */
export function requestNumber(id: string): number | null {
  const parts = parseGlobalId(id);
  const number = Number(parts?.code);
  return parts?.kind === 'planrequest' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
