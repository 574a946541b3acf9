import { Counter, Gauge, type Registry } from 'prom-client';
import type { GatewayMetrics } from './GatewayMetrics.js';

/** How much a cache of query plans holds. */
export interface PlanCacheSize {
  readonly plans: number;
  /** As JSON. */
  readonly bytes: number;
}

/** Whether plans are found or have to be made, and what they take. */
export function planCacheMetrics(registry: Registry, size: () => PlanCacheSize): Pick<GatewayMetrics, 'planLookedUp'> {
  const registers = [registry];
  const lookups = new Counter({
    name: 'onevisit_gateway_plan_cache_lookups_total',
    help: 'Query plans that were looked up: hit if there, miss if they had to be made.',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'onevisit_gateway_plan_cache_plans',
    help: 'Query plans that are kept.',
    registers,
    collect() {
      this.set(size().plans);
    },
  });
  new Gauge({
    name: 'onevisit_gateway_plan_cache_bytes',
    help: 'What the query plans that are kept take, as JSON.',
    registers,
    collect() {
      this.set(size().bytes);
    },
  });
  return { planLookedUp: (outcome) => lookups.inc({ outcome }) };
}
