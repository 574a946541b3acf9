import { setTimeout as delay } from 'node:timers/promises';
import type { SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import { reasonOf } from '@onevisit/kit/errors';
import type { PersistedDocument } from '@onevisit/schema';
import { type SupergraphCandidate, type SupergraphCheck, unusableUrl } from './checkSupergraph.js';
import { supergraphError } from './errors.js';
import { refusalFrom } from './refusal.js';
import { type SupergraphHistory, supergraphDigest } from './SupergraphHistory.js';
import type { RefusedSupergraph, ServedSupergraph, SupergraphPhase, SupergraphRefusal } from './SupergraphPhase.js';
import type { SupergraphSource } from './SupergraphSource.js';

/** What a lifecycle works with. */
export interface SupergraphLifecycleOptions {
  readonly source: SupergraphSource;
  /** The persisted documents, or null where they are as they were when they were read last. */
  readonly documents: { poll(): Promise<readonly PersistedDocument[] | null> };
  readonly check: (candidate: SupergraphCandidate) => Promise<SupergraphCheck>;
  /** Undefined: none is kept. */
  readonly history: SupergraphHistory | undefined;
  readonly planBudgetMs: number;
  /** How long to wait between two looks at the source. */
  readonly pollMs: number;
  /** How long to wait before the first. */
  readonly warmDelayMs: number;
  /** How long to wait before what may pass later is checked again; twice as long each time. */
  readonly retryMs: number;
  /** Where a subgraph is called that the supergraph says to be at that URL. */
  readonly urlOf: (name: string, url: string) => string;
  /** Told at the moment from which on a checked supergraph is served, before any request sees it. */
  readonly onServe: (checked: CheckedSupergraph) => void;
  /** Told of every change of the phase. */
  readonly onPhase: (phase: SupergraphPhase) => void;
}

/** What is known of a supergraph that has passed its check. */
export interface CheckedSupergraph extends Extract<SupergraphCheck, { readonly ok: true }> {
  readonly documents: readonly PersistedDocument[];
}

/** What the source says is to be served. */
interface Wanted {
  readonly sdl: string;
  readonly documents: readonly PersistedDocument[];
}

/** What did not pass its check. */
interface FailedCheck {
  readonly key: string;
  readonly refusal: SupergraphRefusal;
  /** How often it was checked in a row, and when it will be again, by `performance.now()`. */
  readonly tries: number;
  readonly again: number;
}

/** Refused for what may have been the machine's fault: checked again by itself, less and less often. */
const MAY_PASS_LATER: ReadonlySet<string> = new Set(['OV_SUPERGRAPH_CHECK_FAILED', 'OV_SUPERGRAPH_PLAN_BUDGET']);
const LONGEST_RETRY_MS = 60 * 60 * 1_000;

/**
 * Keeps Apollo Gateway in step with a supergraph that changes. A new one is checked first; a bad one is never served,
 * and the last good one is served on. It is Apollo Gateway's `supergraphSdl`: `initialize` gives it the first.
 */
export class SupergraphLifecycle implements SupergraphManager {
  readonly #options: SupergraphLifecycleOptions;
  readonly #stop = new AbortController();
  #phase: SupergraphPhase = { name: 'loading' };
  #update: (sdl: string) => void = () => undefined;
  #wanted: Partial<Wanted> = {};
  /** Key of what passed its check last. */
  #passed: string | undefined;
  #failed: FailedCheck | undefined;

  constructor(options: SupergraphLifecycleOptions) {
    this.#options = options;
  }

  get phase(): SupergraphPhase {
    return this.#phase;
  }

  /** Where the supergraph of the source cannot be loaded, the one that was served last is, and `holding` says why. */
  readonly initialize: SupergraphSdlHook = async ({ update }) => {
    this.#update = (sdl) => loadInto(update, sdl, this.#options.source.place);
    try {
      const { sdl } = await this.#look();
      this.#update(sdl);
      this.#enter({ name: 'serving', current: this.#served(sdl) });
      await this.#keep(sdl);
      return { supergraphSdl: sdl };
    } catch (cause) {
      const last = (await this.#options.history?.list())?.[0];
      if (last === undefined) throw cause;
      const { sdl, ...current } = last;
      this.#update(sdl);
      this.#enter({ name: 'holding', current, refused: this.#refused(refusalFrom(cause)) });
      return { supergraphSdl: sdl };
    }
  };

  /** Checks what is served, which makes its plans, and then takes up whatever the source says, until it is stopped. */
  async watch(): Promise<void> {
    const { signal } = this.#stop;
    const { warmDelayMs, pollMs } = this.#options;
    const wait = (ms: number) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
    await wait(warmDelayMs);
    while (!signal.aborted) {
      await this.#step();
      await wait(pollMs);
    }
  }

  /** What is being checked will not be served. */
  stop(): void {
    this.#stop.abort();
    this.#enter({ name: 'stopped' });
  }

  async #step(): Promise<void> {
    try {
      const wanted = await this.#look();
      const key = JSON.stringify([supergraphDigest(wanted.sdl), wanted.documents.map(({ id }) => id)]);
      const failed = this.#failed?.key === key ? this.#failed : undefined;
      if (key === this.#passed) this.#settle();
      else if (failed !== undefined && performance.now() < failed.again) this.#hold(failed.refusal);
      else await this.#consider(wanted, key);
    } catch (cause) {
      this.#hold(refusalFrom(cause));
    }
  }

  async #look(): Promise<Wanted> {
    const { source, documents } = this.#options;
    const newDocuments = await documents.poll();
    const listed = newDocuments ?? this.#wanted.documents ?? [];
    this.#wanted = { ...this.#wanted, documents: listed };
    const newSdl = await source.poll();
    const sdl = newSdl ?? this.#wanted.sdl;
    // Written anew, be it with the same text, it is to be tried again.
    if (newDocuments !== null || newSdl !== null) this.#failed = undefined;
    if (sdl === undefined) throw supergraphError('OV_SUPERGRAPH_UNREADABLE', { place: source.place, problem: 'empty' });
    this.#wanted = { sdl, documents: listed };
    return { sdl, documents: listed };
  }

  async #consider(wanted: Wanted, key: string): Promise<void> {
    const { source, planBudgetMs, check } = this.#options;
    const current = this.#current();
    if (current === undefined) return;
    this.#enter({ name: 'checking', current, candidate: supergraphDigest(wanted.sdl) });
    const checked = await check({ place: source.place, ...wanted, planBudgetMs });
    if (this.#stop.signal.aborted) return;
    const isNew = current.digest !== supergraphDigest(wanted.sdl);
    const refusal = checked.ok ? this.#takeUp(wanted, checked, isNew) : checked.refusal;
    if (refusal !== undefined) {
      this.#failed = this.#failedCheck(key, refusal);
      this.#hold(refusal);
      return;
    }
    this.#passed = key;
    this.#enter({ name: 'serving', current: isNew ? this.#served(wanted.sdl) : current });
    if (isNew) await this.#keep(wanted.sdl);
  }

  #failedCheck(key: string, refusal: SupergraphRefusal): FailedCheck {
    const tries = (this.#failed?.key === key ? this.#failed.tries : 0) + 1;
    const pause = Math.min(this.#options.retryMs * 2 ** (tries - 1), LONGEST_RETRY_MS);
    const again = MAY_PASS_LATER.has(refusal.code) ? performance.now() + pause : Number.POSITIVE_INFINITY;
    return { key, refusal, tries, again };
  }

  /** From one moment to the next: no request comes between the supergraph and its plans. */
  #takeUp(
    wanted: Wanted,
    checked: Extract<SupergraphCheck, { readonly ok: true }>,
    isNew: boolean,
  ): SupergraphRefusal | undefined {
    const { urlOf, onServe } = this.#options;
    const subgraphs = checked.subgraphs.map(({ name, url }) => ({ name, url: urlOf(name, url) }));
    const problem = unusableUrl(subgraphs);
    if (problem !== undefined) return refusalFrom(problem);
    try {
      if (isNew) this.#update(wanted.sdl);
    } catch (cause) {
      return refusalFrom(cause);
    }
    onServe({ ...checked, subgraphs, documents: wanted.documents });
    return undefined;
  }

  /** What the source says is what is served. */
  #settle(): void {
    if (this.#phase.name === 'holding') this.#enter({ name: 'serving', current: this.#phase.current });
  }

  #hold(refusal: SupergraphRefusal): void {
    const current = this.#current();
    if (current === undefined) return;
    const refused = this.#refused(refusal);
    if (this.#phase.name === 'holding' && isSame(this.#phase.refused, refused)) return;
    this.#enter({ name: 'holding', current, refused });
  }

  #current(): ServedSupergraph | undefined {
    return 'current' in this.#phase ? this.#phase.current : undefined;
  }

  #enter(phase: SupergraphPhase): void {
    if (this.#phase.name === 'stopped') return;
    this.#phase = phase;
    this.#options.onPhase(phase);
  }

  #served(sdl: string): ServedSupergraph {
    return { digest: supergraphDigest(sdl), from: this.#options.source.place, since: new Date().toISOString() };
  }

  #refused(refusal: SupergraphRefusal): RefusedSupergraph {
    const { sdl } = this.#wanted;
    return { ...refusal, digest: sdl === undefined ? null : supergraphDigest(sdl), at: new Date().toISOString() };
  }

  /** A disk that is full must not keep a gateway from serving; that there is no way back to this one is said. */
  async #keep(sdl: string): Promise<void> {
    await this.#options.history?.add({ ...this.#served(sdl), sdl }).catch((cause: unknown) => {
      process.emitWarning(`supergraph ${supergraphDigest(sdl)} is not in the history: ${reasonOf(cause)}`);
    });
  }
}

function isSame(one: RefusedSupergraph, other: RefusedSupergraph): boolean {
  return one.code === other.code && one.problem === other.problem && one.digest === other.digest;
}

/** @throws OV_SUPERGRAPH_NOT_LOADABLE */
function loadInto(update: (sdl: string) => void, sdl: string, place: string): void {
  try {
    update(sdl);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw supergraphError('OV_SUPERGRAPH_NOT_LOADABLE', { place, problem });
  }
}
