import { readFile } from 'node:fs/promises';
import { createFileKeys, type KeyFinder, publicViewer, type Viewer } from '@onevisit/kit/identity';
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { clientClaims } from '../clientClaims.js';
import { gatewayError } from '../errors.js';
import { CLIENT_AUDIENCE } from '../tokenNames.js';
import { issuerKeys } from './issuerKeys.js';

const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
const CLOCK_TOLERANCE_SECONDS = 5;
const UNAUTHORIZED = { http: { status: 401 } };

/** Tells who a client is. */
export interface ClientIdentity {
  /**
   * @param authorization the request's Authorization header
   * @returns the public where there is no header; else who the token names
   * @throws OV_GATEWAY_TOKEN_INVALID for any header that is not a valid token: nobody becomes the public by mistake
   * @throws OV_GATEWAY_IDENTITY_UNAVAILABLE where the issuer's keys cannot be fetched
   */
  viewerOf(authorization: string | undefined): Promise<Viewer>;
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * @param jwks path of a JWKS file (read again when it changes), or an https URL of one (see `issuerKeys`)
 * @param issuer `iss` that a token must carry
 */
export async function createClientIdentity(options: {
  readonly jwks: string;
  readonly issuer: string;
}): Promise<ClientIdentity> {
  const keys = await keysOf(options.jwks);
  return {
    async viewerOf(authorization) {
      if (authorization === undefined) return publicViewer;
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw invalid('not of the form "Bearer <token>"');
      return viewerFrom(await verify(token, keys, options.issuer));
    },
  };
}

async function keysOf(jwks: string): Promise<KeyFinder> {
  if (/^https?:\/\//.test(jwks)) return issuerKeys(new URL(jwks));
  return await createFileKeys(jwks, readKeySet);
}

async function readKeySet(file: string): Promise<JSONWebKeySet> {
  const parsed = keySet.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) {
    throw gatewayError('OV_GATEWAY_CONFIG', { problem: `ONEVISIT_CLIENT_JWKS: ${file}: not a JWKS` });
  }
  return parsed.data;
}

async function verify(token: string, keys: KeyFinder, issuer: string): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: CLIENT_AUDIENCE,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  } catch (cause) {
    if (isFaultOfTheToken(cause)) throw invalid(reasonOf(cause));
    throw gatewayError('OV_GATEWAY_IDENTITY_UNAVAILABLE', {}, { http: { status: 503 } });
  }
}

function isFaultOfTheToken(cause: unknown): cause is errors.JOSEError {
  const ofTheKeys = [errors.JWKSTimeout, errors.JWKSInvalid, errors.JWKInvalid];
  // jose reports an answer of the key server other than 200 as a bare JOSEError.
  return (
    cause instanceof errors.JOSEError &&
    cause.code !== errors.JOSEError.code &&
    !ofTheKeys.some((kind) => cause instanceof kind)
  );
}

function reasonOf(cause: errors.JOSEError): string {
  if (cause instanceof errors.JWTExpired) return 'expired';
  if (cause instanceof errors.JWTClaimValidationFailed) return `claim ${cause.claim}`;
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (cause instanceof errors.JWKSNoMatchingKey) return 'signed with an unknown key';
  return cause.code;
}

function viewerFrom(payload: JWTPayload): Viewer {
  const parsed = clientClaims.safeParse(payload);
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `claim ${issue.path.join('.')}`).join(', '));
  return parsed.data;
}

function invalid(reason: string): Error {
  return gatewayError('OV_GATEWAY_TOKEN_INVALID', { reason }, UNAUTHORIZED);
}
