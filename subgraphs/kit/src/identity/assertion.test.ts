import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAssertionSigner, createAssertionVerifier, readPrivateKey, readTrustedKeys } from './assertion.js';
import { makeProcessKeys, type ProcessKeys } from './processKeys.fixture.js';
import type { Viewer } from './viewer.js';

const BODY = '{"query":"{ items }"}';
const officer: Viewer = { role: 'officer', sub: 'zhang', department: 'fire-rescue' };
const service: Viewer = { role: 'service', sub: 'joint-inspection' };

let keys: ProcessKeys;

beforeAll(async () => {
  keys = await makeProcessKeys(['gateway', 'joint-inspection', 'fire-rescue', 'stranger']);
});
afterAll(() => keys.remove());

const trusted = () => ({ keys: keys.trusted.keys.filter(({ kid }) => kid !== 'stranger') });
const verify = (assertion: string | undefined, body = BODY) =>
  createAssertionVerifier('fire-rescue', trusted()).verify(assertion, Buffer.from(body));
const refused = (reason: string) => ({
  code: 'OV_KIT_UNAUTHENTICATED',
  message: expect.stringContaining(`(${reason})`),
});

/** An assertion by hand: what a valid one says, but for what is given. */
async function assertion(claims: object = {}, signed: { key?: string; kid?: string } = {}): Promise<string> {
  const { key = 'gateway' } = signed;
  const now = Math.floor(Date.now() / 1000);
  const valid = {
    iss: key,
    aud: 'fire-rescue',
    iat: now,
    exp: now + 30,
    jti: 'one',
    body: createHash('sha256').update(BODY).digest('base64url'),
    viewer: officer,
  };
  return await new SignJWT({ ...valid, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: signed.kid ?? key })
    .sign(await importJWK(keys.privateKey(key), 'EdDSA'));
}

describe('an assertion', () => {
  it('says who asks', async () => {
    const signer = await createAssertionSigner(keys.privateFile('gateway'));
    const signed = await signer.sign({ audience: 'fire-rescue', body: BODY, viewer: officer });
    expect(await verify(signed)).toEqual(officer);
    expect(await verify(await assertion())).toEqual(officer);
  });

  it('is bound to the bytes of the body', async () => {
    const signer = await createAssertionSigner(keys.privateFile('gateway'));
    const bytes = new Uint8Array([0xff, 0x00, 0x7b]);
    const signed = await signer.sign({ audience: 'fire-rescue', body: bytes, viewer: officer });
    expect(await createAssertionVerifier('fire-rescue', trusted()).verify(signed, bytes)).toEqual(officer);
    await expect(verify(signed, '{}')).rejects.toMatchObject(refused('body differs'));
    await expect(verify(await assertion(), `${BODY} `)).rejects.toMatchObject(refused('body differs'));
  });

  it('is taken once', async () => {
    const verifier = createAssertionVerifier('fire-rescue', trusted());
    const signed = await assertion();
    await verifier.verify(signed, Buffer.from(BODY));
    await expect(verifier.verify(signed, Buffer.from(BODY))).rejects.toMatchObject(refused('used before'));
    expect(await verifier.verify(await assertion({ jti: 'two' }), Buffer.from(BODY))).toEqual(officer);
  });

  it('is taken once whatever two clocks say, as long as they are not too far apart', async () => {
    const start = Math.floor(Date.now() / 1000);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const skew of [-5, 0, 5]) {
        const verifier = createAssertionVerifier('fire-rescue', trusted());
        const signed = await assertion({ iat: start + skew, exp: start + skew + 60, jti: `skew ${skew}` });
        vi.setSystemTime(start * 1000);
        await verifier.verify(signed, Buffer.from(BODY));
        for (let later = 0; later <= 200; later += 1) {
          vi.setSystemTime((start + later) * 1000);
          await expect(verifier.verify(signed, Buffer.from(BODY)), `${skew} ${later}`).rejects.toMatchObject({
            code: 'OV_KIT_UNAUTHENTICATED',
          });
        }
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it('is refused where it is missing or no JWT', async () => {
    await expect(verify(undefined)).rejects.toMatchObject(refused('missing'));
    await expect(verify('x.y.z')).rejects.toMatchObject({ code: 'OV_KIT_UNAUTHENTICATED' });
    await expect(verify('')).rejects.toMatchObject({ code: 'OV_KIT_UNAUTHENTICATED' });
  });

  it('is refused where it is for another, from a stranger, or not from the issuer that it names', async () => {
    await expect(verify(await assertion({ aud: 'water' }))).rejects.toMatchObject(
      refused('ERR_JWT_CLAIM_VALIDATION_FAILED'),
    );
    await expect(verify(await assertion({}, { key: 'stranger' }))).rejects.toMatchObject(
      refused('ERR_JWKS_NO_MATCHING_KEY'),
    );
    await expect(verify(await assertion({ iss: 'gateway' }, { key: 'fire-rescue' }))).rejects.toMatchObject(
      refused('issuer is not the key'),
    );
    await expect(verify(await assertion({}, { key: 'fire-rescue', kid: 'gateway' }))).rejects.toMatchObject(
      refused('ERR_JWS_SIGNATURE_VERIFICATION_FAILED'),
    );
  });

  it('is refused where it is over, lives too long, or is from the future', async () => {
    const now = Math.floor(Date.now() / 1000);
    await expect(verify(await assertion({ iat: now - 50, exp: now - 20 }))).rejects.toMatchObject(
      refused('ERR_JWT_EXPIRED'),
    );
    await expect(verify(await assertion({ exp: now + 61 }))).rejects.toMatchObject(refused('lives too long'));
    await expect(verify(await assertion({ iat: now + 3600, exp: now + 3630 }))).rejects.toMatchObject({
      code: 'OV_KIT_UNAUTHENTICATED',
    });
    expect(await verify(await assertion({ iat: now + 3, exp: now + 33 }))).toEqual(officer);
  });

  it('is refused where a claim is missing or the viewer is none', async () => {
    for (const claim of ['iat', 'exp', 'jti', 'body', 'viewer', 'iss']) {
      await expect(verify(await assertion({ [claim]: undefined })), claim).rejects.toMatchObject({
        code: 'OV_KIT_UNAUTHENTICATED',
      });
    }
    await expect(verify(await assertion({ viewer: { role: 'officer', sub: 'zhang' } }))).rejects.toMatchObject(
      refused('claims missing'),
    );
    await expect(verify(await assertion({ viewer: { role: 'root', sub: 'zhang' } }))).rejects.toMatchObject(
      refused('claims missing'),
    );
  });
});

describe('who may speak for whom', () => {
  it('lets the joint subgraph speak for itself only', async () => {
    const joint = { key: 'joint-inspection' };
    expect(await verify(await assertion({ viewer: service }, joint))).toEqual(service);
    await expect(verify(await assertion({ viewer: officer }, joint))).rejects.toMatchObject(
      refused('role not of this issuer'),
    );
    await expect(verify(await assertion({ viewer: { role: 'service', sub: 'water' } }, joint))).rejects.toMatchObject(
      refused('role not of this issuer'),
    );
  });

  it('lets the gateway speak for anybody but a service, and a department for nobody', async () => {
    const viewers: Viewer[] = [
      { role: 'public' },
      { role: 'auditor', sub: 'a' },
      { role: 'lead', sub: 'l', department: 'market-regulation' },
      { role: 'inspector', sub: 'i', department: 'water', inspector: 'water:inspector:1' },
    ];
    for (const viewer of viewers) expect(await verify(await assertion({ viewer }))).toEqual(viewer);
    await expect(verify(await assertion({ viewer: service }))).rejects.toMatchObject(
      refused('role not of this issuer'),
    );
    await expect(verify(await assertion({}, { key: 'fire-rescue' }))).rejects.toMatchObject(
      refused('role not of this issuer'),
    );
  });
});

describe('key files', () => {
  it('are refused without showing what is in them', async () => {
    const file = keys.privateFile('broken');
    await writeFile(file, 'secret-key-material');
    for (const read of [readPrivateKey, readTrustedKeys]) {
      const failure = await read(file).catch((cause: Error) => cause);
      expect(failure).toMatchObject({ code: 'OV_KIT_CONFIG', message: expect.stringContaining(file) });
      expect(String(failure)).not.toContain('secret');
    }
    await expect(readPrivateKey(keys.trustedFile)).rejects.toMatchObject({ code: 'OV_KIT_CONFIG' });
    await expect(readTrustedKeys('/nowhere/keys.json')).rejects.toMatchObject({
      code: 'OV_KIT_CONFIG',
      message: expect.stringContaining('/nowhere/keys.json'),
    });
  });
});
