import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCatalogue, errorText, schemaError } from './errors.js';

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe('errorCatalogue', () => {
  const codes = Object.entries(errorCatalogue);

  it.each(codes)('%s is in Chinese and in English', (_, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(placesOf(en)).toEqual(
      expect.arrayContaining(placesOf(zh).filter((name) => !name.endsWith('Zh') && name !== 'zh')),
    );
  });

  it('is explained in the README, code by code', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const table = readme.slice(readme.indexOf('## Error codes'));
    const missing = codes.filter(([code]) => {
      const [, tail = ''] = /^OV_SCHEMA_(.*)$/.exec(code) ?? [];
      const endings = tail.split('_').map((_, index, words) => `…_${words.slice(index).join('_')}\``);
      return !table.includes(code) && !endings.some((ending) => table.includes(ending));
    });
    expect(missing.map(([code]) => code)).toEqual([]);
  });
});

describe('schemaError', () => {
  it('carries its code for GraphQL clients, and its details on lines of their own', () => {
    const error = schemaError('OV_SCHEMA_REGISTER_INVALID', { file: 'a.json', count: 1 }, { details: ['  first'] });
    expect(error.extensions).toEqual({ code: 'OV_SCHEMA_REGISTER_INVALID' });
    expect(error.message.split('\n')).toHaveLength(2);
  });

  it('takes values as they are, whatever characters they have', () => {
    expect(errorText('OV_SCHEMA_SDL_INVALID', { file: '$&{reason}', reason: 'x' })).toContain(
      '$&{reason} is no usable',
    );
  });
});
