import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, fillPools, frozenDraw, postOf, VOID } from '../jointDraws.fixture.js';
import { wholeRecord } from '../records.fixture.js';
import { type HeldSeat, heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from './amendments.fixture.js';

const RECORD = `mutation ($input: RecordResultsInput!) { visit: recordResults(input: $input) { id status } }`;
const CREWS = `query ($id: ID!) { visit(id: $id) {
  crew { department { id } seats { state name certificateNumber inspector { id } } }
  crewAsDrawn { department { id } seats { state name certificateNumber inspector { id } } } } }`;

let city: JointCity;
let drawId: string;
/** Seats of health at visits that no test has used yet, one a visit. */
let free: HeldSeat[];

beforeAll(async () => {
  city = await JointCity.open();
  // Enough visits that chance leaves seats of every kind to every test.
  fillPools(city, 240);
  ({ drawId } = await drawn(city));
  const seats = await heldSeats(city, drawId, 'health');
  free = seats.filter(({ visitId }, index) => visitId !== seats[index - 1]?.visitId);
});
afterAll(() => city.close());

function next(fits: (seat: HeldSeat) => boolean = () => true): HeldSeat {
  const index = free.findIndex(fits);
  const [seat] = index < 0 ? [] : free.splice(index, 1);
  if (seat === undefined) throw new Error('no visit is left');
  return seat;
}

/** Two seats of different people, neither of whom is at the other's visit. */
async function swappable(): Promise<readonly [HeldSeat, HeldSeat]> {
  const seats = await heldSeats(city, drawId, 'health');
  const isAt = (inspectorId: string, visitId: string) =>
    seats.some((seat) => seat.inspectorId === inspectorId && seat.visitId === visitId);
  const one = next();
  const apart = (seat: HeldSeat) => !isAt(seat.inspectorId, one.visitId) && !isAt(one.inspectorId, seat.visitId);
  return [one, next(apart)];
}

const crewsOf = async (id: string) => (await city.data(lead, CREWS, { id })).visit;
const holdersAt = async (visitId: string) =>
  (await heldSeats(city, drawId, 'health')).filter((seat) => seat.visitId === visitId).map((seat) => seat.inspectorId);
const amendmentCount = () => city.database.amendment.count({ where: { drawId } });

/** Records health's results at a visit. */
async function record(visitId: string): Promise<void> {
  const query = 'query ($id: ID!) { visit(id: $id) { items { legId planned { id } } } }';
  const { visit } = await city.data(lead, query, { id: visitId });
  const items = visit.items
    .filter(({ legId }) => legId.startsWith('health:'))
    .map(({ planned }) => ({ plannedItemId: planned.id, results: ['NO_PROBLEM'] }));
  await city.data(officerOf('health'), RECORD, { input: { visitId, items, inspectedOn: '2026-05-01' } });
}

describe('swapInspectors', () => {
  it('lets two people exchange seats; the draw, its record and the crew as drawn stay', async () => {
    const [one, other] = await swappable();
    const before = await crewsOf(one.visitId);
    expect(before.crewAsDrawn).toEqual(before.crew);
    await city.database.crewSeat.updateMany({ where: one, data: { post: null } });
    const { amendment } = await city.data(lead, SWAP, { input: swapInput(drawId, one, other) });
    expect(amendment).toMatchObject({
      kind: 'SWAP',
      department: { id: 'health' },
      reason: 'OTHER',
      explanation: '行程冲突',
      by: 'lead:market-regulation:chen',
      at: city.now.toISOString(),
    });
    const moves = amendment.changes.map(({ visit, before: from, after: to }) => [visit?.id, from?.id, to?.id]);
    expect(moves.sort()).toEqual(
      [
        [one.visitId, one.inspectorId, other.inspectorId],
        [other.visitId, other.inspectorId, one.inspectorId],
      ].sort(),
    );
    expect(await holdersAt(one.visitId)).toContain(other.inspectorId);
    expect(await holdersAt(one.visitId)).not.toContain(one.inspectorId);
    expect(await holdersAt(other.visitId)).toContain(one.inspectorId);
    const after = await crewsOf(one.visitId);
    expect(after.crewAsDrawn).toEqual(before.crew);
    const code = other.inspectorId.split(':').at(-1);
    const seat = after.crew.flatMap(({ seats }) => seats).find((row) => row.inspector?.id === other.inspectorId);
    expect(seat).toMatchObject({ name: `姓名${code}`, certificateNumber: `证${code}`, state: 'FILLED' });
    const { visitId } = one;
    const held = await city.database.crewSeat.findFirst({ where: { visitId, inspectorId: other.inspectorId } });
    expect(held?.post).toBe(postOf(Number(code)));
    const record = await wholeRecord(city, auditor, drawId, 'AUDITORS');
    const draw = await city.database.draw.findUniqueOrThrow({ where: { id: drawId } });
    expect(createHash('sha256').update(record).digest('hex')).toBe(draw.recordHash);
  });

  it('stands on the ledger with its reason', async () => {
    const [one, other] = await swappable();
    const { amendment } = await city.data(officerOf('health'), SWAP, { input: swapInput(drawId, one, other) });
    const step = await city.database.ledgerEntry.findFirstOrThrow({
      where: { target: drawId, action: 'draw.amend' },
      orderBy: { seq: 'desc' },
    });
    expect(step.actor).toBe('officer:health:wang');
    expect(JSON.parse(step.detail)).toMatchObject({
      number: amendment.number,
      kind: 'SWAP',
      department: 'health',
      reason: 'OTHER',
      explanation: '行程冲突',
    });
  });

  it('is refused between departments, and where the protocol refuses it, naming the seat', async () => {
    const one = next();
    const [fire] = await heldSeats(city, drawId, 'fire-rescue');
    const between = swapInput(drawId, one, fire ?? one);
    expect(await city.refusal(lead, SWAP, { input: between })).toBe('OV_JOINT_SWAP_DEPARTMENTS');
    const same = next(({ inspectorId }) => inspectorId === one.inspectorId);
    expect(await city.refusal(lead, SWAP, { input: swapInput(drawId, one, same) })).toBe('OV_DRAW_SWAP_SAME_PERSON');
    const mates = await holdersAt(one.visitId);
    const mate = next(({ inspectorId }) => inspectorId !== one.inspectorId && mates.includes(inspectorId));
    const { errors } = await city.ask(lead, SWAP, { input: swapInput(drawId, one, mate) });
    expect(errors?.[0]?.extensions.code).toBe('OV_DRAW_SWAP_TWICE_IN_TEAM');
    expect(errors?.[0]?.message).toMatch(/^input\.(one|other)：.* input\.(one|other): /);
    expect(errors?.[0]?.extensions.place).toMatch(/^input\.(one|other)$/);
  });
});

describe('stepOut', () => {
  it('fills the seat with somebody else, who may record results in their place', async () => {
    const seat = next();
    const { amendment } = await city.data(officerOf('health'), STEP_OUT, { input: stepOutInput(drawId, seat) });
    expect(amendment.changes).toHaveLength(1);
    const [change] = amendment.changes;
    expect(change).toMatchObject({ visit: { id: seat.visitId }, before: { id: seat.inspectorId } });
    const holders = await holdersAt(seat.visitId);
    expect(holders).toContain(change?.after?.id);
    expect(holders).not.toContain(seat.inspectorId);
    const attempt = { input: { visitId: seat.visitId, items: [], inspectedOn: '2026-05-01' } };
    const noItems = 'OV_JOINT_NO_RESULTS';
    expect(await city.refusal(inspector(change?.after?.id ?? ''), RECORD, attempt)).toBe(noItems);
    await record(seat.visitId);
  });

  it('has one effect under a key', async () => {
    const request = { input: stepOutInput(drawId, next()), key: 'out' };
    const before = await amendmentCount();
    const first = await city.data(lead, STEP_OUT, request);
    expect(await city.data(lead, STEP_OUT, request)).toEqual(first);
    expect(await amendmentCount()).toBe(before + 1);
    expect(await city.refusal(lead, STEP_OUT, { ...request, input: stepOutInput(drawId, next()) })).toBe(
      'OV_KIT_KEY_REUSED',
    );
  });

  it('keeps all that are made at once, one after the other', async () => {
    const before = await amendmentCount();
    const answers = await Promise.all(
      [next(), next(), next()].map((seat) => city.data(lead, STEP_OUT, { input: stepOutInput(drawId, seat) })),
    );
    const numbers = answers.map(({ amendment }) => amendment.number).sort((a, b) => a - b);
    expect(numbers).toEqual([before + 1, before + 2, before + 3]);
  });

  it('is refused where the visit, the seat or the words are wrong, and changes nothing', async () => {
    const seat = next();
    const before = await amendmentCount();
    const other = { visitId: 'joint-inspection:visit:x/y#1', inspectorId: seat.inspectorId };
    const nobody = { visitId: seat.visitId, inspectorId: 'health:inspector:none' };
    const cases: readonly [object, string, RegExp][] = [
      [stepOutInput(drawId, other), 'OV_JOINT_VISIT_NOT_OF_DRAW', /input\.seat\.visitId/],
      [stepOutInput(drawId, nobody), 'OV_JOINT_SEAT_NOT_HELD', /input\.seat\.inspectorId/],
      [stepOutInput(drawId, seat, { explanation: ' ' }), 'OV_JOINT_AMENDMENT_EXPLANATION', /input\.explanation/],
      [stepOutInput('joint-inspection:draw:x', seat), 'OV_JOINT_UNKNOWN_DRAW', /joint-inspection:draw:x/],
    ];
    for (const [input, code, message] of cases) {
      const { errors } = await city.ask(lead, STEP_OUT, { input });
      expect(errors?.[0]?.extensions.code).toBe(code);
      expect(errors?.[0]?.message).toMatch(message);
    }
    expect(await amendmentCount()).toBe(before);
    expect(await holdersAt(seat.visitId)).toContain(seat.inspectorId);
  });

  it('is refused at a visit that the department has recorded', async () => {
    const seat = next();
    await record(seat.visitId);
    expect(await city.refusal(lead, STEP_OUT, { input: stepOutInput(drawId, seat) })).toBe('OV_JOINT_VISIT_RECORDED');
    expect(await holdersAt(seat.visitId)).toContain(seat.inspectorId);
  });

  it('is the lead’s, and of officers of that department alone', async () => {
    const [shared] = await city.database.visit.findMany({ where: { drawId, legCount: 2 }, select: { id: true } });
    const seats = await heldSeats(city, drawId, 'health');
    const seat = seats.find(({ visitId }) => visitId === shared?.id) ?? next();
    const input = stepOutInput(drawId, seat);
    expect(await city.refusal(officerOf('fire-rescue'), STEP_OUT, { input })).toBe('OV_KIT_FORBIDDEN');
    expect(await city.refusal(officerOf('water'), STEP_OUT, { input })).toBe('OV_JOINT_VISIT_NOT_OF_DRAW');
    for (const viewer of [auditor, anyone, inspector(seat.inspectorId)]) {
      expect(await city.refusal(viewer, STEP_OUT, { input })).toBe('OV_KIT_FORBIDDEN');
    }
  });
});

describe('a draw that is not in force', () => {
  it('has no crews to change', async () => {
    const { drawId: other } = await frozenDraw(city);
    expect(await city.refusal(lead, STEP_OUT, { input: stepOutInput(other, next()) })).toBe('OV_JOINT_PHASE');
    await city.data(lead, VOID, { id: other, why: '有误' });
    expect(await city.refusal(lead, STEP_OUT, { input: stepOutInput(other, next()) })).toBe('OV_JOINT_PHASE');
  });
});
