import { normalizeIP } from '@fastify/rate-limit';
import type { OneVisitError } from '@onevisit/kit/errors';
import { actorOf, type Viewer } from '@onevisit/kit/identity';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { gatewayError } from '../errors.js';
import { measureDocument } from './measureDocument.js';
import type { PerRole } from './readRequestLimits.js';

const WINDOW_MS = 60_000;

/** Clients that are counted at a time; the one seen longest ago is forgotten first. */
const MOST_CLIENTS = 50_000;

/** Who brings a document. */
export interface Client {
  readonly viewer: Viewer;
  readonly address: string;
}

/**
 * Limits how much a client may ask in a minute that has to be planned first, in selections: to plan one takes up to half a
 * millisecond in which nothing else runs, a hundred times of what it takes to execute it. Clients are those of the rate limit.
 */
export class NewDocuments {
  readonly #limits: PerRole;
  readonly #brought = new LRUCache<string, number>({ max: MOST_CLIENTS, ttl: WINDOW_MS, noUpdateTTL: true });

  /** @param limits selections a minute, by role */
  constructor(limits: PerRole) {
    this.#limits = limits;
  }

  /** Counts a document that is to be planned. @returns the refusal where the client has brought too many, status 429 with `retry-after` */
  refusalOf({ viewer, address }: Client, document: DocumentNode): OneVisitError | undefined {
    const client = viewer.role === 'public' ? normalizeIP(address) : actorOf(viewer);
    const limit = this.#limits[viewer.role];
    const brought = this.#brought.get(client) ?? 0;
    const { selections } = measureDocument(document);
    if (brought === 0 || brought + selections <= limit) {
      this.#brought.set(client, brought + selections);
      return undefined;
    }
    const seconds = Math.max(1, Math.ceil(this.#brought.getRemainingTTL(client) / 1000));
    const details = { limit, seconds };
    const headers = new Map([['retry-after', String(seconds)]]);
    return gatewayError('OV_GATEWAY_NEW_DOCUMENTS', details, { ...details, http: { status: 429, headers } });
  }
}
