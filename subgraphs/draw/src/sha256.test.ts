import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHex, hashFields, Message, sha256, toHex } from './sha256.js';

it('is SHA-256', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

it('joins fields by U+001F', () => {
  expect(hashFields('a', '', '𠮷')).toBe(createHash('sha256').update('a\x1f\x1f𠮷').digest('hex'));
});

it('reads and writes hex', () => {
  expect(toHex(fromHex('00ff10'))).toBe('00ff10');
});

it('builds a message of any length, and goes back to a prefix', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(
    fc.property(text, text, fc.uint8Array({ maxLength: 64 }), (prefix, rest, bytes) => {
      const message = new Message().text(prefix);
      const { length } = message;
      message.text('dropped').truncate(length).text(rest).hex(bytes).byte(7).raw(bytes);
      const hex = Buffer.from(bytes).toString('hex');
      const expected = Buffer.concat([Buffer.from(prefix + rest + hex), Buffer.of(7), bytes]);
      expect(toHex(message.sha256())).toBe(createHash('sha256').update(expected).digest('hex'));
    }),
  );
});
