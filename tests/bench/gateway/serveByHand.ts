import Fastify from 'fastify';
import { Pool } from 'undici';
import type { BenchSubgraphName } from './citySubgraphs.js';
import { FIELDS, type Question } from './questions.js';

/** Where the subgraphs answer. */
export type SubgraphUrls = Readonly<Record<BenchSubgraphName, string>>;

interface Visit {
  subject: { uscc: string };
  readonly items: { item: { readonly id: string } }[];
}

const VISIT = `{ ${FIELDS.visit} subject { __typename uscc } items { ${FIELDS.planned} item { __typename id } } }`;
const VISIT_QUERY = `query Visit($plan: ID!) { visit(plan: $plan, number: 7) ${VISIT} }`;
const VISITS_QUERY = `query Visits($plan: ID!, $first: Int!) { visits(plan: $plan, first: $first) ${VISIT} }`;
const SUBJECTS_QUERY = entitiesQuery(`... on MarketSubject { ${FIELDS.subject} }`);
const PROFILES_QUERY = entitiesQuery(`... on MarketSubject { ${FIELDS.profile} }`);
const ITEMS_QUERY = entitiesQuery(`... on FireRescueItem { ${FIELDS.item} }`);

/**
 * Answers the questions of the benchmark by code that somebody wrote for them alone: asks the subgraphs what the gateway
 * asks them, and puts the answers together. It has no schema, checks nothing and handles no failure.
 */
export async function serveByHand(urls: SubgraphUrls): Promise<string> {
  const ask = askers(urls);
  const app = Fastify();
  app.post('/graphql', async (request, reply) => {
    const { variables } = request.body as Question;
    const isLarge = 'first' in variables;
    const data = await ask['joint-inspection'](isLarge ? VISITS_QUERY : VISIT_QUERY, variables);
    const visits = (isLarge ? data.visits : [data.visit]) as Visit[];
    await Promise.all([completeSubjects(visits, ask), completeItems(visits, ask)]);
    return reply.type('application/json').send(JSON.stringify({ data }));
  });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}

type Ask = (query: string, variables: object) => Promise<Record<string, unknown>>;

function askers(urls: SubgraphUrls): Record<BenchSubgraphName, Ask> {
  const asker = (url: string): Ask => {
    const { origin, pathname: path } = new URL(url);
    const pool = new Pool(origin, { connections: 64 });
    return async (query, variables) => {
      const body = JSON.stringify({ query, variables });
      const headers = { 'content-type': 'application/json' };
      const answer = await pool.request({ method: 'POST', path, headers, body });
      return ((await answer.body.json()) as { data: Record<string, unknown> }).data;
    };
  };
  return {
    'joint-inspection': asker(urls['joint-inspection']),
    'market-regulation': asker(urls['market-regulation']),
    'fire-rescue': asker(urls['fire-rescue']),
  };
}

async function completeSubjects(visits: readonly Visit[], ask: Record<BenchSubgraphName, Ask>): Promise<void> {
  const representations = visits.map(({ subject }) => subject);
  const [facts, profiles] = await Promise.all([
    ask['market-regulation'](SUBJECTS_QUERY, { representations }),
    ask['fire-rescue'](PROFILES_QUERY, { representations }),
  ]);
  for (const [index, visit] of visits.entries()) {
    const [known, profile] = [facts, profiles].map(({ _entities: found }) => (found as object[])[index]);
    visit.subject = { uscc: visit.subject.uscc, ...known, ...profile };
  }
}

async function completeItems(visits: readonly Visit[], ask: Record<BenchSubgraphName, Ask>): Promise<void> {
  const distinct = new Map(visits.flatMap(({ items }) => items.map(({ item }) => [item.id, item] as const)));
  const { _entities: found } = await ask['fire-rescue'](ITEMS_QUERY, { representations: [...distinct.values()] });
  const complete = new Map([...distinct.keys()].map((id, index) => [id, { id, ...(found as object[])[index] }]));
  for (const { items } of visits)
    for (const planned of items) planned.item = complete.get(planned.item.id) ?? planned.item;
}

function entitiesQuery(selection: string): string {
  return `query Entities($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
}
