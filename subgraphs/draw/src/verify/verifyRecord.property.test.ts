import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { type Change, changesOf, isWithin } from '../testing/changes.js';
import { drawInputs, recordsOf } from '../testing/smallDraws.js';
import type { RecordKind } from './checks.js';
import { verifyRecord, verifyRecordText } from './verifyRecord.js';

const KINDS: readonly RecordKind[] = ['statement', 'public', 'auditors', 'subject', 'amendments'];

const TEN = { minLength: 10, maxLength: 10 };

const encoder = new TextEncoder();

function textOf(record: unknown): Uint8Array {
  return encoder.encode(canonicalJson(record as JsonValue));
}

describe.each(KINDS)('verifyRecord of the kind %s', (kind) => {
  it('verifies every record of random draws, by itself, as text, and with the others', () => {
    fc.assert(
      fc.property(drawInputs, (input) => {
        const records = recordsOf(input);
        const { statement, auditors } = records;
        const others = { statement, auditors, public: records.public };
        expect(verifyRecord(records[kind], others)).toMatchObject({ ok: true, kind });
        const texts = { statement: textOf(statement), auditors: textOf(auditors), public: textOf(records.public) };
        expect(verifyRecordText(textOf(records[kind]), texts)).toMatchObject({ ok: true, kind });
      }),
      { numRuns: 60 },
    );
  });

  it('finds any one field that was changed, and names its place, or one that it contradicts', () => {
    const changes = drawInputs.chain((input) => fc.array(changesOf(recordsOf(input)[kind]), TEN));
    const check = ({ changed, place, ofValue }: Change): void => {
      const verification = verifyRecord(changed);
      if (verification.ok) throw new Error(`a change at ${place} was not found`);
      const { difference } = verification;
      const named = [difference.place, ...difference.against];
      const found = named.some((one) => isWithin(place, one) || (!ofValue && isWithin(one, place)));
      expect(found, `${place} is none of ${named.join(', ')} (${difference.en})`).toBe(true);
    };
    fc.assert(
      fc.property(changes, (all) => all.forEach(check)),
      { numRuns: 60 },
    );
  });

  it('finds any one byte of its text that was changed', () => {
    const changes = drawInputs.chain((input) => {
      const text = textOf(recordsOf(input)[kind]);
      const byte = fc.record({ at: fc.nat(text.length - 1), bits: fc.integer({ min: 1, max: 255 }) });
      return fc.array(byte, TEN).map((bytes) => bytes.map(({ at, bits }) => text.with(at, (text[at] ?? 0) ^ bits)));
    });
    const check = (text: Uint8Array): void => expect(verifyRecordText(text).ok).toBe(false);
    fc.assert(
      fc.property(changes, (all) => all.forEach(check)),
      { numRuns: 60 },
    );
  });
});
