import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ask, dataOf, inspector, lead, officer } from './ask.js';
import { convenePlan, day, drawPlan } from './smallPlan.js';

const city = inject('city');

interface Visit {
  readonly id: string;
  readonly status: string;
  readonly items: readonly {
    readonly planned: { readonly id: string; readonly item: { readonly id: string } };
    readonly result: { readonly results: string[] } | null;
  }[];
  readonly crew: readonly {
    readonly department: { readonly id: string };
    readonly seats: readonly { readonly inspector: { readonly id: string } }[];
  }[];
}

const VISIT = `id status items { planned { id item { id } } result { results } }
  crew { department { id } seats { inspector { id } } }`;

const RECORD = `mutation Record($input: RecordResultsInput!, $key: String) {
  recordResults(input: $input, idempotencyKey: $key) { status }
}`;

let visit: Visit;
let drawId: string;

beforeAll(async () => {
  const planId = await convenePlan(city, {
    legs: [
      { department: 'fire-rescue', item: 'XF-001', industries: ['hotel'], count: 5 },
      { department: 'health', item: 'WJ-001', industries: ['hotel'], count: 5 },
    ],
    window: { first: day(), last: day(30) },
    disclosure: 'AT_VISIT',
  });
  drawId = await drawPlan(city, planId);
  const { draw } = dataOf(
    await ask<{ draw: { visits: { nodes: Visit[] } } }>(
      city,
      lead,
      `query Visits($id: ID!) { draw(id: $id) { visits(filter: { minLegs: 2 }) { nodes { ${VISIT} } } } }`,
      { id: drawId },
    ),
  );
  const [first] = draw.visits.nodes;
  if (first === undefined) throw new Error('no visit covers both legs');
  visit = first;
});

/** An inspector of the visit's crew, of one department. */
function member(department: string): string {
  const id = visit.crew.find((team) => team.department.id === department)?.seats[0]?.inspector.id;
  if (id === undefined) throw new Error(`no inspector of ${department}`);
  return id;
}

/** The planned item of one department. */
function itemOf(department: string): string {
  const found = visit.items.find((item) => item.planned.item.id.startsWith(`${department}:`));
  if (found === undefined) throw new Error(`no item of ${department}`);
  return found.planned.id;
}

function input(department: string, results: readonly string[], findings?: string): object {
  const items = [{ plannedItemId: itemOf(department), results, findings }];
  return { input: { visitId: visit.id, inspectedOn: day(), items }, key: `${visit.id}/${department}` };
}

describe('a visit is completed item by item', () => {
  it('by the crew of each department, in one day, and is public when done', async () => {
    const isPublic = async () => {
      const query = 'query Visit($id: ID!) { visit(id: $id) { status items { result { results } } } }';
      return dataOf(await ask<{ visit: object | null }>(city, 'public', query, { id: visit.id })).visit !== null;
    };
    expect(await isPublic()).toBe(false);

    const fire = inspector(member('fire-rescue'));
    const first = await ask<{ recordResults: { status: string } }>(
      city,
      fire,
      RECORD,
      input('fire-rescue', ['NO_PROBLEM']),
    );
    expect(dataOf(first).recordResults.status).toBe('IN_PROGRESS');
    const again = await ask<{ recordResults: { status: string } }>(
      city,
      fire,
      RECORD,
      input('fire-rescue', ['NO_PROBLEM']),
    );
    expect(dataOf(again).recordResults.status).toBe('IN_PROGRESS');
    expect(await isPublic()).toBe(false);

    const last = await ask<{ recordResults: { status: string } }>(
      city,
      inspector(member('health')),
      RECORD,
      input('health', ['CORRECTION_ORDERED'], '布草间未上锁'),
    );
    expect(dataOf(last).recordResults.status).toBe('COMPLETED');
    expect(await isPublic()).toBe(true);
  });

  it("not by somebody off the crew, nor another department's item", async () => {
    const query = `query Visits($id: ID!) { draw(id: $id) { visits { nodes { ${VISIT} } } } }`;
    const { draw } = dataOf(await ask<{ draw: { visits: { nodes: Visit[] } } }>(city, lead, query, { id: drawId }));
    const crew = new Set(visit.crew.flatMap((team) => team.seats.map((seat) => seat.inspector.id)));
    const others = draw.visits.nodes.flatMap((other) =>
      other.crew.flatMap((team) => team.seats.map((s) => s.inspector.id)),
    );
    const stranger = others.find((id) => !crew.has(id) && id.startsWith('health:'));
    if (stranger === undefined) throw new Error('everybody is on the crew');
    const strange = await ask(city, inspector(stranger), RECORD, input('health', ['NO_PROBLEM']));
    expect(strange.errors[0]?.extensions.code).toBe('OV_JOINT_UNKNOWN_VISIT');
    const foreign = await ask(city, officer('health'), RECORD, input('fire-rescue', ['NO_PROBLEM']));
    expect(foreign.errors[0]?.extensions.code).toBe('OV_JOINT_ITEM_NOT_YOURS');
  });
});
