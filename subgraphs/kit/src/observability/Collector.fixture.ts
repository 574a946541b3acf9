import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import * as z from 'zod';

const attribute = z.object({
  key: z.string(),
  value: z
    .union([
      z.object({ stringValue: z.string() }).transform((value) => value.stringValue),
      z.object({ intValue: z.coerce.number() }).transform((value) => value.intValue),
    ])
    .catch(''),
});

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(attribute).default([]),
});

/** What an exporter sends: `ExportTraceServiceRequest` of OTLP in JSON, as far as tests look at it. */
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

/** A span as it arrived. */
export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined for the first of its trace. */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** A collector of spans, as OpenTelemetry's exporters expect one, that keeps what it is sent. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void json(request).then((body) => {
        this.#keep(exported.parse(body));
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
  }

  static async start(): Promise<Collector> {
    const collector = new Collector();
    await new Promise<void>((resolve) => collector.#server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #keep({ resourceSpans }: z.infer<typeof exported>): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(recordOf(resource.attributes)['service.name']);
      for (const { attributes, parentSpanId, ...rest } of scopeSpans.flatMap(({ spans }) => spans)) {
        const parent = parentSpanId === '' ? undefined : parentSpanId;
        this.spans.push({ ...rest, service, parentSpanId: parent, attributes: recordOf(attributes) });
      }
    }
  }
}

function recordOf(attributes: readonly z.infer<typeof attribute>[]): Record<string, string | number> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
}
