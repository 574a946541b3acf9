import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordFormats } from './records/sealedRecord.js';
import { workedExample } from './testing/workedExample.js';
import { verifyRecord } from './verify/verifyRecord.js';

const page = readFileSync(new URL('../VERIFYING.md', import.meta.url), 'utf8');

describe('VERIFYING.md', () => {
  it('works through an example with the values that this package computes', () => {
    const [, from = ''] = page.split('<!-- worked example: begins -->\n\n');
    const [example] = from.split('\n<!-- worked example: ends -->');
    expect(example).toBe(workedExample());
  });

  it('shows records that verify', () => {
    const shown = page.split('\n').filter((line) => line.startsWith('{"') && line.includes('"format"'));
    const records: unknown[] = shown.map((line) => JSON.parse(line));
    expect(records).toHaveLength(2);
    for (const record of records) expect(verifyRecord(record, { public: records[0] }).ok).toBe(true);
  });

  it('names every format', () => {
    for (const format of Object.values(recordFormats)) expect(page).toContain(`\`${format}\``.slice(0, -1));
  });
});
