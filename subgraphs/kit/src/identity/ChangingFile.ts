import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../errors.js';

/** How old what is known of a file may be, in milliseconds. */
const FRESH_MS = 1_000;

/** How often a file is looked at, at most, however many ask for it afresh. */
const COOLDOWN_MS = 100;

/**
 * What a file says, read again when it has changed: keys are exchanged without a restart. A file that cannot be read
 * any more leaves what it said before in force, with a warning of the process.
 */
export class ChangingFile<T> {
  readonly #file: string;
  readonly #read: (file: string) => Promise<T>;
  #content: T;
  #version: string;
  #lookedAt: number;
  #looking: Promise<void> | undefined;

  /**
   * Reads the file a first time.
   * @param read throws what it has to say of a file that is not as it should be
   */
  static async open<T>(file: string, read: (file: string) => Promise<T>): Promise<ChangingFile<T>> {
    const version = await versionOf(file);
    return new ChangingFile(file, read, await read(file), version);
  }

  private constructor(file: string, read: (file: string) => Promise<T>, content: T, version: string) {
    this.#file = file;
    this.#read = read;
    this.#content = content;
    this.#version = version;
    this.#lookedAt = performance.now();
  }

  /** What it says, or said a second ago. */
  async current(): Promise<T> {
    if (performance.now() - this.#lookedAt >= FRESH_MS) await this.#lookOnce();
    return this.#content;
  }

  /** What it says now, for whoever misses something in it: after a short while, if somebody has just looked. */
  async fresh(): Promise<T> {
    const asked = performance.now();
    await this.#looking;
    const tooSoon = this.#lookedAt + COOLDOWN_MS - performance.now();
    if (tooSoon > 0) await sleep(tooSoon);
    if (this.#looking !== undefined || this.#lookedAt <= asked) await this.#lookOnce();
    return this.#content;
  }

  #lookOnce(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const lookedAt = performance.now();
    const version = await versionOf(this.#file);
    this.#lookedAt = lookedAt;
    if (version === this.#version) return;
    this.#version = version;
    try {
      this.#content = await this.#read(this.#file);
    } catch (cause) {
      process.emitWarning(`${this.#file} is not taken over: ${reasonOf(cause)}`);
    }
  }
}

/** Differs where the file does; empty where there is none. */
async function versionOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`;
}
