import type { ApolloGateway } from '@apollo/gateway';
import * as z from 'zod';
import type { PlanCacheSize } from './planCacheMetrics.js';

type Lookup = (key: string) => Promise<unknown>;

/** Apollo Gateway's cache of plans as far as it is looked at: an `InMemoryLRUCache` of @apollo/utils.keyvaluecache. */
const planStore = z.object({
  get: z.custom<Lookup>((value) => typeof value === 'function'),
  cache: z.object({ size: z.number(), calculatedSize: z.number() }),
});

/**
 * Watches the plan cache of a gateway, which Apollo keeps to itself and empties when the supergraph changes.
 * @param lookedUp told of every plan that is looked up
 * @returns what the cache holds now
 * @throws Error where Apollo Gateway has no such cache any more
 */
export function watchPlanCache(
  gateway: ApolloGateway,
  lookedUp: (outcome: 'hit' | 'miss') => void,
): () => PlanCacheSize {
  const store: object = Reflect.get(gateway, 'queryPlanStore');
  const { get } = planStore.parse(store);
  const watched: Lookup = async (key) => {
    const plan = await get.call(store, key);
    lookedUp(plan === undefined ? 'miss' : 'hit');
    return plan;
  };
  Reflect.set(store, 'get', watched);
  return () => {
    const { size, calculatedSize } = planStore.parse(store).cache;
    return { plans: size, bytes: calculatedSize };
  };
}
