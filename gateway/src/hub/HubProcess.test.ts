import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Death, HubProcess } from './HubProcess.js';

let folder: string;
let deaths: Death[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  deaths = [];
});
afterEach(() => rm(folder, { recursive: true }));

const ready = `process.send({ type: 'ready', url: 'http://x' });`;
const serve = `${ready} setInterval(() => {}, 1000);`;

function processOf(script: string): HubProcess {
  return new HubProcess({
    name: 'water',
    command: process.execPath,
    args: ['-e', script],
    env: process.env,
    logFile: join(folder, 'water.log'),
    onDeath: (death) => deaths.push(death),
  });
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('HubProcess', () => {
  it('is started when the process says so, and stops without a word', async () => {
    const child = processOf(serve);
    expect(await child.start()).toBe('http://x');
    const { pid } = child;
    expect(isAlive(pid)).toBe(true);
    await child.stop();
    expect(isAlive(pid)).toBe(false);
    expect(deaths).toEqual([]);
  });

  it('can be started again', async () => {
    const child = processOf(serve);
    await child.start();
    await child.stop();
    expect(await child.start()).toBe('http://x');
    await child.stop();
  });

  it('writes its output to the log, and fails with the end of it', async () => {
    const child = processOf(`console.log('one'); console.error('no database'); process.exit(3)`);
    await expect(child.start()).rejects.toMatchObject({
      code: 'OV_HUB_PROCESS_FAILED',
      message: expect.stringContaining('no database'),
    });
    expect(await readFile(join(folder, 'water.log'), 'utf8')).toContain('one');
    expect(deaths).toEqual([]);
  });

  it('reports a death, and can be started again', async () => {
    const child = processOf(`console.log('last words'); ${serve}`);
    await child.start();
    process.kill(child.pid ?? 0, 'SIGKILL');
    await expect.poll(() => deaths).toMatchObject([{ name: 'water', how: 'SIGKILL', tail: 'last words' }]);
    await child.start();
    await child.stop();
    expect(deaths).toHaveLength(1);
  });

  it('ends while it starts', async () => {
    const child = processOf('setInterval(() => {}, 1000)');
    const starting = child.start();
    const { pid } = child;
    const failure = expect(starting).rejects.toMatchObject({ code: 'OV_HUB_PROCESS_FAILED' });
    await child.stop();
    await failure;
    expect(isAlive(pid)).toBe(false);
  });
});
