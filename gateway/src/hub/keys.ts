import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processOfKey } from '@onevisit/kit/identity';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { gatewayError } from '../errors.js';

/** Name of the key that signs development tokens of clients. */
export const CLIENTS_KEY = 'clients';

/** Where the keys of one machine are. */
export interface KeyFiles {
  /** Public keys of every process, by which they know each other: a JWKS. */
  readonly trusted: string;
  /** Public key of the development issuer of clients' tokens: a JWKS. */
  readonly clients: string;
  /** Private key of a process: an Ed25519 JWK whose `kid` is its name. */
  privateKeyOf(name: string): string;
}

const publicJwk = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
});
const privateJwk = publicJwk.extend({ d: z.string() });

type PublicKey = z.infer<typeof publicJwk>;
type PrivateKey = z.infer<typeof privateJwk>;

/** Where the keys are under a data directory, whether or not they are made. */
export function keyFilesIn(dataDir: string): KeyFiles {
  const folder = join(dataDir, 'keys');
  return {
    trusted: join(folder, 'trusted.jwks.json'),
    clients: join(folder, 'clients.jwks.json'),
    privateKeyOf: (name) => join(folder, `${name}.jwk.json`),
  };
}

/** Public keys that a process may have at a time: the one that signs, and the one before. */
const KEYS_PER_PROCESS = 2;

/**
 * Makes the keys that are missing, for the named processes and for the development issuer of clients' tokens, and
 * writes the public ones anew. A key that is there stays: tokens and receipts signed with it stay good.
 */
export async function ensureKeys(dataDir: string, names: readonly string[]): Promise<KeyFiles> {
  const files = keyFilesIn(dataDir);
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const publicKeys = await Promise.all(names.map((name) => ensureKey(files.privateKeyOf(name), name)));
  const clientsKey = await ensureKey(files.privateKeyOf(CLIENTS_KEY), CLIENTS_KEY);
  await publish(files.trusted, publicKeys);
  await publish(files.clients, [clientsKey]);
  return files;
}

/**
 * Gives processes, and the issuer of clients' tokens where `clients` is among the names, new keys while they run: first
 * the new public key is published beside the old one, then the new private key takes the place of the old. What the old
 * one has signed stays good until `retireKeys`. Running processes read both files again by themselves.
 * @returns the `kid` of each new key
 * @throws OV_CLI_NO_KEYS where a name has no key
 */
export async function rotateKeys(dataDir: string, names: readonly string[], now: Date): Promise<string[]> {
  const files = keyFilesIn(dataDir);
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  for (const name of names) {
    if ((await readKey(files.privateKeyOf(name))) === undefined) {
      throw gatewayError('OV_CLI_NO_KEYS', { dataDir: files.privateKeyOf(name) });
    }
  }
  const keys = await Promise.all(names.map((name) => newKey(`${name}.${stamp}`)));
  const isOfClients = ({ kid }: PrivateKey): boolean => processOfKey(kid) === CLIENTS_KEY;
  await publish(
    files.trusted,
    keys.filter((key) => !isOfClients(key)).map(publicPart),
    await readPublic(files.trusted),
  );
  await publish(files.clients, keys.filter(isOfClients).map(publicPart), await readPublic(files.clients));
  for (const key of keys) await replaceFile(files.privateKeyOf(processOfKey(key.kid)), key, 0o600);
  return keys.map(({ kid }) => kid);
}

/**
 * Takes the public keys that no private key belongs to any more out of both files: what they have signed is refused from
 * then on.
 * @returns the `kid` of each that is out
 */
export async function retireKeys(dataDir: string): Promise<string[]> {
  const files = keyFilesIn(dataDir);
  const retired: string[] = [];
  for (const file of [files.trusted, files.clients]) {
    const published = await readPublic(file);
    const kept: PublicKey[] = [];
    for (const key of published) {
      const current = await readKey(files.privateKeyOf(processOfKey(key.kid)));
      (current?.kid === key.kid ? kept : []).push(key);
      if (current?.kid !== key.kid) retired.push(key.kid);
    }
    await replaceFile(file, { keys: kept }, 0o644);
  }
  return retired;
}

/** Writes public keys to a file: each process's newest first, the one before it beside it; others as they were. */
async function publish(file: string, keys: readonly PublicKey[], others: readonly PublicKey[] = []): Promise<void> {
  const before = await readPublic(file);
  const names = new Set([...keys, ...others].map(({ kid }) => processOfKey(kid)));
  const published = [...names].flatMap((name) => {
    const all = [...keys, ...before].filter(({ kid }) => processOfKey(kid) === name);
    return [...new Map(all.map((key) => [key.x, key])).values()].slice(0, KEYS_PER_PROCESS);
  });
  await replaceFile(file, { keys: published }, 0o644);
}

async function readPublic(file: string): Promise<readonly PublicKey[]> {
  try {
    return z.object({ keys: z.array(publicJwk) }).parse(JSON.parse(await readFile(file, 'utf8'))).keys;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}

async function ensureKey(file: string, kid: string): Promise<PublicKey> {
  const found = await readKey(file);
  if (found !== undefined) return publicPart(found);
  const key = await newKey(kid);
  await replaceFile(file, key, 0o600);
  return publicPart(key);
}

async function readKey(file: string): Promise<PrivateKey | undefined> {
  try {
    const key = privateJwk.parse(JSON.parse(await readFile(file, 'utf8')));
    await chmod(file, 0o600);
    return key;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

async function newKey(kid: string): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return privateJwk.parse({ ...(await exportJWK(privateKey)), kid, alg: 'EdDSA', use: 'sig' });
}

function publicPart({ d: _private, ...key }: PrivateKey): PublicKey {
  return key;
}

/** Writes beside and renames: a reader, or a crash, never sees half a file. */
async function replaceFile(file: string, content: unknown, mode: number): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  await writeFile(beside, `${JSON.stringify(content, null, 2)}\n`, { mode });
  await rename(beside, file);
}
