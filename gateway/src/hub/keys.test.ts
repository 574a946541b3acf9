import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAssertionSigner, createAssertionVerifier, publicViewer, readTrustedKeys } from '@onevisit/kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientIdentity } from '../identity/clientIdentity.js';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';
import { signClientToken } from './clientToken.js';
import { CLIENTS_KEY, ensureKeys, retireKeys, rotateKeys } from './keys.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onevisit-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('ensureKeys', () => {
  it('makes keys that only their owner reads, by which processes know each other', async () => {
    const files = await ensureKeys(dataDir, ['gateway', 'water']);
    expect((await stat(files.privateKeyOf('water'))).mode & 0o777).toBe(0o600);
    const signer = await createAssertionSigner(files.privateKeyOf('gateway'));
    const verifier = createAssertionVerifier('water', await readTrustedKeys(files.trusted));
    const assertion = await signer.sign({ audience: 'water', body: '{}', viewer: publicViewer });
    expect(await verifier.verify(assertion, Buffer.from('{}'))).toEqual(publicViewer);
  });

  it('publishes no private part', async () => {
    const files = await ensureKeys(dataDir, ['gateway']);
    for (const file of [files.trusted, files.clients]) expect(await readFile(file, 'utf8')).not.toMatch(/"d":/);
  });

  it('keeps a key that is there', async () => {
    const files = await ensureKeys(dataDir, ['gateway']);
    const before = await readFile(files.privateKeyOf('gateway'), 'utf8');
    await ensureKeys(dataDir, ['gateway', 'water']);
    expect(await readFile(files.privateKeyOf('gateway'), 'utf8')).toBe(before);
    expect((await readTrustedKeys(files.trusted)).keys.map(({ kid }) => kid)).toEqual(['gateway', 'water']);
  });

  it('never replaces a file that it cannot read', async () => {
    const files = await ensureKeys(dataDir, ['gateway']);
    await writeFile(files.privateKeyOf('gateway'), '{"kty":');
    await expect(ensureKeys(dataDir, ['gateway'])).rejects.toThrow();
    expect(await readFile(files.privateKeyOf('gateway'), 'utf8')).toBe('{"kty":');
  });
});

describe('signClientToken', () => {
  it('signs what the gateway accepts', async () => {
    const files = await ensureKeys(dataDir, []);
    const identity = await createClientIdentity({ jwks: files.clients, issuer: DEVELOPMENT_ISSUER });
    const lead = { role: 'lead', department: 'market-regulation', sub: 'chen' } as const;
    expect(await identity.viewerOf(`Bearer ${await signClientToken(files, lead)}`)).toEqual(lead);
  });

  it('gives it the life that is asked for', async () => {
    const files = await ensureKeys(dataDir, []);
    const token = await signClientToken(files, { role: 'auditor', sub: 'li' }, '30m');
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(payload.exp - payload.iat).toBe(1800);
  });
});

describe('rotateKeys', () => {
  const published = async (file: string) => (await readTrustedKeys(file)).keys.map(({ kid }) => kid);

  it('publishes the new key beside the old, and leaves other processes as they are', async () => {
    const files = await ensureKeys(dataDir, ['gateway', 'water']);
    const rotated = await rotateKeys(dataDir, ['gateway', CLIENTS_KEY], new Date('2026-11-27T01:02:03Z'));
    expect(rotated).toEqual(['gateway.20261127010203', 'clients.20261127010203']);
    expect(await published(files.trusted)).toEqual(['gateway.20261127010203', 'gateway', 'water']);
    expect(await published(files.clients)).toEqual(['clients.20261127010203', 'clients']);
    for (const file of [files.trusted, files.clients]) expect(await readFile(file, 'utf8')).not.toMatch(/"d":/);
  });

  it('keeps the key before the current one, over starts too, and no older', async () => {
    const files = await ensureKeys(dataDir, ['gateway']);
    await rotateKeys(dataDir, ['gateway'], new Date('2026-01-01T00:00:00Z'));
    await rotateKeys(dataDir, ['gateway'], new Date('2026-01-02T00:00:00Z'));
    const both = ['gateway.20260102000000', 'gateway.20260101000000'];
    expect(await published(files.trusted)).toEqual(both);
    await ensureKeys(dataDir, ['gateway']);
    expect(await published(files.trusted)).toEqual(both);
    expect(await retireKeys(dataDir)).toEqual(['gateway.20260101000000']);
    expect(await published(files.trusted)).toEqual(['gateway.20260102000000']);
    expect(await retireKeys(dataDir)).toEqual([]);
  });

  it('changes nothing where one of the names has no key', async () => {
    const files = await ensureKeys(dataDir, ['gateway']);
    const before = await readFile(files.privateKeyOf('gateway'), 'utf8');
    await expect(rotateKeys(dataDir, ['gateway', 'nobody'], new Date())).rejects.toMatchObject({
      code: 'OV_CLI_NO_KEYS',
    });
    expect(await readFile(files.privateKeyOf('gateway'), 'utf8')).toBe(before);
    expect(await published(files.trusted)).toEqual(['gateway']);
  });
});
