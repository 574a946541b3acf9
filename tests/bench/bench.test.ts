import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Figure } from './Figure.js';

const MAIN = fileURLToPath(new URL('../dist/bench/main.js', import.meta.url));
const LONGEST_MS = 300_000;

/** Where the benchmarks of a test find their place for temporary files. */
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-benches-'));
  // PostgreSQL does not run as root, and must get in.
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({ ...process.env, TMPDIR: folder });

describe('npm run bench -- draw --small', () => {
  it('prints every figure on a line and writes them as JSON, and leaves nothing behind', {
    timeout: LONGEST_MS,
  }, async () => {
    const json = join(folder, 'figures.json');
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'draw', '--small', '--json', json], {
      env: environment(),
    });
    const report = JSON.parse(await readFile(json, 'utf8')) as { machine: object; figures: readonly Figure[] };
    const names = report.figures.map(({ name }) => name);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, line.indexOf(':'))),
    ).toEqual(names);
    expect(names).toEqual(
      expect.arrayContaining([
        'freeze',
        'rank, select and merge',
        'crews',
        'visits drawn',
        'visits of a draw of ten legs',
      ]),
    );
    for (const { value, ratio } of report.figures) expect(Math.min(value, ratio?.value ?? 1)).toBeGreaterThan(0);
    expect(report.machine).toMatchObject({ node: process.version, cores: expect.any(Number) });
    expect(await readdir(folder)).toEqual(['figures.json']);
  });

  it('leaves nothing behind when it is stopped', { timeout: LONGEST_MS }, async () => {
    const bench = spawn(process.execPath, [MAIN, 'draw', '--small'], {
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    bench.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // Asked once: a second time would end it at once.
      if (!bench.killed && said.includes('filling the departments')) bench.kill('SIGTERM');
    });
    const [code] = await once(bench, 'close');
    expect(said).toContain('filling the departments');
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('npm run bench -- gateway --small', () => {
  it('has the same answers of all that it compares, and prints its figures', { timeout: LONGEST_MS }, async () => {
    const json = join(folder, 'figures.json');
    await promisify(execFile)(process.execPath, [MAIN, 'gateway', '--small', '--json', json], { env: environment() });
    const { figures } = JSON.parse(await readFile(json, 'utf8')) as { figures: readonly Figure[] };
    for (const query of ['small query', '80 KB query', 'identical 80 KB queries']) {
      const throughput = figures.find(({ name }) => name === `${query}: throughput`);
      expect(throughput?.ratio?.value).toBeGreaterThan(0);
      const withIdentity = figures.find(({ name }) => name === `${query}: throughput with identity`);
      expect(withIdentity?.ratio?.value).toBeGreaterThan(0);
    }
    expect(await readdir(folder)).toEqual(['figures.json']);
  });
});

describe('npm run bench -- gateway-soak --small', () => {
  it('has an answer to every request, and a right one, while departments are killed and started again', {
    timeout: LONGEST_MS,
  }, async () => {
    const json = join(folder, 'figures.json');
    await promisify(execFile)(process.execPath, [MAIN, 'gateway-soak', '--small', '--json', json], {
      env: environment(),
    });
    const { figures } = JSON.parse(await readFile(json, 'utf8')) as { figures: readonly Figure[] };
    const figure = (name: string) => figures.find((each) => each.name === name);
    expect(figure('requests answered')?.ratio?.value).toBe(1);
    expect(figure('answers right')?.ratio?.value).toBe(1);
    expect(figure('departments killed and started again')?.value).toBeGreaterThanOrEqual(2);
    expect(figure('requests answered')?.value).toBeGreaterThan(200);
    expect(await readdir(folder)).toEqual(['figures.json']);
  });
});

describe('npm run bench -- matchmaking --small', () => {
  it('prints its figures, for each number of tasks, and leaves nothing behind', { timeout: LONGEST_MS }, async () => {
    const json = join(folder, 'figures.json');
    await promisify(execFile)(process.execPath, [MAIN, 'matchmaking', '--small', '--json', json], {
      env: environment(),
    });
    const { figures } = JSON.parse(await readFile(json, 'utf8')) as { figures: readonly Figure[] };
    const value = (name: string) => figures.find((figure) => figure.name === name)?.value ?? Number.NaN;
    for (const tasks of [100, 200, 400]) {
      expect(value(`matching ${tasks} tasks over all subjects`)).toBeGreaterThan(0);
      expect(value(`matchmaking of ${tasks} tasks, explored again`)).toBeGreaterThan(0);
      expect(value(`subjects looked at for ${tasks} tasks`)).toBe(100);
      // All subjects were looked at: asked through the gateway, it comes to what the algorithm alone does.
      const top = figures.find(({ name }) => name === `top proposal of ${tasks} tasks saves`);
      expect(top?.ratio?.value).toBeCloseTo(1, 9);
      expect(value(`top proposal of ${tasks} tasks saves, at least`)).toBe(top?.value);
    }
    expect(await readdir(folder)).toEqual(['figures.json']);
  });
});

describe('npm run bench -- coverage --small', () => {
  it('shows the visits of the year that it filled, at each size, and leaves nothing behind', {
    timeout: LONGEST_MS,
  }, async () => {
    const json = join(folder, 'figures.json');
    await promisify(execFile)(process.execPath, [MAIN, 'coverage', '--small', '--json', json], { env: environment() });
    const { figures } = JSON.parse(await readFile(json, 'utf8')) as { figures: readonly Figure[] };
    const value = (name: string) => figures.find((figure) => figure.name === name)?.value;
    for (const size of [200, 400, 800]) {
      // One draw of five is of the year before.
      expect(value(`visits on the dashboard of ${size}`)).toBe(size * 0.8);
      expect(value(`dashboard of ${size} visits, median`)).toBeGreaterThan(0);
    }
    expect(value('rebuild from the ledger')).toBeGreaterThan(0);
    expect(await readdir(folder)).toEqual(['figures.json']);
  });
});
