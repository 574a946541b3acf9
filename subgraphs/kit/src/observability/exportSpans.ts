import { context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { SpanLines } from './SpanLines.js';
import type { Tracing } from './tracing.js';

/** A collector that does not answer must not hold up a process that ends. */
const LONGEST_STOP_MS = 3_000;

/**
 * Registers a provider of spans with OpenTelemetry's API, from when on they are made and exported: to a collector (OTLP
 * over HTTP, as OTEL_EXPORTER_OTLP_* say) or to standard output. OTEL_TRACES_SAMPLER and OTEL_RESOURCE_ATTRIBUTES hold too.
 */
export function exportSpans(service: string, exporter: 'otlp' | 'console'): Tracing {
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.namespace': 'onevisit', 'service.name': service }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      exporter === 'otlp'
        ? new BatchSpanProcessor(new OTLPTraceExporter())
        : new SimpleSpanProcessor(new SpanLines(process.stdout)),
    ],
  });
  // Not baggage: what a client puts there would go on to every subgraph.
  provider.register({ propagator: new W3CTraceContextPropagator() });
  return {
    async stop() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_STOP_MS).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
