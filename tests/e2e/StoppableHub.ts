import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hub, startHub } from '@onevisit/gateway';
import { removeHubData } from '../bench/draw/BenchHub.js';
import { LEGS } from '../bench/draw/legs.js';

/** A hub of five departments that tests may stop and start, in part or whole; each leaves it whole for the next. */
export class StoppableHub {
  readonly #dataDir: string;
  #running: Hub | undefined;

  private constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  static async open(): Promise<StoppableHub> {
    const stoppable = new StoppableHub(await mkdtemp(join(tmpdir(), 'onevisit-stops-')));
    await stoppable.#start();
    return stoppable;
  }

  /** The hub as it runs now. */
  get hub(): Hub {
    if (this.#running === undefined) throw new Error('the hub does not run');
    return this.#running;
  }

  /** Does something while one subgraph is stopped. */
  async without<Result>(code: string, work: () => Promise<Result>): Promise<Result> {
    await this.hub.stopSubgraph(code);
    try {
      return await work();
    } finally {
      await this.hub.startSubgraph(code);
    }
  }

  /** Stops everything, does something, and starts everything again on the same data. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.hub.stop();
    this.#running = undefined;
    try {
      await meanwhile();
    } finally {
      await this.#start();
    }
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    await removeHubData(this.#dataDir);
  }

  async #start(): Promise<void> {
    const departments = LEGS.map(({ department }) => department);
    this.#running = await startHub({ dataDir: this.#dataDir, port: 'free', departments });
  }
}
