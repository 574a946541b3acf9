import { describe, expect, it } from 'vitest';
import { type NamedSdl, subgraphBreakingChanges, supergraphBreakingChanges } from './breakingChanges.js';
import { compose } from './compose.js';
import type { SubgraphSource } from './finding.js';
import { cityWith, smallCity, subgraphWith } from './smallCity.fixture.js';

const VERSIONS = '  "Every version, newest first."\n  versions: [WaterItemVersion!]\n';
const COMMIT = 'waterCommitNonce(drawId: ID!)';

function supergraph(subgraphs: readonly SubgraphSource[]): NamedSdl {
  const composition = compose(subgraphs);
  if (!composition.ok) throw new Error(composition.findings[0]?.message);
  return { sdl: composition.supergraphSdl, file: 'supergraph.graphql' };
}

describe('supergraphBreakingChanges', () => {
  it('names what clients lose, and is silent about what they gain', () => {
    const [before, after] = [supergraph(smallCity()), supergraph(cityWith('water', VERSIONS, ''))];
    expect(supergraphBreakingChanges(before, after)).toEqual([
      { kind: 'FIELD_REMOVED', description: 'WaterItem.versions was removed.' },
    ]);
    expect(supergraphBreakingChanges(after, before)).toEqual([]);
  });

  it('does not count what clients never saw', () => {
    const after = supergraph(cityWith('water', COMMIT, 'waterCommitNonce(drawId: ID!, again: Boolean!)'));
    expect(supergraphBreakingChanges(supergraph(smallCity()), after)).toEqual([]);
  });

  it('names the file that is no supergraph', () => {
    const good = supergraph(smallCity());
    const bad = { sdl: 'type Query { x: Int }', file: 'old.graphql' };
    expect(() => supergraphBreakingChanges(bad, good)).toThrow(
      expect.objectContaining({ code: 'OV_SCHEMA_SDL_INVALID', message: expect.stringContaining('old.graphql') }),
    );
  });
});

describe('subgraphBreakingChanges', () => {
  it('counts what only the joint subgraph calls', () => {
    const before = subgraphWith('water', COMMIT, COMMIT);
    const after = subgraphWith('water', COMMIT, 'waterCommitNonce(drawId: ID!, again: Boolean!)');
    expect(subgraphBreakingChanges(before, after)).toMatchObject([{ kind: 'REQUIRED_ARG_ADDED' }]);
  });
});
