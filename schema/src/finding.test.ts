import { describe, expect, it } from 'vitest';
import { finding, formatFinding, placeIn, type SubgraphSource } from './finding.js';
import { parseSubgraph } from './parseSubgraph.js';

const source: SubgraphSource = {
  name: 'water',
  url: 'http://127.0.0.1/graphql',
  file: 'schema/subgraphs/water.graphql',
  sdl: '"""\nA dam.\n"""\ntype WaterDam {\n  height: Float\n}\n',
};

describe('placeIn', () => {
  it('is the line of the name, not of the description before it', () => {
    const parsed = parseSubgraph(source);
    const [type] = parsed.ok ? parsed.document.definitions : [];
    if (type === undefined) throw new Error('There is no type.');
    expect(placeIn(source, type)).toEqual({
      subgraph: 'water',
      file: 'schema/subgraphs/water.graphql',
      line: 4,
      excerpt: 'type WaterDam {',
    });
  });

  it('has no excerpt beyond the end', () => {
    expect(placeIn(source, 99).excerpt).toBe('');
  });
});

describe('formatFinding', () => {
  it('begins with file and line, as editors and terminals understand it', () => {
    const places = [placeIn(source, 5), placeIn(source, 4)];
    const lines = formatFinding(finding('OV_SCHEMA_DESCRIPTION_MISSING', { coordinate: 'WaterDam' }, places)).split(
      '\n',
    );
    expect(lines[0]).toMatch(/^schema\/subgraphs\/water\.graphql:5: OV_SCHEMA_DESCRIPTION_MISSING: WaterDam 没有说明/);
    expect(lines.slice(1)).toEqual(['    height: Float', '  schema/subgraphs/water.graphql:4: type WaterDam {']);
  });

  it('does without a place', () => {
    expect(formatFinding(finding('OV_SCHEMA_NO_SUBGRAPHS', {}))).toMatch(/^OV_SCHEMA_NO_SUBGRAPHS: 没有/);
  });
});
