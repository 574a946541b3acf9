import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { OutOfTime, SharedCalls, type StopSignal } from './SharedCalls.js';

/** A call that is answered when the test says so. */
function answerable() {
  const stopped: unknown[] = [];
  let answer: (text: string) => void = () => undefined;
  let calls = 0;
  const start = (signal: StopSignal): Promise<string> => {
    calls += 1;
    return new Promise((resolve, reject) => {
      answer = resolve;
      signal.once('abort', () => {
        stopped.push(signal.reason);
        reject(signal.reason);
      });
    });
  };
  return { start, stopped, answer: (text: string) => answer(text), calls: () => calls };
}

describe('SharedCalls', () => {
  it('makes one call for all who ask the same at once, and a new one afterwards', async () => {
    const shared = new SharedCalls<string>();
    const call = answerable();
    const waiting = [shared.join('a', 1_000, call.start), shared.join('a', 1_000, call.start)];
    expect([call.calls(), shared.size, shared.has('a')]).toEqual([1, 1, true]);
    call.answer('one');
    expect(await Promise.all(waiting)).toEqual(['one', 'one']);
    expect([shared.size, shared.has('a')]).toEqual([0, false]);
    const later = shared.join('a', 1_000, call.start);
    call.answer('two');
    expect(await later).toBe('two');
    expect(call.calls()).toBe(2);
  });

  it('lets each wait as long as they have time, and stops the call with the last', async () => {
    const shared = new SharedCalls<string>();
    const call = answerable();
    const hasty = shared.join('a', 10, call.start);
    const patient = shared.join('a', 300, call.start);
    await expect(hasty).rejects.toThrow(OutOfTime);
    expect(call.stopped).toHaveLength(0);
    await expect(patient).rejects.toThrow(OutOfTime);
    expect(call.stopped).toHaveLength(1);
    expect(shared.size).toBe(0);
  });

  it('answers the patient though the first to ask has gone', async () => {
    const shared = new SharedCalls<string>();
    const call = answerable();
    const hasty = shared.join('a', 10, call.start);
    const patient = shared.join('a', 5_000, call.start);
    await expect(hasty).rejects.toThrow(OutOfTime);
    call.answer('late');
    expect(await patient).toBe('late');
  });

  it('does not let anybody join a call that is being stopped', async () => {
    const shared = new SharedCalls<string>();
    const deaf = (): Promise<string> => new Promise(() => undefined);
    await expect(shared.join('a', 5, deaf)).rejects.toThrow(OutOfTime);
    const call = answerable();
    const next = shared.join('a', 1_000, call.start);
    call.answer('fresh');
    expect(await next).toBe('fresh');
  });

  it('gives a failure to all who wait', async () => {
    const shared = new SharedCalls<string>();
    const start = async (): Promise<string> => {
      await delay(5);
      throw new Error('no');
    };
    const ends = await Promise.allSettled([shared.join('a', 1_000, start), shared.join('a', 1_000, start)]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await shared.ended();
    expect(shared.size).toBe(0);
  });
});
