import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ComposeProjectReport, composeProject } from './composeProject.js';
import type { SubgraphSource } from './finding.js';
import { publicVariant } from './public/publicVariant.js';
import { cityWith, register, smallCity } from './smallCity.fixture.js';
import { readSupergraph } from './supergraph.js';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'schema-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

function run(subgraphs: readonly SubgraphSource[], write: boolean): Promise<ComposeProjectReport> {
  const sdlOf = async (code: string): Promise<string> => {
    const found = subgraphs.find(({ name }) => name === code);
    if (found === undefined) throw new Error('connection refused');
    return found.sdl;
  };
  return composeProject({ sdlOf, write, dir, register });
}

function codes(report: ComposeProjectReport): string[] {
  return [...new Set(report.findings.map(({ code }) => code))];
}

describe('composeProject', () => {
  it('writes every SDL and the supergraph, and then has nothing to do', async () => {
    const first = await run(smallCity(), true);
    expect(first).toMatchObject({ findings: [], breaking: [] });
    expect(first.written).toHaveLength(5);
    expect(readSupergraph(join(dir, 'supergraph.graphql'))).toBe(first.supergraphSdl);
    expect(readSupergraph(join(dir, 'public.graphql'))).toBe(publicVariant(first.supergraphSdl ?? ''));
    expect(readdirSync(join(dir, 'subgraphs'))).toEqual([
      'fire-rescue.graphql',
      'joint-inspection.graphql',
      'water.graphql',
    ]);
    expect((await run(smallCity(), true)).written).toEqual([]);
    expect((await run(smallCity(), false)).findings).toEqual([]);
  });

  it('reports what is out of date and writes nothing when it only checks', async () => {
    const report = await run(smallCity(), false);
    expect(codes(report)).toEqual(['OV_SCHEMA_OUT_OF_DATE']);
    expect(report.findings).toHaveLength(5);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('removes the SDL of a department that left the register', async () => {
    await run(smallCity(), true);
    const left = join(dir, 'subgraphs', 'tax.graphql');
    writeFileSync(left, '');
    expect(codes(await run(smallCity(), false))).toEqual(['OV_SCHEMA_OUT_OF_DATE']);
    await run(smallCity(), true);
    expect(existsSync(left)).toBe(false);
  });

  it('keeps the last good supergraph when a check fails, and writes the SDL that the finding points into', async () => {
    const { supergraphSdl } = await run(smallCity(), true);
    const report = await run(cityWith('water', '@access(to: ["public"])', '@access(to: ["mayor"])'), true);
    expect(codes(report)).toContain('OV_SCHEMA_ACCESS_ROLE');
    expect(readSupergraph(join(dir, 'supergraph.graphql'))).toBe(supergraphSdl);
    const place = report.findings.find(({ code }) => code === 'OV_SCHEMA_ACCESS_ROLE')?.places[0];
    const lines = readFileSync(join(dir, 'subgraphs', 'water.graphql'), 'utf8').split('\n');
    expect(lines[(place?.line ?? 0) - 1]).toContain(place?.excerpt);
  });

  it('reports a broken SDL once', async () => {
    const report = await run(cityWith('water', 'enum Level {', 'enum Level ['), true);
    expect(report.findings).toMatchObject([{ code: 'OV_SCHEMA_SYNTAX' }]);
    expect(report.supergraphSdl).toBeNull();
  });

  it('names a subgraph whose SDL cannot be had, and composes nothing', async () => {
    const report = await run(smallCity().slice(1), true);
    expect(codes(report)).toEqual(['OV_SCHEMA_SDL_UNAVAILABLE']);
    expect(report.findings[0]?.message).toContain('connection refused');
    expect(existsSync(join(dir, 'supergraph.graphql'))).toBe(false);
  });

  it('reports breaking changes of the graph and of the subgraph', async () => {
    await run(
      cityWith('water', 'type Query {', 'type Query {\n  "Dams."\n  waterDams: Int @access(to: ["public"])'),
      true,
    );
    const report = await run(smallCity(), false);
    expect(report.breaking.map(({ of, changes }) => [of, changes[0]?.description])).toEqual([
      ['water', 'Query.waterDams was removed.'],
      ['supergraph', 'Query.waterDams was removed.'],
      ['public', 'Query.waterDams was removed.'],
    ]);
  });

  it('replaces a damaged supergraph and says that it could not be compared', async () => {
    writeFileSync(join(dir, 'supergraph.graphql'), 'type {');
    const report = await run(smallCity(), true);
    expect(report.breaking).toMatchObject([
      { of: 'supergraph', changes: [], problem: expect.stringContaining('no usable SDL') },
    ]);
    expect(readSupergraph(join(dir, 'supergraph.graphql'))).toBe(report.supergraphSdl);
  });
});

describe('readSupergraph', () => {
  it('says what to run where there is none', () => {
    expect(() => readSupergraph(join(dir, 'none.graphql'))).toThrow('onevisit compose');
  });
});
