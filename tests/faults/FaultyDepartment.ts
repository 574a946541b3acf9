import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Behaviour } from './department.js';

const PROCESS = fileURLToPath(new URL('../dist/faults/department.js', import.meta.url));

/** A department in a process of its own, to which anything may happen. It comes back at the port that it had. */
export class FaultyDepartment {
  #child: ChildProcess | undefined;
  #port = 0;

  /** Starts it; also again. */
  async start(): Promise<void> {
    this.#child = fork(PROCESS, [String(this.#port)]);
    const [port] = await once(this.#child, 'message');
    this.#port = Number(port);
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/graphql`;
  }

  behave(behaviour: Behaviour): void {
    this.#child?.send(behaviour);
  }

  /** Its connections stay, and new ones are taken, but nothing answers. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Resolves when it is dead, whoever killed it. */
  async dead(): Promise<void> {
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.dead();
  }
}
