import type { ByteTable } from './ByteTable.js';
import type { SubjectKeys } from './SubjectKeys.js';
import { DIGEST_BYTES, Message, portableSha256, type Sha256, toHex } from './sha256.js';
import { compareBytewise, US } from './text.js';

/** `u(subject)` of §3 in hex, from seed and key in hex. */
export function rankOf(seed: string, key: string, subject: string): string {
  return toHex(new Message().text([seed, key, subject].join(US)).sha256());
}

/** The permanent random numbers `u` of a draw's subjects (§3), each computed once and shared by all legs. */
export class Ranks {
  readonly #subjects: ByteTable;
  readonly #values: Uint8Array;
  /** The first six bytes of each `u`: they settle nearly every comparison. */
  readonly #heads: Float64Array;

  /** @param seed hex @param subjects their ids @param keys of the same subjects @param hash a SHA-256 to use */
  constructor(seed: string, subjects: ByteTable, keys: SubjectKeys, hash: Sha256 = portableSha256) {
    this.#subjects = subjects;
    const { count } = subjects;
    this.#values = new Uint8Array(count * DIGEST_BYTES);
    this.#heads = new Float64Array(count);
    const message = new Message().text(seed + US);
    const prefix = message.length;
    for (let number = 0; number < count; number += 1) {
      message.truncate(prefix).hex(keys.of(number)).text(US).raw(subjects.bytesOf(number));
      hash(message.bytes, this.#values, number * DIGEST_BYTES);
      this.#heads[number] = headOf(this.#values, number * DIGEST_BYTES);
    }
  }

  /** `u` of the subject with that number, in hex. */
  of(number: number): string {
    return toHex(this.#values.subarray(number * DIGEST_BYTES, (number + 1) * DIGEST_BYTES));
  }

  /** Orders subjects, given by number, by `u`, then bytewise by id. */
  compare(a: number, b: number): number {
    return (this.#heads[a] as number) - (this.#heads[b] as number) || this.#compareWhole(a, b);
  }

  #compareWhole(a: number, b: number): number {
    const values = this.#values;
    for (let i = 0; i < DIGEST_BYTES; i += 1) {
      const difference = (values[a * DIGEST_BYTES + i] as number) - (values[b * DIGEST_BYTES + i] as number);
      if (difference !== 0) return difference;
    }
    return compareBytewise(this.#subjects.textOf(a), this.#subjects.textOf(b));
  }
}

/** Six bytes from `start` on as one number. */
function headOf(values: Uint8Array, start: number): number {
  let head = 0;
  for (let at = start; at < start + 6; at += 1) head = head * 256 + (values[at] as number);
  return head;
}
