import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startHub } from '@onevisit/gateway';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const city = inject('city');
const ONEVISIT = fileURLToPath(new URL('../../gateway/bin/onevisit.js', import.meta.url));

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onevisit-wrong-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs the command line to its end. */
function onevisit(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [ONEVISIT, ...args], (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

describe('the hub says what is wrong, and what to do', () => {
  it('a port that is taken', async () => {
    const { port } = new URL(city.gatewayUrl);
    const { status, stderr } = await onevisit('start', '--port', port, '--data-dir', dataDir);
    expect(status).toBe(1);
    expect(stderr).toContain('OV_HUB_PORT_TAKEN');
    expect(stderr).toContain(port);
    expect(stderr).toMatch(/占用[\s\S]*taken[\s\S]*--port/);
  });

  it('a data directory that another hub uses', async () => {
    await expect(startHub({ port: 'free', dataDir: city.dataDir })).rejects.toMatchObject({
      code: 'OV_HUB_DATA_DIR_IN_USE',
      message: expect.stringContaining(city.dataDir),
    });
  });

  it('a database that does not answer, without giving its password away', async () => {
    const databaseUrl = 'postgresql://nobody:secret@127.0.0.1:9/none';
    await expect(startHub({ port: 'free', dataDir, databaseUrl })).rejects.toMatchObject({
      code: 'OV_HUB_DATABASE_UNREACHABLE',
      message: expect.stringMatching(/^(?!.*secret).*127\.0\.0\.1:9.*$/s),
    });
  });

  it('a department that cannot start, whose process ends although whoever started it still listens', async () => {
    const { port } = new URL(city.gatewayUrl);
    const department = fork(ONEVISIT, ['subgraph', 'fire-rescue', '--data-dir', city.dataDir], {
      env: { ...process.env, PORT: port },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    department.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    expect(await once(department, 'close')).toEqual([1, null]);
    expect(said).toContain('OV_KIT_CANNOT_LISTEN');
    expect(said).toContain(port);
  });

  it('a department that nobody registered', async () => {
    const { status, stderr } = await onevisit('subgraph', 'weather', '--data-dir', dataDir);
    expect(status).toBe(1);
    expect(stderr).toContain('OV_CLI_SUBGRAPH_UNKNOWN');
    expect(stderr).toContain('fire-rescue');
  });
});
