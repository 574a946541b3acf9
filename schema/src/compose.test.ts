import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { type Finding, formatFinding, type SubgraphSource } from './finding.js';
import { cityWith, lineWith, smallCity, subgraphWith } from './smallCity.fixture.js';

function findingsOf(subgraphs: readonly SubgraphSource[]): readonly Finding[] {
  const composition = compose(subgraphs);
  return composition.ok ? [] : composition.findings;
}

function only(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings;
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('There is no finding.');
  return first;
}

describe('compose', () => {
  it('makes a supergraph that keeps @access', () => {
    const composition = compose(smallCity());
    expect(composition).toMatchObject({ ok: true });
    const sdl = composition.ok ? composition.supergraphSdl : '';
    expect(sdl).toContain('@access(to: ["officer", "lead", "auditor"])');
    expect(sdl).toContain('FIRE_RESCUE @join__graph(name: "fire-rescue", url: "http://127.0.0.1:4103/graphql")');
  });

  it('makes the same bytes whatever the order of the subgraphs', () => {
    expect(compose(smallCity().reverse())).toEqual(compose(smallCity()));
  });

  it('names file and line of a syntax error', () => {
    const broken = subgraphWith('water', 'type WaterItem implements', 'type WaterItem implments');
    const found = only(findingsOf(cityWith('water', 'type WaterItem implements', 'type WaterItem implments')));
    const line = lineWith(broken, 'implments');
    expect(found).toMatchObject({ code: 'OV_SCHEMA_SYNTAX', places: [{ subgraph: 'water', line }] });
    expect(formatFinding(found)).toMatch(`schema/subgraphs/water.graphql:${line}: OV_SCHEMA_SYNTAX: water 的 SDL`);
  });

  it('puts the subgraph that differs from all others first when types conflict', () => {
    const found = only(findingsOf(cityWith('water', 'startCursor: String', 'startCursor: Int')));
    expect(found.code).toBe('OV_SCHEMA_COMPOSITION');
    expect(found.message).toContain('FIELD_TYPE_MISMATCH');
    expect(found.message).toContain('Give the field the same type in every subgraph.');
    expect(found.places[0]).toMatchObject({ subgraph: 'water', excerpt: 'startCursor: Int' });
    expect(found.places).toHaveLength(3);
  });

  it('names type and interface when a field of an interface is missing', () => {
    const field = '  "Whom it concerns."\n  subjectKind: String\n';
    const findings = findingsOf(cityWith('water', field, ''));
    const found = findings.find(({ message }) => message.includes('InspectionItem.subjectKind'));
    expect(found?.places.map(({ excerpt }) => excerpt)).toContain(
      'type WaterItem implements InspectionItem @key(fields: "id") @access(to: ["public"]) {',
    );
  });

  it('names the line of an unknown type', () => {
    const found = only(findingsOf(cityWith('water', 'entries: [WaterPoolEntry!]', 'entries: [WaterPuddle!]')));
    expect(found.message).toContain('Unknown type WaterPuddle');
    expect(found.places).toMatchObject([{ subgraph: 'water', excerpt: 'entries: [WaterPuddle!]' }]);
  });

  it('finds the lines of a field that cannot be reached, which the engine does not give', () => {
    const type = 'type Puddle @shareable';
    const [fire, water, joint] = smallCity();
    if (!fire || !water || !joint) throw new Error('The small city has three subgraphs.');
    const found = only(
      findingsOf([
        { ...fire, sdl: `${fire.sdl}\n${type} { depth: Int }\nextend type Query { puddle: Puddle }\n` },
        { ...water, sdl: `${water.sdl}\n${type} { colour: String }\n` },
        joint,
      ]),
    );
    expect(found.message).toContain('SATISFIABILITY_ERROR');
    expect(found.places.map(({ subgraph }) => subgraph)).toEqual(expect.arrayContaining(['fire-rescue', 'water']));
  });

  it('reports two subgraphs of one name, and none at all', () => {
    const [fire] = smallCity();
    if (!fire) throw new Error('The small city has three subgraphs.');
    expect(only(findingsOf([fire, fire])).code).toBe('OV_SCHEMA_SUBGRAPH_TWICE');
    expect(only(findingsOf([])).code).toBe('OV_SCHEMA_NO_SUBGRAPHS');
  });
});
