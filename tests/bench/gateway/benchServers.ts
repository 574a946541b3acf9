import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeys, signClientToken } from '@onevisit/gateway';
import { compose } from '@onevisit/schema/composition';
import { BenchServer } from './BenchServer.js';
import { BENCH_SUBGRAPHS, type BenchSubgraphName } from './citySubgraphs.js';
import type { SubgraphUrls } from './serveByHand.js';

/** What is compared: four ways to answer the same questions from the same subgraphs. */
export interface Contenders {
  readonly apollo: BenchServer;
  /** Open, as the others are. */
  readonly onevisit: BenchServer;
  /** As a city has it: checks who asks and what they may read, counts them, and vouches for them in each call. */
  readonly withIdentity: BenchServer;
  readonly byHand: BenchServer;
}

/**
 * Starts three subgraphs, composes them, starts what is compared over them, each in a process of its own, does `work`
 * with them, and leaves nothing behind: no process, no file.
 */
export async function withContenders<Result>(
  signal: AbortSignal,
  work: (contenders: Contenders) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'onevisit-bench-'));
  const started: BenchServer[] = [];
  const start = async (...options: Parameters<typeof BenchServer.start>): Promise<BenchServer> => {
    const server = await BenchServer.start(...options);
    started.push(server);
    return server;
  };
  try {
    const subgraph = async (name: BenchSubgraphName): Promise<string> => (await start('subgraph', name, signal)).url;
    const urls: SubgraphUrls = {
      'joint-inspection': await subgraph('joint-inspection'),
      'market-regulation': await subgraph('market-regulation'),
      'fire-rescue': await subgraph('fire-rescue'),
    };
    const supergraphSdl = composed(urls);
    const supergraphFile = join(folder, 'supergraph.graphql');
    await writeFile(supergraphFile, supergraphSdl);
    const keys = await ensureKeys(folder, ['gateway']);
    const identity = { keyFile: keys.privateKeyOf('gateway'), clientJwks: keys.clients };
    const token = await signClientToken(keys, { role: 'auditor', sub: 'bench' });
    return await work({
      apollo: await start('apollo', { supergraphSdl }, signal),
      onevisit: await start('onevisit', { supergraphFile }, signal),
      withIdentity: await start('onevisit', { supergraphFile, identity }, signal, token),
      byHand: await start('byHand', urls, signal),
    });
  } finally {
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

function composed(urls: SubgraphUrls): string {
  const composition = compose(
    Object.entries(BENCH_SUBGRAPHS).map(([name, { sdl }]) => {
      return { name, url: urls[name as BenchSubgraphName], sdl, file: `${name}.graphql` };
    }),
  );
  if (composition.ok) return composition.supergraphSdl;
  throw new Error(composition.findings.map(({ message }) => message).join('\n'));
}
