import { expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { runDraw } from '../runDraw.js';
import { hashFields } from '../sha256.js';
import { smallVector } from '../testing/vectors.js';
import { auditorsRecord, publishedVisits } from './auditorsRecord.js';
import { recordHash } from './recordHash.js';
import { recordPieces } from './recordPieces.js';

const { input } = smallVector();
const outcome = runDraw(input);
const record = auditorsRecord(input, outcome);

it('holds the members that the protocol names, and is an input again', () => {
  const inputs = ['drawId', 'rosterKey', 'terms', 'commitments', 'nonces', 'publicEntropy', 'roster', 'inspectors'];
  const results = ['rosterRoot', 'termsHash', 'commitmentsHash', 'seed', 'quotas', 'visits'];
  expect(Object.keys(record)).toEqual([...inputs, ...results]);
  expect(runDraw(Object.fromEntries(Object.entries(record).slice(0, inputs.length)))).toEqual(outcome);
});

it('is the same whatever the order of the input', () => {
  const shuffled = {
    ...input,
    roster: input.roster.toReversed(),
    terms: { ...input.terms, legs: input.terms.legs.toReversed() },
    inspectors: input.inspectors.toReversed().map((person) => ({
      ...person,
      specialties: person.specialties.toReversed(),
      recusals: person.recusals.toReversed(),
    })),
  };
  expect(runDraw(shuffled)).toEqual(outcome);
  expect(recordHash(auditorsRecord(shuffled, outcome))).toBe(recordHash(record));
});

it('is written in pieces that join to canonical JSON, and hashed so', () => {
  const whole = canonicalJson(record as unknown as JsonValue);
  expect([...recordPieces(record)].join('')).toBe(whole);
  expect(recordHash(record)).toBe(hashFields(whole));
  expect([...recordPieces({ b: undefined })].join('')).toBe('{}');
});

it('leaves out a nonce that does not match', () => {
  const nonces = { ...input.nonces, 'fire-rescue': '00'.repeat(32) };
  const changed = { ...input, nonces };
  const { 'fire-rescue': _, ...rest } = input.nonces;
  expect(auditorsRecord(changed, runDraw(changed)).nonces).toEqual(rest);
  expect(runDraw(changed)).toEqual(runDraw({ ...input, nonces: rest }));
});

it('publishes visits bytewise by key', () => {
  const keys = publishedVisits(outcome.visits).map(({ key }) => key);
  expect(keys).toEqual(outcome.visits.map(({ key }) => key).toSorted());
});
