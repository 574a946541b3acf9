import { Worker } from 'node:worker_threads';
import type { SupergraphCandidate, SupergraphCheck } from './checkSupergraph.js';
import { refusalFrom } from './refusal.js';

/** A supergraph to check. */
export interface CheckCall {
  readonly id: number;
  readonly candidate: SupergraphCandidate;
}

/** How its check ended. */
export interface CheckAnswer {
  readonly id: number;
  readonly check: SupergraphCheck;
}

/** The bundled checkWorker.ts; threads of Node run no TypeScript, so it has to be built, whoever asks for it. */
const WORKER = new URL('../../dist/process/checkWorker.js', import.meta.url);

/** A supergraph that makes the checker take more than this is not one to serve. */
const MAX_HEAP_MB = 2_048;

/** To start the thread and to load the supergraph, beside the plans. */
const LOAD_BUDGET_MS = 30_000;

/** Supergraphs change seldom, but when they do, often several times: the thread stays that long. */
const IDLE_MS = 30_000;

/**
 * Checks supergraphs in a thread of its own, started when there is one to check and ended when there has been none for a
 * while: requests are answered meanwhile, and a supergraph that takes all the memory or never ends takes only the thread.
 */
export class CheckThread {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #calls = 0;

  /**
   * Checks one supergraph; calls are answered one after the other.
   * @returns OV_SUPERGRAPH_CHECK_FAILED as the refusal where the thread broke down, or took too long
   */
  async check(candidate: SupergraphCandidate): Promise<SupergraphCheck> {
    clearTimeout(this.#idle);
    this.#calls += 1;
    const worker = this.#worker ?? this.#start();
    const answer = await answerOf(worker, { id: this.#calls, candidate });
    if (answer instanceof Error) {
      await this.close();
      return { ok: false, refusal: refusalFrom(answer) };
    }
    this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    return answer;
  }

  /** Ends the thread, in whatever it is doing. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    // A thread that waits for supergraphs must not keep its process.
    worker.unref();
    // Whoever waits for an answer is told; else the next call starts another.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }
}

/** The answer to a call, or why none comes. */
function answerOf(worker: Worker, call: CheckCall): Promise<SupergraphCheck | Error> {
  const { documents, planBudgetMs } = call.candidate;
  const budget = LOAD_BUDGET_MS + documents.length * planBudgetMs;
  return new Promise((resolve) => {
    const settle = (answer: SupergraphCheck | Error): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', settle).off('exit', onExit);
      resolve(answer);
    };
    const onMessage = ({ id, check }: CheckAnswer): void => {
      if (id === call.id) settle(check);
    };
    const onExit = (): void => settle(new Error('the thread has ended'));
    const timer = setTimeout(() => settle(new Error(`not done after ${budget} ms`)), budget);
    worker.on('message', onMessage).on('error', settle).on('exit', onExit);
    worker.postMessage(call);
  });
}
