import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyFilesIn } from './keys.js';
import { environmentOf, gatewaySettings, subgraphSettings, writeSettings } from './processEnvironment.js';

const shared = { keys: keyFilesIn('/data'), urls: new Map([['fire-rescue', 'http://127.0.0.1:4103/graphql']]) };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('settings', () => {
  it('give a subgraph its own key and database, and where the others are', () => {
    const place = { port: 4103, databaseUrl: 'postgresql://h/onevisit_fire_rescue' };
    expect(subgraphSettings('fire-rescue', place, shared)).toEqual({
      PORT: '4103',
      DATABASE_URL: 'postgresql://h/onevisit_fire_rescue',
      ONEVISIT_KEY_FILE: '/data/keys/fire-rescue.jwk.json',
      ONEVISIT_TRUSTED_KEYS: '/data/keys/trusted.jwks.json',
      SUBGRAPH_URL_FIRE_RESCUE: 'http://127.0.0.1:4103/graphql',
    });
  });

  it('let a real issuer replace the development one', () => {
    const env = { ONEVISIT_CLIENT_JWKS: 'https://login.example/jwks', ONEVISIT_CLIENT_ISSUER: 'https://login.example' };
    expect(gatewaySettings(4000, shared, env)).toMatchObject(env);
    expect(gatewaySettings(4000, shared, {}).ONEVISIT_CLIENT_JWKS).toBe('/data/keys/clients.jwks.json');
  });

  it('hide the databases of others', () => {
    const inherited = { PATH: '/bin', DATABASE_URL: 'postgresql://a', DATABASE_URL_WATER: 'postgresql://b' };
    expect(environmentOf({ PORT: '1' }, inherited)).toEqual({ NODE_ENV: 'production', PATH: '/bin', PORT: '1' });
  });

  it('are read back from their file, which only its owner reads', async () => {
    const file = join(folder, 'water.env');
    await writeSettings(file, { ONEVISIT_TEST_URL: "postgresql://a:p#w@h/d?x='1'", ONEVISIT_TEST_PLAIN: 'a b $c' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    vi.stubEnv('ONEVISIT_TEST_URL', undefined);
    vi.stubEnv('ONEVISIT_TEST_PLAIN', undefined);
    loadEnvFile(file);
    expect(process.env.ONEVISIT_TEST_URL).toBe("postgresql://a:p#w@h/d?x='1'");
    expect(process.env.ONEVISIT_TEST_PLAIN).toBe('a b $c');
    vi.unstubAllEnvs();
  });
});
