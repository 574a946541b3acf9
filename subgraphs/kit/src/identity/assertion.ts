import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { kitError, type OneVisitError, reasonOf } from '../errors.js';
import { ChangingFile } from './ChangingFile.js';
import { type KeyFinder, processOfKey } from './fileKeys.js';
import { TakenAssertions } from './TakenAssertions.js';
import { type Viewer, viewerSchema } from './viewer.js';

/** Header that carries the assertion of who asks from one process to another. */
export const ASSERTION_HEADER = 'x-onevisit-assertion';

/** An assertion is good for this many seconds; a subgraph accepts none that claims more than sixty. */
const LIFETIME_SECONDS = 30;
const LONGEST_LIFETIME_SECONDS = 60;

/** How far the clocks of two machines may be apart. */
const CLOCK_TOLERANCE_SECONDS = 5;

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

/**
 * Reads a process's private key: an Ed25519 JWK with a `kid`.
 * @throws OV_KIT_CONFIG
 */
export async function readPrivateKey(file: string): Promise<JWK & { readonly kid: string }> {
  const parsed = z
    .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: z.string() })
    .safeParse(await readJson(file));
  if (!parsed.success) throw kitError('OV_KIT_CONFIG', { problem: `${file}: not a private Ed25519 JWK with a kid` });
  return parsed.data;
}

/**
 * Reads the public keys of all processes: a JWKS file.
 * @throws OV_KIT_CONFIG
 */
export async function readTrustedKeys(file: string): Promise<JSONWebKeySet> {
  const parsed = z
    .object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })
    .safeParse(await readJson(file));
  if (!parsed.success) throw kitError('OV_KIT_CONFIG', { problem: `${file}: not a JWKS whose keys have a kid` });
  return parsed.data;
}

/** What JSON.parse says of a text that is no JSON quotes it, and a key must not get into a log: undefined then. */
async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw kitError('OV_KIT_CONFIG', { problem: reasonOf(cause) });
  });
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A private key that signs, and the `kid` under which its public part is known. */
export interface SigningKey {
  readonly kid: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
}

/**
 * Opens a process's private key.
 * @returns gives the key that is in the file: one that is exchanged there signs from then on, a second later at most
 * @throws OV_KIT_CONFIG
 */
export async function openSigningKey(keyFile: string): Promise<() => Promise<SigningKey>> {
  const keys = await ChangingFile.open(keyFile, async (file): Promise<SigningKey> => {
    const jwk = await readPrivateKey(file);
    return { kid: jwk.kid, key: await importJWK(jwk, 'EdDSA') };
  });
  return () => keys.current();
}

/**
 * Makes the signer of the process whose private key is in `keyFile`; the issuer is the process that the key's `kid` names.
 * @throws OV_KIT_CONFIG
 */
export async function createAssertionSigner(keyFile: string): Promise<AssertionSigner> {
  const signingKey = await openSigningKey(keyFile);
  return {
    async sign({ audience, body, viewer }) {
      const { kid, key } = await signingKey();
      return await new SignJWT({ viewer, body: digest(body) })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setIssuer(processOfKey(kid))
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .setJti(randomUUID())
        .sign(key);
    },
  };
}

const claims = z.object({
  iss: z.string(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(1).max(100),
  body: z.string(),
  viewer: viewerSchema,
});

/** Makes the verifier of the subgraph `audience` that trusts the given keys. It takes each assertion once. */
export function createAssertionVerifier(audience: string, trusted: JSONWebKeySet | KeyFinder): AssertionVerifier {
  const keys = typeof trusted === 'function' ? trusted : createLocalJWKSet(trusted);
  const taken = new TakenAssertions();
  const rules = {
    audience,
    algorithms: ['EdDSA'],
    // Refuses what claims to be from the future, too: it would be good for longer than it says.
    maxTokenAge: LONGEST_LIFETIME_SECONDS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  return {
    async verify(assertion, body) {
      if (assertion === undefined) throw unauthenticated('missing');
      const { payload, protectedHeader } = await jwtVerify(assertion, keys, rules).catch((cause: Error) => {
        throw unauthenticated(codeOf(cause));
      });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) throw unauthenticated('claims missing');
      const { iss, iat, exp, jti, viewer } = parsed.data;
      if (iss !== processOfKey(protectedHeader.kid ?? '')) throw unauthenticated('issuer is not the key');
      if (exp - iat > LONGEST_LIFETIME_SECONDS) throw unauthenticated('lives too long');
      if (parsed.data.body !== digest(body)) throw unauthenticated('body differs');
      if (!maySpeakFor(iss, viewer)) throw unauthenticated('role not of this issuer');
      if (!taken.take(`${iss}/${jti}`, exp + CLOCK_TOLERANCE_SECONDS)) throw unauthenticated('used before');
      return viewer;
    },
  };
}

function unauthenticated(reason: string): OneVisitError {
  return kitError('OV_KIT_UNAUTHENTICATED', { reason });
}

function maySpeakFor(issuer: string, viewer: Viewer): boolean {
  if (viewer.role === 'service') return issuer === SERVICE_ISSUER && viewer.sub === SERVICE_ISSUER;
  return issuer === GATEWAY_ISSUER;
}

function digest(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

function codeOf(cause: Error): string {
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : 'malformed';
}
