import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JOINT_SUBGRAPH, readRegister } from '@onevisit/schema';
import { gatewayError } from '../errors.js';
import { GATEWAY_NODE_OPTIONS } from '../server/nodeOptions.js';
import { signClientToken } from './clientToken.js';
import { DataDirLock } from './DataDirLock.js';
import { ensureDatabases } from './databases.js';
import type { Hub, HubOptions } from './Hub.js';
import { type Death, HubProcess } from './HubProcess.js';
import { ensureKeys } from './keys.js';
import { assignPorts, type Ports, requireFreePorts } from './ports.js';
import {
  environmentOf,
  gatewaySettings,
  type Settings,
  type SharedSettings,
  subgraphSettings,
  writeSettings,
} from './processEnvironment.js';

/** Port of the gateway if none is asked for. */
export const DEFAULT_PORT = 4000;

/** Data directory if none is asked for, in the working directory. */
export const DEFAULT_DATA_DIR = '.onevisit';

const MAIN = fileURLToPath(new URL('../../bin/onevisit.js', import.meta.url));

/**
 * Starts everything on this machine, each in a process of its own: PostgreSQL (unless there is a `databaseUrl`), the
 * joint subgraph, the departments, the gateway. Resolves when all of them are ready.
 * @throws OV_HUB_* for what a person can mend; whatever was started by then is stopped again
 */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  const starting = new HubStart(options);
  try {
    return await starting.run();
  } catch (cause) {
    await starting.stop();
    throw cause;
  }
}

/** Which subgraphs there are, and which of them this hub starts. */
interface Subgraphs {
  /** Codes to start, the joint subgraph first. */
  readonly here: readonly string[];
  readonly elsewhere: readonly string[];
  /** Codes of all, the joint subgraph first: each has its port, whether it is started or not. */
  readonly all: readonly string[];
  /** URLs of those that run elsewhere. */
  readonly remoteUrls: ReadonlyMap<string, string>;
}

class HubStart {
  readonly #options: HubOptions;
  readonly #env: NodeJS.ProcessEnv;
  readonly #dataDir: string;
  readonly #processes = new Map<string, HubProcess>();
  readonly #stopped = new AbortController();
  readonly #signal: AbortSignal;
  readonly #aborted: Promise<never>;
  #lock: DataDirLock | undefined;
  #ready = 0;
  #total = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#env = options.env ?? process.env;
    this.#dataDir = resolve(options.dataDir ?? DEFAULT_DATA_DIR);
    this.#signal = AbortSignal.any([this.#stopped.signal, ...(options.signal ? [options.signal] : [])]);
    this.#aborted = abortOf(this.#signal);
  }

  async run(): Promise<Hub> {
    const dataDir = this.#dataDir;
    for (const folder of ['logs', 'run']) await mkdir(join(dataDir, folder), { recursive: true });
    this.#lock = await DataDirLock.acquire(dataDir);
    const subgraphs = chooseSubgraphs(this.#options.departments, this.#env);
    const ports = await this.#assignPorts(subgraphs);
    const keys = await ensureKeys(dataDir, ['gateway', ...subgraphs.all]);
    const shared = { keys, urls: urlsOf(subgraphs, ports) };
    this.#total = subgraphs.here.length + 1;
    const [gatewayUrl] = await Promise.all([
      this.#startGateway(ports, shared),
      this.#startSubgraphs(subgraphs.here, ports, shared),
    ]);
    return {
      dataDir,
      gatewayUrl,
      subgraphUrls: shared.urls,
      departments: subgraphs.here.filter((code) => code !== JOINT_SUBGRAPH),
      elsewhere: subgraphs.elsewhere,
      token: (claims, expires) => signClientToken(keys, claims, expires),
      processId: (code) => this.#subgraph(code).pid,
      stopSubgraph: (code) => this.#subgraph(code).stop(),
      startSubgraph: async (code) => {
        await this.#subgraph(code).start();
      },
      stop: () => this.stop(),
    };
  }

  /** The gateway first, which needs the subgraphs; PostgreSQL last, which they need. */
  async stop(): Promise<void> {
    // What is still under way of a start that failed must not start anything more.
    this.#stopped.abort();
    const { gateway, postgres, ...subgraphs } = Object.fromEntries(this.#processes);
    await gateway?.stop();
    await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop()));
    await postgres?.stop();
    await this.#lock?.release();
    this.#lock = undefined;
  }

  async #assignPorts({ all, here }: Subgraphs): Promise<Ports> {
    const base = this.#options.port ?? DEFAULT_PORT;
    const ports = await assignPorts(all, base);
    if (base !== 'free') {
      const needed = [...ports].filter(([name]) => name === 'gateway' || here.includes(name));
      await requireFreePorts(new Map(needed), base);
    }
    return ports;
  }

  async #startGateway(ports: Ports, shared: SharedSettings): Promise<string> {
    const settings = gatewaySettings(ports.get('gateway') ?? 0, shared, this.#env);
    return this.#start('gateway', ['gateway', '--data-dir', this.#dataDir], settings, GATEWAY_NODE_OPTIONS);
  }

  async #startSubgraphs(codes: readonly string[], ports: Ports, shared: SharedSettings): Promise<void> {
    const { databaseUrl } = this.#options;
    const databases = await ensureDatabases(codes, {
      server: async () => databaseUrl ?? this.#startPostgres(),
      source: databaseUrl === undefined ? 'PostgreSQL' : 'DATABASE_URL',
      env: this.#env,
    });
    const starts = codes.map((code) => {
      const place = { port: ports.get(code) ?? 0, databaseUrl: databases.get(code) ?? '' };
      return this.#start(code, ['subgraph', code], subgraphSettings(code, place, shared));
    });
    await Promise.all(starts);
  }

  #startPostgres(): Promise<string> {
    this.#total += 1;
    return this.#start('postgres', ['postgres', '--data-dir', this.#dataDir], {});
  }

  async #start(
    name: string,
    args: readonly string[],
    settings: Settings,
    nodeOptions: readonly string[] = [],
  ): Promise<string> {
    await writeSettings(join(this.#dataDir, 'run', `${name}.env`), settings);
    this.#signal.throwIfAborted();
    const child = new HubProcess({
      name,
      command: process.execPath,
      args: [...nodeOptions, MAIN, ...args],
      env: environmentOf(settings, this.#env),
      logFile: join(this.#dataDir, 'logs', `${name}.log`),
      onDeath: (death: Death) => this.#options.onDeath?.(death),
    });
    this.#processes.set(name, child);
    const url = await Promise.race([child.start(), this.#aborted]);
    this.#ready += 1;
    this.#options.onProgress?.(this.#ready, this.#total, name);
    return url;
  }

  #subgraph(code: string): HubProcess {
    const found = code === 'gateway' || code === 'postgres' ? undefined : this.#processes.get(code);
    if (found === undefined) {
      const codes = [...this.#processes.keys()].filter((name) => name !== 'gateway' && name !== 'postgres').join(', ');
      throw gatewayError('OV_HUB_DEPARTMENT_UNKNOWN', { code, codes });
    }
    return found;
  }
}

/** @throws OV_HUB_DEPARTMENT_UNKNOWN */
function chooseSubgraphs(wanted: readonly string[] | undefined, env: NodeJS.ProcessEnv): Subgraphs {
  const register = readRegister(env.ONEVISIT_REGISTER);
  const codes = register.map(({ code }) => code);
  const unknown = wanted?.find((code) => !codes.includes(code));
  if (unknown !== undefined) {
    throw gatewayError('OV_HUB_DEPARTMENT_UNKNOWN', { code: unknown, codes: codes.join(', ') });
  }
  const elsewhere = codes.filter((code) => !isInstalled(code));
  const here = codes.filter((code) => (wanted?.includes(code) ?? true) && !elsewhere.includes(code));
  return {
    here: [JOINT_SUBGRAPH, ...here],
    elsewhere,
    all: [JOINT_SUBGRAPH, ...codes],
    remoteUrls: new Map(register.filter(({ code }) => elsewhere.includes(code)).map(({ code, url }) => [code, url])),
  };
}

/** Whether the department's package is on this machine; one that is not answers at the URL in the register. */
function isInstalled(code: string): boolean {
  try {
    createRequire(import.meta.url).resolve(`@onevisit/${code}`);
    return true;
  } catch {
    return false;
  }
}

function urlsOf({ all, remoteUrls }: Subgraphs, ports: Ports): Map<string, string> {
  return new Map(all.map((code) => [code, remoteUrls.get(code) ?? `http://127.0.0.1:${ports.get(code)}/graphql`]));
}

/** Rejects as soon as the signal is aborted; never resolves. */
function abortOf(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It may be aborted when nobody waits any more.
  aborted.catch(() => undefined);
  return aborted;
}
