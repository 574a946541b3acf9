import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubEnvironment } from '../e2e/hubEnvironment.js';
import type { Figure } from './Figure.js';

const MAIN = fileURLToPath(new URL('../dist/bench/main.js', import.meta.url));
const LONGEST_MS = 300_000;

/** Where benchmarks find their place for temporary files. */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-benches-'));
  // PostgreSQL does not run as root, and must get in.
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({ ...hubEnvironment(), TMPDIR: folder });

interface Report {
  readonly machine: object;
  readonly figures: readonly Figure[];
}

/** Runs benchmarks, which must leave nothing behind but their report. */
async function bench(...names: readonly string[]): Promise<Report & { readonly stdout: string }> {
  const json = join(folder, 'figures.json');
  const args = [MAIN, ...names, '--small', '--json', json];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment() });
  expect(await readdir(folder)).toEqual(['figures.json']);
  const report = JSON.parse(await readFile(json, 'utf8')) as Report;
  await rm(json);
  return { ...report, stdout };
}

describe('npm run bench -- matchmaking coverage draw --small', () => {
  let report: Awaited<ReturnType<typeof bench>>;
  beforeAll(async () => {
    report = await bench('matchmaking', 'coverage', 'draw');
  }, LONGEST_MS);
  const figure = (name: string) => report.figures.find((each) => each.name === name);
  const value = (name: string) => figure(name)?.value ?? Number.NaN;

  it('prints every figure on a line and writes them as JSON', () => {
    const names = report.figures.map(({ name }) => name);
    expect(
      report.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, line.indexOf(':'))),
    ).toEqual(names);
    expect(report.machine).toMatchObject({ node: process.version, cores: expect.any(Number) });
  });

  it('measures a draw', () => {
    const from = report.figures.findIndex(({ name }) => name === 'visits of a draw of ten legs');
    const figures = report.figures.slice(from);
    expect(figures.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['freeze', 'rank, select and merge', 'crews', 'visits drawn']),
    );
    for (const { value, ratio } of figures) expect(Math.min(value, ratio?.value ?? 1)).toBeGreaterThan(0);
  });

  it('measures matchmaking for each number of tasks, asked through the gateway as the algorithm alone', () => {
    for (const tasks of [20, 40, 80]) {
      expect(value(`matching ${tasks} tasks over all subjects`)).toBeGreaterThan(0);
      expect(value(`matchmaking of ${tasks} tasks, explored again`)).toBeGreaterThan(0);
      expect(value(`subjects looked at for ${tasks} tasks`)).toBe(100);
      // All subjects were looked at: asked through the gateway, it comes to what the algorithm alone does.
      expect(figure(`top proposal of ${tasks} tasks saves`)?.ratio?.value).toBeCloseTo(1, 9);
      expect(value(`top proposal of ${tasks} tasks saves, at least`)).toBe(
        value(`top proposal of ${tasks} tasks saves`),
      );
    }
  });

  it('shows the visits of the year that it filled, at each size', () => {
    for (const size of [200, 400, 800]) {
      // One draw of five is of the year before.
      expect(value(`visits on the dashboard of ${size}`)).toBe(size * 0.8);
      expect(value(`dashboard of ${size} visits, median`)).toBeGreaterThan(0);
    }
    expect(value('rebuild from the ledger')).toBeGreaterThan(0);
  });
});

describe('npm run bench -- coverage --small', () => {
  it('leaves nothing behind when it is stopped', { timeout: LONGEST_MS }, async () => {
    const benchmark = spawn(process.execPath, [MAIN, 'coverage', '--small'], { env: environment(), stdio: 'ignore' });
    const ended = once(benchmark, 'close');
    // PostgreSQL runs by then, and the subgraphs are being started.
    const settings = async () => join(folder, (await readdir(folder))[0] ?? '', 'run', 'joint-inspection.env');
    const isStarting = async () =>
      await access(await settings()).then(
        () => true,
        () => false,
      );
    await expect.poll(isStarting, { timeout: 120_000 }).toBe(true);
    // Asked once: a second time would end it at once.
    benchmark.kill('SIGTERM');
    expect(await ended).toEqual([1, null]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('npm run bench -- gateway --small', () => {
  it('has the same answers of all that it compares, and prints its figures', { timeout: LONGEST_MS }, async () => {
    const { figures } = await bench('gateway');
    for (const query of ['small query', '80 KB query', 'identical 80 KB queries']) {
      const throughput = figures.find(({ name }) => name === `${query}: throughput`);
      expect(throughput?.ratio?.value).toBeGreaterThan(0);
      const withIdentity = figures.find(({ name }) => name === `${query}: throughput with identity`);
      expect(withIdentity?.ratio?.value).toBeGreaterThan(0);
    }
  });
});

describe('npm run bench -- gateway-soak --small', () => {
  it('has an answer to every request, and a right one, while departments are killed and started again', {
    timeout: LONGEST_MS,
  }, async () => {
    const { figures } = await bench('gateway-soak');
    const figure = (name: string) => figures.find((each) => each.name === name);
    expect(figure('requests answered')?.ratio?.value).toBe(1);
    expect(figure('answers right')?.ratio?.value).toBe(1);
    expect(figure('departments killed and started again')?.value).toBeGreaterThanOrEqual(2);
  });
});
