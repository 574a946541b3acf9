import { type Dispatcher, errors } from 'undici';

/** An answer, read to its end. */
export interface WholeAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Reads an answer straight from the connection as one text; undici's own stream of it would cost a small answer more than
 * all the rest of the call. To be given to a dispatcher once.
 */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly answer: Promise<WholeAnswer>;
  readonly #signal: AbortSignal;
  readonly #mostBytes: number;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #resolve: (answer: WholeAnswer) => void = () => undefined;
  #reject: (cause: unknown) => void = () => undefined;
  #stop: () => void = () => undefined;

  /** @param signal stops it; the answer rejects then */
  constructor(signal: AbortSignal, mostBytes: number) {
    this.#signal = signal;
    this.#mostBytes = mostBytes;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#stop = () => controller.abort(this.#signal.reason);
    if (this.#signal.aborted) this.#stop();
    else this.#signal.addEventListener('abort', this.#stop, { once: true });
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: { readonly 'content-length'?: string | string[] | undefined },
  ): void {
    this.#status = status;
    // Else the pool cuts it off when so much has come.
    if (Number(headers['content-length'] ?? 0) > this.#mostBytes)
      controller.abort(new errors.ResponseExceededMaxSizeError());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener('abort', this.#stop);
    const [first, second] = this.#chunks;
    const whole = first !== undefined && second === undefined ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, text: whole.toString() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#signal.removeEventListener('abort', this.#stop);
    this.#reject(cause);
  }
}
