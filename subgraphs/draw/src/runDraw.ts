import { commitmentsHash } from './commitments.js';
import { type CrewedVisit, drawCrews } from './drawCrews.js';
import { parseDrawInput } from './drawInput.js';
import { Freeze } from './Freeze.js';
import { compareEntries } from './leaves.js';
import { mergeVisits } from './mergeVisits.js';
import { Ranks } from './Ranks.js';
import { seed } from './seed.js';
import { type QuotaRow, select } from './select.js';
import { termsHash } from './terms.js';

/** What a draw comes to. Hashes in hex. */
export interface DrawOutcome {
  /** The number of leaves. */
  readonly leaves: number;
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitmentsHash: string;
  readonly seed: string;
  /** Bytewise by leg, then stratum. */
  readonly quotas: readonly QuotaRow[];
  /** In processing order. */
  readonly visits: readonly CrewedVisit[];
}

/**
 * The whole draw (§1 to §5), from its input to its crews. A nonce that does not match its commitment counts as withheld (§2);
 * revealedNonces tells which those are.
 * @param value a DrawInput, checked here even if it was checked before
 * @throws DrawError for whatever §1 refuses
 */
export function runDraw(value: unknown): DrawOutcome {
  const input = parseDrawInput(value);
  const { terms, rosterKey, inspectors } = input;
  const freeze = new Freeze(terms, inspectors, rosterKey);
  for (const entry of [...input.roster].sort(compareEntries)) freeze.add(entry);
  const { rosterRoot, leaves, roster, keys } = freeze.finish();
  const frozen = { leaves, rosterRoot, termsHash: termsHash(terms) };
  const drawSeed = seed({ ...input, ...frozen });
  const ranks = new Ranks(drawSeed, roster.subjects, keys);
  const { quotas, selected } = select(terms, roster.cells(), ranks);
  const visits = mergeVisits(terms, selected, roster, ranks);
  const crewed = drawCrews({ seed: drawSeed, rosterKey, terms, inspectors }, visits);
  return { ...frozen, commitmentsHash: commitmentsHash(input.commitments), seed: drawSeed, quotas, visits: crewed };
}
