import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { DrawError } from '../DrawError.js';
import { changesOf } from '../testing/changes.js';
import { drawInputs, recordsOf } from '../testing/smallDraws.js';
import { byteChangesOf, chunkSizes, inChunks, writers } from '../testing/texts.js';
import { checks, type RecordKind } from './checks.js';
import { Findings, type Verification } from './Verification.js';
import { verifyRecord, verifyRecordText } from './verifyRecord.js';

const KINDS: readonly RecordKind[] = ['statement', 'public', 'auditors', 'subject', 'amendments'];

const SOME = { minLength: 4, maxLength: 4 };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What verifying a text comes to when it is decoded, parsed and written again as a whole. */
function verifyWhole(utf8: Uint8Array): Verification {
  let text = '';
  let value: unknown;
  try {
    text = decoder.decode(utf8);
    value = JSON.parse(text);
  } catch {
    // What the parser says of it depends on where it was, and the kind is known where that is in the roster.
    const said = { zh: expect.any(String), en: expect.any(String) };
    const difference = { place: 'record', against: [], code: 'OV_DRAW_RECORD_NOT_JSON', ...said } as const;
    return { ok: false, kind: expect.any(String), checks: [], difference };
  }
  const verification = verifyRecord(value);
  if (!verification.ok) return verification;
  const canonical = canonicalJson(value as JsonValue);
  if (text === canonical) return { ...verification, checks: [...verification.checks, checks.CANONICAL] };
  let same = 0;
  while (text[same] === canonical[same]) same += 1;
  const findings = Object.assign(new Findings(), { kind: verification.kind, checks: verification.checks });
  return findings.failed(new DrawError('RECORD_NOT_CANONICAL', 'record', same + 1));
}

/** Verifies the text in chunks of these sizes. */
function verifyInChunks(text: Uint8Array, sizes: readonly number[]): Promise<Verification> {
  return verifyRecordText(async function* () {
    yield* inChunks(text, sizes);
  });
}

describe.each(KINDS)('verifyRecordText of the kind %s, in whatever chunks', (kind) => {
  const sameAsWhole = async ([texts, sizes]: readonly [readonly Uint8Array[], readonly number[]]) => {
    for (const text of texts) expect(await verifyInChunks(text, sizes)).toEqual(verifyWhole(text));
  };
  const recorded = drawInputs.map((input) => recordsOf(input)[kind]);

  it('takes what verifying the whole does', async () => {
    const texts = recorded.map((record) => writers.map((write) => encoder.encode(write(record))));
    await fc.assert(fc.asyncProperty(fc.tuple(texts, chunkSizes), sameAsWhole), { numRuns: 20 });
  });

  it('names what verifying the whole does where one byte was changed', async () => {
    const texts = fc
      .tuple(recorded, fc.constantFrom(...writers))
      .chain(([record, write]) => fc.array(byteChangesOf(encoder.encode(write(record))), SOME));
    await fc.assert(fc.asyncProperty(fc.tuple(texts, chunkSizes), sameAsWhole), { numRuns: 25 });
  });

  it('names what verifying the whole does where one field was changed', async () => {
    const texts = fc.tuple(recorded, fc.constantFrom(...writers)).chain(([record, write]) =>
      fc.array(
        changesOf(record).map(({ changed }) => encoder.encode(write(changed))),
        SOME,
      ),
    );
    await fc.assert(fc.asyncProperty(fc.tuple(texts, chunkSizes), sameAsWhole), { numRuns: 25 });
  });
});
