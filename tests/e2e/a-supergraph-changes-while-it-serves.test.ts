import { createHash } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { documentId } from '@onevisit/schema';
import { compose } from '@onevisit/schema/composition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, post } from './ask.js';
import { GatewayProcess, runOnevisit } from './GatewayProcess.js';
import { LightSubgraph } from './LightSubgraph.js';

/** A shop, which knows nothing of inspections: any Federation 2 supergraph is served. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const SDL = {
  catalog: `${LINK} type Query { product: Product slow: Int } type Product @key(fields: "id") { id: ID! name: String }`,
  stock: `${LINK} type Product @key(fields: "id") { id: ID! stock: Int }`,
  reviews: `${LINK} type Product @key(fields: "id") { id: ID! rating: Int }`,
};
const PRODUCT = 'query Product {\n  product {\n    id\n    name\n    stock\n  }\n}';
const SWAPS = 100;
const CLIENTS = 4;
const PAUSE_MS = 10;

let folder: string;
let file: string;
let gateway: GatewayProcess;
let catalog: LightSubgraph;
let movedCatalog: LightSubgraph;
let stock: LightSubgraph;
let reviews: LightSubgraph;
let release: () => void = () => undefined;

beforeAll(async () => {
  const answerCatalog = async ({ query }: { readonly query: string }) => {
    if (!query.includes('slow')) return { product: { __typename: 'Product', id: 'p1', name: 'Lamp' } };
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return { slow: 1 };
  };
  catalog = await LightSubgraph.start(answerCatalog);
  movedCatalog = await LightSubgraph.start(answerCatalog);
  stock = await LightSubgraph.start(() => ({ _entities: [{ stock: 3 }] }));
  reviews = await LightSubgraph.start(() => ({ _entities: [{ rating: 5 }] }));
  folder = await mkdtemp(join(tmpdir(), 'onevisit-supergraph-'));
  file = join(folder, 'supergraph.graphql');
  const operations = [{ id: documentId(PRODUCT), name: 'Product', type: 'query', body: PRODUCT }];
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  await writeFile(join(folder, 'documents.json'), JSON.stringify(manifest));
  await put(withoutReviews());
  gateway = await start();
});

afterAll(async () => {
  await gateway.stop();
  for (const subgraph of [catalog, movedCatalog, stock, reviews]) subgraph.stop();
  await rm(folder, { recursive: true });
});

function start(): Promise<GatewayProcess> {
  return GatewayProcess.start(['--open', '--supergraph', file], {
    ONEVISIT_SUPERGRAPH_POLL_MS: '10',
    ONEVISIT_SUPERGRAPH_HISTORY: join(folder, 'supergraphs'),
    ONEVISIT_DOCUMENTS: join(folder, 'documents.json'),
  });
}

const withoutReviews = () => composed({ catalog: catalog.url, stock: stock.url });
const withReviews = () => composed({ catalog: catalog.url, stock: stock.url, reviews: reviews.url });
const moved = () => composed({ catalog: movedCatalog.url, stock: stock.url, reviews: reviews.url });

function composed(urls: Partial<Record<keyof typeof SDL, string>>): string {
  const names = (['catalog', 'stock', 'reviews'] as const).filter((name) => urls[name] !== undefined);
  const result = compose(names.map((name) => ({ name, url: urls[name] ?? '', sdl: SDL[name], file: name })));
  if (!result.ok) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.supergraphSdl;
}

const digestOf = (sdl: string) => createHash('sha256').update(sdl).digest('hex');

/** As any careful program writes a file: beside it, then renamed over it. */
async function put(sdl: string): Promise<string> {
  await writeFile(`${file}.new`, sdl);
  await rename(`${file}.new`, file);
  return digestOf(sdl);
}

async function serve(sdl: string): Promise<void> {
  const digest = await put(sdl);
  await gateway.until(({ name, current }) => name === 'serving' && current.digest === digest);
}

function ask(query: string): Promise<Answer<unknown>> {
  return post(`${gateway.url}/graphql`, {}, { query });
}

const answered = { data: { product: { id: 'p1', name: 'Lamp', stock: 3 } }, errors: [], status: 200 };

describe('a supergraph changes while it serves', () => {
  it('any supergraph is served, by query and by the id of a persisted document', async () => {
    expect(await ask(PRODUCT)).toMatchObject(answered);
    const id = documentId(PRODUCT);
    expect(await post(`${gateway.url}/graphql`, {}, { documentId: `sha256:${id}` })).toMatchObject(answered);
    const persistedQuery = { version: 1, sha256Hash: id };
    expect(await post(`${gateway.url}/graphql`, {}, { extensions: { persistedQuery } })).toMatchObject(answered);
  });

  it('a subgraph joins, moves, and leaves, without a restart', async () => {
    await serve(withoutReviews());
    expect((await ask('{ product { rating } }')).errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await serve(withReviews());
    expect((await ask('{ product { rating } }')).data).toEqual({ product: { rating: 5 } });

    const underWay = ask('{ slow }');
    await expect.poll(() => catalog.connections()).toBeGreaterThan(0);
    await serve(moved());
    const before = catalog.calls;
    expect(await ask(PRODUCT)).toMatchObject(answered);
    expect(catalog.calls).toBe(before);
    expect(movedCatalog.calls).toBeGreaterThan(0);
    release();
    expect((await underWay).data).toEqual({ slow: 1 });
    await expect.poll(() => catalog.connections()).toBe(0);

    await serve(withoutReviews());
    await expect.poll(() => reviews.connections()).toBe(0);
    expect(await ask(PRODUCT)).toMatchObject(answered);
  });

  it(`is swapped ${SWAPS} times under load, and no request fails`, async () => {
    const [one, other] = [withoutReviews(), moved()];
    let answers = 0;
    let isOver = false;
    const swapAll = async () => {
      for (let swap = 0; swap < SWAPS; swap += 1) {
        const before = answers;
        await serve(swap % 2 === 0 ? other : one);
        while (answers === before) await delay(PAUSE_MS);
      }
    };
    await Promise.all([
      swapAll().finally(() => {
        isOver = true;
      }),
      ...Array.from({ length: CLIENTS }, async () => {
        for (; !isOver; answers += 1) {
          expect(await ask(PRODUCT)).toMatchObject(answered);
          await delay(PAUSE_MS);
        }
      }),
    ]);
    const taken = /supergraph_changes_total\{outcome="swapped"\} (\d+)/.exec(await gateway.metrics())?.[1];
    expect(Number(taken)).toBeGreaterThanOrEqual(SWAPS);
  });

  it('a bad one is refused, said so, and the good one served on', async () => {
    await serve(withReviews());
    const good = digestOf(withReviews());
    const bad: [string, string][] = [
      ['type Query {', 'OV_SUPERGRAPH_NOT_LOADABLE'],
      ['type Query { product: Int }', 'OV_SUPERGRAPH_NOT_LOADABLE'],
      [composed({ catalog: catalog.url }), 'OV_SUPERGRAPH_DOCUMENT'],
      [composed({ catalog: 'catalog:4001', stock: stock.url }), 'OV_SUPERGRAPH_SUBGRAPH_URL'],
    ];
    for (const [sdl, code] of bad) {
      const digest = await put(sdl);
      const standing = await gateway.until(({ name, refused }) => name === 'holding' && refused?.digest === digest);
      expect(standing).toMatchObject({ current: { digest: good }, refused: { code } });
      expect(await gateway.metrics()).toContain(`onevisit_gateway_supergraph_refused{code="${code}"} 1`);
      expect(await ask('{ product { name rating } }')).toMatchObject({
        data: { product: { name: 'Lamp', rating: 5 } },
      });
    }
    await serve(withReviews());
    expect(await gateway.metrics()).not.toContain('onevisit_gateway_supergraph_refused{');
  });

  it('one goes back to an earlier one by a command', async () => {
    const places = ['--data-dir', folder, '--supergraph', file];
    await serve(withReviews());
    await serve(withoutReviews());
    const { output } = await runOnevisit(['supergraph', 'history', ...places]);
    expect(output.split('\n')[0]).toContain(`* ${digestOf(withoutReviews()).slice(0, 12)}`);
    expect((await runOnevisit(['supergraph', 'rollback', ...places])).code).toBe(0);
    const digest = digestOf(withReviews());
    await gateway.until(({ current }) => current.digest === digest);
    expect((await runOnevisit(['supergraph', 'rollback', ...places])).code).toBe(0);
    await gateway.until(({ current }) => current.digest !== digest);
    expect((await runOnevisit(['supergraph', 'rollback', 'ffff', ...places])).output).toContain(
      'OV_SUPERGRAPH_DIGEST_UNKNOWN',
    );
  });

  it('serves the last good one where it starts with a bad one', async () => {
    await serve(withReviews());
    await gateway.stop();
    await put('type Query {');
    gateway = await start();
    expect(await gateway.until(({ name }) => name === 'holding')).toMatchObject({
      current: { digest: digestOf(withReviews()) },
      refused: { code: 'OV_SUPERGRAPH_NOT_LOADABLE' },
    });
    expect((await ask('{ product { rating } }')).data).toEqual({ product: { rating: 5 } });
    await serve(withoutReviews());
  });
});
