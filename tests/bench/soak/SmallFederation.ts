import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeys, freePorts, HubProcess, type KeyFiles, signClientToken } from '@onevisit/gateway';
import { compose } from '@onevisit/schema/composition';
import { DEPARTMENTS } from './departments.js';

const require = createRequire(import.meta.url);
const ONEVISIT = createRequire(require.resolve('@onevisit/gateway')).resolve('../bin/onevisit.js');
const DEPARTMENT = require.resolve('@onevisit/tests/smallDepartment');

/** Processes that a test may kill and start again: three light departments, each on a port that it keeps, and gateways. */
export class SmallFederation {
  readonly keys: KeyFiles;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #departments = new Map<string, HubProcess>();
  readonly #gateways: HubProcess[] = [];

  private constructor(folder: string, keys: KeyFiles, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.keys = keys;
    this.#env = env;
  }

  /**
   * Composes the supergraph and starts the departments.
   * @param env what all processes are told beyond their settings
   */
  static async start(env: NodeJS.ProcessEnv = {}): Promise<SmallFederation> {
    const folder = await mkdtemp(join(tmpdir(), 'onevisit-small-'));
    const keys = await ensureKeys(folder, ['gateway']);
    const federation = new SmallFederation(folder, keys, { NODE_ENV: 'production', PATH: process.env.PATH, ...env });
    try {
      await federation.#start();
      return federation;
    } catch (cause) {
      await federation.stop();
      throw cause;
    }
  }

  /** A department, to be stopped, killed and started again. */
  department(code: string): HubProcess {
    const found = this.#departments.get(code);
    if (found === undefined) throw new Error(`no department ${code}`);
    return found;
  }

  /** A gateway over the departments, as yet not started. */
  gateway(port: number, options: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {}) {
    const gateway = this.#process(`gateway-${port}`, ONEVISIT, {
      args: ['gateway', '--port', String(port), '--supergraph', this.#supergraphFile, ...(options.args ?? [])],
      env: {
        ONEVISIT_KEY_FILE: this.keys.privateKeyOf('gateway'),
        ONEVISIT_CLIENT_JWKS: this.keys.clients,
        // All load comes from one machine, under few accounts.
        ONEVISIT_RATE_LIMIT: 'all=1000000000',
        ...options.env,
      },
    });
    this.#gateways.push(gateway);
    return gateway;
  }

  /** A token of somebody. */
  token(sub: string): Promise<string> {
    return signClientToken(this.keys, { role: 'auditor', sub });
  }

  /** What a gateway has logged. */
  gatewayLog(port: number): Promise<string> {
    return readFile(this.#logFile(`gateway-${port}`), 'utf8');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#gateways, ...this.#departments.values()].map((each) => each.stop()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #supergraphFile(): string {
    return join(this.#folder, 'supergraph.graphql');
  }

  #logFile(name: string): string {
    return join(this.#folder, 'logs', `${name}.log`);
  }

  async #start(): Promise<void> {
    await mkdir(join(this.#folder, 'logs'));
    const ports = await freePorts(DEPARTMENTS.length);
    const placed = DEPARTMENTS.map((department, index) => ({ ...department, port: ports[index] ?? 0 }));
    const composition = compose(
      placed.map(({ code, sdl, port }) => ({ name: code, url: `http://127.0.0.1:${port}/graphql`, sdl, file: code })),
    );
    if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
    await writeFile(this.#supergraphFile, composition.supergraphSdl);
    for (const { code, port } of placed) {
      const settings = {
        PORT: String(port),
        DATABASE_URL: 'postgresql://none',
        ONEVISIT_KEY_FILE: this.keys.privateKeyOf('gateway'),
        ONEVISIT_TRUSTED_KEYS: this.keys.trusted,
      };
      this.#departments.set(code, this.#process(code, DEPARTMENT, { args: [code], env: settings }));
    }
    await Promise.all([...this.#departments.values()].map((department) => department.start()));
  }

  #process(
    name: string,
    file: string,
    { args, env }: { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
  ) {
    return new HubProcess({
      name,
      command: process.execPath,
      args: [file, ...args],
      env: { ...this.#env, ...env },
      logFile: this.#logFile(name),
      // It is whoever kills it that minds.
      onDeath: () => undefined,
    });
  }
}
