import { randomBytes } from 'node:crypto';
import {
  migrate,
  openPool,
  openSigningKey,
  pingDatabase,
  type RunningSubgraph,
  readConfig,
  startSubgraph,
} from '@onevisit/kit';
import { type DepartmentEntry, departmentSdl, readRegister } from '@onevisit/schema';
import { type ObjectTypeExtensionNode, parse } from 'graphql';
import { CompactSign } from 'jose';
import { checkReferenceItems } from './checks/referenceItems.js';
import { createLoaders, type DepartmentContext } from './context.js';
import { departmentError } from './errors.js';
import type { DepartmentManifest } from './manifest.js';
import { createResolvers } from './resolvers/index.js';
import type { ItemSeed } from './rows.js';
import { openDatabase, prismaFolder } from './store/database.js';

/** A department, ready to be served. */
export interface DefinedDepartment<Details extends object> {
  readonly manifest: DepartmentManifest<Details>;
  readonly items: readonly ItemSeed[];
  /** The whole SDL of its subgraph: contract, template, its own. */
  readonly sdl: string;
  /** Migrates its database, serves, resolves when ready. Reads its environment; see `readConfig`. */
  start(env: NodeJS.ProcessEnv): Promise<RunningSubgraph>;
}

/**
 * Makes a department from its manifest.
 * @throws OV_DEPT_NOT_REGISTERED, OV_DEPT_BAD_MANIFEST where its reference items would be refused
 */
export function defineDepartment<Details extends object>(
  manifest: DepartmentManifest<Details>,
): DefinedDepartment<Details> {
  const entry = entryOf(manifest.code);
  checkReferenceItems(entry.code, manifest.items);
  const sdl = departmentSdl(entry, manifest.ownSdl);
  return {
    manifest,
    items: manifest.items,
    sdl,
    start: (env) => startDepartment(entry, manifest as unknown as DepartmentManifest<object>, sdl, env),
  };
}

async function startDepartment(
  entry: DepartmentEntry,
  manifest: DepartmentManifest<object>,
  sdl: string,
  env: NodeJS.ProcessEnv,
): Promise<RunningSubgraph> {
  const config = readConfig(env);
  await migrate(config.databaseUrl, prismaFolder);
  const pool = openPool(config.databaseUrl);
  const database = openDatabase(pool);
  const signReceipt = await receiptSigner(config.keyFile);
  const clock = () => new Date();
  const nonces = { database, department: entry.code, randomNonce: () => randomBytes(32).toString('hex'), signReceipt };
  return await startSubgraph<DepartmentContext>({
    name: entry.code,
    owner: entry.code,
    typeDefs: parse(sdl),
    resolvers: createResolvers({ entry, manifest, database, nonces, clock }, ownFields(manifest.ownSdl, entry.prefix)),
    config,
    context: (base) => ({ ...base, loaders: createLoaders(database) }),
    ready: () => pingDatabase(pool),
    onClose: async () => {
      await database.$disconnect();
      await pool.end();
    },
  });
}

function entryOf(code: string): DepartmentEntry {
  const entry = readRegister(process.env.ONEVISIT_REGISTER).find((candidate) => candidate.code === code);
  if (entry === undefined) throw departmentError('OV_DEPT_NOT_REGISTERED', { code });
  return entry;
}

/** Names of the fields with which a department's own SDL extends its pool entries. */
function ownFields(ownSdl: string, prefix: string): readonly string[] {
  return parse(ownSdl)
    .definitions.filter((node): node is ObjectTypeExtensionNode => node.kind === 'ObjectTypeExtension')
    .filter((node) => node.name.value === `${prefix}PoolEntry`)
    .flatMap((node) => node.fields ?? [])
    .map((field) => field.name.value);
}

async function receiptSigner(keyFile: string): Promise<(receipt: object) => Promise<string>> {
  const signingKey = await openSigningKey(keyFile);
  return async (receipt) => {
    const { kid, key } = await signingKey();
    return await new CompactSign(new TextEncoder().encode(JSON.stringify(receipt)))
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .sign(key);
  };
}
