import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ASSERTION_HEADER, createAssertionSigner } from '../identity/assertion.js';
import { makeProcessKeys, type ProcessKeys } from '../identity/processKeys.fixture.js';
import { publicViewer } from '../identity/viewer.js';
import { startSubgraph } from '../server.js';
import { Collector } from './Collector.fixture.js';
import type { TraceExporter } from './traceExporterOf.js';
import { traceHeaders } from './traceRequests.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

let keys: ProcessKeys;
let collector: Collector;
beforeAll(async () => {
  keys = await makeProcessKeys(['gateway']);
  collector = await Collector.start();
});
afterAll(async () => {
  collector.stop();
  await keys.remove();
});

/** Starts a subgraph that says with which headers it would call another, asks it once, and stops it. */
async function headersOfCalls(traces: TraceExporter, headers: Record<string, string>): Promise<Record<string, string>> {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
  const config = { port: 0, host: '127.0.0.1', databaseUrl: '', keyFile: '', logLevel: 'silent', traces };
  const subgraph = await startSubgraph({
    name: 'water',
    owner: 'water',
    typeDefs: parse('type Query { headers: String }'),
    // After a pause, as resolvers that ask a database: the trace must not be lost by it.
    resolvers: {
      Query: { headers: () => new Promise((done) => setTimeout(done, 1)).then(() => JSON.stringify(traceHeaders())) },
    },
    config: { ...config, trustedKeys: keys.trustedFile },
    context: (base) => base,
    ready: async () => undefined,
    onClose: async () => undefined,
  });
  const body = JSON.stringify({ query: 'query Headers { headers }' });
  const signer = await createAssertionSigner(keys.privateFile('gateway'));
  const assertion = await signer.sign({ audience: 'water', body, viewer: publicViewer });
  const answer = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion, ...headers },
    body,
  });
  const { data } = (await answer.json()) as { readonly data: { readonly headers: string } };
  await subgraph.close();
  return JSON.parse(data.headers);
}

describe('a request', () => {
  it('is a part of the trace of its caller, and so are the calls that it makes', async () => {
    const caller = { traceparent: `00-${TRACE}-${CALLER}-01`, tracestate: 'vendor=1', baggage: 'name=wang' };
    const headers = await headersOfCalls('otlp', caller);
    const [span] = collector.spans.splice(0);
    expect(span).toMatchObject({ service: 'water', name: 'POST /graphql', traceId: TRACE, parentSpanId: CALLER });
    expect(span?.attributes).toMatchObject({ 'http.response.status_code': 200, 'graphql.operation.name': 'Headers' });
    expect(headers).toEqual({ traceparent: `00-${TRACE}-${span?.spanId}-01` });
  });

  it('begins a trace of its own where its caller names none, or nonsense', async () => {
    const headers = await headersOfCalls('otlp', { traceparent: '00-zz-01' });
    const [span] = collector.spans.splice(0);
    expect(span?.parentSpanId).toBeUndefined();
    expect(headers).toEqual({ traceparent: `00-${span?.traceId}-${span?.spanId}-01` });
  });

  it('leaves no trace where traces are off', async () => {
    expect(await headersOfCalls('none', { traceparent: `00-${TRACE}-${CALLER}-01` })).toEqual({});
    expect(collector.spans).toEqual([]);
  });
});
