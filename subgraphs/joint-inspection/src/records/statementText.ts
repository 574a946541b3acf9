import { canonicalJson, type JsonValue, parseTerms, type Statement, statementRecord } from '@onevisit/draw';
import { noncesOf } from '../draw/nonces.js';
import type { RecordedDraw } from './RecordedDraw.js';

/** The statement of a draw's freeze (draw protocol, section 2) as canonical JSON; null before the freeze. */
export function statementText(draw: RecordedDraw): string | null {
  const { id: drawId, rosterRoot, termsHash, revealBy, counts } = draw;
  if (rosterRoot === null || termsHash === null || revealBy === null || counts === null) return null;
  const { entries, inspectors } = counts as unknown as Pick<Statement, 'entries' | 'inspectors'>;
  const { commitments } = noncesOf(draw);
  const revealDeadline = revealBy.toISOString();
  const terms = parseTerms(draw.terms);
  const statement = { drawId, terms, rosterRoot, termsHash, commitments, revealDeadline, entries, inspectors };
  return canonicalJson(statementRecord(statement) as unknown as JsonValue);
}
