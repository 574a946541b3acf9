import type { QueryPlan } from '@apollo/query-planner';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { PreparedPlan } from './checkSupergraph.js';

/** Told of every look for a plan: whether it was there. */
export type ObservePlan = (found: boolean) => void;

/** Of plans' JSON. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Query plans of the supergraph that is served. Apollo Gateway clears it whenever it takes up another one; those of the
 * persisted documents, made while the supergraph was checked, are then put in place before any request comes.
 */
export class PlanCache {
  readonly #plans = new InMemoryLRUCache<QueryPlan>({
    maxSize: MOST_BYTES,
    sizeCalculation: (plan) => Buffer.byteLength(JSON.stringify(plan)),
  });
  readonly #observe: ObservePlan;

  constructor(observe: ObservePlan) {
    this.#observe = observe;
  }

  /** How many plans it holds. */
  get size(): number {
    return this.#plans.keys().length;
  }

  async get(key: string): Promise<QueryPlan | undefined> {
    const plan = await this.#plans.get(key);
    this.#observe(plan !== undefined);
    return plan;
  }

  async set(key: string, plan: QueryPlan): Promise<void> {
    await this.#plans.set(key, plan);
  }

  async delete(key: string): Promise<boolean> {
    return this.#plans.delete(key);
  }

  clear(): void {
    this.#plans.clear();
  }

  /** Puts plans in place of those that requests have made, if any. */
  prime(plans: readonly PreparedPlan[]): void {
    for (const { key, plan } of plans) void this.#plans.set(key, plan);
  }
}
