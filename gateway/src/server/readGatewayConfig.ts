import { type TraceExporter, traceExporterOf } from '@onevisit/kit/observability';
import * as z from 'zod';
import { gatewayError } from '../errors.js';
import {
  openLimitsEnvironment,
  type RequestLimits,
  requestLimitsEnvironment,
  requestLimitsOf,
} from '../limits/readRequestLimits.js';
import { readSupergraphSettings, type SupergraphSettings } from '../supergraph/readSupergraphSettings.js';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';
import type { DrainLimits } from './drain.js';

/** How long it may take, once all requests are answered, to close connections and to export the last spans. */
const CLOSE_MS = 5_000;

const guarded = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ONEVISIT_KEY_FILE: z.string().min(1),
  ONEVISIT_CLIENT_JWKS: z.string().min(1).refine(isTrustworthy, '须为文件或 https 地址。 a file or an https URL.'),
  ONEVISIT_CLIENT_ISSUER: z.string().min(1).default(DEVELOPMENT_ISSUER),
  ONEVISIT_QUERY_TIMEOUT_MS: z.coerce.number().int().positive().default(15_000),
  ONEVISIT_MUTATION_TIMEOUT_MS: z.coerce.number().int().positive().default(120_000),
  ONEVISIT_MAX_RESPONSE_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(16 * 1024 * 1024),
  ONEVISIT_DRAIN_DELAY_MS: z.coerce.number().int().min(0).default(250),
  ONEVISIT_DRAIN_MS: z.coerce.number().int().min(0).default(5_000),
  ONEVISIT_TRUSTED_PROXIES: z.string().default(''),
  ...requestLimitsEnvironment,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Whoever can change keys on their way signs in as anybody: over plain HTTP they come from this machine only. */
function isTrustworthy(jwks: string): boolean {
  return !jwks.startsWith('http://') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(jwks);
}

/** Without identity, neither keys nor an issuer are needed. */
const open = guarded.partial({ ONEVISIT_KEY_FILE: true, ONEVISIT_CLIENT_JWKS: true }).extend(openLimitsEnvironment);

/** What a gateway process is told by its environment. */
export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  readonly supergraph: SupergraphSettings;
  /** Undefined: an open gateway, for which nobody is anybody, and which vouches for nobody. */
  readonly keys: GatewayKeys | undefined;
  readonly logLevel: string;
  readonly limits: SubgraphLimits;
  readonly drain: DrainLimits;
  /** How long the end of the process may take, in milliseconds. */
  readonly longestCloseMs: number;
  /** Where spans go. */
  readonly traces: TraceExporter;
  readonly requestLimits: RequestLimits;
  /** Addresses or networks of balancers, whose word on a client's address (`x-forwarded-for`) is taken; none by default. */
  readonly trustedProxies: readonly string[];
  /** The environment itself, for SUBGRAPH_URL_<CODE>. */
  readonly env: NodeJS.ProcessEnv;
}

/** What identity rests on. */
export interface GatewayKeys {
  /** File with the gateway's private key. */
  readonly keyFile: string;
  /** Path or https URL of the JWKS against which tokens of clients are checked. */
  readonly clientJwks: string;
  readonly clientIssuer: string;
}

/** What one call of a subgraph may take. */
export interface SubgraphLimits {
  readonly queryTimeoutMs: number;
  readonly mutationTimeoutMs: number;
  readonly maxResponseBytes: number;
}

/**
 * Reads the environment of a gateway process.
 * @throws OV_GATEWAY_CONFIG naming every variable that is missing or wrong; OV_KIT_CONFIG for an exporter of traces
 */
export function readGatewayConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const parsed = (env.ONEVISIT_OPEN === 'true' ? open : guarded).safeParse(env);
  if (!parsed.success) {
    const problem = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw gatewayError('OV_GATEWAY_CONFIG', { problem });
  }
  const variables = parsed.data;
  const drain = { delayMs: variables.ONEVISIT_DRAIN_DELAY_MS, longestMs: variables.ONEVISIT_DRAIN_MS };
  return {
    port: variables.PORT,
    host: variables.HOST,
    supergraph: readSupergraphSettings(env),
    keys: env.ONEVISIT_OPEN === 'true' ? undefined : keysOf(variables),
    logLevel: variables.LOG_LEVEL,
    limits: {
      queryTimeoutMs: variables.ONEVISIT_QUERY_TIMEOUT_MS,
      mutationTimeoutMs: variables.ONEVISIT_MUTATION_TIMEOUT_MS,
      maxResponseBytes: variables.ONEVISIT_MAX_RESPONSE_BYTES,
    },
    drain,
    longestCloseMs: drain.delayMs + drain.longestMs + CLOSE_MS,
    traces: traceExporterOf(env),
    requestLimits: requestLimitsOf(variables),
    trustedProxies: variables.ONEVISIT_TRUSTED_PROXIES.split(',').flatMap((proxy) => proxy.trim() || []),
    env,
  };
}

function keysOf(variables: z.infer<typeof open>): GatewayKeys | undefined {
  const {
    ONEVISIT_KEY_FILE: keyFile,
    ONEVISIT_CLIENT_JWKS: clientJwks,
    ONEVISIT_CLIENT_ISSUER: clientIssuer,
  } = variables;
  return keyFile === undefined || clientJwks === undefined ? undefined : { keyFile, clientJwks, clientIssuer };
}
