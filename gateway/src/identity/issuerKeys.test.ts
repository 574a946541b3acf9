import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type IssuerKeysTimes, issuerKeys } from './issuerKeys.js';

const LONG = 60_000;
const TIMES: IssuerKeysTimes = { refreshMs: LONG, longestMs: LONG, pauseMs: LONG, pauseAfterFailureMs: LONG };

let signers: Map<string, CryptoKey>;
let made: JWK[];
let jwks: JWK[];
/** What the issuer answers: keys, nothing but an error, or nothing at all. */
let state: 'up' | 'down' | 'hangs';
let fetches: number;
let server: Server;
let url: URL;

beforeAll(async () => {
  signers = new Map();
  made = [];
  for (const kid of ['one', 'two']) {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    signers.set(kid, privateKey);
    made.push({ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' });
  }
});
beforeEach(async () => {
  [state, fetches, jwks] = ['up', 0, made];
  server = createServer((_request, response) => {
    fetches += 1;
    if (state === 'hangs') return;
    response.writeHead(state === 'up' ? 200 : 500).end(JSON.stringify({ keys: jwks }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
  vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Whether a token that a key has signed is taken, or the code of why not. */
async function check(keys: ReturnType<typeof issuerKeys>, kid: string, signer = kid): Promise<string> {
  const key = signers.get(signer);
  if (key === undefined) throw new Error(signer);
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key);
  return jwtVerify(token, keys).then(
    () => 'taken',
    ({ code }: { readonly code: string }) => code,
  );
}

/** Warnings of this issuer: one of an earlier test may still be on its way. */
const warnings = () =>
  vi.mocked(process.emitWarning).mock.calls.filter(([warning]) => String(warning).includes(url.origin)).length;

it('fetches keys once for all who ask', async () => {
  const keys = issuerKeys(url, TIMES);
  expect(await Promise.all([check(keys, 'one'), check(keys, 'two'), check(keys, 'one')])).toEqual(
    Array(3).fill('taken'),
  );
  expect(fetches).toBe(1);
});

it.each(['down', 'hangs'] as const)('goes on with the keys that it has while the issuer %s', async (outage) => {
  const keys = issuerKeys(url, { ...TIMES, refreshMs: 0, pauseMs: 0, pauseAfterFailureMs: 0 });
  await check(keys, 'one');
  state = outage;
  for (let count = 0; count < 5; count++) expect(await check(keys, 'two')).toBe('taken');
  await expect.poll(() => fetches).toBeGreaterThan(1);
});

it('says once that the issuer fails, and takes new keys once it is back', async () => {
  const keys = issuerKeys(url, { ...TIMES, refreshMs: 0, pauseMs: 0, pauseAfterFailureMs: 0 });
  await check(keys, 'one');
  state = 'down';
  for (let count = 0; count < 3; count++) await check(keys, 'one');
  await expect.poll(warnings).toBe(1);
  const [, second] = jwks;
  if (second === undefined) throw new Error('two keys');
  jwks = [{ ...second, kid: 'three' }];
  state = 'up';
  expect(await check(keys, 'three', 'two')).toBe('taken');
  expect(warnings()).toBe(1);
});

it('does not fetch for each unknown key, be the issuer up or down', async () => {
  for (const during of ['up', 'down'] as const) {
    [state, fetches] = ['up', 0];
    const keys = issuerKeys(url, TIMES);
    await check(keys, 'one');
    state = during;
    for (let count = 0; count < 20; count++) expect(await check(keys, `unknown-${count}`, 'one')).not.toBe('taken');
    expect(fetches).toBe(1);
  }
});

it('trusts no key for ever', async () => {
  const keys = issuerKeys(url, { ...TIMES, longestMs: 0, pauseMs: 0 });
  expect(await check(keys, 'one')).toBe('taken');
  state = 'down';
  expect(await check(keys, 'one')).not.toBe('taken');
});
