import { type GraphQLScalarType, Kind, parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { contractDocument } from '../contract.js';
import { scalarResolvers } from './scalarResolvers.js';

const HASH = '0123456789abcdef'.repeat(4);

describe('scalarResolvers', () => {
  it('has every scalar of the contract, under its name and with its description', () => {
    const scalars = contractDocument.definitions.filter((node) => node.kind === Kind.SCALAR_TYPE_DEFINITION);
    const wanted = scalars.map(({ name, description }) => [name.value, description?.value]);
    const present = Object.entries(scalarResolvers).map(([name, { description }]) => [name, description]);
    expect(Object.fromEntries(present)).toEqual(Object.fromEntries(wanted));
    for (const [name, scalar] of Object.entries(scalarResolvers)) expect(scalar.name).toBe(name);
  });
});

function inAndOut(scalar: GraphQLScalarType<string, string>, value: string): string[] {
  return [
    scalar.parseValue(value),
    scalar.serialize(value),
    scalar.parseLiteral(parseValue(JSON.stringify(value)), {}),
  ];
}

type Case = readonly [keyof typeof scalarResolvers, readonly string[], readonly (readonly [string, string])[]];

const CASES: readonly Case[] = [
  ['CreditCode', ['91350100M000100Y43'], [['91310115MA1H8R7C6D', 'number 18']]],
  [
    'DivisionCode',
    ['411500'],
    [
      ['4115', 'has 4'],
      ['41150O', 'character 6, "O"'],
      ['000000', 'no division'],
    ],
  ],
  [
    'Date',
    ['2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'],
    [
      ['2023-02-29', 'no day 29 in 2023-02, which has 28'],
      ['1900-02-29', 'which has 28'],
      ['2026-13-01', 'no month 13'],
      ['2026-04-31', 'which has 30'],
      ['2026-04-00', 'no day 0'],
      ['1899-12-31', 'the year 1899'],
      ['2026-4-1', 'character 7 must be a digit'],
      ['2026/04/01', 'character 5 must be "-"'],
      ['2026-04-01T00:00:00Z', 'nothing may follow character 10'],
      ['', 'character 1'],
    ],
  ],
  [
    'DateTime',
    ['2026-03-01T09:30:00.000Z'],
    [
      ['2026-03-01', 'such as 2026-03-01T09:30:00Z'],
      ['2026-02-30T09:30:00Z', 'no day 30'],
      ['2026-03-01T09:30:00', 'with its zone'],
    ],
  ],
  [
    'Percent',
    ['0', '5', '0.5', '100', '100.00', '99.999999999999999999'],
    [
      ['100.0000000000000000001', 'more than 100'],
      ['1000', 'more than 100'],
      ['5%', 'character 2, "%"'],
      ['-1', 'character 1, "-"'],
      ['.5', 'decimal number'],
      ['', 'decimal number'],
    ],
  ],
  [
    'Sha256',
    [HASH],
    [
      [HASH.slice(1), 'has 63'],
      [HASH.toUpperCase(), 'character 11, "A"'],
    ],
  ],
];

describe.each(CASES)('%s', (name, valid, invalid) => {
  const scalar = scalarResolvers[name];

  it.each(valid)('passes %s unchanged, in and out', (value) => {
    expect(inAndOut(scalar, value)).toEqual([value, value, value]);
  });

  it.each(invalid)('refuses %s: %s', (value, problem) => {
    const refusal = expect.objectContaining({
      message: expect.stringContaining(problem),
      extensions: { code: 'OV_SCHEMA_SCALAR' },
    });
    expect(() => scalar.parseValue(value)).toThrow(refusal);
    expect(() => scalar.serialize(value)).toThrow(refusal);
    expect(() => scalar.parseLiteral(parseValue(JSON.stringify(value)), {})).toThrow(refusal);
  });

  it('refuses what is not text', () => {
    for (const value of [true, {}, [], null, 0.5, -1, Number.NaN])
      expect(() => scalar.parseValue(value)).toThrow('无效');
    expect(() => scalar.parseLiteral(parseValue('0.5'), {})).toThrow('it must be text');
  });
});

describe('Percent', () => {
  it('takes whole numbers, from variables and in queries', () => {
    expect(scalarResolvers.Percent.parseValue(5)).toBe('5');
    expect(scalarResolvers.Percent.parseLiteral(parseValue('5'), {})).toBe('5');
    expect(() => scalarResolvers.Sha256.parseLiteral(parseValue('5'), {})).toThrow('it must be text');
  });
});

describe('DateTime', () => {
  it('takes any zone and gives UTC', () => {
    expect(scalarResolvers.DateTime.parseValue('2026-03-01T09:30:00+08:00')).toBe('2026-03-01T01:30:00.000Z');
    expect(scalarResolvers.DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(() => scalarResolvers.DateTime.serialize(new Date(Number.NaN))).toThrow('无效');
  });
});
