import { readHex, readMembers } from '../jsonReader.js';
import { AUDITORS_MEMBERS, type AuditorsRecord, parseRecordedInput } from '../records/auditorsRecord.js';
import { drawFrozen, freezeRoster } from '../runDraw.js';
import { termsHash } from '../terms.js';
import { checkSame } from './checkSame.js';
import { checkReveals, checkSeed } from './checkSeed.js';
import type { Pass } from './checks.js';

/**
 * Recomputes a draw from the inputs in its auditor's record and compares member by member, in the order in which the
 * protocol makes them: what is named first is where the record begins to differ.
 * @throws DrawError for the first difference
 */
export function verifyAuditors(value: unknown, pass: Pass): AuditorsRecord {
  const members = readMembers(value, 'record', AUDITORS_MEMBERS);
  const input = parseRecordedInput(members);
  const hash = (name: 'rosterRoot' | 'termsHash' | 'commitmentsHash' | 'seed') =>
    readHex(members[name], name, 'HASH_FORM');
  const hashes = {
    rosterRoot: hash('rosterRoot'),
    termsHash: hash('termsHash'),
    commitmentsHash: hash('commitmentsHash'),
    seed: hash('seed'),
  };
  pass('FORM');
  checkSame(hashes.termsHash, termsHash(input.terms), 'termsHash', ['terms']);
  pass('TERMS');
  checkReveals({ ...input, ...hashes }, pass);
  const frozen = freezeRoster(input);
  checkSame(hashes.rosterRoot, frozen.rosterRoot, 'rosterRoot', ['rosterKey', 'roster', 'inspectors']);
  pass('ROSTER');
  checkSeed({ ...input, ...hashes }, pass);
  const { quotas, visits } = drawFrozen(input, frozen, hashes.seed);
  checkSame(members.quotas, quotas, 'quotas', ['terms', 'roster']);
  pass('QUOTAS');
  checkSame(members.visits, visits, 'visits', ['seed', 'rosterKey', 'terms', 'roster', 'inspectors']);
  pass('VISITS');
  return { ...input, ...hashes, quotas, visits };
}
