import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CITY, DISTRICT } from './city.fixture.js';
import { packFileSchema } from './packFileSchema.js';

const published = JSON.parse(readFileSync(new URL('../../schemas/rule-pack.schema.json', import.meta.url), 'utf8'));
const packs = new URL('../../packs/', import.meta.url);
const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { date: true } });
const validate = ajv.compile(published);

describe('schemas/rule-pack.schema.json', () => {
  it('is that of the shapes; else run `npm run build && npm run schema -w subgraphs/rules`', () => {
    expect(published).toEqual(packFileSchema());
  });

  it.each(readdirSync(packs))('takes %s', (file) => {
    validate(parse(readFileSync(new URL(file, packs), 'utf8')));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['an unknown key', CITY.replace('joint:', 'jointly:')],
    ['an unknown kind', CITY.replace('recusal:', 'recusals:')],
    ['no citation', CITY.replace(/cite:\n.*应当回避 }/, 'cite: []')],
    ['a change of what there is not', DISTRICT.replace('most: 3', 'least: 3')],
    ['a rule that is dropped and stated', DISTRICT.replace('set: {', 'drop: true\n    set: {')],
  ])('refuses %s', (_, text) => {
    expect(validate(parse(text))).toBe(false);
  });
});
