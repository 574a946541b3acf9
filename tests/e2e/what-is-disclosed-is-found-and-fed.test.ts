import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFilesIn, signClientToken } from '@onevisit/gateway';
import { documentText } from '@onevisit/schema';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ask, dataOf, lead, officer } from './ask.js';
import { runOnevisit } from './GatewayProcess.js';
import { day, drawPlan, publishPlan } from './smallPlan.js';

const city = inject('city');
const health = officer('health');

interface Visit {
  readonly id: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly items: readonly { readonly planned: { readonly id: string; readonly item: { readonly id: string } } }[];
  readonly crew: readonly {
    readonly department: { readonly id: string };
    readonly seats: readonly { readonly inspector: { readonly id: string } }[];
  }[];
}
interface Found {
  readonly publicSearch: {
    readonly subjects: {
      readonly nodes: readonly {
        readonly name: string;
        readonly visits: {
          readonly nodes: readonly { readonly items: readonly { readonly result: object | null }[] }[];
        };
      }[];
    };
  };
}
interface Fed {
  readonly records: readonly {
    readonly cursor: string;
    readonly recordId: string;
    readonly operation: string;
    readonly version: number;
    readonly visitId: string;
    readonly authorityName: string;
    readonly resultNames: readonly string[];
  }[];
}

let folder: string;
let visit: Visit;
let plannedItemId: string;

const act = async (name: string, type: string, input: object): Promise<void> => {
  const query = `mutation Act($input: ${type}!) { ${name}(input: $input) { id } }`;
  dataOf(await ask(city, health, query, { input: { visitId: visit.id, ...input } }));
};
/** What anybody finds by the subject's code. */
const resultsFound = async (): Promise<readonly (object | null)[]> => {
  const { publicSearch } = dataOf(
    await ask<Found>(city, 'public', documentText('PublicSearch'), { text: visit.subjectId }),
  );
  return publicSearch.subjects.nodes
    .filter(({ name }) => name === visit.subjectName)
    .flatMap(({ visits }) => visits.nodes.flatMap(({ items }) => items.map(({ result }) => result)))
    .filter((result) => result !== null);
};
/** What the publicity system fetches, of health. */
const feed = async (...args: string[]): Promise<Fed['records']> => {
  const token = await signClientToken(keyFilesIn(city.dataDir), lead);
  const out = join(folder, 'records.json');
  const options = ['--out', out, '--department', 'health', '--gateway', city.gatewayUrl, '--token', token];
  const { code, output } = await runOnevisit(['feed', ...options, ...args]);
  expect(code, output).toBe(0);
  return (JSON.parse(await readFile(out, 'utf8')) as Fed).records.filter(({ visitId }) => visitId === visit.id);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-feed-'));
  const planId = await publishPlan(city, {
    legs: [
      { department: 'fire-rescue', item: 'XF-001', industries: ['hotel'], count: 2 },
      { department: 'health', item: 'WJ-001', industries: ['hotel'], count: 2 },
    ],
    window: { first: day(), last: day(30) },
    disclosure: 'AT_DRAW',
  });
  const id = await drawPlan(city, planId);
  const query = `query Visits($id: ID!) { draw(id: $id) { visits { nodes { id subjectId subjectName
    items { planned { id item { id } } } crew { department { id } seats { inspector { id } } } } } } }`;
  const { draw } = dataOf(await ask<{ draw: { visits: { nodes: Visit[] } } }>(city, lead, query, { id }));
  const own = draw.visits.nodes.flatMap((each) => {
    const item = each.items.find(({ planned }) => planned.item.id.startsWith('health:'));
    return item === undefined ? [] : [{ each, item }];
  });
  const [first] = own;
  if (first === undefined) throw new Error('no visit is for health');
  visit = first.each;
  plannedItemId = first.item.planned.id;
  const team = visit.crew.filter(({ department }) => department.id === 'health');
  const officers = team.flatMap(({ seats }) => seats.map(({ inspector }) => inspector.id));
  await act('startVisit', 'StartVisitInput', { officers });
  const items = [{ plannedItemId, results: ['CORRECTION_ORDERED'], findings: '布草间未上锁' }];
  await act('recordResults', 'RecordResultsInput', { inspectedOn: day(), items });
});
afterAll(() => rm(folder, { recursive: true }));

describe('what is disclosed is found and fed', () => {
  it('by everybody under the name of its subject, and by the publicity system as a record', async () => {
    expect(await resultsFound()).toEqual([]);
    expect(await feed()).toEqual([]);
    await act('discloseResults', 'DiscloseResultsInput', { kind: 'RESULTS' });
    expect(await resultsFound()).toEqual([{ results: ['CORRECTION_ORDERED'], correctedAt: null }]);
    expect(await feed('--state', 'PENDING')).toMatchObject([
      { operation: 'NEW', authorityName: expect.stringMatching('卫生'), resultNames: ['发现问题已责令改正'] },
    ]);
  });

  it('and, once it is corrected, as another version, after those that were acknowledged', async () => {
    const [{ recordId: id = '', cursor = '' } = {}] = await feed();
    const rows = [{ id, outcome: 'ACCEPTED', receipt: 'GS-2026-1' }];
    const acknowledge = documentText('AcknowledgeDisclosures');
    const told = dataOf(
      await ask<{ acknowledgeDisclosures: object[] }>(city, lead, acknowledge, { input: { rows }, idempotencyKey: id }),
    );
    expect(told.acknowledgeDisclosures).toMatchObject([{ index: 0, state: 'KEPT', code: null }]);
    const items = [{ plannedItemId, results: ['NO_PROBLEM'] }];
    await act('correctResult', 'CorrectResultInput', { items, reason: 'CLERICAL_ERROR', explanation: '录错一行' });
    expect(await resultsFound()).toEqual([{ results: ['NO_PROBLEM'], correctedAt: expect.any(String) }]);
    const corrected = [{ operation: 'CORRECTION', version: 2, resultNames: ['未发现问题'] }];
    expect(await feed('--state', 'PENDING')).toMatchObject(corrected);
    expect(await feed('--after', cursor)).toMatchObject(corrected);
  });
});
