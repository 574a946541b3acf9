import * as z from 'zod';
import { kitError } from './errors.js';
import { type TraceExporter, traceExporterOf } from './observability/traceExporterOf.js';

const environment = z.object({
  // Read as text first: an empty PORT would count as 0, which takes any free port.
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be a port number'),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://'),
  ONEVISIT_KEY_FILE: z.string().min(1),
  ONEVISIT_TRUSTED_KEYS: z.string().min(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What a subgraph process is told by its environment. */
export interface SubgraphConfig {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** File with this process's private key, an Ed25519 JWK whose `kid` is its name. */
  readonly keyFile: string;
  /** File with the public keys of all processes, a JWKS. */
  readonly trustedKeys: string;
  readonly logLevel: string;
  /** Where spans go; nowhere if it is undefined. */
  readonly traces?: TraceExporter;
}

/**
 * Reads the environment of a subgraph process.
 * @throws OV_KIT_CONFIG naming every variable that is missing or wrong
 */
export function readConfig(env: NodeJS.ProcessEnv): SubgraphConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problem = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw kitError('OV_KIT_CONFIG', { problem });
  }
  const { PORT, HOST, DATABASE_URL, ONEVISIT_KEY_FILE, ONEVISIT_TRUSTED_KEYS, LOG_LEVEL } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    keyFile: ONEVISIT_KEY_FILE,
    trustedKeys: ONEVISIT_TRUSTED_KEYS,
    logLevel: LOG_LEVEL,
    traces: traceExporterOf(env),
  };
}
