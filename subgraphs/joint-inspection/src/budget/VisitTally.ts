import { ByteTable } from '@onevisit/draw';

/** How many visits subjects have, or may get: some bytes a subject, since a year may hold millions of them. */
export class VisitTally {
  readonly #subjects = new ByteTable();
  #visits = new Uint16Array(1024);
  /** The batch that counted each subject last; 0 for none. */
  #batches = new Uint32Array(1024);
  #batch = 0;
  #most = 0;

  /** The most visits of any subject. */
  get most(): number {
    return this.#most;
  }

  /** From here on `addOnce` counts every subject anew. */
  beginBatch(): void {
    this.#batch += 1;
  }

  /** Counts a visit of a subject, whose id is the bytes from `start` to `end`. */
  add(bytes: Uint8Array, start: number, end: number): void {
    this.#increment(this.#enter(bytes, start, end));
  }

  /** Counts a visit of a subject, unless it was counted in this batch already. */
  addOnce(bytes: Uint8Array, start: number, end: number): void {
    const number = this.#enter(bytes, start, end);
    if (this.#batches[number] === this.#batch) return;
    this.#batches[number] = this.#batch;
    this.#increment(number);
  }

  /** The visits of a subject. */
  visitsOf(bytes: Uint8Array, start: number, end: number): number {
    const number = this.#subjects.find(bytes, start, end);
    return number < 0 ? 0 : (this.#visits[number] as number);
  }

  #enter(bytes: Uint8Array, start: number, end: number): number {
    const number = this.#subjects.enter(bytes, start, end);
    if (number >= this.#visits.length) {
      const [visits, batches] = [this.#visits, this.#batches];
      this.#visits = new Uint16Array(2 * visits.length);
      this.#visits.set(visits);
      this.#batches = new Uint32Array(2 * batches.length);
      this.#batches.set(batches);
    }
    return number;
  }

  #increment(number: number): void {
    const visits = (this.#visits[number] as number) + 1;
    this.#visits[number] = visits;
    if (visits > this.#most) this.#most = visits;
  }
}
