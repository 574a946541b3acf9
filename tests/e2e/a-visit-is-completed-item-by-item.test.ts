import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ask, dataOf, inspector, lead, officer } from './ask.js';
import { day, drawPlan, publishPlan } from './smallPlan.js';

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

const START = 'mutation Start($input: StartVisitInput!) { startVisit(input: $input) { starts { department { id } } } }';
const CHECK_IN = 'mutation CheckIn($input: CheckInInput!) { checkIn(input: $input) { starts { department { id } } } }';
const DISCLOSE = 'mutation Disclose($input: DiscloseResultsInput!) { discloseResults(input: $input) { id } }';
const OVERDUE = `query Deadlines($filter: DeadlineFilter!) { deadlines(filter: $filter) { nodes { kind due visit { id } } } }`;

let visit: Visit;
let drawId: string;

beforeAll(async () => {
  const planId = await publishPlan(city, {
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

/** Everybody of a department's team comes. */
function arrival(department: string, officers = teamOf(department)): object {
  return { input: { visitId: visit.id, officers } };
}

function teamOf(department: string): string[] {
  const team = visit.crew.find((candidate) => candidate.department.id === department);
  return team?.seats.map((seat) => seat.inspector.id) ?? [];
}

function input(department: string, results: readonly string[], findings?: string): object {
  const items = [{ plannedItemId: itemOf(department), results, findings }];
  return { input: { visitId: visit.id, inspectedOn: day(), items }, key: `${visit.id}/${department}` };
}

describe('a visit is completed item by item', () => {
  it('by the crew of each department, in one day, and is public when done', async () => {
    const seen = async () => {
      const query = 'query Visit($id: ID!) { visit(id: $id) { status items { result { results } } } }';
      return dataOf(await ask<{ visit: Pick<Visit, 'items'> | null }>(city, 'public', query, { id: visit.id })).visit;
    };
    const isPublic = async () => (await seen()) !== null;
    const publicResults = async () => ((await seen())?.items ?? []).flatMap(({ result }) => result?.results ?? []);
    expect(await isPublic()).toBe(false);

    const fire = inspector(member('fire-rescue'));
    const notStarted = await ask(city, fire, RECORD, input('fire-rescue', ['NO_PROBLEM']));
    expect(notStarted.errors[0]?.message).toMatch(/national-baseline/);
    const alone = await ask(city, fire, START, arrival('fire-rescue', teamOf('fire-rescue').slice(0, 1)));
    expect(alone.errors[0]?.message).toMatch(/不得少于两人/);
    for (const id of teamOf('fire-rescue')) {
      const early = await ask(city, fire, RECORD, input('fire-rescue', ['NO_PROBLEM']));
      expect(early.errors[0]?.extensions.code).toBe('OV_JOINT_NOT_STARTED');
      dataOf(await ask(city, inspector(id), CHECK_IN, { input: { visitId: visit.id } }));
    }
    dataOf(await ask(city, officer('health'), START, arrival('health')));
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
    expect(await publicResults()).toEqual([]);
  });

  it('is signed by whoever was there, and concluded by each department', async () => {
    const conclude = 'mutation Conclude($input: ConcludeVisitInput!) { concludeVisit(input: $input) { id } }';
    const open = await ask(city, officer('health'), conclude, { input: { visitId: visit.id } });
    expect(open.errors[0]?.extensions.code).toBe('OV_JOINT_UNSIGNED');
    const sign = 'mutation Sign($input: SignVisitInput!) { signVisit(input: $input) { id } }';
    for (const id of teamOf('health')) dataOf(await ask(city, inspector(id), sign, { input: { visitId: visit.id } }));
    const refusal = { visitId: visit.id, refusal: '负责人不在场' };
    const note = `mutation Note($input: SubjectSignatureInput!) { recordSubjectSignature(input: $input) {
      checkIns { inPerson } signatures { inspector { id name } } subjectSignatures { refusal } } }`;
    const { recordSubjectSignature: signed } = dataOf(
      await ask<{ recordSubjectSignature: { signatures: readonly { inspector: { id: string; name: string } }[] } }>(
        city,
        officer('health'),
        note,
        { input: refusal },
      ),
    );
    expect(signed).toMatchObject({ subjectSignatures: [{ refusal: refusal.refusal }] });
    expect(signed.signatures.map(({ inspector: { id } }) => id)).toEqual([...teamOf('health')].sort());
    expect(signed.signatures.every(({ inspector: { name } }) => name.length > 1)).toBe(true);
    dataOf(await ask(city, officer('health'), conclude, { input: { visitId: visit.id } }));
  });

  it('discloses what came of it by its department, which has a list of what is due, in working days', async () => {
    const publicResults = async () => {
      const query = 'query Visit($id: ID!) { visit(id: $id) { items { result { results } } } }';
      const { visit: shown } = dataOf(await ask<{ visit: Visit }>(city, 'public', query, { id: visit.id }));
      return shown.items.flatMap(({ result }) => result?.results ?? []);
    };
    const overdue = async (on: string) => {
      const filter = { department: 'health', state: 'OVERDUE', on };
      interface Due {
        readonly deadlines: {
          readonly nodes: readonly { readonly kind: string; readonly visit: { readonly id: string } }[];
        };
      }
      const { deadlines } = dataOf(await ask<Due>(city, officer('health'), OVERDUE, { filter }));
      return deadlines.nodes.filter((node) => node.visit.id === visit.id).map(({ kind }) => kind);
    };
    expect(await overdue(day(10))).toEqual([]);
    expect(await overdue(day(60))).toEqual(['DISCLOSURE']);
    const disclosure = { visitId: visit.id, kind: 'RESULTS' };
    dataOf(await ask(city, officer('health'), DISCLOSE, { input: disclosure }));
    expect(await publicResults()).toEqual(['CORRECTION_ORDERED']);
    expect(await overdue(day(60))).toEqual([]);
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
