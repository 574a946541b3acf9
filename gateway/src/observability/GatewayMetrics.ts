import { collectDefaultMetrics, Registry } from 'prom-client';
import type { SubgraphCall, SubgraphState } from '../subgraphs/SubgraphCall.js';
import { type AnsweredOperation, operationMetrics } from './operationMetrics.js';
import { type PlanCacheSize, planCacheMetrics } from './planCacheMetrics.js';
import { subgraphMetrics } from './subgraphMetrics.js';

/** What metrics ask when they are read. */
export interface MetricSources {
  readonly isReady: () => boolean;
  readonly subgraphs: () => readonly SubgraphState[];
  readonly plans: () => PlanCacheSize;
}

/** The gateway's metrics. */
export interface GatewayMetrics {
  readonly registry: Registry;
  operationAnswered(operation: AnsweredOperation): void;
  /** A request has come; call what comes back with its HTTP status, or `aborted` where its client went away. */
  requestBegan(): (status: string) => void;
  subgraphCalled(call: SubgraphCall): void;
  planLookedUp(outcome: 'hit' | 'miss'): void;
}

/** Makes the metrics of one gateway: its own, and those of Node (memory, garbage collection, lag of the event loop). */
export function createGatewayMetrics({ isReady, subgraphs, plans }: MetricSources): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    ...operationMetrics(registry, isReady),
    ...subgraphMetrics(registry, subgraphs),
    ...planCacheMetrics(registry, plans),
  };
}
