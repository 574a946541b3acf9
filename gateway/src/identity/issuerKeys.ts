import { reasonOf } from '@onevisit/kit/errors';
import type { KeyFinder } from '@onevisit/kit/identity';
import { createLocalJWKSet, createRemoteJWKSet, errors } from 'jose';

/** How the keys of an issuer are kept, in milliseconds. */
export interface IssuerKeysTimes {
  /** From that age on, keys are fetched anew while those that there are go on being used. */
  readonly refreshMs: number;
  /** From that age on they are not used any more. */
  readonly longestMs: number;
  /** Not fetched again within that time of a fetch, and of one that failed. */
  readonly pauseMs: number;
  readonly pauseAfterFailureMs: number;
}

const TIMES: IssuerKeysTimes = {
  refreshMs: 10 * 60_000,
  longestMs: 24 * 60 * 60_000,
  pauseMs: 30_000,
  pauseAfterFailureMs: 1_000,
};

/**
 * Finds keys in a JWKS behind a URL. An issuer that is down for less than a day locks nobody out: its keys are fetched anew
 * every ten minutes, or for a key that is not among them, and meanwhile those that were fetched last hold. A failure is
 * a warning of the process, once.
 *
 * jose's own remote set asks the issuer at each token once its keys are ten minutes old.
 * @throws what jose throws where there are no keys, and none can be fetched
 */
export function issuerKeys(url: URL, times: IssuerKeysTimes = TIMES): KeyFinder {
  const remote = createRemoteJWKSet(url);
  /** Keeps the keys that it has imported. */
  let find: KeyFinder = createLocalJWKSet({ keys: [] });
  let fetched = Number.NEGATIVE_INFINITY;
  let next = Number.NEGATIVE_INFINITY;
  let isFailing = false;
  let loading: Promise<void> = Promise.resolve();

  const load = async () => {
    try {
      next = Number.POSITIVE_INFINITY;
      await remote.reload();
      find = createLocalJWKSet(remote.jwks() ?? { keys: [] });
      [fetched, next, isFailing] = [performance.now(), performance.now() + times.pauseMs, false];
    } catch (cause) {
      if (!isFailing) process.emitWarning(`keys of ${url.origin} cannot be fetched: ${reasonOf(cause)}`);
      [next, isFailing] = [performance.now() + times.pauseAfterFailureMs, true];
      throw cause;
    }
  };
  /** As the last fetch ended, or the one under way, or a new one where it is time for one. */
  const loaded = () => {
    if (performance.now() >= next) {
      loading = load();
      loading.catch(() => undefined);
    }
    return loading;
  };
  return async (header, token) => {
    const age = performance.now() - fetched;
    if (age > times.longestMs) await loaded();
    else if (age > times.refreshMs) loaded().catch(() => undefined);
    try {
      return await find(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
      await loaded();
      return await find(header, token);
    }
  };
}
