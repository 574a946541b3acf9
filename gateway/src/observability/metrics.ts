import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { SubgraphCall } from '../subgraphs/SubgraphDataSource.js';

/** One answered operation. */
export interface AnsweredOperation {
  /** query, mutation, or unknown where it did not parse. */
  readonly type: string;
  /** `ok`, `partial` (data and errors) or `error` (no data). */
  readonly status: 'ok' | 'partial' | 'error';
  readonly seconds: number;
}

/** The gateway's metrics. */
export interface GatewayMetrics {
  readonly contentType: string;
  /** For what other parts of the gateway count. */
  readonly registry: Registry;
  /** Everything in Prometheus' text form. */
  text(): Promise<string>;
  observeOperation(operation: AnsweredOperation): void;
  observeSubgraphCall(call: SubgraphCall): void;
}

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** Makes the metrics of one gateway: Node's own, operations by type and status, calls by subgraph and outcome. */
export function createGatewayMetrics(): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const operations = new Counter({
    name: 'onevisit_gateway_operations_total',
    help: 'Operations answered.',
    labelNames: ['type', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'onevisit_gateway_operation_duration_seconds',
    help: 'Time to answer an operation.',
    labelNames: ['type'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const calls = new Histogram({
    name: 'onevisit_gateway_subgraph_call_duration_seconds',
    help: 'Time that calls of subgraphs took.',
    labelNames: ['subgraph', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    registry,
    text: () => registry.metrics(),
    observeOperation: ({ type, status, seconds }) => {
      operations.inc({ type, status });
      durations.observe({ type }, seconds);
    },
    observeSubgraphCall: ({ subgraph, outcome, seconds }) => calls.observe({ subgraph, outcome }, seconds),
  };
}
