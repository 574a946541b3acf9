import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { JointCity, officerOf } from '../jointCity.fixture.js';
import {
  type ActName,
  type DrawnVisits,
  drawnVisits,
  type JointVisit,
  memberOf,
  tryTo,
} from '../visits/jointVisits.fixture.js';
import { FINAL_OUTCOMES } from './VisitOutcomeKind.js';

const DAYS = ['2026-05-20', '2026-05-21'] as const;
const FEWEST = 2;

let city: JointCity;
let drawn: DrawnVisits;
beforeAll(async () => {
  city = await JointCity.open();
  drawn = await drawnVisits(city, { officers: { fewest: FEWEST, certificate: 'NOT_ASKED', notice: 'NOT_ASKED' } });
  city.now = new Date(`${DAYS[1]}T04:00:00Z`);
});
afterAll(() => city.close());

const department = fc.constantFrom('fire-rescue', 'health');
const member = fc.constantFrom(0, 1);
const on = fc.constantFrom(...DAYS);
const kind = fc.constantFrom('SUBJECT_ABSENT', 'CREW_ABSENT', 'CLOSED', 'NOT_FOUND');

/** Something that somebody does at the door, as likely as not when they should not. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name: fc.constant('checkIn' as const), department, member, on }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('startVisit' as const), department, on }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant('recordResults' as const), department, on }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('recordVisitOutcome' as const), department, on, kind }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant('signVisit' as const), department, member }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('recordSubjectSignature' as const), department }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('concludeVisit' as const), department }) },
);

interface Done {
  readonly name: ActName;
  readonly department: string;
  readonly member?: number;
  readonly on?: string;
  readonly kind?: string;
}

/** Does it. @returns whether it was taken */
async function isTaken(visit: JointVisit, { name, department: code, member: number, on: day, kind: what }: Done) {
  const viewer = number === undefined ? officerOf(code) : memberOf(visit, code, number);
  const items = (visit.items[code] ?? []).map((plannedItemId) => ({ plannedItemId, results: ['NO_PROBLEM'] }));
  const parts: Partial<Record<ActName, object>> = {
    checkIn: { on: day },
    startVisit: { on: day, officers: visit.crew[code] },
    recordResults: { inspectedOn: day, items },
    recordVisitOutcome: { on: day, kind: what, account: '如实记录' },
    recordSubjectSignature: { name: '李四' },
  };
  const { errors } = await tryTo(city, viewer, name, { visitId: visit.id, ...parts[name] });
  if (errors !== undefined) expect(String(errors[0]?.extensions.code), errors[0]?.message).toMatch(/^OV_JOINT_/);
  return errors === undefined;
}

/** What holds of a visit whatever was done at its door. */
async function checkWhatHolds(visit: JointVisit): Promise<void> {
  const row = await city.database.visit.findUniqueOrThrow({
    where: { id: visit.id },
    include: {
      checkIns: true,
      starts: true,
      outcomes: true,
      signatures: true,
      subjectSignatures: true,
      results: true,
      events: true,
    },
  });
  const recorded = new Set(row.results.map(({ plannedItemId }) => plannedItemId));
  const all = Object.values(visit.items).flat();
  const begun = row.starts.length > 0 || recorded.size > 0;
  // Whoever says that they were not there on the day of which others have results leaves their items out.
  const away = row.outcomes.filter(({ on: day, kind: what }) => {
    return recorded.size > 0 && day === row.inspectedOn && !FINAL_OUTCOMES.includes(what);
  });
  const leftOut = away.flatMap(({ department: code }) => visit.items[code] ?? []);
  const isComplete = all.every((id) => recorded.has(id) || leftOut.includes(id));
  expect([row.status, row.inspectedOn !== null]).toEqual([
    isComplete ? 'COMPLETED' : begun ? 'IN_PROGRESS' : 'PLANNED',
    begun,
  ]);
  for (const code of Object.keys(visit.items)) {
    const own = <Row extends { readonly department: string }>(rows: readonly Row[]) =>
      rows.filter((each) => each.department === code);
    const present = own(row.checkIns)
      .filter((each) => each.on === row.inspectedOn)
      .map(({ inspectorId }) => inspectorId);
    const [start] = own(row.starts);
    const signed = own(row.signatures).map(({ inspectorId }) => inspectorId);
    const hasResults = (visit.items[code] ?? []).some((id) => recorded.has(id));
    const kinds = own(row.outcomes)
      .filter((each) => each.on === row.inspectedOn)
      .map((each) => each.kind);
    if (start !== undefined) expect([start.startedOn, present.length >= FEWEST]).toEqual([row.inspectedOn, true]);
    if (hasResults) expect(start).toBeDefined();
    if (hasResults) expect(kinds.every((each) => FINAL_OUTCOMES.includes(each))).toBe(true);
    expect(signed.every((id) => hasResults && present.includes(id))).toBe(true);
    if (own(row.events).some((event) => event.kind === 'CONCLUDED')) {
      expect([...signed].sort()).toEqual([...present].sort());
      expect(own(row.subjectSignatures).length + kinds.length).toBeGreaterThan(0);
    }
  }
}

it('whatever is done at a door, in whatever order, the visit holds together, and each act that is taken is on the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 20 }), async (acts) => {
      const visit = await drawn.take();
      let taken = 0;
      for (const done of acts) {
        if (await isTaken(visit, done)) taken += 1;
        await checkWhatHolds(visit);
      }
      expect(await city.database.ledgerEntry.count({ where: { target: visit.id } })).toBe(taken);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
