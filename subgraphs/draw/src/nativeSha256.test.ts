import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nativeSha256 } from './nativeSha256.js';
import { portableSha256 } from './sha256.js';

it('is the portable SHA-256, also of a part of other bytes, and writes nothing but the digest', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), fc.nat(20), (bytes, skipped, at) => {
      const message = bytes.subarray(skipped);
      const [found, expected] = [new Uint8Array(at + 40).fill(7), new Uint8Array(at + 40).fill(7)];
      nativeSha256(message, found, at);
      portableSha256(message, expected, at);
      expect(found).toEqual(expected);
    }),
  );
});
