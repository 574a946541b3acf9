import { createHash, createSecretKey, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ASSERTION_HEADER, createAssertionSigner, readPrivateKey, type Viewer } from '@onevisit/kit/identity';
import { exportJWK, generateKeyPair, importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClientIdentity } from '../identity/clientIdentity.js';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';
import { answerOf, fireOfficer, type LightCity, startLightCity, waterOfficer } from './lightCity.fixture.js';

let city: LightCity;
beforeAll(async () => {
  city = await startLightCity();
});
afterAll(() => city.close());

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);

/** A token by hand: a good one, but for what is given. */
async function token(
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
  key?: Parameters<SignJWT['sign']>[0],
) {
  const own = await readPrivateKey(city.keys.privateKeyOf('clients'));
  return await new SignJWT({
    ...fireOfficer,
    iss: DEVELOPMENT_ISSUER,
    aud: 'onevisit',
    iat: seconds(),
    exp: seconds() + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: own.kid, ...header })
    .sign(key ?? (await importJWK(own, 'EdDSA')));
}

/** Asks with a header of its own for what only officers may read. */
async function askWith(authorization: string) {
  const before = city.fireSaw.length;
  const answer = await city.ask('{ open staff }', { headers: { authorization } });
  return { ...answer, called: city.fireSaw.length - before };
}

describe('a token that is none', () => {
  it('a good one is taken, so that the bad ones fail for their fault alone', async () => {
    expect((await askWith(`Bearer ${await token()}`)).data).toEqual({ open: 'open', staff: 'secret' });
  });

  const forged: readonly (readonly [string, () => Promise<string>])[] = [
    [
      'the algorithm none',
      async () => `${encode({ alg: 'none' })}.${encode({ ...fireOfficer, exp: seconds() + 60 })}.`,
    ],
    [
      'the public key as a secret',
      async () => {
        const { keys } = JSON.parse(await readFile(city.keys.clients, 'utf8'));
        return await token({}, { alg: 'HS256' }, createSecretKey(Buffer.from(keys[0].x, 'base64url')));
      },
    ],
    [
      'a key that it brings along',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
        return await token({}, { jwk: await exportJWK(publicKey), kid: 'clients' }, privateKey);
      },
    ],
    [
      'a key that it says where to fetch',
      async () => {
        const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
        return await token({}, { jku: 'http://127.0.0.1:1/jwks', kid: 'evil' }, privateKey);
      },
    ],
    [
      "a process's key",
      async () =>
        await token({}, {}, await importJWK(await readPrivateKey(city.keys.privateKeyOf('gateway')), 'EdDSA')),
    ],
    ['a signature that was cut off', async () => (await token()).split('.').slice(0, 2).join('.')],
    [
      'claims that were changed after signing',
      async () => {
        const [header, , signature] = (await token()).split('.');
        return `${header}.${encode({ ...fireOfficer, role: 'lead', iss: DEVELOPMENT_ISSUER, aud: 'onevisit', exp: seconds() + 60 })}.${signature}`;
      },
    ],
    ['a time that is over', async () => await token({ iat: seconds() - 600, exp: seconds() - 60 })],
    ['no end', async () => await token({ exp: Number.NaN })],
    ['another audience', async () => await token({ aud: 'another-service' })],
    ['another issuer', async () => await token({ iss: 'https://evil.example' })],
    ['the role of a service', async () => await token({ role: 'service', sub: 'joint-inspection' })],
    ['a role that does not exist', async () => await token({ role: 'root' })],
    ['an officer of no department', async () => await token({ department: undefined })],
    ['a department that is a path', async () => await token({ department: '../fire-rescue' })],
  ];

  it.each(forged)('a token with %s is refused, and nobody becomes the public by it', async (_fault, make) => {
    const { status, codes, data, called } = await askWith(`Bearer ${await make()}`);
    expect({ status, codes, called }).toEqual({ status: 401, codes: ['OV_GATEWAY_TOKEN_INVALID'], called: 0 });
    expect(data ?? null).toBeNull();
  });

  it('tokens of unknown keys do not make the gateway fetch keys each time', async () => {
    let fetched = 0;
    const issuer = createServer((_request, response) => {
      fetched += 1;
      response.end(JSON.stringify({ keys: [] }));
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const { port } = issuer.address() as AddressInfo;
    const identity = await createClientIdentity({ jwks: `http://127.0.0.1:${port}/`, issuer: DEVELOPMENT_ISSUER });
    for (let n = 0; n < 20; n += 1) {
      const unknown = `Bearer ${await token({}, { kid: `unknown-${n}` })}`;
      await expect(identity.viewerOf(unknown)).rejects.toMatchObject({ code: 'OV_GATEWAY_TOKEN_INVALID' });
    }
    expect(fetched).toBe(1);
    await new Promise((resolve) => issuer.close(resolve));
  });
});

describe('headers that a client has no business with', () => {
  it('an assertion that a client brings along is not passed on', async () => {
    const signer = await createAssertionSigner(city.keys.privateKeyOf('gateway'));
    const body = JSON.stringify({ query: '{ staff }' });
    const assertion = await signer.sign({ audience: 'fire-rescue', body, viewer: fireOfficer });
    const { data, codes } = await city.ask('{ staff }', { headers: { [ASSERTION_HEADER]: assertion } });
    expect(data).toEqual({ staff: null });
    expect(codes).toEqual(['OV_KIT_FORBIDDEN']);
  });

  it('nothing of what a client sends reaches a subgraph as a header', async () => {
    await city.ask('{ water { level } }', {
      headers: {
        'x-onevisit-assertion': 'forged',
        'x-onevisit-viewer': '{"role":"lead"}',
        'x-onevisit-role': 'service',
        'x-forwarded-user': 'root',
        'x-request-id': 'forged\u0009id',
        cookie: 'session=1',
        'x-forwarded-for': '10.0.0.1',
      },
    });
    const headers = city.waterHeaders.at(-1) ?? {};
    expect(JSON.stringify(headers)).not.toMatch(/forged|lead|root|session|10\.0\.0\.1/);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what is not the own department', () => {
  it("another department's field is refused before any subgraph is called", async () => {
    const before = city.fireSaw.length;
    const { data, codes, errors } = await city.ask('{ staff }', { as: waterOfficer });
    expect({ data, codes }).toEqual({ data: { staff: null }, codes: ['OV_KIT_FORBIDDEN'] });
    expect(errors[0]?.message).toContain('Query.staff');
    expect(city.fireSaw.length).toBe(before);
  });

  it("another department's mutation is refused before any subgraph is called", async () => {
    const before = city.fireSaw.length;
    const { data, codes } = await city.ask('mutation { save(text: "x") }', { as: waterOfficer });
    expect({ data, codes }).toEqual({ data: { save: null }, codes: ['OV_KIT_FORBIDDEN'] });
    expect(city.fireSaw.length).toBe(before);
  });

  it.each([
    ['an alias', '{ subject { name: phone } }'],
    ['a fragment', '{ subject { ...f } } fragment f on Subject { phone }'],
    ['an interface', '{ named { ... on Subject { phone } } }'],
    ['the entity itself again', '{ subject { self { self { phone } } } }'],
    ['a condition', 'query Q($t: Boolean = true) { subject { phone @include(if: $t) } }'],
    ['the name that stands for refused fields', '{ subject { onevisitForbidden_phone: name phone } }'],
  ])('by way of %s nothing comes out', async (_way, query) => {
    const { codes, text } = await city.ask(query, { as: waterOfficer });
    expect(codes).toEqual(['OV_KIT_FORBIDDEN']);
    expect(text).not.toContain('13800000000');
    expect((await city.ask(query, { as: fireOfficer })).text).toContain('13800000000');
  });
});

describe('a call past the gateway', () => {
  const body = JSON.stringify({ query: '{ staff }' });
  const officer: Viewer = fireOfficer;

  async function call(assertion: string | undefined, sent = body, type = 'application/json') {
    const headers = { 'content-type': type, ...(assertion === undefined ? {} : { [ASSERTION_HEADER]: assertion }) };
    return await answerOf(await fetch(city.fireUrl, { method: 'POST', headers, body: sent }));
  }

  /** An assertion by hand: a good one, but for what is given. */
  async function assertion(claims: JWTPayload = {}, from = 'gateway', header: Partial<JWTHeaderParameters> = {}) {
    const own = await readPrivateKey(city.keys.privateKeyOf(from));
    const digest = createHash('sha256').update(body).digest('base64url');
    const good = { iss: from, aud: 'fire-rescue', iat: seconds(), exp: seconds() + 30, jti: randomUUID() };
    return await new SignJWT({ ...good, body: digest, viewer: officer, ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: own.kid, ...header })
      .sign(await importJWK(own, 'EdDSA'));
  }

  const bad: readonly (readonly [string, () => Promise<string | undefined>])[] = [
    ['no assertion', async () => undefined],
    ['a forged one', async () => `${encode({ alg: 'EdDSA', kid: 'gateway' })}.${encode({ viewer: officer })}.AAAA`],
    [
      'one with the algorithm none',
      async () => `${encode({ alg: 'none', kid: 'gateway' })}.${encode({ viewer: officer })}.`,
    ],
    ['one that is over', async () => await assertion({ iat: seconds() - 90, exp: seconds() - 30 })],
    ['one from the future', async () => await assertion({ iat: seconds() + 600, exp: seconds() + 630 })],
    ['one that lives for an hour', async () => await assertion({ exp: seconds() + 3_600 })],
    ['one for another subgraph', async () => await assertion({ aud: 'water' })],
    [
      'one for another body',
      async () => await assertion({ body: createHash('sha256').update('{}').digest('base64url') }),
    ],
    ["a department's own", async () => await assertion({}, 'water')],
    [
      "a department's under the gateway's name",
      async () => await assertion({ iss: 'gateway' }, 'water', { kid: 'gateway' }),
    ],
    [
      'one of the gateway for a service',
      async () => await assertion({ viewer: { role: 'service', sub: 'joint-inspection' } }),
    ],
    ['one of the joint subgraph for an officer', async () => await assertion({}, 'joint-inspection')],
    ['a token of a client', async () => await token()],
  ];

  it.each(bad)('with %s is refused', async (_fault, make) => {
    const { status, codes, data } = await call(await make());
    expect({ status, codes }).toEqual({ status: 401, codes: ['OV_KIT_UNAUTHENTICATED'] });
    expect(data ?? null).toBeNull();
  });

  it('with an assertion that was taken before is refused', async () => {
    const once = await assertion();
    expect((await call(once)).data).toEqual({ staff: 'secret' });
    expect((await call(once)).codes).toEqual(['OV_KIT_UNAUTHENTICATED']);
  });

  it('with a good assertion over a batch, or a GET, is refused', async () => {
    const batch = `[${body}]`;
    const digest = createHash('sha256').update(batch).digest('base64url');
    expect((await call(await assertion({ body: digest }), batch)).status).toBe(400);
    const response = await fetch(`${city.fireUrl}?query={staff}`, {
      headers: { [ASSERTION_HEADER]: await assertion() },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('secret');
  });

  it("for another department's officer brings no row by _entities", async () => {
    const query = JSON.stringify({
      query: '{ _entities(representations: [{ __typename: "Subject", id: "s1" }]) { ... on Subject { phone } } }',
    });
    const signer = await createAssertionSigner(city.keys.privateKeyOf('gateway'));
    const askAs = async (viewer: Viewer) =>
      await call(await signer.sign({ audience: 'fire-rescue', body: query, viewer }), query);
    expect((await askAs(waterOfficer)).codes).toEqual(['OV_KIT_FORBIDDEN']);
    expect((await askAs(waterOfficer)).text).not.toContain('13800000000');
    expect((await askAs(fireOfficer)).text).toContain('13800000000');
  });
});
