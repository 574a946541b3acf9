import { type Dispatcher, errors } from 'undici';
import type { StopSignal } from './SharedCalls.js';
import type { Delivery } from './SubgraphCall.js';
import type { SubgraphErrorCode } from './subgraphErrors.js';

/** Statuses of a proxy in front of a subgraph that is away. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/** Reads one answer as it arrives. It is told piece by piece, since a stream for each answer costs more than reading it. */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #signal: StopSignal;
  readonly #deliver: (delivery: Delivery) => void;
  readonly #pieces: Buffer[] = [];
  readonly #abandoned: Set<AnswerReader>;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;

  /**
   * @param signal when nobody waits for the answer any more
   * @param deliver told what came, or why nothing did; only the first time counts
   * @param abandoned holds those that were stopped before they had a connection, until undici forgets them, too
   */
  constructor(signal: StopSignal, deliver: (delivery: Delivery) => void, abandoned: Set<AnswerReader>) {
    this.#signal = signal;
    this.#deliver = deliver;
    this.#abandoned = abandoned;
    signal.once('abort', this.#stop);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Thrown, it leaves the connection to the next one; to abort would close it.
    if (this.#signal.aborted) throw this.#signal.reason;
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#pieces.push(piece);
  }

  onResponseEnd(): void {
    const status = this.#status;
    if (AWAY.has(status)) this.#end({ outcome: 'SUBGRAPH_UNAVAILABLE', cause: { status } });
    else this.#end({ outcome: 'delivered', status, text: this.#text() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#abandoned.delete(this);
    this.#end({ outcome: this.#signal.aborted ? 'SUBGRAPH_TIMEOUT' : codeOf(cause), cause });
  }

  readonly #stop = (): void => {
    if (this.#controller !== undefined) {
      this.#controller.abort(this.#signal.reason as Error);
      return;
    }
    // It still waits for a connection: undici takes nothing out of its queue before there is one.
    this.#abandoned.add(this);
    this.#end({ outcome: 'SUBGRAPH_TIMEOUT', cause: this.#signal.reason });
  };

  #text(): string {
    const [first] = this.#pieces;
    const whole = first !== undefined && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    return whole.toString();
  }

  #end(delivery: Delivery): void {
    this.#signal.off('abort', this.#stop);
    this.#deliver(delivery);
  }
}

function codeOf(cause: unknown): SubgraphErrorCode {
  if (cause instanceof errors.ResponseExceededMaxSizeError) return 'SUBGRAPH_BAD_RESPONSE';
  if (cause instanceof errors.HTTPParserError) return 'SUBGRAPH_BAD_RESPONSE';
  return 'SUBGRAPH_UNAVAILABLE';
}
