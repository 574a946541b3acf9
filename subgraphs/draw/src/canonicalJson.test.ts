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
