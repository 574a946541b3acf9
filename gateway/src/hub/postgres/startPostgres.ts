import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayError } from '../../errors.js';
import { freePorts } from '../ports.js';
import { findResidence, type Residence } from './findResidence.js';
import { stopOrphan } from './stopOrphan.js';

/** A PostgreSQL server that runs. */
export interface RunningPostgres {
  /** URL with user and password, without a database. */
  readonly url: string;
  /** Ends sessions, writes what is to be written, stops. */
  close(): Promise<void>;
}

type Log = (text: string) => void;
const toStandardOutput: Log = (text) => void process.stdout.write(text);

const USER = 'postgres';
const READY = 'database system is ready to accept connections';

/** Processes of a killed server need a moment to notice. */
const STILL_IN_USE = /pre-existing shared memory block|Address already in use/;
const ATTEMPTS = 20;
const BETWEEN_ATTEMPTS_MS = 250;
const STOP_GRACE_MS = 10_000;

/** Eleven subgraphs with a pool each, and people with psql. */
const MAX_CONNECTIONS = 200;

/**
 * Starts the PostgreSQL that comes along, on a free loopback port, with its data under the data directory; makes the
 * cluster on the first start.
 * @param log takes what PostgreSQL says
 * @throws OV_HUB_POSTGRES_FAILED with what PostgreSQL said last; see also findResidence
 */
export async function startPostgres(dataDir: string, log: Log = toStandardOutput): Promise<RunningPostgres> {
  const residence = await findResidence(dataDir);
  const password = await ensurePassword(join(dataDir, 'postgres.password'));
  if (!(await exists(join(residence.data, 'PG_VERSION')))) await initialise(residence, password, log);
  await stopOrphan(residence.data);
  const { server, port } = await launchPatiently(residence, log);
  return { url: `postgresql://${USER}:${password}@127.0.0.1:${port}`, close: () => stop(server) };
}

async function ensurePassword(file: string): Promise<string> {
  if (!(await exists(file))) await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return (await readFile(file, 'utf8')).trim();
}

/** Makes the cluster beside its place and renames it, so that a start that is broken off leaves none that is half made. */
async function initialise({ data, binaries, runAs }: Residence, password: string, log: Log): Promise<void> {
  const beside = `${data}.new`;
  const passwordFile = `${data}.pwfile`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (runAs) {
    await chown(beside, runAs.uid, runAs.gid);
    await chown(passwordFile, runAs.uid, runAs.gid);
  }
  // Bytewise order and Unicode characters on every platform, whatever locales the system has.
  const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    const initdb = launch(join(binaries, 'bin', 'initdb'), [`--pgdata=${beside}`, ...access, ...locale], runAs);
    const output = echo(initdb, log);
    const code = await ended(initdb);
    if (code !== 0) throw gatewayError('OV_HUB_POSTGRES_FAILED', { problem: output.text() });
    await rename(beside, data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function launchPatiently(residence: Residence, log: Log): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const [port = 0] = await freePorts(1);
    const outcome = await launchServer(residence, port, log);
    if (outcome.server) return { server: outcome.server, port };
    if (attempt === ATTEMPTS || !STILL_IN_USE.test(outcome.output)) {
      throw gatewayError('OV_HUB_POSTGRES_FAILED', { problem: outcome.output });
    }
    await sleep(BETWEEN_ATTEMPTS_MS);
  }
}

type Launch = { readonly server: ChildProcess } | { readonly server?: undefined; readonly output: string };

async function launchServer({ data, binaries, runAs }: Residence, port: number, log: Log): Promise<Launch> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${MAX_CONNECTIONS}`,
    'lc_messages=C',
  ];
  const server = launch(
    join(binaries, 'bin', 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    runAs,
  );
  const output = echo(server, log);
  const isReady = await Promise.race([output.shows(READY).then(() => true), ended(server).then(() => false)]);
  return isReady ? { server } : { output: output.text() };
}

function launch(file: string, args: readonly string[], runAs: Residence['runAs']): ChildProcess {
  // PostgreSQL needs a working directory that its user may enter.
  return spawn(file, args, {
    ...runAs,
    cwd: process.platform === 'win32' ? undefined : '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Copies what a process says to the log, and keeps the end of it. */
function echo(child: ChildProcess, log: Log): { text(): string; shows(what: string): Promise<void> } {
  const KEPT = 2_000;
  let kept = '';
  let onText: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log(text);
      kept = (kept + text).slice(-KEPT);
      onText();
    });
  }
  return {
    text: () => kept.trim(),
    shows: (what) =>
      new Promise((resolve) => {
        onText = () => {
          if (kept.includes(what)) resolve();
        };
      }),
  };
}

async function stop(server: ChildProcess): Promise<void> {
  const end = ended(server);
  server.kill('SIGINT');
  const giveUp = setTimeout(() => server.kill('SIGQUIT'), STOP_GRACE_MS);
  await end;
  clearTimeout(giveUp);
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
