import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersistedDocument } from '@onevisit/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SupergraphCandidate, SupergraphCheck } from './checkSupergraph.js';
import { supergraphError } from './errors.js';
import { SupergraphHistory, supergraphDigest } from './SupergraphHistory.js';
import { SupergraphLifecycle } from './SupergraphLifecycle.js';
import { shopDocument } from './shop.fixture.js';

/** What the file says: a text, or nothing where it cannot be read. */
let file: string | undefined;
/** Whether it was written again, with whatever text. */
let isWrittenAnew: boolean;
let listed: readonly PersistedDocument[];
/** What Apollo Gateway was given, what was checked, and what was told to be served. */
let loaded: string[];
let checked: string[];
let served: number[];
let phases: string[];
let check: (candidate: SupergraphCandidate) => SupergraphCheck | Promise<SupergraphCheck>;
let folder: string;
let history: SupergraphHistory;
let lifecycle: SupergraphLifecycle;
let watching: Promise<void> | undefined;

beforeEach(async () => {
  file = 'first';
  isWrittenAnew = false;
  listed = [];
  check = ({ sdl }) =>
    sdl.startsWith('bad')
      ? { ok: false, refusal: { code: 'OV_SUPERGRAPH_DOCUMENT', problem: sdl } }
      : {
          ok: true,
          subgraphs: [{ name: 'water', url: sdl === 'astray' ? 'ftp://water' : 'http://water' }],
          plans: [],
          publicPlans: [],
        };
  folder = await mkdtemp(join(tmpdir(), 'onevisit-lifecycle-'));
  history = new SupergraphHistory(folder);
  make();
});

afterEach(async () => {
  lifecycle.stop();
  await watching;
  watching = undefined;
  await rm(folder, { recursive: true });
});

function make(): void {
  [loaded, checked, served, phases] = [[], [], [], []];
  let seen: string | undefined;
  let seenDocuments: readonly PersistedDocument[] | undefined;
  lifecycle = new SupergraphLifecycle({
    source: {
      place: 'shop.graphql',
      pollMs: 1_000,
      poll: async () => {
        if (file === undefined)
          throw supergraphError('OV_SUPERGRAPH_UNREADABLE', { place: 'shop.graphql', problem: '' });
        const isSame = file === seen && !isWrittenAnew;
        seen = file;
        isWrittenAnew = false;
        return isSame ? null : file;
      },
    },
    documents: {
      poll: async () => {
        const isSame = listed === seenDocuments;
        seenDocuments = listed;
        return isSame ? null : listed;
      },
    },
    check: async (candidate) => {
      checked.push(candidate.sdl);
      return check(candidate);
    },
    history,
    planBudgetMs: 1_000,
    pollMs: 1,
    warmDelayMs: 0,
    retryMs: 1,
    urlOf: (_name, url) => url,
    onServe: ({ documents }) => served.push(documents.length),
    onPhase: ({ name }) => phases.push(name),
  });
}

async function start(): Promise<void> {
  const update = (sdl: string) => {
    if (sdl.startsWith('unloadable')) throw new Error('no subgraph');
    loaded.push(sdl);
  };
  await lifecycle.initialize({
    update,
    healthCheck: async () => undefined,
    getDataSource: () => {
      throw new Error('not asked for');
    },
  });
}

async function watch(): Promise<void> {
  await start();
  watching = lifecycle.watch();
  await expect.poll(() => served.length).toBe(1);
}

async function until(phase: object): Promise<void> {
  await expect.poll(() => lifecycle.phase, { interval: 2 }).toMatchObject(phase);
}

const current = (sdl: string) => ({ digest: supergraphDigest(sdl), from: 'shop.graphql' });
const refused = (sdl: string, code: string) => ({ digest: supergraphDigest(sdl), code });

describe('SupergraphLifecycle', () => {
  it('serves the first at once, and checks it afterwards', async () => {
    await start();
    expect(lifecycle.phase).toMatchObject({ name: 'serving', current: current('first') });
    expect({ loaded, checked }).toEqual({ loaded: ['first'], checked: [] });
    watching = lifecycle.watch();
    await expect.poll(() => served.length).toBe(1);
    expect({ loaded, checked }).toEqual({ loaded: ['first'], checked: ['first'] });
  });

  it('takes up a new one once it is checked, and keeps both in the history', async () => {
    await watch();
    file = 'second';
    await until({ name: 'serving', current: current('second') });
    expect(loaded).toEqual(['first', 'second']);
    expect(phases.slice(-2)).toEqual(['checking', 'serving']);
    await expect.poll(async () => (await history.list()).map(({ sdl }) => sdl)).toEqual(['second', 'first']);
  });

  it.each([
    ['bad', 'OV_SUPERGRAPH_DOCUMENT'],
    ['astray', 'OV_SUPERGRAPH_SUBGRAPH_URL'],
    ['unloadable', 'OV_SUPERGRAPH_NOT_LOADABLE'],
  ])('holds on to the old where the new is %s, checks it once, and goes on when the old is back', async (sdl, code) => {
    await watch();
    file = sdl;
    await until({ name: 'holding', current: current('first'), refused: refused(sdl, code) });
    expect({ loaded, checked }).toEqual({ loaded: ['first'], checked: ['first', sdl] });
    file = 'first';
    await until({ name: 'serving', current: current('first') });
    expect(checked).toEqual(['first', sdl]);
  });

  it('says again that it refuses what it has refused before', async () => {
    await watch();
    const isRefused = { name: 'holding', refused: refused('bad', 'OV_SUPERGRAPH_DOCUMENT') };
    file = 'bad';
    await until(isRefused);
    file = 'first';
    await until({ name: 'serving' });
    file = 'bad';
    await until(isRefused);
    file = undefined;
    await until({ name: 'holding', refused: { code: 'OV_SUPERGRAPH_UNREADABLE' } });
    file = 'bad';
    await until(isRefused);
  });

  it('checks again what is written anew, be it with the same text', async () => {
    await watch();
    file = 'bad';
    await until({ name: 'holding' });
    check = () => ({ ok: true, subgraphs: [], plans: [], publicPlans: [] });
    isWrittenAnew = true;
    await until({ name: 'serving', current: current('bad') });
  });

  it.each(['OV_SUPERGRAPH_CHECK_FAILED', 'OV_SUPERGRAPH_PLAN_BUDGET'])(
    'checks again by itself after %s',
    async (code) => {
      await watch();
      let tries = 0;
      check = () => {
        tries += 1;
        return tries < 3
          ? { ok: false, refusal: { code, problem: 'a busy machine' } }
          : { ok: true, subgraphs: [], plans: [], publicPlans: [] };
      };
      file = 'second';
      await until({ name: 'serving', current: current('second') });
      expect(tries).toBe(3);
    },
  );

  it('holds on while nothing can be read', async () => {
    await watch();
    file = undefined;
    await until({ name: 'holding', current: current('first'), refused: { code: 'OV_SUPERGRAPH_UNREADABLE' } });
    file = 'second';
    await until({ name: 'serving', current: current('second') });
  });

  it('takes up new documents with the supergraph as it is', async () => {
    await watch();
    listed = [shopDocument('Stock', '{ product { stock } }')];
    await expect.poll(() => served).toEqual([0, 1]);
    expect(loaded).toEqual(['first']);
  });

  it('does not serve what was being checked when it stopped', async () => {
    await watch();
    let answer: (check: SupergraphCheck) => void = () => undefined;
    check = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    file = 'second';
    await until({ name: 'checking', candidate: supergraphDigest('second') });
    lifecycle.stop();
    answer({ ok: true, subgraphs: [], plans: [], publicPlans: [] });
    await watching;
    expect(lifecycle.phase).toEqual({ name: 'stopped' });
    expect(loaded).toEqual(['first']);
  });

  it('starts with the last good one where it starts with a bad one, and without any not at all', async () => {
    file = 'unloadable';
    await expect(start()).rejects.toMatchObject({ code: 'OV_SUPERGRAPH_NOT_LOADABLE' });
    await history.add({ ...current('good'), since: '2026-01-01T00:00:00.000Z', sdl: 'good' });
    make();
    await start();
    expect(lifecycle.phase).toMatchObject({
      name: 'holding',
      current: current('good'),
      refused: refused('unloadable', 'OV_SUPERGRAPH_NOT_LOADABLE'),
    });
    expect(loaded).toEqual(['good']);
  });
});
