import { randomUUID } from 'node:crypto';
import { ASSERTION_HEADER, type AssertionSigner, OneVisitError, type Viewer } from '@onevisit/kit';
import { type DepartmentEntry, fieldOf } from '@onevisit/schema';
import { Pool } from 'undici';
import { z } from 'zod';
import { jointError } from '../errors.js';

/** The joint subgraph, as departments know it. */
const SERVICE: Viewer = { role: 'service', sub: 'joint-inspection' };

/** A department that does not answer within this time cannot be reached; a page of a roster takes far less. */
const TIMEOUT_MS = 30_000;

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.looseObject({ code: z.string().optional() }).optional() }))
    .optional(),
});

const rosterPage = z.object({
  lines: z.string(),
  count: z.number().int(),
  endCursor: z.string().nullable(),
  hasNextPage: z.boolean(),
});

/** A page of lines; see RosterPage in the contract. */
export type RosterPage = z.infer<typeof rosterPage>;

const planTask = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number(),
  status: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      itemClass: z.string(),
      basis: z.array(z.string()),
      version: z.number(),
    }),
  ),
  quota: z.array(
    z.object({
      stratum: z.string(),
      count: z.number().nullable(),
      percent: z.string().nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
    }),
  ),
  window: z.object({ first: z.string(), last: z.string() }),
  crew: z.object({ size: z.number(), specialties: z.array(z.string()), district: z.enum(['ANY', 'SAME', 'CROSS']) }),
});

/** A plan task as its department states it. */
export type PlanTaskTerms = z.infer<typeof planTask>;

/** Hashes that say which frozen roster a nonce is asked for. */
export interface FrozenRoster {
  readonly rosterRoot: string;
  readonly termsHash: string;
  readonly commitmentsHash: string;
}

/**
 * The joint subgraph as a client of one department's contract, straight to its subgraph.
 * Every call throws OV_JOINT_DEPARTMENT_UNAVAILABLE, OV_JOINT_DEPARTMENT_REFUSED or OV_JOINT_DEPARTMENT_BAD_ANSWER.
 */
export class DepartmentClient {
  readonly code: string;
  readonly #prefix: string;
  readonly #field: string;
  readonly #path: string;
  readonly #pool: Pool;
  readonly #signer: AssertionSigner;

  constructor(entry: Pick<DepartmentEntry, 'code' | 'prefix'>, url: string, signer: AssertionSigner) {
    this.code = entry.code;
    this.#prefix = entry.prefix;
    this.#field = fieldOf(entry.prefix);
    this.#path = new URL(url).pathname;
    this.#pool = new Pool(new URL(url).origin, {
      connections: 4,
      connectTimeout: 5_000,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    this.#signer = signer;
  }

  /** Plan tasks by id, in the order asked for; null where there is none. */
  async planTasks(ids: readonly string[]): Promise<readonly (PlanTaskTerms | null)[]> {
    const type = `${this.#prefix}PlanTask`;
    const data = await this.#call(
      `query PlanTasks($tasks: [_Any!]!) { _entities(representations: $tasks) { ... on ${type} {
         id title year status items { id title itemClass basis version } quota { stratum count percent min max }
         window { first last } crew { size specialties district } } } }`,
      { tasks: ids.map((id) => ({ __typename: type, id })) },
    );
    return this.#read(z.array(planTask.nullable()), data._entities);
  }

  /** A page of a task's roster: subject, stratum, district, standing. */
  async rosterPage(taskId: string, after: string | null, first: number): Promise<RosterPage> {
    const data = await this.#call(
      `query Roster($taskId: ID!, $after: String, $first: Int) {
         page: ${this.#field}Roster(taskId: $taskId, after: $after, first: $first) { lines count endCursor hasNextPage } }`,
      { taskId, after, first },
    );
    return this.#read(rosterPage, data.page);
  }

  /** A page of inspectors: id, name, certificate number, district, capacity, specialties, recusals. */
  async inspectorPage(certifiedOn: string, after: string | null, first: number): Promise<RosterPage> {
    const data = await this.#call(
      `query InspectorRoster($certifiedOn: Date!, $after: String, $first: Int) {
         page: ${this.#field}InspectorRoster(certifiedOn: $certifiedOn, after: $after, first: $first) {
           lines count endCursor hasNextPage } }`,
      { certifiedOn, after, first },
    );
    return this.#read(rosterPage, data.page);
  }

  /** Names of subjects of a task: subject, name. */
  async subjectNames(taskId: string, subjectIds: readonly string[]): Promise<RosterPage> {
    const data = await this.#call(
      `query SubjectNames($taskId: ID!, $subjectIds: [ID!]!) {
         page: ${this.#field}SubjectNames(taskId: $taskId, subjectIds: $subjectIds) { lines count endCursor hasNextPage } }`,
      { taskId, subjectIds },
    );
    return this.#read(rosterPage, data.page);
  }

  /** The department's commitment to its nonce for a draw. */
  async commitNonce(drawId: string): Promise<string> {
    const data = await this.#call(
      `mutation CommitNonce($drawId: ID!) { made: ${this.#field}CommitNonce(drawId: $drawId) { commitment } }`,
      { drawId },
    );
    return this.#read(z.object({ commitment: z.string() }), data.made).commitment;
  }

  /** The department's nonce, with its signed receipt. */
  async revealNonce(drawId: string, roster: FrozenRoster): Promise<{ nonce: string; receipt: string }> {
    const data = await this.#call(
      `mutation RevealNonce($drawId: ID!, $rosterRoot: Sha256!, $termsHash: Sha256!, $commitmentsHash: Sha256!) {
         revealed: ${this.#field}RevealNonce(drawId: $drawId, rosterRoot: $rosterRoot, termsHash: $termsHash,
           commitmentsHash: $commitmentsHash) { nonce receipt } }`,
      { drawId, ...roster },
    );
    return this.#read(z.object({ nonce: z.string(), receipt: z.string() }), data.revealed);
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #call(query: string, variables: object): Promise<Record<string, unknown>> {
    const body = JSON.stringify({ query, variables });
    const assertion = await this.#signer.sign({ audience: this.code, body, viewer: SERVICE });
    const text = await this.#pool
      .request({
        path: this.#path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': randomUUID(), [ASSERTION_HEADER]: assertion },
        body,
      })
      .then((response) => response.body.text())
      .catch(() => {
        throw jointError('OV_JOINT_DEPARTMENT_UNAVAILABLE', { department: this.code });
      });
    const parsed = this.#read(answer, parseJson(text));
    const [error] = parsed.errors ?? [];
    if (error !== undefined) {
      const details = { departmentCode: error.extensions?.code ?? null };
      throw jointError('OV_JOINT_DEPARTMENT_REFUSED', { department: this.code, message: error.message }, details);
    }
    return parsed.data ?? {};
  }

  #read<Value>(schema: z.ZodType<Value>, value: unknown): Value {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const problem = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw jointError('OV_JOINT_DEPARTMENT_BAD_ANSWER', { department: this.code, problem });
  }
}

/** Whether an error says that a department could not be reached (and not that it said no). */
export function isUnavailable(cause: unknown): boolean {
  return cause instanceof OneVisitError && cause.code === 'OV_JOINT_DEPARTMENT_UNAVAILABLE';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
