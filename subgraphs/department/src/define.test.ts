import { createServer } from 'node:net';
import { freshDatabase } from '@onevisit/tests/freshDatabase';
import { Client } from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { defineDepartment } from './define.js';
import type { ItemSeed } from './rows.js';
import { item, startDepartment, testDepartment } from './startDepartment.fixture.js';

const define = (code: string, items: readonly object[] = []) =>
  defineDepartment({ code, ownSdl: '', details: z.strictObject({}), items: items as ItemSeed[], profile: {} });

it('serves until it is stopped: alive, ready, with its whole SDL', async () => {
  const department = await startDepartment();
  const { _service } = await department.get<{ _service: { sdl: string } }>('{ _service { sdl } }');
  expect(_service.sdl).toContain('type FireRescueDepartment implements Department');
  expect((await fetch(new URL('/readyz', department.url))).status).toBe(200);
  await department.stop();
  await expect(fetch(new URL('/healthz', department.url))).rejects.toThrow();
});

it('is not ready while its database is away, stays alive, and serves again when it is back', async () => {
  const department = await startDepartment();
  onTestFinished(() => department.stop());
  const [row] = await department.sql('SELECT current_database() AS name');
  const server = new Client({ connectionString: `${inject('postgresUrl')}/postgres` });
  await server.connect();
  onTestFinished(() => server.end());
  const statusOf = async (path: string) => (await fetch(new URL(path, department.url))).status;
  await department.get('{ fireRescue { itemCount } }');
  await server.query(`ALTER DATABASE ${row?.name} ALLOW_CONNECTIONS false`);
  await server.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name <> 'test'`,
    [row?.name],
  );
  expect(await statusOf('/readyz')).toBe(503);
  expect(await statusOf('/healthz')).toBe(200);
  const { errors } = await department.ask('{ fireRescue { itemCount } }');
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['OV_KIT_INTERNAL']);
  await server.query(`ALTER DATABASE ${row?.name} ALLOW_CONNECTIONS true`);
  expect(await statusOf('/readyz')).toBe(200);
  expect(await department.get('{ fireRescue { itemCount } }')).toEqual({ fireRescue: { itemCount: 0 } });
});

it('refuses a department that is not in the register', () => {
  expect(() => define('weather')).toThrow(expect.objectContaining({ code: 'OV_DEPT_NOT_REGISTERED' }));
});

it.each([
  ['a date that is none', { validFrom: '2026-02-30' }, 'items[1].validFrom'],
  ['a class that is none', { itemClass: 'URGENT' }, 'items[1].itemClass'],
  ['a ratio of more than everybody', { ratioLimit: '101' }, 'items[1].ratioLimit'],
  ['a member that the contract does not have', { level: 'CITY' }, 'level'],
  ['no title', { title: undefined }, 'title'],
  ['a general item without a limit', { ratioLimit: null }, 'ratioLimit'],
  ['a code that stands twice', { code: 'X1' }, 'row 1'],
])('refuses reference items with %s, naming the department', (_what, wrong, place) => {
  const failure = (() => {
    try {
      return define('water', [item('X1'), item('X2', wrong)]);
    } catch (cause) {
      return cause;
    }
  })();
  expect(failure).toMatchObject({ code: 'OV_DEPT_BAD_MANIFEST' });
  expect(String(failure)).toContain('water');
  expect(String(failure)).toContain(place);
});

it('says why it cannot start: its database is away, its port is taken', async () => {
  const running = await startDepartment();
  onTestFinished(() => running.stop());
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const env = {
    PORT: String(address !== null && typeof address === 'object' ? address.port : 0),
    DATABASE_URL: database.url,
    ONEVISIT_KEY_FILE: running.keys.privateFile('fire-rescue'),
    ONEVISIT_TRUSTED_KEYS: running.keys.trustedFile,
    LOG_LEVEL: 'silent',
  };
  await expect(testDepartment.start(env)).rejects.toMatchObject({ code: 'OV_KIT_CANNOT_LISTEN' });
  await expect(
    testDepartment.start({ ...env, DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/none' }),
  ).rejects.toMatchObject({ code: 'OV_KIT_MIGRATION_FAILED' });
  await expect(testDepartment.start({ ...env, ONEVISIT_KEY_FILE: '/none.json' })).rejects.toMatchObject({
    code: 'OV_KIT_CONFIG',
  });
});
