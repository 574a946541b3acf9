import { ByteTable } from '@onevisit/draw';

/** How many visits subjects have, by several countings: some bytes a subject, since a year may hold millions of them. */
export class VisitTally {
  readonly #subjects = new ByteTable();
  readonly #counts: Uint16Array[];
  readonly #most: number[];

  /** @param countings how many there are */
  constructor(countings: number) {
    this.#counts = Array.from({ length: countings }, () => new Uint16Array(1024));
    this.#most = Array.from({ length: countings }, () => 0);
  }

  /** The most that any subject has by a counting. @param counting its number, from 0 */
  mostBy(counting: number): number {
    return this.#most[counting] ?? 0;
  }

  /** Adds to a subject, whose id is the bytes from `start` to `end`. @param counted how much, by each counting */
  add(bytes: Uint8Array, start: number, end: number, counted: readonly number[]): void {
    let subject = -1;
    for (let counting = 0; counting < counted.length; counting += 1) {
      const count = counted[counting] as number;
      if (count === 0) continue;
      if (subject < 0) subject = this.#subjects.enter(bytes, start, end);
      const counts = this.#roomFor(subject, counting);
      const sum = (counts[subject] as number) + count;
      counts[subject] = sum;
      if (sum > this.mostBy(counting)) this.#most[counting] = sum;
    }
  }

  /** What a subject has by a counting. */
  countOf(counting: number, bytes: Uint8Array, start: number, end: number): number {
    const subject = this.#subjects.find(bytes, start, end);
    return subject < 0 ? 0 : (this.#counts[counting]?.[subject] ?? 0);
  }

  #roomFor(subject: number, counting: number): Uint16Array {
    const counts = this.#counts[counting] as Uint16Array;
    if (subject < counts.length) return counts;
    // A counting may have counted none of those who came before.
    const larger = new Uint16Array(Math.max(2 * counts.length, subject + 1));
    larger.set(counts);
    this.#counts[counting] = larger;
    return larger;
  }
}
