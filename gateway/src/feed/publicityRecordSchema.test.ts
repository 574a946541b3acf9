import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { publicityRecordSchema } from './PublicityRecord.js';

it('is published as a JSON Schema', () => {
  const published: unknown = JSON.parse(readFileSync(new URL('publicity-record.schema.json', import.meta.url), 'utf8'));
  expect(z.toJSONSchema(publicityRecordSchema)).toEqual(published);
});
