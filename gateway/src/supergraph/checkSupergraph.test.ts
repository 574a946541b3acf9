import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CheckThread } from './CheckThread.js';
import { checkSupergraph, type SupergraphCandidate, unusableUrl } from './checkSupergraph.js';
import { shopDocument, shopSupergraph } from './shop.fixture.js';

const sdl = shopSupergraph();
const stock = shopDocument('Stock', '{ product { name stock } }');
const candidate = (changed: Partial<SupergraphCandidate> = {}): SupergraphCandidate => ({
  place: 'shop.graphql',
  sdl,
  documents: [stock],
  planBudgetMs: 5_000,
  ...changed,
});
const refused = (code: string, text: RegExp) => ({
  ok: false,
  refusal: { code, problem: expect.stringMatching(text) },
});

describe('checkSupergraph', () => {
  it('tells where the subgraphs are, and makes the plan of every document under the keys of Apollo Gateway', () => {
    const check = checkSupergraph(candidate());
    if (!check.ok) throw new Error(check.refusal.problem);
    expect(check.subgraphs).toEqual([
      { name: 'catalog', url: 'http://127.0.0.1:1/a' },
      { name: 'stock', url: 'http://127.0.0.1:1/b' },
    ]);
    const named = createHash('sha256').update(stock.id).update('Stock').digest('hex');
    expect(check.plans.map(({ key }) => key)).toEqual([stock.id, named]);
    expect(structuredClone(check.plans)).toEqual(check.plans);
  });

  it.each([
    ['what is no GraphQL', 'type Query {'],
    ['what is no supergraph', 'type Query { product: Int }'],
    ['what asks for more than the gateway knows', sdl.replace('join/v0.5', 'join/v9.9')],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(checkSupergraph(candidate({ sdl: text }))).toEqual(refused('OV_SUPERGRAPH_NOT_LOADABLE', /shop\.graphql/));
  });

  it('refuses what a document does not fit, and names it', () => {
    const documents = [stock, shopDocument('Rating', '{ product { rating } }')];
    expect(checkSupergraph(candidate({ documents }))).toEqual(refused('OV_SUPERGRAPH_DOCUMENT', /Rating.*"rating"/));
  });

  it('refuses what takes too long to plan', () => {
    const check = checkSupergraph(candidate({ planBudgetMs: -1 }));
    expect(check).toEqual(refused('OV_SUPERGRAPH_PLAN_BUDGET', /Stock.*-1 ms/));
  });
});

describe('the public variant', () => {
  const priced = shopSupergraph({
    catalog: 'product: Product @access(to: ["public"]) cost: Int @access(to: ["lead"])',
  });
  const open = shopDocument('Open', '{ product { name stock } }');
  const cost = shopDocument('Cost', '{ cost }');

  it('has the plans of the documents that are valid over it', () => {
    const check = checkSupergraph(candidate({ sdl: priced, documents: [open, cost] }));
    if (!check.ok) throw new Error(check.refusal.problem);
    expect(check.plans).toHaveLength(4);
    expect(check.publicPlans.map(({ key }) => key)).toContain(open.id);
    expect(check.publicPlans).toHaveLength(2);
  });

  it('is nothing where nothing is public', () => {
    expect(checkSupergraph(candidate())).toMatchObject({ ok: true, publicPlans: [] });
  });

  it('is refused with the supergraph where it cannot be loaded', () => {
    const untagged = priced.replace(/(\n {2}name: String[^\n]*) @tag\(name: "public"\)/, '$1');
    const broken = untagged.replace(
      'type Product',
      'interface Named @join__type(graph: CATALOG) { name: String @tag(name: "public") }\n\ntype Product implements Named',
    );
    expect(checkSupergraph(candidate({ sdl: broken }))).toEqual(refused('OV_SUPERGRAPH_NOT_LOADABLE', /Named\.name/));
  });
});

describe('unusableUrl', () => {
  it('names the subgraph that cannot be called, and what to set', () => {
    expect(unusableUrl([{ name: 'stock', url: 'http://stock:4001/graphql' }])).toBeUndefined();
    for (const url of ['', 'stock:4001', 'file:///stock']) {
      expect(unusableUrl([{ name: 'fire-rescue', url }])?.message).toContain('SUBGRAPH_URL_FIRE_RESCUE');
    }
  });
});

describe('CheckThread', () => {
  it('answers as checkSupergraph does, one after the other, and starts again after its end', async () => {
    const thread = new CheckThread();
    const bad = candidate({ sdl: 'type Query {' });
    const [one, other] = await Promise.all([thread.check(candidate()), thread.check(bad)]);
    expect(one).toEqual(checkSupergraph(candidate()));
    expect(other).toEqual(checkSupergraph(bad));
    await thread.close();
    expect(await thread.check(bad)).toEqual(checkSupergraph(bad));
    await thread.close();
  });

  it('refuses what its thread breaks down over', async () => {
    const thread = new CheckThread();
    const checking = thread.check(candidate());
    await thread.close();
    expect(await checking).toEqual(refused('OV_SUPERGRAPH_CHECK_FAILED', /thread has ended/));
  });
});
