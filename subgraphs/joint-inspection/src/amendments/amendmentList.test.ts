import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, fillPools } from '../jointDraws.fixture.js';
import { type HeldSeat, heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from './amendments.fixture.js';

type Viewer = Parameters<JointCity['ask']>[0];

const LIST = `query ($id: ID!, $first: Int, $after: String) { draw(id: $id) {
  amendments(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { id number kind department { id } reason draw { id }
      changes { visit { id } seat before { id } after { id } } } } } }`;

const BEFORE = new Date('2026-05-01T04:00:00Z');
const AFTER_WINDOW = new Date('2026-07-02T04:00:00Z');

let city: JointCity;
let drawId: string;
/** Health's seats, one a visit, whose holders stepped out, in that order; then one of fire-rescue. */
let left: HeldSeat[];
let replacement: string;

beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 100);
  ({ drawId } = await drawn(city, { disclosure: 'AFTER_WINDOW' }));
  const alone = await city.database.visit.findMany({ where: { drawId, legCount: 1 }, select: { id: true } });
  const ids = new Set(alone.map(({ id }) => id));
  const seatsOf = async (department: string) => {
    const seats = (await heldSeats(city, drawId, department)).filter(({ visitId }) => ids.has(visitId));
    return seats.filter(({ visitId }, index) => visitId !== seats[index - 1]?.visitId);
  };
  left = [...(await seatsOf('health')).slice(0, 4), ...(await seatsOf('fire-rescue')).slice(0, 1)];
  for (const seat of left) {
    const { amendment } = await city.data(lead, STEP_OUT, { input: stepOutInput(drawId, seat) });
    if (seat === left[0]) replacement = amendment.changes[0]?.after?.id ?? '';
  }
});
afterAll(() => city.close());

const list = async (viewer: Viewer, parts: object = {}) =>
  (await city.data(viewer, LIST, { id: drawId, ...parts })).draw.amendments;
const numbers = async (viewer: Viewer) => (await list(viewer)).nodes.map(({ number }) => number);

describe('amendments of a draw', () => {
  it('are all the lead’s and the auditor’s to see, in the order made, page by page', async () => {
    const all = await list(auditor);
    expect(all.nodes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(all.nodes[0]).toMatchObject({ kind: 'STEP_OUT', department: { id: 'health' }, draw: { id: drawId } });
    expect(all.nodes[0]?.changes[0]).toMatchObject({
      visit: { id: left[0]?.visitId },
      before: { id: left[0]?.inspectorId },
      after: { id: replacement },
    });
    const first = await list(lead, { first: 2 });
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    const rest = await list(lead, { first: 10, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
  });

  it('are public once their visits are', async () => {
    expect(await list(anyone)).toMatchObject({ nodes: [], totalCount: 0 });
    city.now = AFTER_WINDOW;
    expect(await numbers(anyone)).toEqual([1, 2, 3, 4, 5]);
    city.now = BEFORE;
  });

  it('are an officer’s where they are of their department’s visits', async () => {
    expect(await numbers(officerOf('health'))).toEqual([1, 2, 3, 4]);
    expect(await numbers(officerOf('fire-rescue'))).toEqual([5]);
    expect(await numbers(officerOf('water'))).toEqual([]);
  });

  it('are an inspector’s who had the seat or has it', async () => {
    const [first] = left;
    const leaver = await list(inspector(first?.inspectorId ?? ''));
    const own = leaver.nodes.find(({ number }) => number === 1);
    expect(own?.changes).toMatchObject([{ visit: null, before: { id: first?.inspectorId } }]);
    const comer = await list(inspector(replacement));
    expect(comer.nodes.find(({ number }) => number === 1)?.changes).toMatchObject([{ visit: { id: first?.visitId } }]);
    expect(await numbers(inspector('water:inspector:1'))).toEqual([]);
  });

  it('tell their explanation to the department itself, the lead and the auditor', async () => {
    const query = 'query ($id: ID!) { draw(id: $id) { amendments { nodes { number explanation by } } } }';
    const told = async (viewer: Viewer) => {
      const { draw } = await city.data(viewer, query, { id: drawId });
      return draw.amendments.nodes.map(({ explanation }) => explanation !== null);
    };
    city.now = AFTER_WINDOW;
    expect(await told(lead)).toEqual([true, true, true, true, true]);
    expect(await told(officerOf('health'))).toEqual([true, true, true, true, false]);
    expect(await city.refusal(anyone, query, { id: drawId })).toBe('OV_KIT_FORBIDDEN');
    city.now = BEFORE;
  });

  it.each<[string, () => Viewer]>([
    ['a lead', () => lead],
    ['an inspector', () => inspector(replacement)],
    ['an officer', () => officerOf('health')],
  ])('take as many statements for five as for one, for %s', async (_who, viewer) => {
    const statements = async (first: number): Promise<number> => {
      const query = vi.spyOn(Client.prototype, 'query');
      await list(viewer(), { first });
      const count = query.mock.calls.length;
      query.mockRestore();
      return count;
    };
    await statements(1);
    expect(await statements(5)).toBe(await statements(1));
  });
});

it('an amendment of a visit that is public and one that is not shows the public one alone', async () => {
  const { drawId: id } = await drawn(city, { disclosure: 'AFTER_WINDOW' });
  const seats = await heldSeats(city, id, 'health');
  const at = (visitId: string) => seats.filter((seat) => seat.visitId === visitId).map((seat) => seat.inspectorId);
  const [one] = seats;
  const other = seats.find(
    ({ visitId, inspectorId }) =>
      !at(one?.visitId ?? '').includes(inspectorId) && !at(visitId).includes(one?.inspectorId ?? ''),
  );
  if (one === undefined || other === undefined) throw new Error('there is nobody to exchange seats with');
  const { amendment } = await city.data(lead, SWAP, { input: swapInput(id, one, other) });
  expect(amendment.changes).toHaveLength(2);
  await city.database.visit.update({ where: { id: other.visitId }, data: { windowLast: '2026-04-30' } });
  const { nodes } = await list(anyone, { id });
  expect(nodes.map(({ number, changes }) => [number, changes.map(({ visit }) => visit?.id)])).toEqual([
    [amendment.number, [other.visitId]],
  ]);
});

it('a visit shows its crew as drawn beside the crew as it stands, in as many statements for many', async () => {
  const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Visit {
    crew { seats { inspector { id } } } crewAsDrawn { seats { inspector { id } name } } } } }`;
  const of = async (count: number) => {
    const refs = left.slice(0, count).map(({ visitId: id }) => ({ __typename: 'Visit', id }));
    const calls = vi.spyOn(Client.prototype, 'query');
    const { _entities: visits } = await city.data(auditor, query, { refs });
    const statements = calls.mock.calls.length;
    calls.mockRestore();
    return { visits, statements };
  };
  await of(1);
  const all = await of(4);
  expect(all.statements).toBe((await of(1)).statements);
  for (const [index, visit] of all.visits.entries()) {
    const people = (crew: typeof visit.crew) => crew.flatMap(({ seats }) => seats.map((seat) => seat.inspector?.id));
    expect(people(visit.crew)).not.toContain(left[index]?.inspectorId);
    expect(people(visit.crewAsDrawn)).toContain(left[index]?.inspectorId);
    const names = visit.crewAsDrawn.flatMap(({ seats }) => seats.map(({ name }) => name));
    expect(names).toContain(`姓名${left[index]?.inspectorId.split(':').at(-1)}`);
  }
});
