import { expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.js';

it('sorts members by UTF-16 code units, also integer-like ones and those of the prototype', () => {
  const value = JSON.parse('{"10":1,"9":2,"（":3,"𠮷":4,"__proto__":5,"constructor":6,"B":7,"a":8,"":9}');
  expect(canonicalJson(value)).toBe('{"":9,"10":1,"9":2,"B":7,"__proto__":5,"a":8,"constructor":6,"𠮷":4,"（":3}');
});

it('writes the text and numbers of RFC 8785', () => {
  expect(canonicalJson(['€$\u000f\nA\'B"\\/', -0, 9007199254740991, [], {}, null])).toBe(
    '["€$\\u000f\\nA\'B\\"\\\\/",0,9007199254740991,[],{},null]',
  );
});

it('orders members called "toJSON", and takes one value in several places', () => {
  const rule = { count: 1 };
  expect(canonicalJson({ b: rule, toJSON: rule, a: rule, ab: rule })).toBe(
    '{"a":{"count":1},"ab":{"count":1},"b":{"count":1},"toJSON":{"count":1}}',
  );
});

it.each([
  ['a lone surrogate', '\ud842'],
  ['a member named by one', { '\udc00': 1 }],
  ['NaN', Number.NaN],
  ['an infinity', Number.NEGATIVE_INFINITY],
])('refuses %s', (_, value) => {
  expect(() => canonicalJson([value])).toThrow(/not allowed/);
});
