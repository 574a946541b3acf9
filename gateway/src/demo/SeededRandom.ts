import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A share of a whole: `weight` by the sum of all weights of its list. */
export interface Weighted<Value> {
  readonly value: Value;
  readonly weight: number;
}

/**
 * Pseudo-random choices that a seed fixes for ever: the same seed and label give the same choices. Each part of the
 * city draws from a stream of its own (its label), so that a change to one part leaves the others as they were.
 */
export class SeededRandom {
  readonly #generator;

  constructor(seed: string, label: string) {
    const digest = createHash('sha256').update(seed).update('\u001f').update(label).digest();
    this.#generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32BE(offset)));
  }

  /** A whole number from `first` to `last`, both included. */
  int(first: number, last: number): number {
    return uniformInt(this.#generator, first, last);
  }

  /** True in `percent` of a hundred cases; at most two decimals count. */
  chance(percent: number): boolean {
    return this.int(1, 10_000) <= Math.round(percent * 100);
  }

  /** One of a list. */
  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.int(0, values.length - 1)];
    if (value === undefined) throw new RangeError('Nothing to pick from');
    return value;
  }

  /** One of a list, each as likely as its weight (whole numbers) says. */
  pickWeighted<Value>(choices: readonly Weighted<Value>[]): Value {
    let ticket = this.int(
      1,
      choices.reduce((sum, choice) => sum + choice.weight, 0),
    );
    for (const { value, weight } of choices) {
      ticket -= weight;
      if (ticket <= 0) return value;
    }
    throw new RangeError('Nothing to pick from');
  }

  /** The list in random order (Fisher–Yates); the given list stays as it is. */
  shuffle<Value>(values: readonly Value[]): Value[] {
    const tickets = values.map((_, index) => index);
    for (let last = tickets.length - 1; last > 0; last -= 1) {
      const other = this.int(0, last);
      const [a, b] = [tickets[last] ?? last, tickets[other] ?? other];
      tickets[last] = b;
      tickets[other] = a;
    }
    return tickets.flatMap((ticket) => values.slice(ticket, ticket + 1));
  }

  /** A day of the years from `firstYear` to `lastYear`, never after the 28th of a month. */
  day(firstYear: number, lastYear: number): string {
    const [month, day] = [this.int(1, 12), this.int(1, 28)];
    return `${this.int(firstYear, lastYear)}-${padded(month, 2)}-${padded(day, 2)}`;
  }
}

/** A number in at least so many digits. */
export function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
