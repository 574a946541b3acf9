import type { ByteTable } from './ByteTable.js';
import { DIGEST_BYTES, hashFields, Message, portableSha256, type Sha256 } from './sha256.js';
import { US } from './text.js';

/** `key(inspector)` of §1: raw bytes. `rosterKey` in hex. */
export function inspectorKey(
  rosterKey: string,
  inspector: { readonly department: string; readonly id: string },
): Uint8Array {
  return new Message().text([rosterKey, `crew/${inspector.department}`, inspector.id].join(US)).sha256();
}

/** `key(subject)` of §1 in hex: what a subject may be given to check its own place in a draw. */
export function subjectKey(rosterKey: string, subject: string): string {
  return hashFields(rosterKey, subject);
}

/** The keys of a growing table of subjects, each computed once, 32 bytes a subject. */
export class SubjectKeys {
  readonly #subjects: ByteTable;
  readonly #message: Message;
  readonly #prefix: number;
  readonly #hash: Sha256;
  #keys = new Uint8Array(1024 * DIGEST_BYTES);
  #count = 0;

  /** @param rosterKey hex @param subjects their ids; it may grow afterwards @param hash a SHA-256 to use */
  constructor(rosterKey: string, subjects: ByteTable, hash: Sha256 = portableSha256) {
    this.#subjects = subjects;
    this.#message = new Message().text(rosterKey + US);
    this.#prefix = this.#message.length;
    this.#hash = hash;
  }

  /** The raw key of the subject with that number: a view, valid until the next call. */
  of(number: number): Uint8Array {
    while (this.#count <= number) this.#next();
    return this.#keys.subarray(number * DIGEST_BYTES, (number + 1) * DIGEST_BYTES);
  }

  /** Writes the raw key of the subject with that number over what stands in a message from `at` on. */
  writeTo(message: Message, at: number, number: number): Message {
    while (this.#count <= number) this.#next();
    return message.overwrite(at, this.#keys, number * DIGEST_BYTES, (number + 1) * DIGEST_BYTES);
  }

  #next(): void {
    const at = this.#count * DIGEST_BYTES;
    if (at === this.#keys.length) {
      const larger = new Uint8Array(2 * at);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    const subject = this.#subjects.bytesOf(this.#count);
    this.#hash(this.#message.truncate(this.#prefix).raw(subject).bytes, this.#keys, at);
    this.#count += 1;
  }
}
