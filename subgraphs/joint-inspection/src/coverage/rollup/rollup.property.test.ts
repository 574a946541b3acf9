import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../../amendments/amendments.fixture.js';
import { JointCity, lead, officerOf } from '../../jointCity.fixture.js';
import { drawn, subjectOf, VOID } from '../../jointDraws.fixture.js';
import { type ActName, drawnVisits, tryTo } from '../../visits/jointVisits.fixture.js';
import { CoverageRollup } from './CoverageRollup.js';

const DAY_MS = 86_400_000;
const OUTSIDE = 'mutation ($input: OutsideVisitInput!) { filed: recordOutsideVisit(input: $input) { id } }';
const SUSPEND = 'mutation ($input: SuspendDeadlineInput!) { deadline: suspendDeadline(input: $input) { id } }';
const RESUME = 'mutation ($input: ResumeDeadlineInput!) { deadline: resumeDeadline(input: $input) { id } }';

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
  for (let more = 0; more < 2; more += 1) drawIds.push((await drawn(city)).drawId);
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
        'revise' as const,
        'report' as const,
        'start' as const,
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
const FOLLOWING: ReadonlySet<string> = new Set(['disclose', 'revise', 'report', 'penalty', 'correct']);
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
  const input = { deadlineId, ...parts };
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
    subjectId: subjectOf(lot % 40),
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
        notPublic: lots[2] % 3 === 0 ? 'TRADE_SECRET' : null,
      });
    case 'revise': {
      const notPublic = lots[2] % 2 === 0 ? 'TRADE_SECRET' : null;
      return await actOnVisit('reviseDisclosure', chosen, { kind: 'RESULTS', notPublic, explanation: '复核' });
    }
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
      return await moveDeadline(RESUME, chosen, { on: today() });
    case 'follow':
      await rollup.follow();
      return true;
    case 'later':
      city.now = new Date(city.now.getTime() + (1 + (lots[0] % 4)) * DAY_MS);
      return true;
  }
}

const TABLES = ['coverage_draw', 'coverage_visit', 'coverage_count', 'coverage_tally', 'coverage_due'];

/** All that the rollups hold; a figure of nothing is no figure. */
async function held(): Promise<Record<string, readonly string[]>> {
  const rows = await Promise.all(
    TABLES.map((table) =>
      city.database.$queryRawUnsafe<{ row: string }[]>(
        `SELECT to_jsonb(kept)::text AS row FROM ${table} AS kept WHERE COALESCE((to_jsonb(kept) ->> 'n')::int, 1) <> 0 ORDER BY 1`,
      ),
    ),
  );
  return Object.fromEntries(TABLES.map((table, index) => [table, (rows[index] ?? []).map(({ row }) => row)]));
}

/** The same counted from the rows themselves, over the whole year and city. */
const COUNTED = `
  WITH made AS (SELECT visit.* FROM visit JOIN draw ON draw.id = visit.draw_id WHERE draw.phase = 'DRAWN'),
    owed AS (SELECT deadline.* FROM deadline JOIN made ON made.id = visit_id WHERE kind <> 'COMMENT'),
    found AS (SELECT result.*, NOT results <@ ARRAY['NO_PROBLEM', 'NO_SUCH_BUSINESS'] AS problem FROM result JOIN made ON made.id = visit_id),
    door AS (SELECT subject_id FROM made WHERE status = 'COMPLETED' UNION ALL SELECT subject_id FROM outside_visit),
    subject AS (SELECT count(*) AS doors FROM door GROUP BY subject_id)
  SELECT (SELECT count(*) FROM made)::int AS "VISITS_DRAWN",
    (SELECT count(*) FROM made WHERE leg_count > 1)::int AS "JOINT_VISITS_DRAWN",
    (SELECT count(*) FROM made WHERE status = 'COMPLETED')::int AS "VISITS_MADE",
    (SELECT COALESCE(sum(leg_count), 0) FROM made WHERE status = 'COMPLETED')::int AS "SEPARATE_VISITS",
    (SELECT count(*) FROM made WHERE status = 'COMPLETED' AND EXISTS (SELECT FROM found WHERE visit_id = made.id AND problem))::int
      AS "VISITS_WITH_PROBLEMS",
    (SELECT count(DISTINCT subject_id) FROM made)::int AS "SUBJECTS_DRAWN",
    (SELECT count(DISTINCT subject_id) FROM made WHERE status = 'COMPLETED')::int AS "SUBJECTS_VISITED",
    (SELECT count(*) FROM found)::int AS "ITEM_RESULTS",
    (SELECT count(*) FROM found WHERE problem)::int AS "ITEM_PROBLEMS",
    (SELECT count(*) FROM door)::int AS "DOORS",
    (SELECT count(*) FROM subject WHERE doors = 1)::int AS "SUBJECTS_WITH_1_DOORS",
    (SELECT count(*) FROM subject WHERE doors = 2)::int AS "SUBJECTS_WITH_2_DOORS",
    (SELECT count(DISTINCT inspector_id) FROM crew_seat JOIN made ON made.id = visit_id)::int AS "INSPECTORS_SEATED",
    (SELECT count(*) FROM owed WHERE kind = 'DISCLOSURE' AND closed_on IS NOT NULL AND NOT closed_late)::int AS "DISCLOSURE_IN_TIME",
    (SELECT count(*) FROM owed WHERE kind = 'DISCLOSURE' AND closed_late)::int AS "DISCLOSURE_LATE",
    (SELECT count(*) FROM owed WHERE kind = 'REPORT' AND closed_on IS NOT NULL)::int AS "REPORTS",
    (SELECT count(*) FROM owed WHERE closed_on IS NULL AND due IS NOT NULL)::int AS "OPEN",
    (SELECT count(*) FROM draw WHERE phase = 'VOID')::int AS "DRAWS_VOID"`;

async function figures(): Promise<Record<string, number>> {
  const cell = { year: 2026, month: 0, department: '', division: '', creditClass: '' };
  const rows = await city.database.coverageCount.findMany({ where: cell });
  const due = await city.database.coverageDue.aggregate({
    where: { department: '', division: '', creditClass: '' },
    _sum: { n: true },
  });
  const counts = Object.fromEntries(rows.map(({ measure, n }) => [measure, n]));
  return {
    ...counts,
    REPORTS: (counts.REPORT_IN_TIME ?? 0) + (counts.REPORT_LATE ?? 0),
    OPEN: due._sum.n ?? 0,
  };
}

async function check(): Promise<void> {
  await rollup.follow();
  const kept = await held();
  const [counted] = await city.database.$queryRawUnsafe<Record<string, number>[]>(COUNTED);
  const read = await figures();
  expect(Object.fromEntries(Object.keys(counted ?? {}).map((name) => [name, read[name] ?? 0]))).toEqual(counted);
  await rollup.rebuild();
  expect(await held()).toEqual(kept);
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
  for (const id of drawIds) {
    await city.data(lead, VOID, { id, why: '有误' });
    await check();
  }
  const left = await figures();
  expect(left).toMatchObject({ DRAWS_VOID: drawIds.length, OPEN: 0 });
  for (const measure of ['VISITS_MADE', 'ITEM_RESULTS', 'INSPECTORS_SEATED']) expect(left[measure] ?? 0).toBe(0);
}, 120_000);
