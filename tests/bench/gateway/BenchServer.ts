import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { GATEWAY_NODE_OPTIONS } from '@onevisit/gateway';
import type { Servers } from './servers.js';

const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

/** What a process has used so far. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** A server of the benchmark, in a process of its own. */
export class BenchServer {
  readonly #child: ChildProcess;
  /** Of its GraphQL. */
  readonly url: string;
  /** What it is asked with. */
  readonly headers: Readonly<Record<string, string>>;

  private constructor(child: ChildProcess, url: string, token: string | undefined) {
    this.#child = child;
    this.url = url;
    this.headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }

  /**
   * Starts one, and waits until it serves.
   * @param token of whoever asks it; undefined: nobody in particular
   * @throws Error if it ends before; an AbortError
   */
  static async start<Name extends keyof Servers>(
    name: Name,
    settings: Parameters<Servers[Name]>[0],
    signal: AbortSignal,
    token?: string,
  ): Promise<BenchServer> {
    const child = fork(CHILD, [name, JSON.stringify(settings)], {
      signal,
      // All alike: as the hub starts its gateway.
      execArgv: [...GATEWAY_NODE_OPTIONS],
      env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const failed = new AbortController();
    child.once('exit', (code) => failed.abort(new Error(`${name} ended with ${String(code)}`)));
    child.once('error', (cause) => failed.abort(cause));
    const [url] = (await once(child, 'message', { signal: failed.signal }).catch(() => {
      throw failed.signal.reason;
    })) as [string];
    return new BenchServer(child, url, token);
  }

  /** What it has used since it was started. */
  async usage(): Promise<Usage> {
    const answer = once(this.#child, 'message');
    this.#child.send('usage');
    const [usage] = (await answer) as [Usage];
    return usage;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
