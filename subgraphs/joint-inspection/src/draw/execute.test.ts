import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { runDraw } from '@onevisit/draw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead } from '../jointCity.fixture.js';
import {
  drawn,
  EXECUTE,
  executed,
  FIRE,
  FREEZE,
  fillPools,
  freezeEnded,
  frozenDraw,
  inspectorOf,
  opened,
  postOf,
  published,
  REVEAL,
  subjectOf,
  VOID,
} from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';

const OPENING = new Date('2026-05-01T04:00:00Z');
const AFTER_DEADLINE = new Date(OPENING.getTime() + 3_600_001);

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  fillPools(city);
  city.now = OPENING;
  for (const double of Object.values(city.departments)) double.fault = () => undefined;
});

const RECORD = `query ($id: ID!) { draw(id: $id) { recordHash seed selectionCount visitCount savedCount
  fewestExpected publicEntropy quotas { legId stratum population eligible quota selected }
  nonces { department { id } withheld } visits(first: 1000) { nodes { key subjectName
    crew { department { id } seats { name certificateNumber state inspector { id } } } } } } }`;

describe('executeDraw', () => {
  it('makes the visits and crews that the protocol makes of the same input', async () => {
    city.double('fire-rescue').inspectors = [
      inspectorOf('1', { capacity: 2, recusals: [subjectOf(1), subjectOf(3)] }),
      inspectorOf('2', { specialties: ['电气'], post: 'OFFICE' }),
      inspectorOf('3', { district: '411503' }),
    ];
    const { drawId } = await drawn(city, { minOverlap: 10 });
    const { draw } = await city.data(auditor, RECORD, { id: drawId });
    const text = await wholeRecord(city, auditor, drawId, 'AUDITORS');
    const record = JSON.parse(text);
    const { drawId: id, rosterKey, terms, commitments, nonces, publicEntropy, roster, inspectors } = record;
    const again = runDraw({ drawId: id, rosterKey, terms, commitments, nonces, publicEntropy, roster, inspectors });
    expect(again.visits).toEqual(record.visits);
    expect(again).toMatchObject({ seed: draw.seed, rosterRoot: record.rosterRoot, quotas: record.quotas });
    expect(createHash('sha256').update(text).digest('hex')).toBe(draw.recordHash);
    expect(Object.keys(record).sort()).toEqual(
      [
        ...['commitments', 'commitmentsHash', 'drawId', 'inspectors', 'nonces', 'publicEntropy', 'quotas', 'roster'],
        ...['rosterKey', 'rosterRoot', 'seed', 'termsHash', 'terms', 'visits'],
      ].sort(),
    );

    expect(draw.visits.nodes.map((visit: { key: string }) => visit.key)).toEqual(
      again.visits.map((visit) => visit.key).sort(),
    );
    const selected = 2 + 10 + 8;
    expect(draw.selectionCount).toBe(selected);
    expect(draw.savedCount).toBe(selected - again.visits.length);
    expect(draw.fewestExpected).toBeGreaterThan(0);
    expect(draw.quotas[0]).toEqual({ legId: FIRE, stratum: 'A', population: 20, eligible: 20, quota: 2, selected: 2 });
    for (const visit of draw.visits.nodes) {
      expect(visit.subjectName).toMatch(/^企业\d+$/);
      const seats = visit.crew.flatMap((team) => team.seats);
      expect(seats.length).toBeGreaterThanOrEqual(2);
      for (const seat of seats) {
        if (seat.state === 'EMPTY') expect(seat).toMatchObject({ name: null, inspector: null });
        else
          expect(seat).toMatchObject({
            name: `姓名${seat.inspector.id.at(-1)}`,
            certificateNumber: `证${seat.inspector.id.at(-1)}`,
          });
      }
    }
  });

  it('keeps with each seat where who sits there works, as it was frozen', async () => {
    const { drawId } = await frozenDraw(city);
    for (const double of Object.values(city.departments)) double.inspectors = [];
    await city.data(lead, REVEAL, { id: drawId });
    await executed(city, drawId);
    const seats = await city.database.crewSeat.findMany({ where: { visit: { drawId } } });
    const filled = seats.filter(({ inspectorId }) => inspectorId !== null);
    expect(new Set(filled.map(({ post }) => post))).toEqual(new Set(['OFFICE', 'FRONT_LINE']));
    for (const { inspectorId, post } of filled) expect(post).toBe(postOf(Number(inspectorId?.at(-1))));
    for (const { inspectorId, post } of seats) expect(post === null).toBe(inspectorId === null);
  });

  it('draws once where it is called at once, and answers alike when called again', async () => {
    const { drawId } = await frozenDraw(city);
    await city.data(lead, REVEAL, { id: drawId });
    const draws = await Promise.all([1, 2, 3].map(() => executed(city, drawId)));
    expect(new Set(draws.map((draw) => draw.seed)).size).toBe(1);
    expect((await executed(city, drawId)).seed).toBe(draws[0]?.seed);
    expect(await city.database.visit.count({ where: { drawId } })).toBe(draws[0]?.visitCount);
    expect(await city.database.ledgerEntry.count({ where: { target: drawId, action: 'draw.execute' } })).toBe(1);
  });

  it('leaves every step on an intact ledger', async () => {
    const { planId, drawId } = await drawn(city);
    const query = `query ($target: ID) { ledger(target: $target) { nodes { action actor detail } totalCount }
      ledgerCheck { intact firstBroken entries } }`;
    const ofDraw = await city.data(auditor, query, { target: drawId });
    expect(ofDraw.ledger.nodes.map((step: { action: string }) => step.action)).toEqual(
      ['draw.open', 'draw.freezing', 'draw.freeze', 'draw.reveal', 'draw.start', 'draw.execute'].reverse(),
    );
    expect(ofDraw.ledger.totalCount).toBe(6);
    expect(ofDraw.ledger.nodes[1]?.actor).toBe('lead:market-regulation:chen');
    expect(JSON.parse(ofDraw.ledger.nodes[0]?.detail ?? '')).toMatchObject({ withheld: [], publicEntropy: '' });
    expect(ofDraw.ledgerCheck).toMatchObject({ intact: true, firstBroken: null });
    const ofPlan = await city.data(auditor, query, { target: planId });
    const moves = ofPlan.ledger.nodes.filter(({ action }) => action === 'plan.move');
    expect(moves.map(({ detail }) => JSON.parse(detail).to)).toEqual([
      ...['DRAWN', 'FROZEN', 'PUBLISHED', 'FILED', 'APPROVED', 'AT_CONFERENCE', 'AGREED'],
    ]);
    expect(ofPlan.ledger.nodes.at(-1)?.action).toBe('plan.convene');
    expect(await city.refusal(anyone, query)).toBe('OV_KIT_FORBIDDEN');
  });

  it('waits for every nonce until the deadline, then counts the missing one as withheld', async () => {
    const { drawId } = await frozenDraw(city);
    expect(await city.refusal(lead, EXECUTE, { id: drawId })).toBe('OV_JOINT_REVEAL_OPEN');
    city.double('health').fault = ({ operation }) => (operation === 'RevealNonce' ? { kind: 'drop' } : undefined);
    await city.data(lead, REVEAL, { id: drawId });
    const { errors } = await city.ask(lead, EXECUTE, { id: drawId });
    expect(errors?.[0]?.message).toMatch(/waits for the nonces of health,/);
    city.now = AFTER_DEADLINE;
    expect((await executed(city, drawId)).phase).toBe('DRAWN');
    const { draw } = await city.data(auditor, RECORD, { id: drawId });
    expect(draw.nonces).toEqual([
      { department: { id: 'fire-rescue' }, withheld: false },
      { department: { id: 'health' }, withheld: true },
    ]);
    const record = JSON.parse(await wholeRecord(city, auditor, drawId, 'AUDITORS'));
    expect(Object.keys(record.nonces)).toEqual(['fire-rescue']);
    const step = await city.database.ledgerEntry.findFirstOrThrow({
      where: { target: drawId, action: 'draw.execute' },
    });
    expect(JSON.parse(step.detail).withheld).toEqual(['health']);
  });

  it('is not held up by departments that are silent after the reveal; names come when they answer', async () => {
    const { drawId } = await frozenDraw(city);
    await city.data(lead, REVEAL, { id: drawId });
    for (const code of ['fire-rescue', 'health']) city.double(code).fault = () => ({ kind: 'drop' });
    expect((await executed(city, drawId)).phase).toBe('DRAWN');
    const unnamed = () => city.database.visit.count({ where: { drawId, subjectName: null } });
    expect(await unnamed()).toBeGreaterThan(0);
    city.double('fire-rescue').fault = () => undefined;
    await executed(city, drawId);
    expect(
      await city.database.visit.count({ where: { drawId, subjectName: null, departments: { has: 'fire-rescue' } } }),
    ).toBe(0);
    city.double('health').fault = () => undefined;
    await executed(city, drawId);
    expect(await unnamed()).toBe(0);
  });

  it.each([
    ['changed', (lines: string) => lines.replace('ELIGIBLE', 'CAP_REACHED')],
    ['cut', (lines: string) => lines.slice(0, lines.lastIndexOf('\n'))],
    ['no roster any more', () => 'x'],
  ])('refuses a stored page that was %s since the freeze', async (_what, tamper) => {
    const { drawId } = await frozenDraw(city);
    await city.data(lead, REVEAL, { id: drawId });
    const where = { drawId_source_number: { drawId, source: FIRE, number: 0 } };
    const lines = (city.double('fire-rescue').entries.get(FIRE) ?? [])
      .map((entry) => [entry.subject, entry.stratum, entry.district, entry.standing].join('\t'))
      .sort()
      .join('\n');
    const page = new Uint8Array(brotliCompressSync(tamper(lines)));
    const whole = (await city.database.rosterPage.findUniqueOrThrow({ where })).lines;
    await city.database.rosterPage.update({ where, data: { lines: page } });
    const refused = {
      phase: 'DRAWING',
      progress: { state: 'STOPPED', error: expect.stringContaining('are not those') },
    };
    expect(await executed(city, drawId)).toMatchObject(refused);
    await city.database.rosterPage.update({ where, data: { lines: new Uint8Array([1, 2, 3]) } });
    expect(await executed(city, drawId)).toMatchObject(refused);
    expect(await city.database.visit.count({ where: { drawId } })).toBe(0);
    await city.database.rosterPage.update({ where, data: { lines: whole } });
    expect(await executed(city, drawId)).toMatchObject({ phase: 'DRAWN', progress: { state: 'DONE', error: null } });
  });

  it('waits for the announced public source', async () => {
    const { drawId } = await frozenDraw(city, { publicSource: '双色球 2026050 期' });
    await city.data(lead, REVEAL, { id: drawId });
    expect(await city.refusal(lead, EXECUTE, { id: drawId })).toBe('OV_JOINT_PUBLIC_SOURCE');
    await city.database.draw.update({ where: { id: drawId }, data: { publicEntropy: '03 09 12' } });
    expect((await executed(city, drawId)).phase).toBe('DRAWN');
    const { draw } = await city.data(auditor, RECORD, { id: drawId });
    expect(draw.publicEntropy).toBe('03 09 12');
    expect(runDrawAgain(await wholeRecord(city, auditor, drawId, 'AUDITORS'))).toBe(draw.seed);
  });

  it('takes no nonce any more once it has begun', async () => {
    const { drawId } = await frozenDraw(city);
    city.double('health').fault = ({ operation }) => (operation === 'RevealNonce' ? { kind: 'drop' } : undefined);
    await city.data(lead, REVEAL, { id: drawId });
    city.now = AFTER_DEADLINE;
    await city.data(lead, EXECUTE, { id: drawId });
    city.double('health').fault = () => undefined;
    expect(await city.refusal(lead, REVEAL, { id: drawId })).toBe('OV_JOINT_PHASE');
    expect((await executed(city, drawId)).phase).toBe('DRAWN');
  });

  it('refuses a draw that is not frozen, or void, or unknown', async () => {
    const id = await opened(city, await published(city));
    expect(await city.refusal(lead, EXECUTE, { id })).toBe('OV_JOINT_PHASE');
    await city.data(lead, FREEZE, { id });
    await freezeEnded(city, id);
    await city.data(lead, VOID, { id, why: '有误' });
    expect(await city.refusal(lead, EXECUTE, { id })).toBe('OV_JOINT_PHASE');
    expect(await city.refusal(lead, EXECUTE, { id: 'joint-inspection:draw:x' })).toBe('OV_JOINT_UNKNOWN_DRAW');
  });

  it('filters its visits by department, state and number of legs', async () => {
    const { drawId } = await drawn(city);
    const query = `query ($id: ID!, $filter: VisitFilter) { draw(id: $id) {
      visits(first: 1000, filter: $filter) { totalCount nodes { legs { id } } } } }`;
    const visits = async (filter: object) => (await city.data(lead, query, { id: drawId, filter })).draw.visits;
    const all = await visits({});
    const two = all.nodes.filter((visit) => visit.legs.length === 2);
    expect(await visits({ minLegs: 2 })).toEqual({ totalCount: two.length, nodes: two });
    expect((await visits({ minLegs: 3 })).totalCount).toBe(0);
    expect((await visits({ minLegs: 1 })).totalCount).toBe(all.totalCount);
    const fire = all.nodes.filter((visit) => visit.legs.some((leg) => leg.id === FIRE));
    expect((await visits({ department: 'fire-rescue' })).nodes).toEqual(fire);
    expect((await visits({ status: 'COMPLETED' })).totalCount).toBe(0);
  });
});

function runDrawAgain(text: string): string {
  const { drawId, rosterKey, terms, commitments, nonces, publicEntropy, roster, inspectors } = JSON.parse(text);
  return runDraw({ drawId, rosterKey, terms, commitments, nonces, publicEntropy, roster, inspectors }).seed;
}
