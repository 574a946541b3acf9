import { OneVisitError } from '@onevisit/kit/errors';
import { describe, expect, it } from 'vitest';
import { CITY, DISTRICT } from './city.fixture.js';
import type { PackProblem } from './PackProblem.js';
import { packHash } from './packHash.js';
import { readRulePacks } from './readRulePacks.js';

const city = { file: 'city.yaml', text: CITY };
const district = { file: 'district.yaml', text: DISTRICT };

/** What is wrong with files: code and place of each. */
function problemsOf(...texts: string[]): string[] {
  return told(texts).map(({ code, line, column }) => `${code.replace('OV_RULES_PACK_', '')} ${line}:${column}`);
}

function told(texts: readonly string[]): readonly PackProblem[] {
  try {
    readRulePacks(texts.map((text, index) => ({ file: `${index}.yaml`, text })));
  } catch (error) {
    if (!(error instanceof OneVisitError)) throw error;
    expect(error.code).toBe('OV_RULES_PACK_INVALID');
    return error.extensions.problems as readonly PackProblem[];
  }
  return [];
}

describe('readRulePacks', () => {
  it('reads a pack with its citations in full, and hashes it', () => {
    const [pack] = readRulePacks([city]);
    expect(pack?.rules.recusal).toEqual({
      forms: ['SWAP'],
      cite: [{ pack: 'city', version: 1, document: 'notice', article: '第六条', text: '应当回避' }],
    });
    expect(pack?.inForce).toEqual({ from: '2020-01-01', to: null });
    expect(pack && packHash(pack)).toBe(pack?.hash);
    expect(readRulePacks([{ file: 'other.json', text: CITY.replace('SWAP', 'STEP_OUT') }])[0]?.hash).not.toBe(
      pack?.hash,
    );
  });

  it('lets a district set one value of what it inherits, citing where it stands', () => {
    const [pack, parent] = readRulePacks([district, city]);
    const cap = pack?.rules['visit-cap'];
    expect(cap).toMatchObject({ most: 3, countedBy: 'DEPARTMENT', liftedFor: ['SERIOUSLY_DISHONEST'] });
    expect(cap?.cite.map(({ pack: by, text }) => [by, text])).toEqual([
      ['city', '每年不超过N次'],
      ['district', '每年不超过3次'],
    ]);
    expect(pack?.inherits).toEqual([{ pack: 'city', version: 1 }]);
    expect(pack?.rules.disclosure).toEqual(parent?.rules.disclosure);
    expect(pack?.documents.map(({ id, pack: of }) => `${of} ${id}`)).toEqual(['district letter', 'city notice']);
    expect(readRulePacks([district], readRulePacks([city]))).toEqual([pack]);
  });

  it('replaces a rule that is stated as a whole, and drops one, each with its own citation', () => {
    const text = `${DISTRICT}  recusal:
    cite: [{ document: letter, article: 第二条, text: 退出 }]
    forms: [STEP_OUT]
  disclosure:
    cite: [{ document: letter, article: 第三条, text: 不公示 }]
    drop: true
`;
    const [, pack] = readRulePacks([city, { file: 'd', text }]);
    expect(pack?.rules.recusal?.cite).toHaveLength(1);
    expect(pack?.rules.recusal?.forms).toEqual(['STEP_OUT']);
    expect(pack?.rules.disclosure).toBeUndefined();
    expect(pack?.dropped?.disclosure?.[0]?.text).toBe('不公示');
  });

  it('tells all that is wrong in a file at once, each with line and column', () => {
    const text = CITY.replace('title:', 'titel:')
      .replace('joint: ONCE', 'joint: TWICE')
      .replace('visit-cap:', 'visit-cup:')
      .replace('    promptly: false\n', '')
      .replace('    cite:\n      - { document: notice, article: 第六条, text: 应当回避 }\n', '')
      .replace('within: 20', 'within: soon');
    expect(problemsOf(text)).toEqual([
      'MISSING 1:1',
      'UNKNOWN_KEY 3:1',
      'UNKNOWN_KIND 11:3',
      'MISSING 21:3',
      'VALUE 24:24',
      'NOT_CITED 27:3',
    ]);
  });

  it('says in both languages what is wrong, and where', () => {
    const text = CITY.replace('forms: [SWAP]', 'forms: [SWOP]');
    const [problem] = told([text]);
    expect(problem).toMatchObject({ file: '0.yaml', line: 31, column: 13, path: 'rules.recusal.forms.0' });
    expect(problem?.message).toMatch(
      /rules\.recusal\.forms\.0 的值有误：无效选项：期望以下之一 .*The value of .* is wrong: Invalid option/,
    );
    expect(() => readRulePacks([{ file: 'city.yaml', text }])).toThrow('city.yaml:31:13 OV_RULES_PACK_VALUE');
  });

  it.each([
    ['a key that stands twice', CITY.replace('joint: ONCE', 'joint: ONCE\n    joint: ONCE'), 'DUPLICATE_KEY 19:5'],
    ['what is not YAML', CITY.replace('forms: [SWAP]', 'forms: [SWAP'), 'SYNTAX 32:1'],
    ['a file without anything', '', 'VALUE 1:1'],
    ['rules that are a list', `${CITY.slice(0, CITY.indexOf('rules:'))}rules: []\n`, 'MISSING 10:1'],
    ['no citation in the list', CITY.replace(/cite:\n.*应当回避 }/, 'cite: []'), 'NOT_CITED 29:5'],
    ['a citation without wording', CITY.replace('text: 应当回避', 'text: ""'), 'VALUE 30:49'],
    [
      'a document that is not listed',
      CITY.replace('document: notice, article: 第五条', 'document: letter, article: 第五条'),
      'DOCUMENT_UNKNOWN 23:21',
    ],
    ['a day that is not', CITY.replace('2020-01-01', '2020-02-30'), 'VALUE 7:18'],
    ['an end before the beginning', CITY.replace('2020-01-01', '2020-01-01, to: 2019-12-31'), 'DATES 7:34'],
    ['a document that is younger', CITY.replace('2019-12-01', '2020-12-01'), 'DATES 9:72'],
    [
      'a change to what is not inherited',
      CITY.replace('forms: [SWAP]', 'set: { forms: [SWAP] }'),
      'NOT_INHERITED 28:3',
    ],
    ['bounds without a reason', CITY.replace(/, reason: .* }/, ' }'), 'MISSING 15:7'],
    ['a custom tag', CITY.replace('[SWAP]', '!!js/function [SWAP]'), 'SYNTAX 31:12'],
    [
      'a pack that extends none that is there',
      CITY.replace('inForce', 'extends: { pack: land, version: 1 }\ninForce'),
      'PARENT_UNKNOWN 7:18',
    ],
    [
      'a pack that extends itself',
      CITY.replace('inForce', 'extends: { pack: city, version: 1 }\ninForce'),
      'CYCLE 7:1',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('refuses a version of the parent that is not there, and packs that extend each other', () => {
    expect(problemsOf(CITY, DISTRICT.replace('city, version: 1', 'city, version: 2'))).toEqual(['PARENT_VERSION 7:33']);
    const back = CITY.replace('inForce', 'extends: { pack: district, version: 1 }\ninForce');
    const [problem] = told([back, DISTRICT]);
    expect(problem?.code).toBe('OV_RULES_PACK_CYCLE');
    expect(problem?.message).toContain('city 1 → district 1 → city 1');
  });

  it('says nothing of a district whose city is wrong, but what is wrong with itself', () => {
    expect(problemsOf(CITY.replace('forms', 'from'), DISTRICT)).toEqual(['MISSING 28:3', 'UNKNOWN_KEY 31:5']);
  });

  it('refuses the change of a version that stands, and takes the same once more', () => {
    const known = readRulePacks([city]);
    expect(readRulePacks([city], known)).toEqual(known);
    const changed = { file: 'city.yaml', text: CITY.replace('SWAP', 'STEP_OUT') };
    expect(() => readRulePacks([changed], known)).toThrow('OV_RULES_PACK_TAKEN');
    expect(problemsOf(CITY, CITY)).toEqual(['TAKEN 2:10']);
  });
});
