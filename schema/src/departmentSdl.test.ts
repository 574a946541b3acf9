import { buildASTSchema, isInputObjectType, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { departmentSdl } from './departmentSdl.js';

const names = { code: 'water', prefix: 'Water' };

function inputFields(sdl: string, type: string): Record<string, string> {
  const input = buildASTSchema(parse(sdl), { assumeValidSDL: true }).getType(type);
  if (!isInputObjectType(input)) return {};
  return Object.fromEntries(Object.values(input.getFields()).map((field) => [field.name, String(field.type)]));
}

describe('departmentSdl', () => {
  it('writes the names of the department into the template', () => {
    const sdl = departmentSdl(names, '');
    expect(sdl).toContain(
      'waterRoster(taskId: ID!, after: String, first: Int = 20000, marks: Boolean = false): RosterPage!',
    );
    expect(sdl).not.toMatch(/PREFIX|FIELD[A-Z:]/);
  });

  it("is laid out as graphql's print lays it out", () => {
    const sdl = departmentSdl(names, 'extend type WaterItem { "Depth." depth: Float }');
    expect(`${print(parse(sdl))}\n`).toBe(sdl);
  });

  it('makes the input for what only the department keeps: same types, all optional, descriptions kept', () => {
    const sdl = departmentSdl(
      names,
      `extend type WaterPoolEntry { "Depth in metres." depth: Float!  uses: [WaterUse!]! @access(to: ["officer"]) }
       extend type WaterPoolEntry { builtOn: Date }
       enum WaterUse { FLOOD }`,
    );
    expect(inputFields(sdl, 'WaterDetailsInput')).toEqual({ depth: 'Float', uses: '[WaterUse!]', builtOn: 'Date' });
    expect(inputFields(sdl, 'WaterPoolEntryInput')).toMatchObject({ details: 'WaterDetailsInput' });
    expect(sdl).toContain('  "Depth in metres."\n  depth: Float\n');
  });

  it('leaves out the input where the department keeps nothing of its own', () => {
    const sdl = departmentSdl(names, '# nothing yet\n');
    expect(inputFields(sdl, 'WaterDetailsInput')).toEqual({});
    expect(inputFields(sdl, 'WaterPoolEntryInput')).not.toHaveProperty('details');
  });

  it('may add to MarketSubject and to the root types', () => {
    const own = 'extend type MarketSubject { waterUse: Float } extend type Query { waterDams: Int }';
    expect(departmentSdl(names, own)).toContain('extend type MarketSubject');
  });

  it.each([
    ['a syntax error', '\n\ntype {', 'OV_SCHEMA_OWN_SYNTAX', 'Line 3 '],
    ["another department's type", '\nextend type FireRescueItem { x: Int }', 'OV_SCHEMA_OWN_FOREIGN_TYPE', 'Line 2 '],
    ['a type of the contract', 'extend type LocalizedText { x: Int }', 'OV_SCHEMA_OWN_FOREIGN_TYPE', 'LocalizedText'],
    ['a type without the prefix', 'type Dam { x: Int }', 'OV_SCHEMA_OWN_FOREIGN_TYPE', 'begin with Water'],
    ['a directive', 'directive @x on OBJECT', 'OV_SCHEMA_OWN_FOREIGN_TYPE', 'Line 1 '],
    ['a type of the template', 'type WaterItem { x: Int }', 'OV_SCHEMA_OWN_REDEFINED', 'Write `extend`'],
    ['a root type', 'type Query { x: Int }', 'OV_SCHEMA_OWN_REDEFINED', 'Query'],
    ['a field again', 'extend type WaterItem {\n x: Int\n title: Int }', 'OV_SCHEMA_OWN_FIELD_REDEFINED', 'Line 3 '],
    ['a detail with arguments', 'extend type WaterPoolEntry { x(y: Int): Int }', 'OV_SCHEMA_DETAIL_ARGUMENTS', 'x'],
    ['a detail that is an object', 'extend type WaterPoolEntry { x: [LocalizedText] }', 'OV_SCHEMA_DETAIL_TYPE', 'x'],
    ['a detail of no known type', 'extend type WaterPoolEntry { x: Puddle }', 'OV_SCHEMA_DETAIL_TYPE', 'Puddle'],
  ])('refuses %s', (_, own, code, text) => {
    const attempt = (): string => departmentSdl(names, own);
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringContaining(text) }));
  });
});
