import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRegister, subgraphUrl, subgraphUrlVariable } from './register.js';

const folder = mkdtempSync(join(tmpdir(), 'register-'));

afterAll(() => rmSync(folder, { recursive: true }));

const fire = { code: 'fire-rescue', prefix: 'FireRescue', name: { zh: '消防', en: 'Fire' }, url: 'http://a/graphql' };
const water = { code: 'water', prefix: 'Water', name: { zh: '水利', en: 'Water' }, url: 'https://b/graphql' };

function write(content: unknown): string {
  const file = join(folder, 'register.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function refusal(content: unknown): string {
  try {
    readRegister(write(content));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('The register was taken.');
}

describe('readRegister', () => {
  it('reads the register of this package', () => {
    expect(readRegister().map(({ code }) => code)).toContain('fire-rescue');
  });

  it('returns the departments in the order of the file', () => {
    expect(readRegister(write([water, fire]))).toEqual([water, fire]);
  });

  it('names file, entry and field of every problem', () => {
    const message = refusal([fire, { ...water, code: 'Water', name: { zh: '水利' } }]);
    expect(message).toContain('register.json');
    expect(message).toContain('2 problem(s)');
    expect(message).toMatch(/entry 2 \(Water\), code: .*must be kebab-case/);
    expect(message).toMatch(/entry 2 \(Water\), name\.en: .*must be text/);
  });

  it.each([
    ['a code twice', { ...water, code: 'fire-rescue' }, /entry 2 \(fire-rescue\), code: .*repeats entry 1/],
    ['a URL twice', { ...water, url: fire.url }, /url: .*repeats entry 1/],
    ['a prefix twice', { ...water, prefix: 'FireRescue' }, /prefix: .*same type names as the prefix FireRescue/],
    [
      'a prefix that begins another',
      { ...water, prefix: 'Fire' },
      /prefix: .*same type names as the prefix FireRescue/,
    ],
    [
      'a prefix that begins a type of the contract',
      { ...water, prefix: 'Inspection' },
      /clashes with the contract's type Inspection/,
    ],
    ['a prefix in lower case', { ...water, prefix: 'water' }, /must be PascalCase/],
    ['a code that the system uses', { ...water, code: 'joint-inspection' }, /is reserved/],
    ['a URL of another protocol', { ...water, url: 'ftp://b/' }, /must be an http or https URL/],
    ['an unknown field', { ...water, uri: 'x' }, /entry 2 \(water\): .*uri/i],
  ])('refuses %s', (_, entry, problem) => {
    expect(refusal([fire, entry])).toMatch(problem);
  });

  it('refuses what is no list, empty, no JSON or not there', () => {
    expect(refusal({})).toContain('must be a list of departments');
    expect(refusal([])).toContain('at least one department');
    expect(refusal('[')).toContain('Cannot read the register');
    expect(() => readRegister(join(folder, 'nowhere.json'))).toThrow('nowhere.json');
  });
});

describe('subgraphUrl', () => {
  it('takes the override from the environment', () => {
    expect(subgraphUrlVariable('fire-rescue')).toBe('SUBGRAPH_URL_FIRE_RESCUE');
    expect(subgraphUrl(fire, { SUBGRAPH_URL_FIRE_RESCUE: 'http://c/graphql' })).toBe('http://c/graphql');
    expect(subgraphUrl(fire, { SUBGRAPH_URL_FIRE_RESCUE: '' })).toBe(fire.url);
    expect(subgraphUrl(fire, {})).toBe(fire.url);
  });
});
