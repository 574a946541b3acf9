import { commitmentsHash } from './commitments.js';
import { type CrewedVisit, drawCrews } from './drawCrews.js';
import { type DrawInput, parseDrawInput } from './drawInput.js';
import { Freeze, type Frozen } from './Freeze.js';
import { compareEntries } from './leaves.js';
import { mergeVisits } from './mergeVisits.js';
import { Ranks } from './Ranks.js';
import { cutOffsOf } from './records/cutOffsOf.js';
import { seed } from './seed.js';
import { type QuotaRow, select } from './select.js';
import { portableSha256, type Sha256 } from './sha256.js';
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
  const { rosterRoot, leaves, ...frozen } = freezeRoster({ ...input, roster: [...input.roster].sort(compareEntries) });
  const hashes = { leaves, rosterRoot, termsHash: termsHash(input.terms) };
  const drawSeed = seed({ ...input, ...hashes });
  const { quotas, visits } = drawFrozen(input, frozen, drawSeed);
  return { ...hashes, commitmentsHash: commitmentsHash(input.commitments), seed: drawSeed, quotas, visits };
}

/** Freezes a whole roster (§1), whose legs' entries stand in leaf order. @throws LEAF_ORDER, and DrawError for whatever §1 refuses in a roster */
export function freezeRoster(
  { terms, inspectors, rosterKey, roster }: Pick<DrawInput, 'terms' | 'inspectors' | 'rosterKey' | 'roster'>,
  watched: Iterable<string> = [],
): Frozen {
  const freeze = new Freeze(terms, rosterKey, watched);
  freeze.addInspectors(inspectors);
  for (const [index, entry] of roster.entries()) freeze.add(entry, `roster[${index}]`);
  return freeze.finish();
}

/** A part of a draw. */
export type DrawStep = 'RANK' | 'SELECT' | 'MERGE' | 'CREWS';

/**
 * Draws subjects, visits and crews (§3 to §5).
 * @param drawSeed hex
 * @param begin called as each part begins
 * @param hash a SHA-256 to use
 */
export function drawFrozen(
  { terms, rosterKey, inspectors }: Pick<DrawInput, 'terms' | 'inspectors' | 'rosterKey'>,
  { roster, keys }: Pick<Frozen, 'roster' | 'keys'>,
  drawSeed: string,
  begin: (step: DrawStep) => void = () => undefined,
  hash: Sha256 = portableSha256,
): Pick<DrawOutcome, 'quotas' | 'visits'> & { readonly cutOffs: readonly (string | null)[] } {
  begin('RANK');
  const ranks = new Ranks(drawSeed, roster.subjects, keys, hash);
  begin('SELECT');
  const selection = select(terms, roster.cells(), ranks);
  begin('MERGE');
  const merged = mergeVisits(terms, selection.selected, roster, ranks);
  const cutOffs = cutOffsOf(selection, ranks);
  begin('CREWS');
  const visits = drawCrews({ seed: drawSeed, rosterKey, terms, inspectors }, merged);
  return { quotas: selection.quotas, visits, cutOffs };
}
