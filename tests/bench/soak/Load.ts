import { setTimeout as sleep } from 'node:timers/promises';
import { Asking, judge, type Question } from './Asking.js';

/** What became of the requests of a load. */
export interface LoadReport {
  readonly sent: number;
  readonly answered: number;
  /** Answers in which every value is right or explained. */
  readonly right: number;
  /** Answers in which nothing is missing. */
  readonly whole: number;
  /** Milliseconds until each answer. */
  readonly durations: readonly number[];
  /** The first that went wrong, in words. */
  readonly fault: string | undefined;
}

/** How to load a gateway. */
export interface LoadOptions {
  readonly url: string;
  readonly clients: number;
  /** A token for each subject who may ask. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** Between an answer and the next question of a client. */
const PAUSE_MS = 10;

/** Subjects that there are to be asked for, and how many at once. */
const SUBJECTS = 1_000;
const AT_ONCE = 5;

/** Clients that go on asking, each in the name of another now and then, and judge every answer. */
export class Load {
  readonly #asking: Asking;
  readonly #tokens: readonly (readonly [string, string])[];
  readonly #clients: readonly Promise<void>[];
  readonly #durations: number[] = [];
  #sent = 0;
  #right = 0;
  #whole = 0;
  #fault: string | undefined;
  #isOver = false;

  constructor({ url, clients, tokens }: LoadOptions) {
    this.#asking = new Asking(url, clients);
    this.#tokens = [...tokens];
    this.#clients = Array.from({ length: clients }, (_, client) => this.#run(client));
  }

  /** Answers so far in which nothing was missing. */
  get whole(): number {
    return this.#whole;
  }

  /** Ends it once all that was asked is answered. */
  async stop(): Promise<LoadReport> {
    this.#isOver = true;
    await Promise.all(this.#clients);
    await this.#asking.close();
    return {
      sent: this.#sent,
      answered: this.#durations.length,
      right: this.#right,
      whole: this.#whole,
      durations: this.#durations,
      fault: this.#fault,
    };
  }

  async #run(client: number): Promise<void> {
    for (let round = 0; !this.#isOver; round++) {
      await this.#askOnce(this.#question(client * 7 + round));
      await sleep(PAUSE_MS);
    }
  }

  async #askOnce(question: Question): Promise<void> {
    this.#sent += 1;
    const began = performance.now();
    const answer = await this.#asking.ask(question).catch((cause: Error) => cause);
    if (answer instanceof Error) {
      this.#fault ??= `no answer: ${answer.message}`;
      return;
    }
    this.#durations.push(performance.now() - began);
    const verdict = judge(question, answer);
    if (verdict.kind === 'wrong') this.#fault ??= `wrong: ${verdict.why}`;
    else this.#right += 1;
    if (verdict.kind === 'whole') this.#whole += 1;
  }

  /** Not the same for any two clients at once, and often the same as one before. */
  #question(seed: number): Question {
    const [asker = '', token = ''] = this.#tokens[seed % this.#tokens.length] ?? [];
    const ids = Array.from({ length: AT_ONCE }, (_, index) => `s${(seed * 31 + index * 17) % SUBJECTS}`);
    return { ids, asker, token };
  }
}
