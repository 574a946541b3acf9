import * as z from 'zod';
import { gatewayError } from '../errors.js';
import { type RequestLimits, requestLimitsEnvironment, requestLimitsOf } from '../limits/readRequestLimits.js';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ONEVISIT_SUPERGRAPH: z.string().min(1).optional(),
  ONEVISIT_KEY_FILE: z.string().min(1),
  ONEVISIT_CLIENT_JWKS: z.string().min(1),
  ONEVISIT_CLIENT_ISSUER: z.string().min(1).default(DEVELOPMENT_ISSUER),
  ONEVISIT_QUERY_TIMEOUT_MS: z.coerce.number().int().positive().default(15_000),
  ONEVISIT_MUTATION_TIMEOUT_MS: z.coerce.number().int().positive().default(120_000),
  ONEVISIT_MAX_RESPONSE_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(16 * 1024 * 1024),
  ONEVISIT_TRUSTED_PROXIES: z.string().default(''),
  ...requestLimitsEnvironment,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What a gateway process is told by its environment. */
export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  /** Supergraph file; the one of @onevisit/schema where it is undefined. */
  readonly supergraphFile: string | undefined;
  /** File with the gateway's private key. */
  readonly keyFile: string;
  /** Path or https URL of the JWKS against which tokens of clients are checked. */
  readonly clientJwks: string;
  readonly clientIssuer: string;
  readonly logLevel: string;
  readonly limits: SubgraphLimits;
  readonly requestLimits: RequestLimits;
  /** Addresses or networks of balancers, whose word on a client's address (`x-forwarded-for`) is taken; none by default. */
  readonly trustedProxies: readonly string[];
  /** The environment itself, for SUBGRAPH_URL_<CODE>. */
  readonly env: NodeJS.ProcessEnv;
}

/** What one call of a subgraph may take. */
export interface SubgraphLimits {
  readonly queryTimeoutMs: number;
  readonly mutationTimeoutMs: number;
  readonly maxResponseBytes: number;
}

/**
 * Reads the environment of a gateway process.
 * @throws OV_GATEWAY_CONFIG naming every variable that is missing or wrong
 */
export function readGatewayConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problem = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw gatewayError('OV_GATEWAY_CONFIG', { problem });
  }
  const variables = parsed.data;
  return {
    port: variables.PORT,
    host: variables.HOST,
    supergraphFile: variables.ONEVISIT_SUPERGRAPH,
    keyFile: variables.ONEVISIT_KEY_FILE,
    clientJwks: variables.ONEVISIT_CLIENT_JWKS,
    clientIssuer: variables.ONEVISIT_CLIENT_ISSUER,
    logLevel: variables.LOG_LEVEL,
    limits: {
      queryTimeoutMs: variables.ONEVISIT_QUERY_TIMEOUT_MS,
      mutationTimeoutMs: variables.ONEVISIT_MUTATION_TIMEOUT_MS,
      maxResponseBytes: variables.ONEVISIT_MAX_RESPONSE_BYTES,
    },
    requestLimits: requestLimitsOf(variables),
    trustedProxies: variables.ONEVISIT_TRUSTED_PROXIES.split(',').flatMap((proxy) => proxy.trim() || []),
    env,
  };
}
