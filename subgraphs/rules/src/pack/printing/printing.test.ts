import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CATALOGUE } from '../../catalogue/index.js';
import { CITY, DISTRICT } from '../city.fixture.js';
import { differenceOf } from '../difference.js';
import { readRulePacks } from '../readRulePacks.js';
import { CHINESE } from './chinese.js';
import { printDifference } from './printDifference.js';
import { printPack } from './printPack.js';

const dropping = DISTRICT.replace(
  /visit-cap:[\s\S]*/,
  'recusal: { cite: [{ document: letter, article: 二, text: 免 }], drop: true }\n',
);
const [city, district, without] = readRulePacks([
  { file: 'city', text: CITY },
  { file: 'district', text: DISTRICT },
  { file: 'without', text: dropping.replace('pack: district', 'pack: without') },
]);
if (!city || !district || !without) throw new TypeError('three packs are read');

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly const?: string;
}

/** The names of parameters and of the values among which they choose. */
function* termsOf(schema: JsonSchema): Generator<string> {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (name === 'unknown') continue;
    yield name;
    yield* termsOf(member);
  }
  for (const other of [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]) yield* termsOf(other);
  yield* schema.enum ?? [];
  if (schema.const !== undefined) yield schema.const;
}

describe('printing', () => {
  it('has Chinese for every parameter and value of the catalogue', () => {
    const terms = CATALOGUE.flatMap(({ shape }) => [...termsOf(z.toJSONSchema(shape, { io: 'input' }) as JsonSchema)]);
    const codes = ['A', 'B', 'C', 'D'];
    expect([...new Set(terms)].filter((term) => !(term in CHINESE) && !codes.includes(term))).toEqual([]);
  });

  it('prints a pack in both languages, with each citation and what is unknown', () => {
    const text = printPack(city);
    expect(text).toContain('检查频次上限 · Most visits to a subject in a year [visit-cap]');
    expect(text).toContain('  至多 most: 未知，1 到 9（缺字） unknown, 1 to 9 (a character is lost)');
    expect(text).toContain('  不受限对象 lifted for: 严重违法失信 seriously dishonest');
    expect(text).toContain('  检查结果 results: 期限 within 20，自 from 检查结束 inspection ended');
    expect(text).toContain('  依据 cited: notice 第三条“每年不超过N次” (city 1)');
    expect(printPack(without)).toContain('  不适用 does not hold\n  依据 cited: letter 二“免” (without 1)');
  });

  it('prints what is not the same in two packs', () => {
    const text = printDifference(differenceOf(city, district));
    expect(text).toContain('~ 修改 changed: 检查频次上限');
    expect(text).toContain('  至多 most: 未知，1 到 9（缺字） unknown, 1 to 9 (a character is lost) → 3');
    expect(text).toContain('  + 依据 cited: letter 第一条“每年不超过3次” (district 1)');
    expect(text).toContain('  施行·自 in force · from: 2020-01-01 → 2021-01-01');
    expect(printDifference(differenceOf(city, without))).toContain('- 删除 removed: 回避');
    expect(printDifference(differenceOf(without, city))).toContain('+ 新增 added: 回避');
    expect(printDifference(differenceOf(city, city))).toBe('city 1 → city 1\n内容相同。 They say the same.\n');
  });
});
