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
  it('verifies every record of random draws, by itself, as text, and with the others', async () => {
    await fc.assert(
      fc.asyncProperty(drawInputs, async (input) => {
        const records = recordsOf(input);
        const { statement, auditors } = records;
        const others = { statement, auditors, public: records.public };
        expect(verifyRecord(records[kind], others)).toMatchObject({ ok: true, kind });
        const texts = { statement: textOf(statement), auditors: textOf(auditors), public: textOf(records.public) };
        expect(await verifyRecordText(textOf(records[kind]), texts)).toMatchObject({ ok: true, kind });
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
});
