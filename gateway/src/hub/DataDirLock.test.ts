import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirLock } from './DataDirLock.js';
import { freePorts } from './ports.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onevisit-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const inUse = { code: 'OV_HUB_DATA_DIR_IN_USE', message: expect.stringContaining(String(process.pid)) };

describe('DataDirLock', () => {
  it('lets one in, and the next after it has left', async () => {
    const first = await DataDirLock.acquire(dataDir);
    await expect(DataDirLock.acquire(dataDir)).rejects.toMatchObject(inUse);
    await first.release();
    await (await DataDirLock.acquire(dataDir)).release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('lets one of many in that come at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => DataDirLock.acquire(dataDir)));
    const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(locks).toHaveLength(1);
    for (const lock of locks) await lock.release();
  });

  it('takes over what a killed process left, though its process id lives on in another', async () => {
    const [port = 0] = await freePorts(1);
    await writeFile(join(dataDir, 'hub.lock'), JSON.stringify({ pid: process.pid, port, token: 'old' }));
    await (await DataDirLock.acquire(dataDir)).release();
  });

  it('takes over a lock that is half written', async () => {
    await writeFile(join(dataDir, 'hub.lock'), '{"pid":');
    await (await DataDirLock.acquire(dataDir)).release();
  });
});
