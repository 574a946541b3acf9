import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestListener,
} from '@apollo/server';
import responseCachePlugin from '@apollo/server-plugin-response-cache';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../server/GatewayContext.js';
import { CacheHints } from './cacheHints.js';
import { cacheScopeOf } from './cacheScopeOf.js';
import { operationMaxAge } from './operationMaxAge.js';

/** The supergraph that is served, and its schema as clients see it. */
export interface ServedSchema {
  readonly supergraphSdl: string;
  readonly schema: GraphQLSchema;
}

/** What a response cache may take. */
export interface ResponseCacheOptions {
  /** Of memory; 0: nothing is kept, though answers still say for how long they may be. */
  readonly mostBytes: number;
  /** Told of every query that may be kept: whether its answer was there. */
  readonly observe: (found: boolean) => void;
}

/**
 * Keeps answers to queries for as long as `@cacheControl` allows, apart for every class of identity; never to mutations,
 * and never one with errors. After a mutation through this gateway none that was kept before it is used any more, so
 * that whoever changed something sees it; a change by another gateway, or that came by itself, is seen once an answer's
 * time is over.
 */
export class ResponseCache {
  readonly #options: ResponseCacheOptions;
  readonly #answers: InMemoryLRUCache<string>;
  #hints: { readonly schema: GraphQLSchema; readonly hints: CacheHints } | undefined;
  #ages = new WeakMap<DocumentNode, Map<string, number>>();
  /** Grows with every mutation and every supergraph: part of every key. */
  #generation = 0;

  constructor(options: ResponseCacheOptions) {
    this.#options = options;
    // The cache's own size must be positive, even where nothing is kept.
    this.#answers = new InMemoryLRUCache<string>({
      maxSize: Math.max(options.mostBytes, 1),
      sizeCalculation: (answer) => Buffer.byteLength(answer),
    });
  }

  /** From now on, a schema is served. */
  serve({ supergraphSdl, schema }: ServedSchema): void {
    this.#hints = { schema, hints: new CacheHints(supergraphSdl, schema) };
    this.#ages = new WeakMap();
    this.#generation += 1;
  }

  /**
   * In the order in which they must stand.
   * @param variant what of the graph a server shows: the same document may have another answer there
   */
  plugins(variant: 'whole' | 'public'): ApolloServerPlugin<GatewayContext>[] {
    return this.#options.mostBytes === 0 ? [this.#policy()] : [this.#policy(), this.#store(variant)];
  }

  /** Says how long an answer may be kept, before any is looked for. */
  #policy(): ApolloServerPlugin<GatewayContext> {
    return {
      requestDidStart: async () => ({
        didResolveOperation: async (context) => {
          const scope = cacheScopeOf(context.contextValue.viewer) === null ? 'PUBLIC' : 'PRIVATE';
          context.overallCachePolicy.restrict({ maxAge: this.#maxAge(context), scope });
        },
        executionDidStart: async ({ operation }) => {
          if (operation.operation !== 'mutation') return;
          // Twice, as what is read while a mutation runs may be old or new.
          this.#generation += 1;
          return {
            executionDidEnd: async () => {
              this.#generation += 1;
            },
          };
        },
        willSendResponse: async ({ metrics, overallCachePolicy, response }) => {
          if ((overallCachePolicy.maxAge ?? 0) === 0) return;
          this.#options.observe(metrics.responseCacheHit === true);
          // A cache on the way must not give one person what another was answered at the same address.
          response.http.headers.set('vary', 'authorization');
        },
      }),
    };
  }

  /** Apollo's plugin, for what may be kept; most may not, and does without it. */
  #store(variant: string): ApolloServerPlugin<GatewayContext> {
    const store = responseCachePlugin<GatewayContext>({
      cache: this.#answers,
      sessionId: async ({ contextValue }) => cacheScopeOf(contextValue.viewer),
      extraCacheKeyData: async () => [variant, this.#generation],
    });
    return {
      requestDidStart: async (started) => {
        let kept: GraphQLRequestListener<GatewayContext> | undefined;
        return {
          responseForOperation: async (context) => {
            if ((context.overallCachePolicy.maxAge ?? 0) === 0) return null;
            kept = (await store.requestDidStart?.(started)) ?? undefined;
            return (await kept?.responseForOperation?.(context)) ?? null;
          },
          willSendResponse: async (context) => kept?.willSendResponse?.(context),
        };
      },
    };
  }

  #maxAge({ document, operation, operationName }: GraphQLRequestContextDidResolveOperation<GatewayContext>): number {
    if (this.#hints === undefined || operation === undefined) return 0;
    const known = this.#ages.get(document) ?? new Map<string, number>();
    this.#ages.set(document, known);
    const name = operationName ?? '';
    const maxAge = known.get(name) ?? operationMaxAge(operation, document, this.#hints.schema, this.#hints.hints);
    known.set(name, maxAge);
    return maxAge;
  }
}
