/** How often what has expired is forgotten, in seconds. */
const SWEEP_SECONDS = 60;

/**
 * The assertions that a process has taken, so that none is taken twice: whoever reads one on its way cannot repeat the
 * call with it. Each is kept until it would be refused as expired anyway.
 */
export class TakenAssertions {
  readonly #goodUntil = new Map<string, number>();
  readonly #now: () => number;
  #sweptAt: number;

  /** @param now seconds since 1970 */
  constructor(now: () => number = () => Date.now() / 1000) {
    this.#now = now;
    this.#sweptAt = now();
  }

  /** How many are kept. */
  get size(): number {
    return this.#goodUntil.size;
  }

  /**
   * Takes an assertion.
   * @param until seconds since 1970 at which it expires
   * @returns false where it was taken before
   */
  take(id: string, until: number): boolean {
    this.#sweep();
    if (this.#goodUntil.has(id)) return false;
    this.#goodUntil.set(id, until);
    return true;
  }

  #sweep(): void {
    const now = this.#now();
    if (now - this.#sweptAt < SWEEP_SECONDS) return;
    this.#sweptAt = now;
    for (const [id, until] of this.#goodUntil) if (until < now) this.#goodUntil.delete(id);
  }
}
