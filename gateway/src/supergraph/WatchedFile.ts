import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Somebody who writes a file in place is done after that time. */
const SETTLE_MS = 20;

/**
 * A file that is looked at now and then. That sees whatever may happen to it: written in place, renamed over, a symbolic
 * link set anew, on a network disk; what operating systems tell of such things differs, and is lost at times.
 */
export class WatchedFile<Content> {
  readonly #file: string | URL;
  readonly #read: (file: string | URL) => Content;
  #seen: string | undefined;

  /** @param read what the file says; throws where it cannot be read */
  constructor(file: string | URL, read: (file: string | URL) => Content) {
    this.#file = file;
    this.#read = read;
  }

  /**
   * What the file says, or null where it is as it was when it was read last.
   * @throws what `read` throws
   */
  async poll(): Promise<Content | null> {
    for (;;) {
      const before = await this.#stamp();
      if (before !== undefined && before === this.#seen) return null;
      const content = this.#read(this.#file);
      await delay(SETTLE_MS);
      if ((await this.#stamp()) !== before) continue;
      this.#seen = before;
      return content;
    }
  }

  async #stamp(): Promise<string | undefined> {
    try {
      const { ino, mtimeNs, size } = await stat(this.#file, { bigint: true });
      return `${ino} ${mtimeNs} ${size}`;
    } catch {
      return undefined;
    }
  }
}
