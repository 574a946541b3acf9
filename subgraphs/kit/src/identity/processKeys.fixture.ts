import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { ASSERTION_HEADER, createAssertionSigner } from './assertion.js';
import type { Viewer } from './viewer.js';

/** Keys of some processes that know each other, in files as the hub lays them out. */
export interface ProcessKeys {
  /** File with the public keys of all of them: a JWKS. */
  readonly trustedFile: string;
  readonly trusted: JSONWebKeySet;
  /** File with the private key of one: a JWK. */
  privateFile(name: string): string;
  privateKey(name: string): JWK;
  /**
   * Calls a subgraph as the gateway would for a viewer; for role `service` as the joint subgraph would.
   * @param url of its GraphQL endpoint
   * @param audience its code
   */
  call(url: string, audience: string, viewer: Viewer, request: GraphqlRequest): Promise<GraphqlAnswer>;
  remove(): Promise<void>;
}

/** A GraphQL request. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: object;
}

/** What came back. */
export interface GraphqlAnswer {
  readonly status: number;
  /** Loosely typed: tests compare it with what they expect. */
  readonly data: Record<string, never> | null | undefined;
  readonly errors:
    | readonly {
        readonly message: string;
        readonly path?: readonly (string | number)[];
        readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
      }[]
    | undefined;
}

/** Makes the keys of the named processes. */
export async function makeProcessKeys(names: readonly string[]): Promise<ProcessKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'onevisit-keys-'));
  const keys = new Map(await Promise.all(names.map(async (name) => [name, await makeKey(name)] as const)));
  const trusted = { keys: [...keys.values()].map(({ d: _private, ...publicKey }) => publicKey) };
  const trustedFile = join(folder, 'trusted.jwks.json');
  const privateFile = (name: string): string => join(folder, `${name}.jwk.json`);
  await writeFile(trustedFile, JSON.stringify(trusted));
  await Promise.all([...keys].map(([name, key]) => writeFile(privateFile(name), JSON.stringify(key))));
  return {
    trustedFile,
    trusted,
    privateFile,
    privateKey: (name) => keys.get(name) ?? {},
    call: async (url, audience, viewer, request) => {
      const body = JSON.stringify(request);
      const signer = await createAssertionSigner(
        privateFile(viewer.role === 'service' ? 'joint-inspection' : 'gateway'),
      );
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [ASSERTION_HEADER]: await signer.sign({ audience, body, viewer }),
        },
        body,
      });
      return { status: response.status, ...((await response.json()) as Omit<GraphqlAnswer, 'status'>) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function makeKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}
