import { compareBytewise, portableSha256, reduceToRoot, type Sha256, US } from '@onevisit/draw';
import { nativeSha256 } from '@onevisit/draw/nativeSha256';
import { BenchCity } from './BenchCity.js';
import { LEGS, taskId } from './legs.js';
import { Messages } from './Messages.js';

const HASH_BYTES = 32;
const ROSTER_KEY = '5a'.repeat(HASH_BYTES);

/** What it took merely to hash. */
export interface HashingAlone {
  readonly entries: number;
  readonly seconds: number;
}

/**
 * Hashes what a freeze hashes, and does nothing else: one after the other, on one thread, a key for each distinct subject, a
 * leaf for each entry, and the tree. What is hashed lies in memory as bytes beforehand; only hashing is timed.
 */
export function hashingAlone(entries: number): HashingAlone {
  return hashingWith(portableSha256, entries);
}

/** The same with the SHA-256 that a freeze uses on a server. */
export function hashingAloneNatively(entries: number): HashingAlone {
  return hashingWith(nativeSha256, entries);
}

function hashingWith(sha256: Sha256, entries: number): HashingAlone {
  const city = new BenchCity(entries);
  const messages = Messages.of(city.codes.map((code) => ROSTER_KEY + US + code));
  const keys = new Uint8Array(city.codes.length * HASH_BYTES);
  let milliseconds = timed(() => {
    for (let number = 0; number < city.codes.length; number += 1) {
      messages.hash(number, sha256, keys, number * HASH_BYTES);
    }
  });
  const hashes = new Uint8Array(LEGS.length * city.codes.length * HASH_BYTES);
  let count = 0;
  for (const index of [...LEGS.keys()].sort((a, b) => compareBytewise(legId(a), legId(b)))) {
    const pool = city.sortedPool(index);
    const leaves = leavesOf(city, index, pool);
    milliseconds += timed(() => {
      for (let at = 0; at < pool.length; at += 1, count += 1) {
        const key = (pool[at] as number) * HASH_BYTES;
        leaves.write(at, 1, keys.subarray(key, key + HASH_BYTES));
        leaves.hash(at, sha256, hashes, count * HASH_BYTES);
      }
    });
  }
  milliseconds += timed(() => void reduceToRoot(hashes, count, sha256));
  return { entries: count, seconds: milliseconds / 1000 };
}

/** The leaves of a leg, with room for the keys. */
function leavesOf(city: BenchCity, index: number, pool: Uint32Array): Messages {
  const head = '\0'.repeat(1 + HASH_BYTES);
  const lines = Array.from(pool, (number) => {
    const { code, creditClass, district } = city.member(number);
    return head + [legId(index), code, creditClass, district, 'ELIGIBLE'].join(US);
  });
  return Messages.of(lines);
}

function legId(index: number): string {
  return taskId(LEGS[index]?.department ?? '');
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
