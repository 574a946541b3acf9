import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readPrivateKey } from '@onevisit/kit/identity';
import { importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf, fireOfficer, type LightCity, startLightCity } from '../attacks/lightCity.fixture.js';
import { signClientToken } from '../hub/clientToken.js';
import { CLIENTS_KEY, retireKeys, rotateKeys } from '../hub/keys.js';

let city: LightCity;
beforeAll(async () => {
  city = await startLightCity();
});
afterAll(() => city.close());

/** Longer than processes take to notice that a file has changed. */
const NOTICED_MS = 1_200;

/** Calls the fire department with an assertion by the gateway's old key. */
async function callWith(jwk: JWK): Promise<number> {
  const body = '{"query":"{ open }"}';
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'gateway', aud: 'fire-rescue', iat: now, exp: now + 30, jti: randomUUID() };
  const assertion = await new SignJWT({
    ...claims,
    body: createHash('sha256').update(body).digest('base64url'),
    viewer: { role: 'public' },
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: String(jwk.kid) })
    .sign(await importJWK(jwk, 'EdDSA'));
  const headers = { 'content-type': 'application/json', 'x-onevisit-assertion': assertion };
  return (await answerOf(await fetch(city.fireUrl, { method: 'POST', headers, body }))).status;
}

it('loses no request while keys are exchanged, and refuses the old ones once they are retired', async () => {
  const oldKey = await readPrivateKey(city.keys.privateKeyOf('gateway'));
  const oldToken = `Bearer ${await signClientToken(city.keys, fireOfficer)}`;
  const askWithOld = () => city.ask('{ staff }', { headers: { authorization: oldToken } });
  let isOver = false;
  const refusals: string[] = [];
  const asking = (async () => {
    while (!isOver) {
      const { codes } = await city.ask('{ staff open }', { as: fireOfficer });
      refusals.push(...codes);
      await delay(20);
    }
  })();

  await rotateKeys(city.dataDir, ['gateway', CLIENTS_KEY], new Date());
  expect((await askWithOld()).data).toEqual({ staff: 'secret' });
  await delay(NOTICED_MS);
  expect((await askWithOld()).data).toEqual({ staff: 'secret' });
  expect(await callWith(oldKey)).toBe(200);

  expect(await retireKeys(city.dataDir)).toEqual(['gateway', 'clients']);
  await delay(NOTICED_MS);
  expect((await askWithOld()).status).toBe(401);
  expect(await callWith(oldKey)).toBe(401);
  isOver = true;
  await asking;
  expect(refusals).toEqual([]);
  expect((await city.ask('{ staff }', { as: fireOfficer })).data).toEqual({ staff: 'secret' });
});
