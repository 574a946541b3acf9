import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { GatewayMetrics } from './GatewayMetrics.js';

/** One answered operation. */
export interface AnsweredOperation {
  /** Its name if it is one of the persisted documents, of which there are so many; else `other`. */
  readonly operation: string;
  /** query, mutation, or unknown where it did not parse. */
  readonly type: string;
  /** `ok`, `partial` (data and errors) or `error` (no data). */
  readonly status: 'ok' | 'partial' | 'error';
  readonly seconds: number;
}

/** Seconds. */
export const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** What clients ask, and how they are answered. */
export function operationMetrics(
  registry: Registry,
  isReady: () => boolean,
): Pick<GatewayMetrics, 'operationAnswered' | 'requestBegan'> {
  const registers = [registry];
  new Gauge({
    name: 'onevisit_gateway_ready',
    help: '1 while the gateway takes requests; of several workers, how many do.',
    registers,
    collect() {
      this.set(isReady() ? 1 : 0);
    },
  });
  const inFlight = new Gauge({
    name: 'onevisit_gateway_requests_in_flight',
    help: 'GraphQL requests under way.',
    registers,
  });
  const responses = new Counter({
    name: 'onevisit_gateway_responses_total',
    help: 'GraphQL requests answered, by HTTP status; aborted: the client went away.',
    labelNames: ['status'],
    registers,
  });
  const operations = new Counter({
    name: 'onevisit_gateway_operations_total',
    help: 'Operations answered.',
    labelNames: ['operation', 'type', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'onevisit_gateway_operation_duration_seconds',
    help: 'Time to answer an operation.',
    labelNames: ['operation', 'type'],
    buckets: BUCKETS,
    registers,
  });
  return {
    operationAnswered: ({ operation, type, status, seconds }) => {
      operations.inc({ operation, type, status });
      durations.observe({ operation, type }, seconds);
    },
    requestBegan: () => {
      inFlight.inc();
      return (status) => {
        inFlight.dec();
        responses.inc({ status });
      };
    },
  };
}
