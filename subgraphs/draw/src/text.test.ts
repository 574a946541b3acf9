import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytewise, textFault } from './text.js';

describe('textFault', () => {
  it.each([
    ['plain', 'ABC 1~', undefined],
    ['Chinese and astral text in NFC', '𠮷类（专项）é', undefined],
    ['a decomposed accent', 'e\u0301', 'TEXT_NOT_NFC'],
    ['the separator of fields', 'a\x1fb', 'TEXT_CONTROL'],
    ['DEL', '\x7f', 'TEXT_CONTROL'],
    ['a C1 control', '\u0085', 'TEXT_CONTROL'],
    ['a line feed', 'a\n', 'TEXT_CONTROL'],
    ['a lone high surrogate', '\ud842', 'TEXT_SURROGATE'],
    ['a lone low surrogate', 'a\udfb7b', 'TEXT_SURROGATE'],
    ['surrogates in the wrong order', '\udfb7\ud842', 'TEXT_SURROGATE'],
  ])('judges %s', (_, text, expected) => {
    expect(textFault(text)).toBe(expected);
  });
});

describe('compareBytewise', () => {
  it('puts text beyond the BMP after U+FF08, as UTF-8 does and UTF-16 does not', () => {
    expect('𠮷' < '（').toBe(true);
    expect(compareBytewise('𠮷', '（')).toBeGreaterThan(0);
    expect(compareBytewise('a（', 'a𠮷')).toBeLessThan(0);
  });

  it('orders as the UTF-8 bytes do', () => {
    const units = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(Math.sign(compareBytewise(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
      { numRuns: 2000 },
    );
  });
});
