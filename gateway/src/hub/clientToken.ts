import { readPrivateKey } from '@onevisit/kit/identity';
import { importJWK, SignJWT } from 'jose';
import type { ClientClaims } from '../clientClaims.js';
import { CLIENT_AUDIENCE, DEVELOPMENT_ISSUER } from '../tokenNames.js';
import { CLIENTS_KEY, type KeyFiles } from './keys.js';

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
