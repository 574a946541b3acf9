import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../testing/changes.js';
import { drawInputs, recordsOf } from '../testing/smallDraws.js';
import { recordFormats } from './sealedRecord.js';

const folder = new URL('../../schemas/', import.meta.url);
const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
  formats: { date: true },
});
for (const file of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

const SCHEMAS = {
  statement: 'statement',
  public: 'public-record',
  auditors: 'auditors-record',
  subject: 'subject-record',
  amendments: 'amendments',
} as const;

describe.each(Object.entries(SCHEMAS) as [keyof typeof SCHEMAS, string][])(
  'the schema of the kind %s',
  (kind, name) => {
    const validate = ajv.getSchema(`urn:onevisit:draw:1:${name}`);

    it('takes every record of random draws', () => {
      fc.assert(
        fc.property(drawInputs, (input) => {
          validate?.(recordsOf(input)[kind]);
          expect(validate?.errors).toBeNull();
        }),
        { numRuns: 40 },
      );
    });

    it('refuses another member, at any depth, and a member that is missing', () => {
      const changes = drawInputs.chain((input) => changesOf(recordsOf(input)[kind]));
      fc.assert(
        fc.property(changes, ({ changed }) => {
          expect(validate?.({ ...(changed as object), more: 1 })).toBe(false);
        }),
        { numRuns: 40 },
      );
      expect(validate?.({})).toBe(false);
    });
  },
);

it('names the formats as the code does', () => {
  for (const kind of ['statement', 'public', 'subject', 'amendments'] as const) {
    const schema = ajv.getSchema(`urn:onevisit:draw:1:${SCHEMAS[kind]}`)?.schema;
    expect(schema).toMatchObject({ properties: { format: { const: recordFormats[kind] } } });
  }
});
