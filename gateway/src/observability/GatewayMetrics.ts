import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { SubgraphCall, SubgraphState } from '../subgraphs/SubgraphCall.js';
import { type AnsweredOperation, operationMetrics } from './operationMetrics.js';
import { subgraphMetrics } from './subgraphMetrics.js';

/** What metrics ask when they are read. */
export interface MetricSources {
  readonly isReady: () => boolean;
  readonly subgraphs: () => readonly SubgraphState[];
  /** How many query plans are kept. */
  readonly plans: () => number;
}

/** The gateway's metrics. */
export interface GatewayMetrics {
  readonly registry: Registry;
  operationAnswered(operation: AnsweredOperation): void;
  /** A request has come; call what comes back with its HTTP status, or `aborted` where its client went away. */
  requestBegan(): (status: string) => void;
  subgraphCalled(call: SubgraphCall): void;
}

/** Makes the metrics of one gateway: its own, and those of Node (memory, garbage collection, lag of the event loop). */
export function createGatewayMetrics({ isReady, subgraphs, plans }: MetricSources): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'onevisit_gateway_plan_cache_plans',
    help: 'Query plans that are kept.',
    registers: [registry],
    collect() {
      this.set(plans());
    },
  });
  return {
    registry,
    ...operationMetrics(registry, isReady),
    ...subgraphMetrics(registry, subgraphs),
  };
}
