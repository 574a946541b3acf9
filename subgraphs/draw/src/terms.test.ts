import { expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.js';
import { hashFields } from './sha256.js';
import { departmentsOf, parseTerms, termsHash } from './terms.js';
import { leg } from './testing/samples.js';

const legs = [leg('b/2', { department: '𠮷' }), leg('a/1', { department: '（' }), leg('b/1', { department: '𠮷' })];
const terms = { legs, minOverlap: 3, publicSource: 'a lottery' };

it('hashes canonical JSON with legs bytewise by id, whatever their order', () => {
  const parsed = parseTerms(terms);
  expect(parsed.legs.map(({ id }) => id)).toEqual(['a/1', 'b/1', 'b/2']);
  expect(termsHash(parsed)).toBe(hashFields('onevisit/1/terms', canonicalJson(JSON.parse(JSON.stringify(parsed)))));
  expect(termsHash(terms)).toBe(termsHash(parsed));
});

it('keeps lists in the given order, and hashes it', () => {
  const other = { ...terms, legs: [leg('a/1', { items: ['y', 'x'] })] };
  expect(parseTerms(other).legs[0]?.items).toEqual(['y', 'x']);
  expect(termsHash(other)).not.toBe(termsHash({ ...terms, legs: [leg('a/1', { items: ['x', 'y'] })] }));
});

it('keeps a rule for a stratum called __proto__', () => {
  const strata = JSON.parse('{"__proto__":{"count":3},"constructor":{"count":4}}');
  const [parsed] = parseTerms({ ...terms, legs: [leg('a/1', { quota: { strata } })] }).legs;
  expect(Object.entries(parsed?.quota.strata ?? {})).toEqual([
    ['__proto__', { count: 3 }],
    ['constructor', { count: 4 }],
  ]);
});

it('lists departments once, bytewise', () => {
  expect(departmentsOf(terms)).toEqual(['（', '𠮷']);
});
