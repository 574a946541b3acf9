import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { kitError } from '../errors.js';
import { type Viewer, viewerSchema } from './viewer.js';

/** Header that carries the assertion of who asks from one process to another. */
export const ASSERTION_HEADER = 'x-onevisit-assertion';

/** An assertion is good for this many seconds; a subgraph accepts none that claims more than sixty. */
const LIFETIME_SECONDS = 30;
const LONGEST_LIFETIME_SECONDS = 60;

/** The joint subgraph speaks for itself (role service) and for nobody else; the gateway for anybody but a service. */
const SERVICE_ISSUER = 'joint-inspection';
const GATEWAY_ISSUER = 'gateway';

/** Signs assertions in the name of one process. */
export interface AssertionSigner {
  /** @returns a compact JWT, bound to the audience (a subgraph's code) and to the exact bytes of the request's body */
  sign(input: {
    readonly audience: string;
    readonly body: string | Uint8Array;
    readonly viewer: Viewer;
  }): Promise<string>;
}

/** Checks assertions addressed to one subgraph. */
export interface AssertionVerifier {
  /**
   * @returns who asks
   * @throws OV_KIT_UNAUTHENTICATED with the reason
   */
  verify(assertion: string | undefined, body: Uint8Array): Promise<Viewer>;
}

/** Reads a process's private key: an Ed25519 JWK with a `kid`. */
export async function readPrivateKey(file: string): Promise<JWK & { readonly kid: string }> {
  const parsed = z
    .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: z.string() })
    .safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw kitError('OV_KIT_CONFIG', { problem: `${file}: not a private Ed25519 JWK with a kid` });
  return parsed.data;
}

/** Reads the public keys of all processes: a JWKS file. */
export async function readTrustedKeys(file: string): Promise<JSONWebKeySet> {
  const parsed = z
    .object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })
    .safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw kitError('OV_KIT_CONFIG', { problem: `${file}: not a JWKS whose keys have a kid` });
  return parsed.data;
}

/** Makes the signer of the process whose private key is in `keyFile`; the issuer is the key's `kid`. */
export async function createAssertionSigner(keyFile: string): Promise<AssertionSigner> {
  const jwk = await readPrivateKey(keyFile);
  const key = await importJWK(jwk, 'EdDSA');
  return {
    sign: ({ audience, body, viewer }) =>
      new SignJWT({ viewer, body: digest(body) })
        .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid })
        .setIssuer(jwk.kid)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .setJti(randomUUID())
        .sign(key),
  };
}

const claims = z.object({
  iss: z.string(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string(),
  body: z.string(),
  viewer: viewerSchema,
});

/** Makes the verifier of the subgraph `audience` that trusts the given keys. */
export function createAssertionVerifier(audience: string, trusted: JSONWebKeySet): AssertionVerifier {
  const keys = createLocalJWKSet(trusted);
  return {
    async verify(assertion, body) {
      if (assertion === undefined) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'missing' });
      const { payload, protectedHeader } = await jwtVerify(assertion, keys, { audience, algorithms: ['EdDSA'] }).catch(
        (cause: Error) => {
          throw kitError('OV_KIT_UNAUTHENTICATED', { reason: reasonOf(cause) });
        },
      );
      const parsed = claims.safeParse(payload);
      if (!parsed.success) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'claims missing' });
      const { iss, iat, exp, viewer } = parsed.data;
      if (iss !== protectedHeader.kid) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'issuer is not the key' });
      if (exp - iat > LONGEST_LIFETIME_SECONDS) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'lives too long' });
      if (parsed.data.body !== digest(body)) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'body differs' });
      if (!maySpeakFor(iss, viewer)) throw kitError('OV_KIT_UNAUTHENTICATED', { reason: 'role not of this issuer' });
      return viewer;
    },
  };
}

function maySpeakFor(issuer: string, viewer: Viewer): boolean {
  if (viewer.role === 'service') return issuer === SERVICE_ISSUER && viewer.sub === SERVICE_ISSUER;
  return issuer === GATEWAY_ISSUER;
}

function digest(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

function reasonOf(cause: Error): string {
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : 'malformed';
}
