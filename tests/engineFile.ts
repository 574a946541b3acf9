import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the joint subgraph's engine thread, bundled from its source. */
    readonly engineFile: string;
  }
}

const source = fileURLToPath(new URL('../subgraphs/joint-inspection/src/engine/worker.ts', import.meta.url));

/** A thread of Node runs no TypeScript: the engine's is bundled once for all test files of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'onevisit-engine-'));
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
  });
  project.provide('engineFile', pathToFileURL(outfile).href);
  return () => rm(folder, { recursive: true, force: true });
}
