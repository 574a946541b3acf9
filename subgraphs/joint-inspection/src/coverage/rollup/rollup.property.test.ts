import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../../amendments/amendments.fixture.js';
import { JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import { drawn, FIRE, HEALTH, subjectOf, VOID } from '../../jointDraws.fixture.js';
import { type ActName, drawnVisits, tryTo } from '../../visits/jointVisits.fixture.js';
import { CoverageRollup } from './CoverageRollup.js';
import { checkDivisions, checkRows, held } from './rollups.fixture.js';

const DAY_MS = 86_400_000;
const OUTSIDE = 'mutation ($input: OutsideVisitInput!) { filed: recordOutsideVisit(input: $input) { id } }';
const SUSPEND = 'mutation ($input: SuspendDeadlineInput!) { deadline: suspendDeadline(input: $input) { id } }';
const RESUME = 'mutation ($input: ResumeDeadlineInput!) { deadline: resumeDeadline(input: $input) { id } }';

const LEGS = [
  ['fire-rescue', FIRE],
  ['health', HEALTH],
] as const;

let city: JointCity;
let rollup: CoverageRollup;
const drawIds: string[] = [];
beforeAll(async () => {
  city = await JointCity.open();
  rollup = new CoverageRollup(city.database, () => city.now);
  const { drawId } = await drawnVisits(
    city,
    {
      report: { due: { within: 3, from: 'INSPECTION_ENDED' }, form: 'REPORT', sections: [] },
      disclosure: {
        results: { within: 5, from: 'RESULT_RECORDED' },
        penalty: { within: 7, from: 'PENALTY_DECIDED' },
        feedback: 'NOT_ASKED',
        promptly: false,
        notPublic: ['TRADE_SECRET'],
      },
      'roll-over': { monthly: 'NEXT_MONTH' },
    },
    {
      monthly: ['fire-rescue:task:T1', 'health:task:T1'],
      quota: [{ stratum: '*', count: null, percent: '30', min: null, max: null }],
    },
  );
  drawIds.push(drawId);
  for (let more = 0; more < 2; more += 1) {
    // Some subjects have moved by the next draw.
    const moved = new Set(Array.from({ length: 20 }, (_, index) => subjectOf(3 * index + more)));
    for (const [code, task] of LEGS) {
      const { entries } = city.double(code);
      const stand = entries.get(task) ?? [];
      entries.set(
        task,
        stand.map((entry) => (moved.has(entry.subject) ? { ...entry, district: `41150${3 + more}` } : entry)),
      );
    }
    drawIds.push((await drawn(city)).drawId);
  }
});
afterAll(async () => {
  await rollup.close();
  await city.close();
});

/** What happens, with lots that pick to whom. */
const act = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('results' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'disclose' as const,
        'report' as const,
        'start' as const,
        'absent' as const,
        'penalty' as const,
        'correct' as const,
      ),
    },
    { weight: 2, arbitrary: fc.constantFrom('swap' as const, 'stepOut' as const, 'outside' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('suspend' as const, 'resume' as const, 'follow' as const, 'later' as const),
    },
  ),
  department: fc.constantFrom('fire-rescue', 'health'),
  lots: fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)),
});
const FOLLOWING: ReadonlySet<string> = new Set(['disclose', 'report', 'penalty', 'correct']);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const today = (): string => city.now.toISOString().slice(0, 10);

/** A visit of the department; one of few, so that several acts meet. */
async function visitOf({ what, department, lots: [lot, draw] }: Act) {
  const drawId = drawIds[draw % drawIds.length] ?? '';
  // What follows a result needs one.
  const ended = { events: { some: { department, kind: 'RESULT_RECORDED' } } };
  const where = { drawId, departments: { has: department }, ...(FOLLOWING.has(what) && ended) };
  const visits = await city.database.visit.findMany({ where, orderBy: { id: 'asc' }, include: { seats: true } });
  return visits[lot % Math.min(visits.length, 6)];
}

async function actOnVisit(name: ActName, chosen: Act, parts: object): Promise<boolean> {
  const visit = await visitOf(chosen);
  if (visit === undefined) return false;
  const { errors } = await tryTo(city, officerOf(chosen.department), name, { visitId: visit.id, ...parts });
  return errors === undefined;
}

async function record(chosen: Act): Promise<boolean> {
  const visit = await visitOf(chosen);
  if (visit === undefined) return false;
  const { department, lots } = chosen;
  const items = await city.database.plannedItem.findMany({
    where: {
      plan: { draws: { some: { id: visit.drawId } } },
      leg: { department },
      results: { none: { visitId: visit.id } },
    },
    orderBy: { id: 'asc' },
  });
  const results = [
    [['NO_PROBLEM'], ['CORRECTION_ORDERED', 'NOT_PUBLISHED'], ['NO_SUCH_BUSINESS']][lots[2] % 3] ?? [],
  ][0];
  const some = items
    .slice(0, 1 + (lots[2] % 2))
    .map(({ id: plannedItemId }) => ({ plannedItemId, results, findings: '记录' }));
  const inspectedOn = visit.inspectedOn ?? today();
  return await actOnVisit('recordResults', chosen, { inspectedOn, items: some });
}

/** Corrects a result of the department; it may then have no problem any more, or one that it had not. */
async function correct(chosen: Act): Promise<boolean> {
  const visit = await visitOf(chosen);
  const leg = { department: chosen.department };
  const where = { visitId: visit?.id ?? '', plannedItem: { leg } };
  const result = await city.database.result.findFirst({ where, orderBy: { plannedItemId: 'asc' } });
  if (result === null) return false;
  const { plannedItemId } = result;
  const results = result.results.includes('NO_PROBLEM') ? ['CORRECTION_ORDERED'] : ['NO_PROBLEM'];
  const items = [{ plannedItemId, results, findings: '复核' }];
  return await actOnVisit('correctResult', chosen, { items, reason: 'NEW_FACTS', explanation: '复核' });
}

/** Suspends or resumes a deadline. */
async function moveDeadline(mutation: string, { department, lots: [lot] }: Act, parts: object): Promise<boolean> {
  const open = await city.database.deadline.findMany({ where: { department, closedOn: null }, orderBy: { id: 'asc' } });
  const deadlineId = open[lot % Math.max(1, open.length)]?.id;
  if (deadlineId === undefined) return false;
  const input = { deadlineId, on: today(), ...parts };
  return (await city.refusal(officerOf(department), mutation, { input })) === null;
}

async function amend(mutation: string, { department, lots: [lot, draw, other] }: Act): Promise<boolean> {
  const drawId = drawIds[draw % drawIds.length] ?? '';
  const seats = await heldSeats(city, drawId, department);
  const [one, two] = [seats[lot % seats.length], seats[other % seats.length]];
  if (one === undefined || two === undefined) return false;
  const input = mutation === SWAP ? swapInput(drawId, one, two) : stepOutInput(drawId, one);
  return (await city.refusal(lead, mutation, { input })) === null;
}

async function inspectOutside({ department, lots: [lot] }: Act): Promise<boolean> {
  const input = {
    subjectId: subjectOf(lot % 64),
    source: 'COMPLAINT',
    itemIds: [`${department}:item:I1`],
    inspectedOn: today(),
    evidence: { text: '热线' },
  };
  return (await city.refusal(officerOf(department), OUTSIDE, { input })) === null;
}

/** Does something. @returns whether it was permitted */
async function happen(chosen: Act): Promise<boolean> {
  const { what, lots } = chosen;
  switch (what) {
    case 'results':
      return await record(chosen);
    case 'disclose':
      return await actOnVisit('discloseResults', chosen, {
        kind: 'RESULTS',
        on: today(),
        notPublic: lots[2] % 3 === 0 ? 'TRADE_SECRET' : null,
      });
    case 'report':
      return await actOnVisit('fileReport', chosen, {
        completedOn: today(),
        sections: [{ section: 'CONTENT', text: '内容' }],
      });
    case 'start': {
      const visit = await visitOf(chosen);
      const officers = visit?.seats
        .filter((seat) => seat.department === chosen.department)
        .map((seat) => seat.inspectorId);
      return await actOnVisit('startVisit', chosen, { officers });
    }
    case 'absent': {
      const on = (await visitOf(chosen))?.inspectedOn ?? today();
      return await actOnVisit('recordVisitOutcome', chosen, { kind: 'CREW_ABSENT', on, account: '车辆故障' });
    }
    case 'penalty':
      return await actOnVisit('recordPenaltyDecision', chosen, { decision: `罚〔${lots[2]}〕`, decidedOn: today() });
    case 'correct':
      return await correct(chosen);
    case 'swap':
      return await amend(SWAP, chosen);
    case 'stepOut':
      return await amend(STEP_OUT, chosen);
    case 'outside':
      return await inspectOutside(chosen);
    case 'suspend':
      return await moveDeadline(SUSPEND, chosen, { reason: 'TESTING', explanation: '送检' });
    case 'resume':
      return await moveDeadline(RESUME, chosen, {});
    case 'follow':
      await rollup.follow();
      return true;
    case 'later':
      city.now = new Date(city.now.getTime() + (1 + (lots[0] % 4)) * DAY_MS);
      return true;
  }
}

async function check(): Promise<Record<string, number>> {
  await rollup.follow();
  const kept = await held(city.database);
  const read = await checkRows(city.database);
  await checkDivisions(city.database);
  await rollup.rebuild();
  expect(await held(city.database)).toEqual(kept);
  return read;
}

it('whatever happens, and whenever they follow, figures are those of the rows, and a rebuild makes exactly the same', async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 30, maxLength: 30 }), async (history) => {
      for (const chosen of history) {
        if (await happen(chosen)) done.set(chosen.what, (done.get(chosen.what) ?? 0) + 1);
      }
      await check();
    }),
    { numRuns: 4, endOnFailure: true },
  );
  for (const some of [['results'], ['disclose', 'report', 'penalty'], ['correct'], ['swap', 'stepOut'], ['outside']]) {
    expect(
      some.reduce((sum, what) => sum + (done.get(what) ?? 0), 0),
      some.join(),
    ).toBeGreaterThan(0);
  }
  // Draws go, those with results too, and nothing of theirs is left.
  let left: Record<string, number> = {};
  for (const id of drawIds) {
    await city.data(lead, VOID, { id, why: '有误' });
    left = await check();
  }
  expect(left).toMatchObject({ DRAWS_VOID: drawIds.length, OPEN: 0 });
  for (const measure of ['VISITS_MADE', 'ITEM_RESULTS', 'INSPECTORS_SEATED']) expect(left[measure] ?? 0).toBe(0);
}, 120_000);
