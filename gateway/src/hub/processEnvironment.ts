import { writeFile } from 'node:fs/promises';
import { subgraphUrlVariable } from '@onevisit/schema';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';
import type { KeyFiles } from './keys.js';

/** Variables that a process of the hub is told, beside what it inherits. */
export type Settings = Readonly<Record<string, string>>;

/** What all processes of a hub share. */
export interface SharedSettings {
  readonly keys: KeyFiles;
  /** Where each subgraph answers, by code. */
  readonly urls: ReadonlyMap<string, string>;
}

/** Plans are made once everything on the machine has started, so that it starts no slower. */
const WARM_DELAY_MS = 15_000;

/** Settings of the gateway's process. */
export function gatewaySettings(port: number, { keys, urls }: SharedSettings, env: NodeJS.ProcessEnv): Settings {
  return {
    ...subgraphUrls(urls),
    PORT: String(port),
    ONEVISIT_WARM_DELAY_MS: env.ONEVISIT_WARM_DELAY_MS ?? String(WARM_DELAY_MS),
    ONEVISIT_KEY_FILE: keys.privateKeyOf('gateway'),
    ONEVISIT_CLIENT_JWKS: env.ONEVISIT_CLIENT_JWKS ?? keys.clients,
    ONEVISIT_CLIENT_ISSUER: env.ONEVISIT_CLIENT_ISSUER ?? DEVELOPMENT_ISSUER,
    // No balancer stands before a hub on one machine.
    ONEVISIT_DRAIN_DELAY_MS: env.ONEVISIT_DRAIN_DELAY_MS ?? '0',
  };
}

/** Settings of a subgraph's process. */
export function subgraphSettings(
  code: string,
  place: { readonly port: number; readonly databaseUrl: string },
  { keys, urls }: SharedSettings,
): Settings {
  return {
    ...subgraphUrls(urls),
    PORT: String(place.port),
    DATABASE_URL: place.databaseUrl,
    ONEVISIT_KEY_FILE: keys.privateKeyOf(code),
    ONEVISIT_TRUSTED_KEYS: keys.trusted,
  };
}

/**
 * The whole environment of a process: what the hub inherits, without any database but its own, and its settings. Unless
 * said otherwise it runs as in production: graphql-js, Apollo and others check their own callers on every call if not.
 */
export function environmentOf(settings: Settings, inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => !name.startsWith('DATABASE_URL'));
  return { NODE_ENV: 'production', ...Object.fromEntries(kept), ...settings };
}

/** Writes settings as a file that `onevisit subgraph`, `onevisit gateway` and `node --env-file` read; it holds a password. */
export async function writeSettings(file: string, settings: Settings): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
}

function quoted(value: string): string {
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}

function subgraphUrls(urls: ReadonlyMap<string, string>): Settings {
  return Object.fromEntries([...urls].map(([code, url]) => [subgraphUrlVariable(code), url]));
}
