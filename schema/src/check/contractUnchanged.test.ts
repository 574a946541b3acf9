import { parse, print, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkedWith, register, subgraphWith } from '../smallCity.fixture.js';
import { checkSubgraph } from './checkSubgraph.js';

describe('contractUnchanged', () => {
  it('does not mind another order and layout', () => {
    const water = subgraphWith('water', 'type WaterItem', 'type WaterItem');
    const document = parse(water.sdl);
    const reversed = visit(
      { ...document, definitions: [...document.definitions].reverse() },
      {
        leave: (node) =>
          'fields' in node && node.fields ? { ...node, fields: [...node.fields].reverse() } : undefined,
      },
    );
    expect(checkSubgraph({ ...water, sdl: print(reversed) }, register)).toEqual([]);
  });

  it('names a member that is gone, changed or added', () => {
    expect(checkedWith('  "Low risk."\n  A\n', '')).toEqual(['OV_SCHEMA_CONTRACT_MISSING:enum CreditClass {']);
    expect(checkedWith('min: Int', 'min: Float')).toEqual(['OV_SCHEMA_CONTRACT_CHANGED:min: Float']);
    expect(checkedWith('  "Low risk."', '  "Low risk!"')).toEqual(['OV_SCHEMA_CONTRACT_CHANGED:A']);
    expect(checkedWith('enum Level {', 'enum Level {\n  "Province."\n  PROVINCE')).toEqual([
      'OV_SCHEMA_CONTRACT_EXTENDED:PROVINCE',
    ]);
  });

  it('wants the links and the directive of the contract', () => {
    const findings = checkedWith('@composeDirective(name: "@access")', '');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch('OV_SCHEMA_CONTRACT_MISSING');
    expect(checkedWith('directive @access(to: [String!]!)', 'directive @access(to: [String])')).toHaveLength(1);
  });

  it('allows further imports', () => {
    expect(checkedWith('"@composeDirective"]', '"@composeDirective", "@override"]')).toEqual([]);
  });
});
