import fastifyRateLimit from '@fastify/rate-limit';
import { actorOf, publicViewer, type Viewer } from '@onevisit/kit/identity';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gatewayError } from '../errors.js';
import type { PerRole } from './readRequestLimits.js';

const WINDOW_MS = 60_000;

/** Clients that are counted at a time; the one seen longest ago is forgotten first. */
const MOST_CLIENTS = 50_000;

/** Lets a request pass, or refuses it with OV_GATEWAY_RATE, status 429 and `retry-after`. */
export type RateLimit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Limits how often a client asks in a minute: whoever is signed in by their account, wherever they ask from; the public,
 * and whoever fails to sign in, by address (of IPv6 the /64 network). Meant as a route's first hook: what is refused is
 * not even read.
 *
 * Each process counts for itself, so replicas need nothing in common; n of them behind a balancer allow up to n times as much.
 * @param viewerOf who a request comes from; rejects where its token is not valid
 */
export async function createRateLimit(
  app: FastifyInstance,
  limits: PerRole,
  viewerOf: (request: FastifyRequest) => Promise<Viewer>,
): Promise<RateLimit> {
  await app.register(fastifyRateLimit, {
    global: false,
    timeWindow: WINDOW_MS,
    cache: MOST_CLIENTS,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { max, ttl }) => {
      const details = { limit: max, seconds: Math.ceil(ttl / 1000) };
      return gatewayError('OV_GATEWAY_RATE', details, { ...details, http: { status: 429 } });
    },
  });
  const signedIn = new WeakMap<FastifyRequest, Viewer>();
  const viewer = (request: FastifyRequest): Viewer => signedIn.get(request) ?? publicViewer;
  const byAddress = app.rateLimit({ max: limits.public });
  const byAccount = app.rateLimit({
    max: (request) => limits[viewer(request).role],
    keyGenerator: (request) => actorOf(viewer(request)),
  });
  return async function limitRate(request, reply) {
    const asking = await viewerOf(request).catch(() => publicViewer);
    signedIn.set(request, asking);
    await (asking.role === 'public' ? byAddress : byAccount).call(app, request, reply);
  };
}
