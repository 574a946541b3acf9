import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineThread } from '../engine/EngineThread.js';
import { JointCity, lead } from '../jointCity.fixture.js';
import {
  EXECUTE,
  FIRE,
  FREEZE,
  fillPools,
  freezeEnded,
  frozen,
  frozenDraw,
  HEALTH,
  opened,
  published,
  REVEAL,
} from '../jointDraws.fixture.js';

let city: JointCity;
beforeAll(async () => {
  // Freezes hang here until their process is stopped, however long that takes.
  city = await JointCity.open(60_000);
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  for (const double of Object.values(city.departments)) {
    double.fault = () => undefined;
    double.pageLines = 10;
    double.calls.length = 0;
  }
});

/** Every page that was asked for. */
const pages = (): string[] =>
  ['fire-rescue', 'health'].flatMap((code) =>
    city
      .double(code)
      .calls.filter(({ operation }) => operation.endsWith('Roster'))
      .map(({ operation, variables }) => `${code} ${operation} ${variables.after ?? ''}`),
  );

/** A draw whose freeze hangs at the third page of health, which is the last that is missing. */
async function hangingFreeze(): Promise<string> {
  const health = city.double('health');
  const asked = () => health.calls.filter(({ operation }) => operation === 'Roster').length;
  health.fault = () => (asked() === 3 ? { kind: 'hang' } : undefined);
  const id = await opened(city, await published(city));
  await city.data(lead, FREEZE, { id });
  const where = { drawId: id, source: { in: [FIRE, HEALTH] } };
  await expect.poll(() => city.database.rosterPage.count({ where }), { interval: 5 }).toBe(4 + 2);
  await expect.poll(asked, { interval: 5 }).toBe(3);
  return id;
}

/** The root of an undisturbed freeze of the same rosters, under the same key. */
async function undisturbedRoot(drawId: string): Promise<string | null> {
  const { rosterKey } = await city.database.draw.findUniqueOrThrow({ where: { id: drawId } });
  const other = await opened(city, await published(city));
  await city.database.draw.update({ where: { id: other }, data: { rosterKey } });
  await frozen(city, other);
  return (await city.database.draw.findUniqueOrThrow({ where: { id: other } })).rosterRoot;
}

describe('a drawing', () => {
  it('is taken up by the next process, with the nonces that were fixed when it began', async () => {
    const { drawId: id } = await frozenDraw(city);
    // The doubles answer names in pages of this size too.
    for (const double of Object.values(city.departments)) double.pageLines = 20_000;
    await city.data(lead, REVEAL, { id });
    await city.data(lead, EXECUTE, { id });
    await city.stop();
    const stopped = await city.database.draw.findUniqueOrThrow({ where: { id } });
    await city.start();
    const drawn = async () => {
      const { phase, progress } = await city.database.draw.findUniqueOrThrow({ where: { id } });
      return phase === 'DRAWN' && (progress as { state?: string }).state === 'DONE';
    };
    await expect.poll(drawn).toBe(true);
    expect(['DRAWING', 'DRAWN']).toContain(stopped.phase);
    expect(await city.database.ledgerEntry.count({ where: { target: id, action: 'draw.execute' } })).toBe(1);
    expect(await city.database.visit.count({ where: { drawId: id, subjectName: null } })).toBe(0);
  });

  it('says so where the database fails while subjects are named, and names them when it is asked again', async () => {
    const { drawId: id } = await frozenDraw(city);
    for (const double of Object.values(city.departments)) double.pageLines = 20_000;
    await city.data(lead, REVEAL, { id });
    await city.database.$executeRaw`
      ALTER TABLE visit ADD CONSTRAINT nobody_is_named CHECK (subject_name IS NULL) NOT VALID`;
    const progress = async () => (await city.database.draw.findUniqueOrThrow({ where: { id } })).progress;
    await city.data(lead, EXECUTE, { id });
    await expect
      .poll(progress)
      .toMatchObject({ state: 'STOPPED', step: 'NAMES', error: expect.stringContaining('Internal error') });
    expect((await city.database.draw.findUniqueOrThrow({ where: { id } })).phase).toBe('DRAWN');
    await city.database.$executeRaw`ALTER TABLE visit DROP CONSTRAINT nobody_is_named`;
    await city.data(lead, EXECUTE, { id });
    await expect.poll(progress).toMatchObject({ state: 'DONE', step: null, error: null });
    expect(await city.database.visit.count({ where: { drawId: id, subjectName: null } })).toBe(0);
  });
});

it('a drawing that is asked for while the freeze has yet to tidy up begins when it has', async () => {
  const id = await opened(city, await published(city));
  const end = EngineThread.prototype.end;
  let tidyUp: (value: unknown) => void = () => undefined;
  const asked = new Promise((resolve) => {
    tidyUp = resolve;
  });
  vi.spyOn(EngineThread.prototype, 'end').mockImplementationOnce(async function (this: EngineThread) {
    await asked;
    await end.call(this);
  });
  expect((await frozen(city, id)).phase).toBe('FROZEN');
  await city.data(lead, REVEAL, { id });
  await city.data(lead, EXECUTE, { id });
  tidyUp(undefined);
  const phase = async () => (await city.database.draw.findUniqueOrThrow({ where: { id } })).phase;
  await expect.poll(phase).toBe('DRAWN');
});

describe('a freeze', () => {
  it('is resumed by the next process: only the page that was under way is asked for again', async () => {
    const id = await hangingFreeze();
    await city.stop();
    await city.start();
    expect((await freezeEnded(city, id)).phase).toBe('FROZEN');
    expect(pages().length - new Set(pages()).size).toBe(1);
    const { rosterRoot } = await city.database.draw.findUniqueOrThrow({ where: { id } });
    expect(rosterRoot).toBe(await undisturbedRoot(id));
  });

  it('runs in one process where two are told to run it', async () => {
    const second = await city.serve();
    const id = await opened(city, await published(city));
    await Promise.all([city.data(lead, FREEZE, { id }), city.ask(lead, FREEZE, { id }, second.url)]);
    expect((await freezeEnded(city, id)).phase).toBe('FROZEN');
    await second.close();
    expect(new Set(pages()).size).toBe(pages().length);
    expect(await city.database.ledgerEntry.count({ where: { target: id, action: 'draw.freeze' } })).toBe(1);
  });

  it('is taken over by a process that waits, when the one that ran it ends', async () => {
    const id = await hangingFreeze();
    const second = await city.serve();
    await city.stop();
    const phase = async () => (await city.database.draw.findUniqueOrThrow({ where: { id } })).phase;
    await expect.poll(phase).toBe('FROZEN');
    await second.close();
    await city.start();
    expect(pages().length - new Set(pages()).size).toBe(1);
  });
});
