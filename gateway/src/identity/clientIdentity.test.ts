import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientIdentity, createClientIdentity } from './clientIdentity.js';

const ISSUER = 'https://login.example';
const officer = { role: 'officer', department: 'fire-rescue', sub: 'wang' };

let folder: string;
let key: CryptoKey;
let jwks: { keys: object[] };
let identity: ClientIdentity;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  key = pair.privateKey;
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'EdDSA' }] };
  const file = join(folder, 'clients.jwks.json');
  await writeFile(file, JSON.stringify(jwks));
  identity = await createClientIdentity({ jwks: file, issuer: ISSUER });
});

afterAll(() => rm(folder, { recursive: true }));

interface Deviation {
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string;
  readonly key?: CryptoKey;
  readonly kid?: string;
}

async function bearer(claims: JWTPayload, deviation: Deviation = {}): Promise<string> {
  const { issuer = ISSUER, audience = 'onevisit', expires = '5m', kid = 'k1' } = deviation;
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(deviation.key ?? key);
  return `Bearer ${token}`;
}

const invalid = { code: 'OV_GATEWAY_TOKEN_INVALID', extensions: { http: { status: 401 } } };

describe('createClientIdentity', () => {
  it('takes whoever sends no header for the public', async () => {
    expect(await identity.viewerOf(undefined)).toEqual({ role: 'public' });
  });

  it('names a viewer by the claims of a token', async () => {
    expect(await identity.viewerOf(await bearer(officer))).toEqual(officer);
    expect(await identity.viewerOf(await bearer({ role: 'auditor', sub: 'li' }))).toEqual({
      role: 'auditor',
      sub: 'li',
    });
    const inspector = { role: 'inspector', department: 'water', sub: 'zhao', inspector: 'water:inspector:W1' };
    expect(await identity.viewerOf(await bearer({ ...inspector, extra: 1 }))).toEqual(inspector);
  });

  it.each([
    ['', 'empty'],
    ['Basic YTpi', 'another scheme'],
    ['Bearer', 'no token'],
    ['Bearer abc', 'no JWT'],
    ['Bearer a.b.c', 'garbage'],
  ])('refuses the header "%s" (%s)', async (header) => {
    await expect(identity.viewerOf(header)).rejects.toMatchObject(invalid);
  });

  it('says that a token has expired', async () => {
    const expired = identity.viewerOf(await bearer(officer, { expires: '-1m' }));
    await expect(expired).rejects.toMatchObject({ ...invalid, message: expect.stringContaining('expired') });
  });

  it.each([
    ['another issuer', { issuer: 'https://elsewhere.example' }],
    ['another audience', { audience: 'someone-else' }],
    ['an unknown key', { kid: 'k2' }],
  ])('refuses a token of %s', async (_what, deviation) => {
    await expect(identity.viewerOf(await bearer(officer, deviation))).rejects.toMatchObject(invalid);
  });

  it('refuses a token that another key has signed', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    await expect(identity.viewerOf(await bearer(officer, { key: privateKey }))).rejects.toMatchObject(invalid);
  });

  it('refuses a token without a signature', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = { ...officer, iss: ISSUER, aud: 'onevisit', exp: Math.floor(Date.now() / 1000) + 60 };
    const header = `Bearer ${encode({ alg: 'none' })}.${encode(body)}.`;
    await expect(identity.viewerOf(header)).rejects.toMatchObject(invalid);
  });

  it.each([
    ['service, which is no role of clients', { role: 'service', sub: 'joint-inspection' }],
    ['public, which needs no token', { role: 'public', sub: 'x' }],
    ['an unknown role', { role: 'admin', sub: 'x' }],
    ['no role', { sub: 'x' }],
    ['an officer of no department', { role: 'officer', sub: 'x' }],
    ['an inspector without an id', { role: 'inspector', department: 'water', sub: 'x' }],
    ['no subject', { role: 'auditor' }],
  ])('refuses the claims of %s', async (_what, claims) => {
    await expect(identity.viewerOf(await bearer(claims))).rejects.toMatchObject(invalid);
  });

  it('fetches keys from a URL, and blames the issuer where it cannot', async () => {
    let status = 500;
    const server = createServer((_request, response) => response.writeHead(status).end(JSON.stringify(jwks)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const remote = await createClientIdentity({ jwks: `http://127.0.0.1:${port}/jwks`, issuer: ISSUER });
    const header = await bearer(officer);
    await expect(remote.viewerOf(header)).rejects.toMatchObject({ code: 'OV_GATEWAY_IDENTITY_UNAVAILABLE' });
    status = 200;
    await expect.poll(() => remote.viewerOf(header).catch(() => undefined)).toEqual(officer);
    await new Promise((resolve) => server.close(resolve));
    const gone = await createClientIdentity({ jwks: `http://127.0.0.1:${port}/jwks`, issuer: ISSUER });
    await expect(gone.viewerOf(header)).rejects.toMatchObject({ code: 'OV_GATEWAY_IDENTITY_UNAVAILABLE' });
  });
});
