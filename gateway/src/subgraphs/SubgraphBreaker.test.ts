import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CallKind, SubgraphBreaker } from './SubgraphBreaker.js';
import type { Delivery } from './SubgraphCall.js';

const PAUSE_MS = 3_000;
const query: CallKind = { isMutation: false, hasTime: true };
const mutation: CallKind = { isMutation: true, hasTime: true };
const answered: Delivery = { outcome: 'delivered', status: 200, text: '{}' };
const failed = (outcome: 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_BAD_RESPONSE'): Delivery => ({
  outcome,
  cause: 'test',
});

const open: SubgraphBreaker[] = [];
// Time passes when the test says so.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  for (const breaker of open.splice(0)) breaker.close();
  vi.useRealTimers();
});

function breakerOf(): SubgraphBreaker {
  const breaker = new SubgraphBreaker({ windowMs: 10_000, fewestCalls: 4, pauseMs: PAUSE_MS });
  open.push(breaker);
  return breaker;
}

async function opened(): Promise<SubgraphBreaker> {
  const breaker = breakerOf();
  for (let call = 0; call < 4; call += 1) await breaker.call(async () => failed('SUBGRAPH_UNAVAILABLE'), query);
  return breaker;
}

/** How many of the works were done, of several calls at once. */
async function done(breaker: SubgraphBreaker, kinds: CallKind[], delivery: Delivery): Promise<number> {
  let count = 0;
  const work = async (): Promise<Delivery> => {
    count += 1;
    await delay(5);
    return delivery;
  };
  await Promise.all(kinds.map((kind) => breaker.call(work, kind)));
  return count;
}

describe('SubgraphBreaker', () => {
  it('opens when most calls fail, and answers at once then', async () => {
    const breaker = await opened();
    expect(breaker.state).toBe('open');
    expect(await done(breaker, [query, mutation], answered)).toBe(0);
    expect(await breaker.call(async () => answered, query)).toMatchObject({ outcome: 'SUBGRAPH_UNAVAILABLE' });
  });

  it('stays closed on few calls, on few failures, and on answers that cannot be used', async () => {
    const breaker = breakerOf();
    for (let call = 0; call < 3; call += 1) await breaker.call(async () => failed('SUBGRAPH_TIMEOUT'), query);
    expect(breaker.state).toBe('closed');
    await done(
      breaker,
      Array.from({ length: 20 }, () => query),
      answered,
    );
    await breaker.call(async () => failed('SUBGRAPH_TIMEOUT'), query);
    expect(breaker.state).toBe('closed');
    const odd = breakerOf();
    await done(
      odd,
      Array.from({ length: 20 }, () => query),
      failed('SUBGRAPH_BAD_RESPONSE'),
    );
    expect(odd.state).toBe('closed');
  });

  it('does not blame a subgraph for calls that had no time', async () => {
    const breaker = breakerOf();
    const hasty = { isMutation: false, hasTime: false };
    await done(
      breaker,
      Array.from({ length: 20 }, () => hasty),
      failed('SUBGRAPH_TIMEOUT'),
    );
    expect(breaker.state).toBe('closed');
  });

  it('lets one query with time through after a pause; that decides', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(PAUSE_MS);
    expect(breaker.state).toBe('half-open');
    expect(await done(breaker, [{ ...query, hasTime: false }], answered)).toBe(0);
    expect(await done(breaker, [query, query, query], failed('SUBGRAPH_TIMEOUT'))).toBe(1);
    expect(breaker.state).toBe('open');
    vi.advanceTimersByTime(PAUSE_MS);
    expect(await done(breaker, [query, query, query], answered)).toBe(1);
    expect(breaker.state).toBe('closed');
  });

  it('lets mutations find it out, too, but never makes a query wait for them', async () => {
    const breaker = await opened();
    vi.advanceTimersByTime(PAUSE_MS);
    expect(await done(breaker, [mutation, query], answered)).toBe(2);
    expect(breaker.state).toBe('closed');
    const other = await opened();
    vi.advanceTimersByTime(PAUSE_MS);
    await other.call(async () => failed('SUBGRAPH_UNAVAILABLE'), mutation);
    expect(other.state).toBe('open');
  });
});
