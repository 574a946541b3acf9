import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { hashFields } from '../sha256.js';
import { drawInputs, recordsOf } from '../testing/smallDraws.js';
import { visitsText } from './auditorsText.js';
import { publicRecord } from './publicRecord.js';
import { hashMember, publicFrame } from './publicText.js';

it('joins to the canonical JSON of a public record, and to what is hashed in it', () => {
  fc.assert(
    fc.property(drawInputs, fc.nat(4), (input, count) => {
      const { public: whole, auditors } = recordsOf(input);
      const disclosed = (whole.visits ?? []).slice(0, count);
      const draw = { ...whole, commitments: auditors.commitments };
      const record = publicRecord(draw, disclosed);
      const { beforeHash, betweenHashAndVisits, afterVisits } = publicFrame(draw);
      const rest = betweenHashAndVisits + visitsText(disclosed) + afterVisits;
      expect(hashFields(beforeHash + rest)).toBe(record.hash);
      expect(beforeHash + hashMember(record.hash) + rest).toBe(canonicalJson(record as unknown as JsonValue));
    }),
    { numRuns: 40 },
  );
});
