import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compose } from '@onevisit/schema/composition';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, post } from '../e2e/ask.js';
import { GatewayProcess } from '../e2e/GatewayProcess.js';
import { LightSubgraph } from '../e2e/LightSubgraph.js';
import { FaultyDepartment } from './FaultyDepartment.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const SDL = {
  'joint-inspection': `${LINK} type Query { visits: [Visit] } type Visit @key(fields: "id") { id: ID! number: Int }`,
  water: `${LINK} type Query { waterCount: Int } type Visit @key(fields: "id") { id: ID! permit: String }`,
  'fire-rescue': `${LINK} type Query { fireCount(of: Int): Int } type Visit @key(fields: "id") { id: ID! fire: String }`,
};
const QUERY = 'query Visits($of: Int) { visits { number permit fire } waterCount fireCount(of: $of) }';
/** More than anything takes that does not hang. */
const DEADLINE_MS = 4_000;
/** The breaker pauses for three seconds; a busy machine takes its time. */
const RECOVERY_MS = 60_000;
const CLIENTS = 10;

interface Visits {
  readonly visits: readonly { readonly number: number; readonly permit: string; readonly fire: string | null }[];
  readonly waterCount: number;
  readonly fireCount: number | null;
}

let folder: string;
let joint: LightSubgraph;
let water: LightSubgraph;
const fire = new FaultyDepartment();
let gateway: GatewayProcess;

beforeAll(async () => {
  joint = await LightSubgraph.start(() => ({
    visits: [1, 2].map((number) => ({ __typename: 'Visit', id: `v${number}`, number })),
  }));
  water = await LightSubgraph.start(({ variables }) =>
    variables?.representations === undefined
      ? { waterCount: 7 }
      : { _entities: variables.representations.map(({ id }) => ({ permit: `W-${id}` })) },
  );
  await fire.start();
  folder = await mkdtemp(join(tmpdir(), 'onevisit-faults-'));
  const urls = { 'joint-inspection': joint.url, water: water.url, 'fire-rescue': fire.url };
  const composition = compose(
    Object.entries(SDL).map(([name, sdl]) => ({ name, sdl, url: urls[name as keyof typeof urls], file: name })),
  );
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, composition.supergraphSdl);
  gateway = await GatewayProcess.start(['--supergraph', supergraph, '--open'], {
    ONEVISIT_QUERY_TIMEOUT_MS: String(DEADLINE_MS),
  });
  await recovered();
});

afterAll(async () => {
  await gateway.stop();
  await fire.kill();
  for (const subgraph of [joint, water]) subgraph.stop();
  await rm(folder, { recursive: true });
});

/** What failed in a test is whole again in the next. */
afterEach(recovered);

let asked = 0;

/** Asks something that nobody else asks now, so that the calls of no two clients are one. */
function ask(): Promise<Answer<Visits>> {
  asked += 1;
  return post<Visits>(`${gateway.url}/graphql`, {}, { query: QUERY, variables: { of: asked } });
}

/** Asks until the answer is whole, as somebody does who waits for the department to come back. */
async function recovered(): Promise<void> {
  const patience = performance.now() + RECOVERY_MS;
  for (;;) {
    const answer = await ask();
    if (answer.errors.length === 0) return expectWhole(answer);
    if (performance.now() > patience) throw new Error(`not whole after ${RECOVERY_MS} ms: ${answer.text}`);
    await delay(50);
  }
}

function expectWhole({ data }: Answer<Visits>): void {
  const visits = [1, 2].map((number) => ({ number, permit: `W-v${number}`, fire: `F-v${number}` }));
  expect(data).toEqual({ visits, waterCount: 7, fireCount: 3 });
}

/** All that is not the fire department's is there; errors name it, one of the codes, and nothing that is nobody's business. */
function expectPartial({ status, data, errors, text }: Answer<Visits>, codes: readonly string[]): void {
  const visits = [1, 2].map((number) => ({ number, permit: `W-v${number}`, fire: null }));
  expect({ status, data }).toEqual({ status: 200, data: { visits, waterCount: 7, fireCount: null } });
  expect(errors.map(({ path }) => path?.[0]).sort()).toEqual(['fireCount', 'visits']);
  for (const { extensions } of errors) {
    expect(extensions.serviceName).toBe('fire-rescue');
    expect(codes).toContain(extensions.code);
  }
  expect(text).not.toMatch(new RegExp(`127\\.0\\.0\\.1|${fire.port}|ECONN|UND_ERR|node_modules|<html>`));
}

/** Whole, or without the fire department. */
function expectWholeOrPartial(answer: Answer<Visits>): void {
  const { data, errors } = answer;
  if (errors.length === 0) expectWhole(answer);
  else if (errors.length === 2) expectPartial(answer, ['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);
  else {
    expect(errors.map(({ extensions }) => extensions.serviceName)).toEqual(['fire-rescue']);
    expect(data.visits.map(({ number, permit }) => `${number} ${permit}`)).toEqual(['1 W-v1', '2 W-v2']);
  }
}

const together = (): Promise<Awaited<ReturnType<typeof ask>>[]> => Promise.all(Array.from({ length: CLIENTS }, ask));

describe('a department', () => {
  it('that hangs costs its own values within the deadline, is left alone then, and comes back by itself', async () => {
    fire.freeze();
    // It hangs until all are answered: that they are is the deadline's doing.
    for (const answer of await together()) expectPartial(answer, ['SUBGRAPH_TIMEOUT', 'SUBGRAPH_UNAVAILABLE']);
    // Nobody waited for it: whoever does has no time left in the end.
    expectPartial(await ask(), ['SUBGRAPH_UNAVAILABLE']);
    fire.thaw();
    await recovered();
  });

  it('that dies in the middle of an answer costs its own values', async () => {
    fire.behave('dying');
    expectPartial(await ask(), ['SUBGRAPH_UNAVAILABLE']);
    await fire.dead();
    await fire.start();
  });

  it('that answers garbage costs its own values, and nothing of what it says is passed on', async () => {
    fire.behave('garbage');
    for (const answer of await together()) expectPartial(answer, ['SUBGRAPH_BAD_RESPONSE']);
    fire.behave('well');
  });

  it('that answers fifty megabytes costs its own values, and no memory', async () => {
    fire.behave('huge');
    for (const answer of await together()) expectPartial(answer, ['SUBGRAPH_BAD_RESPONSE', 'SUBGRAPH_TIMEOUT']);
    fire.behave('well');
    await recovered();
    const memory = /^process_resident_memory_bytes (\d+)/m.exec(await gateway.metrics())?.[1];
    expect(Number(memory)).toBeLessThan(600e6);
  });

  it('that refuses connections costs its own values, at once', async () => {
    await fire.kill();
    for (const answer of await together()) expectPartial(answer, ['SUBGRAPH_UNAVAILABLE']);
    await fire.start();
  });

  it('that flaps never costs more than its own values', async () => {
    let isOver = false;
    const answers: Answer<Visits>[] = [];
    const clients = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        answers.push(await ask());
        await delay(10);
      }
    });
    await expect.poll(() => answers.some(({ errors }) => errors.length === 0)).toBe(true);
    for (let time = 0; time < 4; time += 1) {
      await delay(250);
      await fire.kill();
      await delay(150);
      await fire.start();
    }
    await fire.kill();
    await expect.poll(() => answers.some(({ errors }) => errors.length > 0)).toBe(true);
    await fire.start();
    isOver = true;
    await Promise.all(clients);
    for (const answer of answers) expectWholeOrPartial(answer);
  });
});
