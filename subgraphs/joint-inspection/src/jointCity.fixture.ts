import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ASSERTION_HEADER,
  type AssertionSigner,
  createAssertionSigner,
  openPool,
  type RunningSubgraph,
  type Viewer,
} from '@onevisit/kit';
import { type DepartmentEntry, jointSdl } from '@onevisit/schema';
import { type FreshDatabase, freshDatabase } from '@onevisit/tests/freshDatabase';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { inject } from 'vitest';
import { type Database, openDatabase } from './database.js';
import { DepartmentDouble } from './departments/DepartmentDouble.fixture.js';
import type { Seen } from './seenAnswers.fixture.js';
import { type JointOptions, serveJoint } from './serveJoint.js';

/** What a GraphQL request came to. */
export interface Answer<Data = Seen> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

export const lead: Viewer = { role: 'lead', sub: 'chen', department: 'market-regulation' };
export const auditor: Viewer = { role: 'auditor', sub: 'li' };
export const anyone: Viewer = { role: 'public' };
export const officerOf = (department: string): Viewer => ({ role: 'officer', sub: 'wang', department });
export const inspector = (id: string): Viewer => ({
  role: 'inspector',
  sub: id,
  department: id.split(':')[0] ?? '',
  inspector: id,
});

/** Writes a key pair for each name, and the trusted public keys. */
export async function makeKeys(folder: string, names: readonly string[]) {
  const keys = new Map<string, JWK>();
  for (const kid of names) {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    keys.set(kid, { ...(await exportJWK(privateKey)), kid });
    await writeFile(join(folder, `${kid}.jwk.json`), JSON.stringify(keys.get(kid)));
  }
  const trusted = join(folder, 'trusted.jwks.json');
  await writeFile(trusted, JSON.stringify({ keys: [...keys.values()].map(({ d: _, ...jwk }) => jwk) }));
  return { keys, trusted, fileOf: (name: string) => join(folder, `${name}.jwk.json`) };
}

/** Asks a subgraph as the gateway would, for a viewer. */
export async function askAs(
  signer: AssertionSigner,
  url: string,
  audience: string,
  viewer: Viewer,
  query: string,
  variables: object,
): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const assertion = await signer.sign({ audience, body, viewer });
  const headers = { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion };
  const response = await fetch(url, { method: 'POST', headers, body });
  return (await response.json()) as Answer;
}

const DOUBLES = ['fire-rescue', 'health', 'water'] as const;

const PREFIXES: Readonly<Record<string, string>> = { 'fire-rescue': 'FireRescue', health: 'Health', water: 'Water' };

const OWN_SDL = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');

/** The joint subgraph, served on a database of its own, with doubles of three departments and a clock that is set. */
export class JointCity {
  /** What time it is in the joint subgraph. */
  now = new Date('2026-05-01T04:00:00Z');
  readonly departments: Readonly<Record<string, DepartmentDouble>>;
  /** The joint subgraph's own database, to look into and to tamper with. */
  readonly database: Database;
  readonly #fresh: FreshDatabase;
  readonly #pool: ReturnType<typeof openPool>;
  readonly #env: NodeJS.ProcessEnv;
  readonly #register: readonly DepartmentEntry[];
  readonly #signer: AssertionSigner;
  readonly #folder: string;
  readonly #departmentsWithinMs: number;
  #joint: RunningSubgraph | undefined;

  private constructor(parts: {
    departments: Record<string, DepartmentDouble>;
    fresh: FreshDatabase;
    env: NodeJS.ProcessEnv;
    register: readonly DepartmentEntry[];
    signer: AssertionSigner;
    folder: string;
    departmentsWithinMs: number;
  }) {
    this.departments = parts.departments;
    this.#fresh = parts.fresh;
    this.#pool = openPool(parts.fresh.url);
    this.database = openDatabase(this.#pool);
    this.#env = parts.env;
    this.#register = parts.register;
    this.#signer = parts.signer;
    this.#folder = parts.folder;
    this.#departmentsWithinMs = parts.departmentsWithinMs;
  }

  /** @param departmentsWithinMs how long the joint subgraph waits for a department that hangs */
  static async open(departmentsWithinMs = 20_000): Promise<JointCity> {
    const folder = await mkdtemp(join(tmpdir(), 'onevisit-joint-'));
    const { keys, trusted, fileOf } = await makeKeys(folder, ['gateway', 'joint-inspection', ...DOUBLES]);
    const departments = Object.fromEntries(
      DOUBLES.map((code) => [code, new DepartmentDouble(code, keys.get(code) ?? {})]),
    );
    const register = await Promise.all(
      DOUBLES.map(async (code) => ({
        code,
        prefix: PREFIXES[code] ?? '',
        name: { zh: code, en: code },
        url: (await departments[code]?.listen()) ?? '',
      })),
    );
    const fresh = await freshDatabase('joint-inspection');
    const env = {
      PORT: '0',
      DATABASE_URL: fresh.url,
      ONEVISIT_KEY_FILE: fileOf('joint-inspection'),
      ONEVISIT_TRUSTED_KEYS: trusted,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    };
    const signer = await createAssertionSigner(fileOf('gateway'));
    const city = new JointCity({ departments, fresh, env, register, signer, folder, departmentsWithinMs });
    await city.start();
    return city;
  }

  double(code: string): DepartmentDouble {
    const double = this.departments[code];
    if (double === undefined) throw new Error(`there is no double of ${code}`);
    return double;
  }

  /** Serves the joint subgraph; a second one beside the first if it runs already. @returns what stops it */
  async serve(options: Partial<JointOptions> = {}): Promise<RunningSubgraph> {
    return await serveJoint(this.#env, {
      sdl: jointSdl(this.#register, OWN_SDL),
      register: this.#register,
      engineFile: new URL(inject('engineFile')),
      clock: () => this.now,
      departmentsWithinMs: this.#departmentsWithinMs,
      // Whoever asks for figures has them follow; tests that count statements are not to meet it.
      followEveryMs: 3_600_000,
      countEveryMs: 3_600_000,
      ...options,
    });
  }

  async start(): Promise<void> {
    this.#joint = await this.serve();
  }

  /** Stops the joint subgraph; what it stored stays. */
  async stop(): Promise<void> {
    await this.#joint?.close();
    this.#joint = undefined;
  }

  /** Asks for a viewer, whatever comes of it. */
  async ask<Data = Seen>(
    viewer: Viewer,
    query: string,
    variables: object = {},
    url = this.#joint?.url ?? '',
  ): Promise<Answer<Data>> {
    return (await askAs(this.#signer, url, 'joint-inspection', viewer, query, variables)) as unknown as Answer<Data>;
  }

  /** Asks for a viewer; data, or a thrown error. */
  async data<Data = Seen>(viewer: Viewer, query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(viewer, query, variables);
    if (errors !== undefined) throw new Error(errors.map((error) => error.message).join('\n'));
    return data;
  }

  /** Asks for a viewer; the code of the first error, or null. */
  async refusal(viewer: Viewer, query: string, variables: object = {}): Promise<unknown> {
    const { errors } = await this.ask(viewer, query, variables);
    return errors?.[0]?.extensions.code ?? null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.$disconnect();
    await this.#pool.end();
    await Promise.all(Object.values(this.departments).map((double) => double.close()));
    await this.#fresh.drop();
    await rm(this.#folder, { recursive: true });
  }
}

/** How many wait for a lock: of a table, one of those by which steps go one after the other, or for a row. */
export async function waitingForLocks({ database }: JointCity): Promise<number> {
  const [row] = await database.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  return row?.waiting ?? 0;
}
