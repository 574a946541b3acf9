import CircuitBreaker from 'opossum';
import type { Delivery, SubgraphState } from './SubgraphCall.js';

/** When a breaker opens, and for how long. */
export interface BreakerLimits {
  /** It opens when more than half of the calls of this long failed. */
  readonly windowMs: number;
  /** It does not open on fewer calls than these. */
  readonly fewestCalls: number;
  /** How long nothing is called before one call finds out whether the subgraph is back. */
  readonly pauseMs: number;
}

const LIMITS: BreakerLimits = { windowMs: 20_000, fewestCalls: 6, pauseMs: 3_000 };
const WINDOW_PARTS = 10;
const MOST_FAILURES_PERCENT = 50;

type Work = () => Promise<Delivery>;

/** What a caller says of a call. */
export interface CallKind {
  readonly isMutation: boolean;
  /** Whether it has time enough that not to be answered within it tells something of the subgraph. */
  readonly hasTime: boolean;
}

/** A delivery that counts as a failure of the subgraph. */
class CountedFailure extends Error {
  constructor(readonly delivery: Delivery) {
    super('a call failed');
  }
}

/**
 * Spares a subgraph that does not answer, and those who wait for it: once most calls fail, calls fail at once; after a
 * pause, one query finds out whether it is back. Answers that cannot be used do not count: one client's odd query must not
 * cost the others their department.
 */
export class SubgraphBreaker {
  readonly #circuit: CircuitBreaker<[Work, CallKind], Delivery>;

  constructor({ windowMs, fewestCalls, pauseMs }: BreakerLimits = LIMITS) {
    this.#circuit = new CircuitBreaker(attempt, {
      timeout: false,
      rollingCountTimeout: windowMs,
      rollingCountBuckets: WINDOW_PARTS,
      errorThresholdPercentage: MOST_FAILURES_PERCENT,
      volumeThreshold: fewestCalls,
      resetTimeout: pauseMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
  }

  get state(): SubgraphState['breaker'] {
    if (this.#circuit.opened) return 'open';
    return this.#circuit.halfOpen ? 'half-open' : 'closed';
  }

  /** Does the work, or answers SUBGRAPH_UNAVAILABLE for it. Never rejects unless the work does. */
  async call(work: Work, kind: CallKind): Promise<Delivery> {
    if (this.#circuit.halfOpen && kind.isMutation) return this.#callBesideProbe(work, kind);
    if (!this.#circuit.closed && !kind.hasTime) return refused(this.state);
    try {
      return await this.#circuit.fire(work, kind);
    } catch (cause) {
      if (cause instanceof CountedFailure) return cause.delivery;
      if (CircuitBreaker.isOurError(cause as Error)) return refused(this.state);
      throw cause;
    }
  }

  /** Ends the timers. */
  close(): void {
    this.#circuit.shutdown();
  }

  /** A mutation may take minutes: queries do not wait for what it finds out, nor does it for them. */
  async #callBesideProbe(work: Work, kind: CallKind): Promise<Delivery> {
    const delivery = await work();
    if (countsAsFailure(delivery, kind)) this.#circuit.open();
    else this.#circuit.close();
    return delivery;
  }
}

async function attempt(work: Work, kind: CallKind): Promise<Delivery> {
  const delivery = await work();
  if (countsAsFailure(delivery, kind)) throw new CountedFailure(delivery);
  return delivery;
}

function countsAsFailure({ outcome }: Delivery, { hasTime }: CallKind): boolean {
  return outcome === 'SUBGRAPH_UNAVAILABLE' || (outcome === 'SUBGRAPH_TIMEOUT' && hasTime);
}

function refused(state: SubgraphState['breaker']): Delivery {
  return { outcome: 'SUBGRAPH_UNAVAILABLE', cause: `not called: its breaker is ${state}` };
}
