import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import * as z from 'zod';

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

const privateJwk = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** Where the keys are under a data directory, whether or not they are made. */
export function keyFilesIn(dataDir: string): KeyFiles {
  const folder = join(dataDir, 'keys');
  return {
    trusted: join(folder, 'trusted.jwks.json'),
    clients: join(folder, 'clients.jwks.json'),
    privateKeyOf: (name) => join(folder, `${name}.jwk.json`),
  };
}

/**
 * Makes the keys that are missing, for the named processes and for the development issuer of clients' tokens, and
 * writes the public ones anew. A key that is there stays: tokens and receipts signed with it stay good.
 */
export async function ensureKeys(dataDir: string, names: readonly string[]): Promise<KeyFiles> {
  const files = keyFilesIn(dataDir);
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const publicKeys = await Promise.all(names.map((name) => ensureKey(files.privateKeyOf(name), name)));
  const clientsKey = await ensureKey(files.privateKeyOf(CLIENTS_KEY), CLIENTS_KEY);
  await replaceFile(files.trusted, { keys: publicKeys }, 0o644);
  await replaceFile(files.clients, { keys: [clientsKey] }, 0o644);
  return files;
}

async function ensureKey(file: string, kid: string): Promise<JWK> {
  const { d: _private, ...publicKey } = (await readKey(file)) ?? (await makeKey(file, kid));
  return publicKey;
}

async function readKey(file: string): Promise<z.infer<typeof privateJwk> | undefined> {
  try {
    const key = privateJwk.parse(JSON.parse(await readFile(file, 'utf8')));
    await chmod(file, 0o600);
    return key;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

async function makeKey(file: string, kid: string): Promise<z.infer<typeof privateJwk>> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const key = privateJwk.parse({ ...(await exportJWK(privateKey)), kid, alg: 'EdDSA', use: 'sig' });
  await replaceFile(file, key, 0o600);
  return key;
}

/** Writes beside and renames: a reader, or a crash, never sees half a file. */
async function replaceFile(file: string, content: unknown, mode: number): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  await writeFile(beside, `${JSON.stringify(content, null, 2)}\n`, { mode });
  await rename(beside, file);
}
