import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { NATIONAL_RESULTS } from './NationalResult.js';
import { resultCodesSchema } from './ResultCodeSystem.js';
import { readResultCodes } from './readResultCodes.js';
import type { CodesProblem } from './resultCodeErrors.js';
import { shippedResultCodeFiles } from './shippedResultCodes.js';

const head = `codeSystem: our-city
version: "2026"
title: { zh: 本市检查结果代码, en: Result codes of our city }
sources: [{ title: 本市系统字典 }]
codes:
`;

function problemsIn(text: string): readonly CodesProblem[] {
  try {
    readResultCodes(text, 'codes.yaml');
  } catch (cause) {
    return (cause as { extensions: { problems: readonly CodesProblem[] } }).extensions.problems;
  }
  return [];
}

const told = (text: string) => problemsIn(text).map(({ place, code }) => `${place} ${code}`);

describe('readResultCodes', () => {
  it('reads codes as text, each with the one thing that it means', () => {
    const { codeSystem, version, codes } = readResultCodes(`${head}  - { code: "1", text: 合格, result: NO_PROBLEM }
  - { code: "9", text: 注销, status: DEREGISTERED }
  - { code: "8", text: 其他, unmapped: { zh: 含义不明, en: It can mean anything. } }
`);
    expect([codeSystem, version]).toEqual(['our-city', '2026']);
    expect(codes.map(({ code, result, status }) => [code, result, status])).toEqual([
      ['1', 'NO_PROBLEM', undefined],
      ['9', undefined, 'DEREGISTERED'],
      ['8', undefined, undefined],
    ]);
  });

  it('tells everything that is wrong, row by row, with its line', () => {
    const rows = `  - { code: "1", text: 合格, result: NO_PROBLEM }
  - { code: "1", text: 不合格, result: FOLLOW_UP_PENDING }
  - { code: "2", text: 注销, result: NO_PROBLEM, status: DEREGISTERED }
  - { code: "3", text: 其他 }
`;
    expect(told(head + rows)).toEqual([
      'codes.yaml:7:7 OV_RULES_CODES_TWICE',
      'codes.yaml:8:7 OV_RULES_CODES_MEANING',
      'codes.yaml:9:7 OV_RULES_CODES_MEANING',
    ]);
    const shapes = `  - { code: 1, text: 合格, result: NO_PROBLEM }
  - { code: "2", text: 合格, result: CLEAN, colour: red }
`;
    expect(told(head + shapes)).toEqual([
      'codes.yaml:6:7 OV_RULES_CODES_SHAPE',
      'codes.yaml:7:28 OV_RULES_CODES_SHAPE',
      'codes.yaml:7:43 OV_RULES_CODES_KEY',
    ]);
    expect(() => readResultCodes(head + shapes, 'c.yaml')).toThrow(/c\.yaml:6:7 .*\nc\.yaml:7:28 .*NO_PROBLEM/);
    expect(() => readResultCodes('codes: [')).toThrow(/OV_RULES_UNREADABLE|YAML/);
    expect(told(`${head}  []\n`)).toEqual(['codes.yaml:5:1 OV_RULES_CODES_SHAPE']);
  });
});

describe('what comes along', () => {
  const shipped = shippedResultCodeFiles().map(({ file, text }) => ({ file, ...readResultCodes(text, file) }));

  it.each(shipped)('$file is named after its system and version', ({ file, codeSystem, version }) => {
    expect(file).toBe(`${codeSystem}-${version}.yaml`);
  });

  it('has the national list by its eight texts, in its order', () => {
    const national = shipped.find(({ codeSystem }) => codeSystem === 'national');
    expect(national?.codes.map(({ result }) => result)).toEqual(NATIONAL_RESULTS);
    for (const { code, text } of national?.codes ?? []) expect(code).toBe(text);
  });

  it('shows why a bare digit is refused: it means one thing here and another there', () => {
    const two = shipped.flatMap(({ codes }) => codes.filter(({ code }) => code === '2').map(({ result }) => result));
    expect(new Set(two).size).toBeGreaterThan(1);
  });
});

it('schemas/result-codes.schema.json is that of the shape; else run `npm run build && npm run schema -w subgraphs/rules`', () => {
  const published = readFileSync(new URL('../../schemas/result-codes.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(z.toJSONSchema(resultCodesSchema, { io: 'input' }));
});
