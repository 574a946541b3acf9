import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import * as z from 'zod';
import { gatewayError } from '../errors.js';
import { lastLines, rotateLog } from './logFile.js';

/** A process that the hub starts. */
export interface HubProcessOptions {
  /** Name on screen and of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its standard output and error are appended here. */
  readonly logFile: string;
  /** Told when it ends although nobody stopped it. */
  readonly onDeath: (death: Death) => void;
}

/** How a process ended that nobody stopped. */
export interface Death {
  readonly name: string;
  /** Such as `exit code 1` or `SIGKILL`. */
  readonly how: string;
  readonly logFile: string;
  /** Last lines of its log. */
  readonly tail: string;
}

/** What a process tells the hub over the channel between them. */
export const readyMessage = z.object({ type: z.literal('ready'), url: z.string() });

/** Sent by a process that the hub started, once it serves. */
export type ReadyMessage = z.infer<typeof readyMessage>;

type Phase =
  | { readonly name: 'stopped' }
  | { readonly name: 'starting'; readonly child: ChildProcess }
  | { readonly name: 'running'; readonly child: ChildProcess }
  | { readonly name: 'stopping'; readonly child: ChildProcess };

const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 8_000;
const TAIL_LINES = 8;

/**
 * A child process in a session of its own, so that Ctrl-C in the terminal reaches the hub alone, which stops its
 * processes in order. The channel to the hub closes when the hub ends in whatever way, and the child then ends too.
 */
export class HubProcess {
  readonly #options: HubProcessOptions;
  #phase: Phase = { name: 'stopped' };

  constructor(options: HubProcessOptions) {
    this.#options = options;
  }

  /**
   * Starts the process and waits until it says that it is ready.
   * @returns the URL that it serves at
   * @throws OV_HUB_PROCESS_FAILED with the last lines of its log, OV_HUB_PROCESS_NOT_READY
   */
  async start(): Promise<string> {
    if (this.#phase.name !== 'stopped') throw new Error(`${this.#options.name} is ${this.#phase.name}`);
    const child = this.#spawn();
    this.#phase = { name: 'starting', child };
    child.once('exit', (code, signal) => void this.#onExit(child, signal ?? `exit code ${code}`));
    const url = await this.#ready(child);
    this.#phase = { name: 'running', child };
    return url;
  }

  /** Asks the process to end, and ends it after a grace period. */
  async stop(): Promise<void> {
    if (this.#phase.name === 'stopped') return;
    const { child } = this.#phase;
    this.#phase = { name: 'stopping', child };
    if (child.exitCode === null && child.signalCode === null) {
      const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await exit;
      clearTimeout(giveUp);
    }
    this.#phase = { name: 'stopped' };
  }

  /** Process id while it lives. */
  get pid(): number | undefined {
    return this.#phase.name === 'stopped' ? undefined : this.#phase.child.pid;
  }

  /** Without a pause, so that whoever stops the hub meanwhile finds either no process or one that can be stopped. */
  #spawn(): ChildProcess {
    const { command, args, env, logFile } = this.#options;
    rotateLog(logFile);
    const log = openSync(logFile, 'a', 0o600);
    try {
      return spawn(command, args, { env, detached: true, stdio: ['ignore', log, log, 'ipc'] });
    } finally {
      closeSync(log);
    }
  }

  #ready(child: ChildProcess): Promise<string> {
    const { name, logFile } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(gatewayError('OV_HUB_PROCESS_NOT_READY', { name, seconds: READY_TIMEOUT_MS / 1000, log: logFile }));
        void this.stop();
      }, READY_TIMEOUT_MS);
      child.once('message', (message) => {
        clearTimeout(timer);
        resolve(readyMessage.parse(message).url);
      });
      child.once('error', (cause) => {
        clearTimeout(timer);
        reject(cause);
      });
      child.once('exit', () => {
        clearTimeout(timer);
        void lastLines(logFile, TAIL_LINES).then((tail) =>
          reject(gatewayError('OV_HUB_PROCESS_FAILED', { name, log: logFile, tail })),
        );
      });
    });
  }

  async #onExit(child: ChildProcess, how: string): Promise<void> {
    const { name, logFile, onDeath } = this.#options;
    if (this.#phase.name === 'stopped' || this.#phase.child !== child) return;
    const wasRunning = this.#phase.name === 'running';
    if (this.#phase.name !== 'stopping') this.#phase = { name: 'stopped' };
    if (wasRunning) onDeath({ name, how, logFile, tail: await lastLines(logFile, TAIL_LINES) });
  }
}
