/** The requests that are being answered, so that what they use is not taken away from them. */
export class RequestsUnderWay {
  readonly #running = new Set<Promise<unknown>>();

  /** Does the work of a request. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = work();
    this.#running.add(running);
    const done = (): void => {
      this.#running.delete(running);
    };
    running.then(done, done);
    return running;
  }

  /** Resolves when all that are under way now have ended; those that come meanwhile do not count. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#running]);
  }
}
