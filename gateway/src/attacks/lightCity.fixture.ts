import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type RunningSubgraph, startSubgraph } from '@onevisit/kit';
import { compose } from '@onevisit/schema/composition';
import { parse } from 'graphql';
import type { ClientClaims } from '../clientClaims.js';
import { signClientToken } from '../hub/clientToken.js';
import { ensureKeys, type KeyFiles } from '../hub/keys.js';
import { type RunningGateway, startGateway } from '../server/startGateway.js';
import { DEVELOPMENT_ISSUER } from '../tokenNames.js';

/**
 * A gateway over two subgraphs: the fire department's is served by the kit, as all of ours are; the water department's
 * answers whatever a test says, as one that has been taken over would.
 */
export interface LightCity {
  readonly url: string;
  readonly dataDir: string;
  readonly keys: KeyFiles;
  /** The fire department's own endpoint, as nobody outside should reach it. */
  readonly fireUrl: string;
  /** Operations that reached the fire department, newest last. */
  readonly fireSaw: readonly string[];
  /** Headers that reached the water department, newest last. */
  readonly waterHeaders: readonly IncomingMessage['headers'][];
  /** What the water department answers from now on. */
  waterAnswers(answer: (response: ServerResponse, query: string) => void): void;
  ask(query: string, options?: AskOptions): Promise<LightAnswer>;
  close(): Promise<void>;
}

/** How to ask. */
export interface AskOptions {
  readonly as?: ClientClaims;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extensions?: object;
  /** By default `/graphql`. */
  readonly path?: string;
}

/** An answer, read as loosely as tests need. */
export interface LightAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly codes: readonly string[];
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

const LINKS = `schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible", "@listSize", "@composeDirective"])
  @link(url: "https://onevisit.example/access/v1.0", import: ["@access"])
  @composeDirective(name: "@access") { query: Query mutation: Mutation }
directive @access(to: [String!]!) on OBJECT | FIELD_DEFINITION
`;

const FIRE = `${LINKS}
type Query {
  open: String @access(to: ["public"])
  subject: Subject @access(to: ["public"])
  named: Named @access(to: ["public"])
  subjects(first: Int = 10): SubjectConnection
    @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false) @access(to: ["public"])
  staff: String @access(to: ["officer"])
  boom: String @access(to: ["public"])
  fireRoster: String @inaccessible @access(to: ["service"])
  echo(text: String, number: Int): String @access(to: ["public"])
  near(at: Place): String @access(to: ["public"])
}
input Place { city: String side: Side }
enum Side { LEFT RIGHT }
type Mutation { save(text: String): Int @access(to: ["officer"]) note(text: String): Int @access(to: ["public"]) }
interface Named { name: String }
type SubjectConnection { nodes: [Subject!] }
type Subject implements Named @key(fields: "id") {
  id: ID!
  self: Subject @access(to: ["public"])
  name: String @access(to: ["public"])
  phone: String @access(to: ["officer"])
}`;
const WATER = `${LINKS.replace(' mutation: Mutation', '')}
type Query { water: Water @access(to: ["public"]) }
type Water { level: String safe: Boolean deep: String }
type Subject @key(fields: "id") { id: ID! permit: String @access(to: ["public"]) }`;

/** Starts one; the environment adds to the gateway's. */
export async function startLightCity(env: Readonly<Record<string, string>> = {}): Promise<LightCity> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onevisit-light-'));
  const keys = await ensureKeys(dataDir, ['gateway', 'fire-rescue', 'water', 'joint-inspection']);
  const fireSaw: string[] = [];
  const fire = await startFire(keys, fireSaw);
  const water = await startWater();
  const supergraph = join(dataDir, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf(fire.url, water.url));
  const gateway = await startGateway({
    PORT: '0',
    LOG_LEVEL: 'silent',
    ONEVISIT_SUPERGRAPH: supergraph,
    ONEVISIT_KEY_FILE: keys.privateKeyOf('gateway'),
    ONEVISIT_CLIENT_JWKS: keys.clients,
    ONEVISIT_CLIENT_ISSUER: DEVELOPMENT_ISSUER,
    ONEVISIT_QUERY_TIMEOUT_MS: '3000',
    ONEVISIT_MAX_RESPONSE_BYTES: '100000',
    ...env,
  });
  return {
    url: `${gateway.url}/graphql`,
    dataDir,
    keys,
    fireUrl: fire.url,
    fireSaw,
    waterHeaders: water.headers,
    waterAnswers: water.answers,
    ask: (query, options) => ask(gateway, keys, query, options),
    close: async () => {
      await gateway.close();
      await Promise.all([fire.close(), water.close()]);
      await rm(dataDir, { recursive: true });
    },
  };
}

function startFire(keys: KeyFiles, saw: string[]): Promise<RunningSubgraph> {
  const subject = { __typename: 'Subject', id: 's1', name: 'n', phone: '13800000000' };
  const self = (): object => ({ ...subject, self });
  return startSubgraph({
    name: 'fire-rescue',
    owner: 'fire-rescue',
    typeDefs: parse(FIRE),
    resolvers: {
      Query: {
        open: () => 'open',
        subject: self,
        named: self,
        subjects: () => ({ nodes: [self()] }),
        staff: () => 'secret',
        fireRoster: () => 'secret',
        boom: () => {
          throw new Error('connect ECONNREFUSED 10.0.0.7:5432 at /srv/app.js:3');
        },
        echo: (_root: unknown, { text: given, number }: { text?: string; number?: number }) => given ?? String(number),
      },
      Mutation: { save: () => 1, note: () => 1 },
      Named: { __resolveType: () => 'Subject' },
      Subject: { __resolveReference: async () => self() },
    },
    config: {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: '',
      keyFile: keys.privateKeyOf('fire-rescue'),
      trustedKeys: keys.trusted,
      logLevel: 'silent',
    },
    context: (base) => {
      saw.push(base.viewer.role);
      return base;
    },
    ready: async () => undefined,
    onClose: async () => undefined,
  });
}

async function startWater() {
  const headers: IncomingMessage['headers'][] = [];
  let answer: Parameters<LightCity['waterAnswers']>[0] = (response) =>
    response.end('{"data":{"water":{"level":"low"}}}');
  const server = createServer((request, response) => {
    headers.push(request.headers);
    void text(request).then((body) => {
      response.setHeader('content-type', 'application/json');
      answer(response, JSON.parse(body).query);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    headers,
    answers: (next: typeof answer) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function supergraphOf(fireUrl: string, waterUrl: string): string {
  const composition = compose([
    { name: 'fire-rescue', url: fireUrl, sdl: FIRE, file: 'fire-rescue.graphql' },
    { name: 'water', url: waterUrl, sdl: WATER, file: 'water.graphql' },
  ]);
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}

async function ask(
  gateway: RunningGateway,
  keys: KeyFiles,
  query: string,
  { as, variables, headers, extensions, path = '/graphql' }: AskOptions = {},
): Promise<LightAnswer> {
  const authorization = as === undefined ? {} : { authorization: `Bearer ${await signClientToken(keys, as)}` };
  return await answerOf(
    await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body: JSON.stringify({ query, variables, extensions }),
    }),
  );
}

/** Reads an answer, which may be no GraphQL. */
export async function answerOf(response: Response): Promise<LightAnswer> {
  const whole = await response.text();
  const { data, errors = [] } = parseJson(whole);
  const codes = errors.map(({ extensions }) => String(extensions?.code));
  return { status: response.status, headers: response.headers, text: whole, data, errors, codes };
}

function parseJson(whole: string): Partial<Pick<LightAnswer, 'data' | 'errors'>> {
  try {
    return JSON.parse(whole);
  } catch {
    return {};
  }
}

/** An officer of the fire department. */
export const fireOfficer: ClientClaims = { role: 'officer', sub: 'zhang', department: 'fire-rescue' };

/** An officer of another department. */
export const waterOfficer: ClientClaims = { role: 'officer', sub: 'li', department: 'water' };
