import { freePorts } from '@onevisit/gateway';
import type { CollectedSpan, Collector } from '@onevisit/kit/Collector.fixture';
import { expect, it, onTestFinished } from 'vitest';
import type { SmallFederation } from '../../bench/soak/SmallFederation.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CLIENT = '00f067aa0ba902b7';

/** Traces over all processes, which export them to one collector. */
export function aTraceShowsTheWholeRequest(federation: () => SmallFederation, collector: () => Collector): void {
  it("goes from the client's span through the gateway's plan and calls to every department, and is on the log", async () => {
    const [port = 0] = await freePorts(1);
    const gateway = federation().gateway(port);
    await gateway.start();
    onTestFinished(() => gateway.stop());
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-${CLIENT}-01` },
      body: JSON.stringify({ query: 'query Traced { subjects(ids: ["a"]) { name hazard permit } }' }),
    });
    expect(await response.json()).not.toHaveProperty('errors');

    const spans = () => collector().spans.filter(({ traceId }) => traceId === TRACE);
    await expect
      .poll(() => servicesOf(spans()))
      .toEqual(new Set(['gateway', 'market-regulation', 'fire-rescue', 'water']));
    await gateway.stop();

    const [server] = named(spans(), 'gateway', 'POST /graphql');
    expect(server?.parentSpanId).toBe(CLIENT);
    const [request] = named(spans(), 'gateway', 'gateway.request');
    expect(request).toMatchObject({ parentSpanId: server?.spanId, attributes: { 'graphql.operation.name': 'Traced' } });
    expect(named(spans(), 'gateway', 'gateway.plan')).toMatchObject([{ parentSpanId: request?.spanId }]);
    for (const department of ['market-regulation', 'fire-rescue', 'water']) {
      const [answered] = named(spans(), department, 'POST /graphql');
      const call = spans().find(({ spanId }) => spanId === answered?.parentSpanId);
      expect(call).toMatchObject({ name: 'gateway.fetch', attributes: { service: department } });
    }
    const line = (await federation().gatewayLog(port)).split('\n').find((text) => text.includes('"Traced"'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      trace_id: TRACE,
    });
  });
}

function servicesOf(spans: readonly CollectedSpan[]): Set<string> {
  return new Set(spans.map(({ service }) => service));
}

function named(spans: readonly CollectedSpan[], service: string, name: string): CollectedSpan[] {
  return spans.filter((span) => span.service === service && span.name === name);
}
