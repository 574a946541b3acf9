import { type DrawProgress, type JobStep, NO_PROGRESS } from './progress.js';

/** The progress of a long step while it runs: every change is reported. */
export class JobProgress {
  readonly #report: (progress: DrawProgress) => void;
  readonly #began = performance.now();
  #current: DrawProgress;
  #stepBegan = this.#began;
  #passed = 0;

  /** @param report called with each change */
  constructor(job: DrawProgress['job'], report: (progress: DrawProgress) => void) {
    this.#current = { ...NO_PROGRESS, job, state: 'RUNNING' };
    this.#report = report;
  }

  get current(): DrawProgress {
    return this.#current;
  }

  /** The next step begins; the one before, if any, has ended. */
  begin(step: JobStep): void {
    const times = this.#ended();
    this.#stepBegan = performance.now();
    this.#change({ state: 'RUNNING', step, times, waitingForDraw: null });
  }

  /** Another draw has to come first. */
  wait(waitingForDraw: string | null): void {
    if (this.#current.waitingForDraw === waitingForDraw && this.#current.state === 'WAITING') return;
    this.#change({ state: 'WAITING', waitingForDraw });
  }

  /** So many entries are known to come, or were there before. */
  expect(parts: Partial<Pick<DrawProgress, 'total' | 'entries' | 'waitingFor'>>): void {
    this.#change(parts);
  }

  /** So many more entries went by. */
  pass(entries: number): void {
    this.#passed += entries;
    const seconds = (performance.now() - this.#began) / 1000;
    this.#change({
      entries: this.#current.entries + entries,
      entriesPerSecond: Math.round(this.#passed / seconds),
    });
  }

  /** A department has given all that it has. */
  arrived(department: string): void {
    this.#change({ waitingFor: this.#current.waitingFor.filter((code) => code !== department) });
  }

  /** The last step has ended. */
  done(): DrawProgress {
    this.#change({ state: 'DONE', step: null, times: this.#ended() });
    return this.#current;
  }

  #ended(): DrawProgress['times'] {
    const { step, times } = this.#current;
    if (step === null) return times;
    const seconds = Math.round(performance.now() - this.#stepBegan) / 1000;
    return [...times, { step, seconds }];
  }

  #change(parts: Partial<DrawProgress>): void {
    this.#current = { ...this.#current, ...parts };
    this.#report(this.#current);
  }
}
