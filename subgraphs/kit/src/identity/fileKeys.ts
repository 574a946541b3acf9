import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { ChangingFile } from './ChangingFile.js';

/** Finds the public key by which a signature is checked; throws jose's errors where there is none. */
export type KeyFinder = JWTVerifyGetKey;

/**
 * Finds keys in a JWKS file as it is now: a key that is added holds at once, one that is taken out is refused a second later.
 * @param read reads the file; what it throws of a first bad file goes to the caller, later ones leave the old keys in force
 */
export async function createFileKeys(file: string, read: (file: string) => Promise<JSONWebKeySet>): Promise<KeyFinder> {
  const keys = await ChangingFile.open(file, async (path) => createLocalJWKSet(await read(path)));
  return async (header, token) => {
    const find = await keys.current();
    try {
      return await find(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
      return await (await keys.fresh())(header, token);
    }
  };
}

/** The process that a key is of: a `kid` is its name, or its name, a dot, and what tells its keys apart. */
export function processOfKey(kid: string): string {
  const dot = kid.indexOf('.');
  return dot < 0 ? kid : kid.slice(0, dot);
}
