import { expect, it } from 'vitest';
import { commitment, commitmentsHash } from './commitments.js';
import { seed } from './seed.js';
import { hashFields } from './sha256.js';

const nonces = { b: 'ab'.repeat(32), a: 'cd'.repeat(32) };
const commitments = { b: commitment('draw', 'b', nonces.b), a: commitment('draw', 'a', nonces.a) };
const inputs = { drawId: 'draw', rosterRoot: '00', termsHash: '11', commitments, nonces, publicEntropy: '' };
const head = ['onevisit/1/seed', 'draw', '00', '11', commitmentsHash(commitments)];

it('takes departments bytewise, and stands on an empty last field', () => {
  expect(seed(inputs)).toBe(hashFields(...head, 'a', nonces.a, 'b', nonces.b, ''));
});

it('puts WITHHELD for a nonce that is missing or does not match', () => {
  const expected = hashFields(...head, 'a', nonces.a, 'b', 'WITHHELD', '03 08');
  expect(seed({ ...inputs, nonces: { a: nonces.a }, publicEntropy: '03 08' })).toBe(expected);
  expect(seed({ ...inputs, nonces: { ...nonces, b: '00'.repeat(32) }, publicEntropy: '03 08' })).toBe(expected);
});
