import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';

const ONEVISIT = fileURLToPath(new URL('../../gateway/bin/onevisit.js', import.meta.url));

/** What a gateway says of its supergraph at /readyz. */
export interface SupergraphStanding {
  readonly name: string;
  readonly current: { readonly digest: string };
  readonly refused?: { readonly code: string; readonly problem: string; readonly digest: string | null };
}

/** `onevisit gateway` in a process of its own. */
export class GatewayProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** @param args of the command @param env beside PATH; a free port unless it says another */
  static async start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const child = spawn(process.execPath, [ONEVISIT, 'gateway', ...args], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(output)));
    const [ready] = await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return new GatewayProcess(child, (ready as { url: string }).url);
  }

  /** What it serves, as it says itself. */
  async standing(): Promise<SupergraphStanding> {
    const { body } = await request(`${this.url}/readyz`);
    return ((await body.json()) as { supergraph: SupergraphStanding }).supergraph;
  }

  async metrics(): Promise<string> {
    return (await request(`${this.url}/metrics`)).body.text();
  }

  /** Waits until what it says of its supergraph is as it should be. */
  async until(isSo: (standing: SupergraphStanding) => boolean): Promise<SupergraphStanding> {
    const patience = Date.now() + 60_000;
    for (;;) {
      const standing = await this.standing();
      if (isSo(standing)) return standing;
      if (Date.now() > patience) throw new Error(`it stays ${JSON.stringify(standing)}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exit;
  }
}

/** Runs another command of `onevisit` to its end. */
export async function runOnevisit(args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [ONEVISIT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, problem, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: Number(code), output: out + problem };
}
