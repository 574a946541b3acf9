const encoder = new TextEncoder();

/** Bytes to begin with: more than a page of a roster takes. */
const ROOM = 1024 * 1024;

/**
 * Memory for one page of a roster after the other, shared with the thread of the engine: nothing is copied on the way
 * there, and no page stays behind until it is collected.
 */
export class PageRoom {
  #bytes = new Uint8Array(new SharedArrayBuffer(ROOM));

  /** The lines as UTF-8. They stand until the next are held. */
  hold(lines: string | Uint8Array): Uint8Array<SharedArrayBuffer> {
    if (typeof lines !== 'string') {
      this.#reserve(lines.length);
      this.#bytes.set(lines);
      return this.#bytes.subarray(0, lines.length);
    }
    this.#reserve(lines.length);
    const { read, written } = encoder.encodeInto(lines, this.#bytes);
    if (read === lines.length) return this.#bytes.subarray(0, written);
    // A UTF-16 unit takes at most three bytes of UTF-8.
    this.#reserve(3 * lines.length);
    return this.#bytes.subarray(0, encoder.encodeInto(lines, this.#bytes).written);
  }

  #reserve(length: number): void {
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(new SharedArrayBuffer(2 * length));
  }
}
