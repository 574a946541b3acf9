/** A fetch that waits to be sent, and whoever waits for its answer. */
interface Waiting<Fetch, Answer> {
  readonly fetch: Fetch;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Sends together what one client's request asks of one subgraph at one moment. Parallel fetches of a plan start in the same
 * turn, and what comes after them waits for all of them: one call for those of a subgraph loses no time, and spares the
 * others.
 */
export class JoinedFetches<Fetch, Answer> {
  readonly #waiting = new WeakMap<object, Waiting<Fetch, Answer>[]>();
  readonly #send: (fetches: readonly Fetch[]) => Promise<readonly Answer[]>;

  /** @param send asks the subgraph; answers for each fetch, in their order */
  constructor(send: (fetches: readonly Fetch[]) => Promise<readonly Answer[]>) {
    this.#send = send;
  }

  /** Answers a fetch. @param client the client's request: fetches of another are never joined with it */
  answer(client: object, fetch: Fetch): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(client) ?? this.#begin(client);
      waiting.push({ fetch, resolve, reject });
    });
  }

  #begin(client: object): Waiting<Fetch, Answer>[] {
    const waiting: Waiting<Fetch, Answer>[] = [];
    this.#waiting.set(client, waiting);
    queueMicrotask(() => {
      this.#waiting.delete(client);
      void this.#answerAll(waiting);
    });
    return waiting;
  }

  async #answerAll(waiting: readonly Waiting<Fetch, Answer>[]): Promise<void> {
    try {
      const answers = await this.#send(waiting.map(({ fetch }) => fetch));
      for (const [index, answer] of answers.entries()) waiting[index]?.resolve(answer);
    } catch (cause) {
      for (const { reject } of waiting) reject(cause);
    }
  }
}
