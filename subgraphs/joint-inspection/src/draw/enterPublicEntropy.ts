import { textFault } from '@onevisit/draw';
import type { MutationOutcome } from '@onevisit/kit';
import { accountOf } from '../actors.js';
import type { Prisma } from '../database.js';
import { jointError } from '../errors.js';
import type { Draw, PublicEntropyEntry } from '../generated/client.js';

/** Most characters of a public text: lottery results and beacon rounds are far shorter. */
const MOST_CHARACTERS = 1_000;

/** A person's entry of the public text. */
export interface EnteredText {
  /** As `actorOf` names them. */
  readonly actor: string;
  readonly text: string;
}

/**
 * Enters the text of a draw's public source (draw protocol, section 2) for one person, whose earlier entry it replaces.
 * Once the entries of two people agree, the text is the draw's, for good. Entries that differ are all kept: whoever is
 * wrong enters theirs again; and one person alone, who may be wrong and gone, or mean it, cannot keep two others from
 * settling the text.
 * @throws OV_JOINT_UNKNOWN_DRAW, OV_JOINT_PHASE, OV_JOINT_NO_PUBLIC_SOURCE, OV_JOINT_PUBLIC_TEXT_EARLY,
 *   OV_JOINT_PUBLIC_TEXT, OV_JOINT_PUBLIC_TEXT_SETTLED
 */
export async function enterPublicEntropy(
  tx: Prisma.TransactionClient,
  id: string,
  { actor, text }: EnteredText,
  now: Date,
): Promise<MutationOutcome<string>> {
  await tx.$executeRaw`SELECT 1 FROM draw WHERE id = ${id} FOR UPDATE`;
  const draw = await tx.draw.findUnique({ where: { id }, include: { plan: true, entropyEntries: true } });
  if (draw === null) throw jointError('OV_JOINT_UNKNOWN_DRAW', { id });
  checkAwaited(draw, draw.plan.publicSource, now);
  checkText(text);
  if (draw.publicEntropy !== null) {
    if (draw.publicEntropy !== text) throw jointError('OV_JOINT_PUBLIC_TEXT_SETTLED', { id });
    return { response: id, step: null };
  }
  const own = draw.entropyEntries.filter(({ by }) => accountOf(by) === accountOf(actor));
  if (own.some((entry) => entry.text === text)) return { response: id, step: null };
  await tx.publicEntropyEntry.deleteMany({ where: { drawId: id, by: { in: own.map(({ by }) => by) } } });
  await tx.publicEntropyEntry.create({ data: { drawId: id, by: actor, text, at: now } });
  const entered = [...draw.entropyEntries.filter((entry) => !own.includes(entry)), { by: actor, text }];
  const by = entered.filter((entry) => entry.text === text).map((entry) => entry.by);
  const settled = by.length > 1;
  if (settled) await tx.draw.update({ where: { id }, data: { publicEntropy: text } });
  // The ledger does not tell the text before it is settled: the second person enters it for themselves.
  const detail = settled ? { settled, publicEntropy: text, by } : { settled, replaces: own.length > 0 };
  return { response: id, step: { action: 'draw.entropy', target: id, detail } };
}

/** The entries of a draw in the order of entering, and of each whether another person's is the same. */
export function shownEntries(entries: readonly PublicEntropyEntry[]): readonly object[] {
  return entries.map(({ by, at, text }) => ({
    by,
    at,
    agrees: entries.some((other) => other.by !== by && other.text === text),
  }));
}

/** Before the deadline of the reveal the text must not exist yet: whoever knew it could choose when to reveal. */
function checkAwaited(draw: Draw, source: string, now: Date): void {
  const { id, phase, revealBy } = draw;
  if (phase !== 'FROZEN' || revealBy === null) throw jointError('OV_JOINT_PHASE', { id, phase, needed: 'FROZEN' });
  if (source === '') throw jointError('OV_JOINT_NO_PUBLIC_SOURCE', { id });
  if (now <= revealBy) throw jointError('OV_JOINT_PUBLIC_TEXT_EARLY', { id, deadline: revealBy.toISOString() });
}

/** It is hashed: it must be text that a verifier accepts. */
function checkText(text: string): void {
  if (text === '' || text.length > MOST_CHARACTERS || textFault(text) !== undefined) {
    throw jointError('OV_JOINT_PUBLIC_TEXT', { most: MOST_CHARACTERS });
  }
}
