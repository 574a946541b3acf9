import { ByteTable } from '@onevisit/draw';

/**
 * In the pools of which legs subjects stand: a number of four bytes each, since few of all sets of legs occur. Legs are
 * told one after the other.
 */
export class LegSets {
  readonly #subjects = new ByteTable();
  #setOf = new Uint32Array(1024);
  /** The legs of each set, by its number; set 0 is empty. */
  readonly #sets: (readonly number[])[] = [[]];
  #leg = -1;
  /** Numbers of the sets that the current leg makes of others. */
  #grown = new Map<number, number>();

  /** From here on subjects of the next leg are told. @returns its number, from 0 */
  nextLeg(): number {
    this.#grown = new Map();
    this.#leg += 1;
    return this.#leg;
  }

  /** A subject of the current leg, whose id is the bytes from `start` to `end`; told once. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const subject = this.#subjects.enter(bytes, start, end);
    if (subject >= this.#setOf.length) {
      const larger = new Uint32Array(2 * this.#setOf.length);
      larger.set(this.#setOf);
      this.#setOf = larger;
    }
    this.#setOf[subject] = this.#withLeg(this.#setOf[subject] as number);
  }

  /** Tells of each subject the bytes of its id and the legs, by their numbers, in whose pools it stands. */
  *[Symbol.iterator](): Generator<{ readonly subject: Uint8Array; readonly legs: readonly number[] }> {
    for (let subject = 0; subject < this.#subjects.count; subject += 1) {
      const legs = this.#sets[this.#setOf[subject] as number] ?? [];
      yield { subject: this.#subjects.bytesOf(subject), legs };
    }
  }

  #withLeg(set: number): number {
    const known = this.#grown.get(set);
    if (known !== undefined) return known;
    this.#sets.push([...(this.#sets[set] ?? []), this.#leg]);
    this.#grown.set(set, this.#sets.length - 1);
    return this.#sets.length - 1;
  }
}
