import { expect, it } from 'vitest';
import { readConfig } from './config.js';

const env = {
  PORT: '4103',
  DATABASE_URL: 'postgresql://localhost/fire',
  ONEVISIT_KEY_FILE: 'key.json',
  ONEVISIT_TRUSTED_KEYS: 'trusted.json',
};

it('reads the environment, with its defaults', () => {
  expect(readConfig(env)).toEqual({
    port: 4103,
    host: '127.0.0.1',
    databaseUrl: 'postgresql://localhost/fire',
    keyFile: 'key.json',
    trustedKeys: 'trusted.json',
    logLevel: 'info',
    traces: 'none',
  });
});

it('names every variable that is missing or wrong', () => {
  for (const wrong of [{ PORT: '' }, { PORT: '70000' }, { PORT: '41x' }, { HOST: '' }, { LOG_LEVEL: 'loud' }]) {
    expect(() => readConfig({ ...env, ...wrong }), JSON.stringify(wrong)).toThrow(Object.keys(wrong)[0]);
  }
  const failure = (() => {
    try {
      return readConfig({});
    } catch (cause) {
      return cause;
    }
  })();
  expect(failure).toMatchObject({ code: 'OV_KIT_CONFIG' });
  for (const name of Object.keys(env)) expect(String(failure)).toContain(name);
});
