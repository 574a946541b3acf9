import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ExportResultCode, hrTimeToMilliseconds } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** Writes spans as JSON, one a line, so that they may stand among the lines of a log. */
export class SpanLines implements SpanExporter {
  readonly #output: NodeJS.WritableStream;

  constructor(output: NodeJS.WritableStream) {
    this.#output = output;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    for (const span of spans) this.#output.write(`${JSON.stringify(spanLine(span))}\n`);
    done({ code: ExportResultCode.SUCCESS });
  }

  async shutdown(): Promise<void> {}
}

function spanLine({ name, kind, status, startTime, duration, attributes, resource, ...span }: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  return {
    span: name,
    service: resource.attributes['service.name'],
    kind: SpanKind[kind],
    status: SpanStatusCode[status.code],
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: span.parentSpanContext?.spanId,
    start: new Date(hrTimeToMilliseconds(startTime)).toISOString(),
    ms: hrTimeToMilliseconds(duration),
    attributes,
  };
}
