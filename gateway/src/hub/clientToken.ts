import { readPrivateKey } from '@onevisit/kit';
import { importJWK, SignJWT } from 'jose';
import type { ClientClaims } from '../clientClaims.js';
import { CLIENT_AUDIENCE } from '../server/clientIdentity.js';
import { CLIENTS_KEY, type KeyFiles } from './keys.js';

/** Issuer of tokens that the development key signs. */
export const DEVELOPMENT_ISSUER = 'onevisit-development';

/**
 * Signs a token for a client with the development key.
 * @param expires from now, such as `12h` or `30m`
 * @returns a compact JWT for `Authorization: Bearer`
 */
export async function signClientToken(keys: KeyFiles, claims: ClientClaims, expires = '12h'): Promise<string> {
  const key = await readPrivateKey(keys.privateKeyOf(CLIENTS_KEY));
  const { sub, ...rest } = claims;
  return new SignJWT(rest)
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(CLIENT_AUDIENCE)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importJWK(key, 'EdDSA'));
}
