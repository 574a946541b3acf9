import pg from 'pg';
import { gatewayError } from '../errors.js';

const CONNECT_TIMEOUT_MS = 5_000;

/** Name of the environment variable with a subgraph's own database, such as DATABASE_URL_FIRE_RESCUE. */
export function databaseUrlVariable(code: string): string {
  return `DATABASE_URL_${code.replaceAll('-', '_').toUpperCase()}`;
}

/** Name of a subgraph's database on a server that several share, such as onevisit_fire_rescue. */
export function databaseName(code: string): string {
  return `onevisit_${code.replaceAll('-', '_')}`;
}

/** Where the databases are to be. */
export interface DatabasePlan {
  /** URL of a PostgreSQL server on which this user may create databases. */
  readonly server: () => Promise<string>;
  /** What named the server, for messages: DATABASE_URL, or the embedded one. */
  readonly source: string;
  /** Holds DATABASE_URL_<CODE> for subgraphs with a database of their own. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds the database of each subgraph: its own by DATABASE_URL_<CODE>, which must exist, or one on the common server,
 * made if it is missing. The common server is asked for only if some subgraph needs it.
 * @returns URL of each subgraph's database, by code
 * @throws OV_HUB_DATABASE_UNREACHABLE, OV_HUB_DATABASE_URL; neither shows a password
 */
export async function ensureDatabases(codes: readonly string[], plan: DatabasePlan): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for (const code of codes) {
    const variable = databaseUrlVariable(code);
    const own = plan.env[variable];
    if (own === undefined || own === '') continue;
    const client = await connect(own, variable);
    await client.end();
    urls.set(code, own);
  }
  const others = codes.filter((code) => !urls.has(code));
  if (others.length === 0) return urls;
  const server = await plan.server();
  await createMissing(server, plan.source, others.map(databaseName));
  for (const code of others) urls.set(code, withDatabase(server, databaseName(code)));
  return urls;
}

async function createMissing(server: string, source: string, names: readonly string[]): Promise<void> {
  const url = parseUrl(server, source);
  const client = await connect(url.pathname.length > 1 ? server : withDatabase(server, 'postgres'), source);
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const present = new Set(rows.map((row) => row.datname));
    for (const name of names) {
      if (present.has(name)) continue;
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    }
  } catch (cause) {
    throw gatewayError('OV_HUB_DATABASE_UNREACHABLE', { place: placeOf(url), problem: messageOf(cause), source });
  } finally {
    await client.end();
  }
}

async function connect(url: string, source: string): Promise<pg.Client> {
  const parsed = parseUrl(url, source);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw gatewayError('OV_HUB_DATABASE_UNREACHABLE', { place: placeOf(parsed), problem: messageOf(cause), source });
  }
}

function parseUrl(url: string, source: string): URL {
  if (!/^postgres(ql)?:\/\/[^/]/.test(url) || !URL.canParse(url)) throw gatewayError('OV_HUB_DATABASE_URL', { source });
  return new URL(url);
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function placeOf(url: URL): string {
  return `${url.hostname}:${url.port === '' ? '5432' : url.port}${url.pathname}`;
}

/** Node reports a host that refuses on IPv4 and IPv6 as an AggregateError without a message. */
function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join(', ');
  return cause instanceof Error ? cause.message : String(cause);
}
