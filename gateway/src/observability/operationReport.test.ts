import { PassThrough } from 'node:stream';
import { ApolloServer } from '@apollo/server';
import { logOptions } from '@onevisit/kit/observability';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../server/GatewayContext.js';
import type { AnsweredOperation } from './operationMetrics.js';
import { operationReport } from './operationReport.js';

const NAMED = 'query Named { ok }';

let server: ApolloServer<GatewayContext>;
const answered: AnsweredOperation[] = [];
const output = new PassThrough();
beforeAll(() => {
  const app = Fastify({ logger: { ...logOptions('info', { process: 'test' }), stream: output } });
  const hashes = new Map<string, string>();
  server = new ApolloServer<GatewayContext>({
    typeDefs: 'type Query { ok(text: String): String boom: String }',
    resolvers: {
      Query: {
        ok: () => 'ok',
        boom: () => {
          throw new Error('at /srv/db');
        },
      },
    },
    plugins: [
      {
        requestDidStart: async () => ({
          didResolveSource: async ({ source, queryHash }) => {
            if (source === NAMED) hashes.set(queryHash, 'Named');
          },
        }),
      },
      operationReport({
        log: app.log,
        metrics: { operationAnswered: (operation) => answered.push(operation) },
        nameOfDocument: (hash) => hashes.get(hash),
      }),
    ],
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  answered.length = 0;
  output.read();
});

async function ask(query: string, variables = {}) {
  const contextValue = {
    viewer: { role: 'officer', sub: 'wang', department: 'water' },
    requestId: 'r1',
    startedAt: 0,
  } as const;
  await server.executeOperation({ query, variables }, { contextValue });
  const lines = String(output.read()).trim().split('\n');
  return { lines: lines.map((line) => JSON.parse(line)), text: lines.join('\n') };
}

describe('a report', () => {
  it('names persisted documents in metrics, and lumps together what clients name themselves', async () => {
    await ask(NAMED);
    await ask('query Named { ok again: ok }');
    await ask('{ ok }');
    expect(answered.map(({ operation, status }) => ({ operation, status }))).toEqual([
      { operation: 'Named', status: 'ok' },
      { operation: 'other', status: 'ok' },
      { operation: 'other', status: 'ok' },
    ]);
  });

  it('says on the log which operation it was, who may have asked it by their role, and nothing that they sent', async () => {
    const { lines, text } = await ask('query Ask($text: String) { ok(text: $text) }', { text: '王小明' });
    expect(lines).toMatchObject([
      { requestId: 'r1', role: 'officer', operation: 'Ask', type: 'query', status: 'ok', errors: [] },
    ]);
    expect(text).not.toMatch(/王小明|wang/);
  });

  it('keeps the beginning of a long name', async () => {
    const { lines } = await ask(`query ${'x'.repeat(5_000)} { ok }`);
    expect(lines[0].operation).toBe('x'.repeat(100));
  });

  it('tells an error in full to the log alone, and by its code beside the operation', async () => {
    const { lines } = await ask('{ boom }');
    expect(lines).toMatchObject([
      { requestId: 'r1', err: { message: 'at /srv/db' }, msg: 'operation failed' },
      { status: 'partial', errors: ['INTERNAL_SERVER_ERROR'] },
    ]);
  });

  it('counts what cannot be parsed', async () => {
    await ask('{');
    expect(answered).toMatchObject([{ operation: 'other', type: 'unknown', status: 'error' }]);
  });
});
