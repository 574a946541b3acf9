import { readTerms, type Terms } from '../terms.js';
import { compareBytewise } from '../text.js';
import { checkAscending } from './checkAscending.js';

/** Reads the `terms` of a record, in which legs stand bytewise by id. @throws as parseTerms does, and RECORD_ORDER */
export function readTermsInOrder(value: unknown): Terms {
  const terms = readTerms(value, 'terms');
  const byId = (a: Terms['legs'][number], b: Terms['legs'][number]) => compareBytewise(a.id, b.id);
  checkAscending(terms.legs, 'terms.legs', byId, ({ id }) => id);
  return terms;
}
