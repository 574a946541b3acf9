import { describe, expect, it } from 'vitest';
import { lineWith, register, smallCity, subgraphWith } from '../smallCity.fixture.js';
import { checkSubgraph } from './checkSubgraph.js';

describe('checkSubgraph', () => {
  it.each(smallCity().map((subgraph) => [subgraph.name, subgraph] as const))('accepts %s', (_, subgraph) => {
    expect(checkSubgraph(subgraph, register)).toEqual([]);
  });

  it('refuses a subgraph that is not in the register', () => {
    const [fire] = smallCity();
    if (!fire) throw new Error('The small city has three subgraphs.');
    expect(checkSubgraph({ ...fire, name: 'tax' }, register)).toMatchObject([{ code: 'OV_SCHEMA_NOT_IN_REGISTER' }]);
  });

  it('reports a syntax error instead of throwing', () => {
    const subgraph = subgraphWith('water', 'enum ItemClass {', 'enum ItemClass [');
    expect(checkSubgraph(subgraph, register)).toMatchObject([
      { code: 'OV_SCHEMA_SYNTAX', places: [{ line: lineWith(subgraph, 'enum ItemClass [') }] },
    ]);
  });
});
