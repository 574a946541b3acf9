import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Hub, startHub } from '@onevisit/gateway';
import { BenchCity } from '../bench/draw/BenchCity.js';
import { removeHubData } from '../bench/draw/BenchHub.js';
import { fillDepartments } from '../bench/draw/fillDepartments.js';
import { LEGS } from '../bench/draw/legs.js';
import { hubEnvironment } from './hubEnvironment.js';

/** Entries of each of five pools: enough for a freeze and a drawing that take their time. */
const ENTRIES = 1_000;

/** A hub of five departments that tests may stop and start, in part or whole; each leaves it whole for the next. */
export class StoppableHub {
  readonly #dataDir: string;
  #running: Hub | undefined;
  #filling: Promise<void> | undefined;

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

  /** Fills the pools of the departments, once. */
  filled(): Promise<void> {
    const patient = { note: () => undefined, signal: new AbortController().signal };
    this.#filling ??= fillDepartments(this.hub, new BenchCity(ENTRIES), patient);
    return this.#filling;
  }

  /** Ends a subgraph as a power cut would, and starts it again. */
  async cutPower(code: string): Promise<void> {
    const { hub } = this;
    const pid = hub.processId(code);
    if (pid === undefined) throw new Error(`${code} does not run`);
    process.kill(pid, 'SIGKILL');
    while (hub.processId(code) !== undefined) await sleep(10);
    await hub.startSubgraph(code);
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
    const env = hubEnvironment();
    this.#running = await startHub({ dataDir: this.#dataDir, port: 'free', departments, env });
  }
}
