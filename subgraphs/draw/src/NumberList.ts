/** A list of whole numbers below 2³², four bytes each. */
export class NumberList {
  #numbers = new Uint32Array(64);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  /** The number at an index that is in the list. */
  at(index: number): number {
    return this.#numbers[index] as number;
  }

  /** The numbers: a view, valid until the next is pushed. */
  values(): Uint32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
