import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSizes, inChunks, writers } from '../testing/texts.js';
import { RecordScanner } from './RecordScanner.js';

const encoder = new TextEncoder();

function scanned(text: string, sizes: readonly number[] = [text.length]) {
  const runs: string[] = [];
  const scanner = new RecordScanner((run) => runs.push(run));
  const passing = new RecordScanner();
  for (const chunk of inChunks(encoder.encode(text), sizes)) {
    scanner.write(chunk);
    passing.write(chunk);
  }
  const frame = scanner.finish();
  expect(passing.finish()).toEqual(frame);
  return { ...frame, runs };
}

describe('RecordScanner', () => {
  it('splits any JSON into its roster and the frame around it, in whatever chunks', () => {
    const jsonText = fc.json({ stringUnit: 'binary', depthSize: 'xsmall' }).map((text): unknown => JSON.parse(text));
    const records = fc.record({
      a: jsonText,
      ',"roster":[': jsonText,
      roster: fc.array(jsonText, { maxLength: 5 }),
      z: jsonText,
    });
    fc.assert(
      fc.property(records, fc.constantFrom(...writers), chunkSizes, (record, write, sizes) => {
        const text = write(record);
        const { before, runs, after } = scanned(text, sizes);
        expect(before + runs.join(',') + after).toBe(text);
        expect(JSON.parse(before + after)).toEqual({ ...record, roster: [] });
        expect(runs.flatMap((run) => JSON.parse(`[${run}]`))).toEqual(record.roster);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the entries that a chunk completes at once', () => {
    expect(scanned('{"roster":[1,[2,3],4]}').runs).toEqual(['1,[2,3],4']);
    expect(scanned('{"roster":[1,[2,3],4]}', [20]).runs).toEqual(['1,[2,3]', '4']);
    expect(scanned('{"roster":[1,[2,3],4]}', [1]).runs).toEqual(['1', '[2,3]', '4']);
    expect(scanned('{ "roster" : [ ] }', [1]).runs).toEqual([' ']);
  });

  it.each([
    '{"a":{"roster":[1]}}',
    '["roster",[1]]',
    '{"roster":{"a":[1]}}',
    '{"rosters":[1]}',
    '{"\\u0072oster":[1]}',
    '{"ros ter":[1]}',
    '{"a":"{\\"roster\\":[1]"}',
  ])('takes no other list for the roster: %s', (text) => {
    expect(scanned(text, [1])).toEqual({ before: text, after: '', runs: [] });
  });

  it.each([
    ['in the frame', [0x7b, 0xe4, 0xb8]],
    ['at the end of a run', [...encoder.encode('{"roster":["'), 0xe4, 0xb8, ...encoder.encode('",1]}')]],
  ])('refuses half a character %s', (_, bytes) => {
    const scan = () => {
      const scanner = new RecordScanner(() => undefined);
      for (const byte of bytes) scanner.write(Uint8Array.of(byte));
      scanner.finish();
    };
    expect(scan).toThrow(expect.objectContaining({ code: 'OV_DRAW_RECORD_NOT_JSON' }));
  });
});
