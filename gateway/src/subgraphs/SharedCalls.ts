import { EventEmitter } from 'node:events';

/** A call, and how many wait for its answer. */
interface Call<Answer> {
  readonly answer: Promise<Answer>;
  readonly stop: StopSignal;
  waiting: number;
}

/** What undici takes for an AbortSignal: every call has one, and hardly any is stopped, so that it has to cost little. */
export class StopSignal extends EventEmitter {
  aborted = false;
  reason: unknown;

  abort(reason: unknown): void {
    this.aborted = true;
    this.reason = reason;
    this.emit('abort');
  }
}

/** Why somebody stopped waiting. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/**
 * The calls that are under way. Whoever asks for what is being asked already waits for that answer, as long as they have
 * time themselves; a call that nobody waits for any more is stopped.
 */
export class SharedCalls<Answer> {
  readonly #underWay = new Map<string | symbol, Call<Answer>>();

  /** How many there are. */
  get size(): number {
    return this.#underWay.size;
  }

  /** Whether such a call is under way. */
  has(key: string | symbol): boolean {
    return this.#underWay.has(key);
  }

  /**
   * @param key the same for calls that are identical; a symbol of its own for one that is shared with nobody
   * @param ms how long to wait
   * @param start makes the call unless it is under way; told by the signal when nobody waits any more
   * @throws OutOfTime; whatever `start` rejects with
   */
  join(key: string | symbol, ms: number, start: (signal: StopSignal) => Promise<Answer>): Promise<Answer> {
    const call = this.#underWay.get(key) ?? this.#begin(key, start);
    call.waiting += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new OutOfTime(`no answer within ${Math.round(ms)} ms`));
        this.#leave(key, call);
      }, ms);
      call.answer.then(
        (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        (cause: unknown) => {
          clearTimeout(timer);
          reject(cause);
        },
      );
    });
  }

  /** Resolves when none is under way. */
  async ended(): Promise<void> {
    while (this.size > 0) await Promise.allSettled([...this.#underWay.values()].map(({ answer }) => answer));
  }

  #begin(key: string | symbol, start: (signal: StopSignal) => Promise<Answer>): Call<Answer> {
    const stop = new StopSignal();
    const call: Call<Answer> = { answer: start(stop), stop, waiting: 0 };
    this.#underWay.set(key, call);
    const end = (): void => this.#forget(key, call);
    call.answer.then(end, end);
    return call;
  }

  #leave(key: string | symbol, call: Call<Answer>): void {
    call.waiting -= 1;
    if (call.waiting > 0) return;
    // Nobody may join one that is being stopped.
    this.#forget(key, call);
    call.stop.abort(new OutOfTime('nobody waits any more'));
  }

  #forget(key: string | symbol, call: Call<Answer>): void {
    if (this.#underWay.get(key) === call) this.#underWay.delete(key);
  }
}
