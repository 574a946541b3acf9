import { type Transferable, Worker } from 'node:worker_threads';
import type { DrawStep } from '@onevisit/draw';
import { OneVisitError } from '@onevisit/kit/errors';
import type { DrawEngine } from './DrawEngine.js';

/** A call of an engine's method: plain data there and back. */
export interface EngineCall {
  readonly id: number;
  readonly operation: keyof DrawEngine;
  readonly input: unknown;
}

/** What comes back: a call's value or refusal, or that a part of a long call begins. */
export type EngineAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly refused: EngineRefusal }
  | { readonly step: DrawStep | 'TREE' };

/** A DrawError on its way between threads; its message is in both languages. */
interface EngineRefusal {
  readonly code: string;
  readonly message: string;
  readonly place: string;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
}

type Input<Operation extends keyof DrawEngine> = Parameters<DrawEngine[Operation]>[0];
type Value<Operation extends keyof DrawEngine> = Awaited<ReturnType<DrawEngine[Operation]>>;

/** A DrawEngine in a thread of its own. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #failure: Error | undefined;

  /** @param file the compiled worker.ts @param begin called as each part of a long call begins */
  constructor(file: URL, begin: (step: DrawStep | 'TREE') => void = () => undefined) {
    this.#worker = new Worker(file, { workerData: file.href });
    this.#worker.on('message', (answer: EngineAnswer) => {
      if ('step' in answer) begin(answer.step);
      else this.#settle(answer);
    });
    this.#worker.on('error', (cause) => this.#fail(cause));
    this.#worker.on('exit', () => this.#fail(new Error('engine: its thread has ended')));
    // A thread that waits for calls must not keep its process.
    this.#worker.unref();
  }

  /**
   * Calls a method of the engine; calls are answered in order.
   * @param transfer buffers in the input that go over, and are not the caller's any more
   * @throws OneVisitError with a DrawError's code and place, for whatever the protocol refuses
   */
  call<Operation extends keyof DrawEngine>(
    operation: Operation,
    input: Input<Operation>,
    transfer: readonly Transferable[] = [],
  ): Promise<Value<Operation>> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const id = this.#calls;
      this.#calls += 1;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, operation, input } satisfies EngineCall, transfer);
    });
  }

  /** Ends the thread at once, in whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: Exclude<EngineAnswer, { readonly step: unknown }>): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('value' in answer) waiting?.resolve(answer.value as never);
    else
      waiting?.reject(new OneVisitError(answer.refused.code, answer.refused.message, { place: answer.refused.place }));
  }

  #fail(cause: Error): void {
    this.#failure ??= cause;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
