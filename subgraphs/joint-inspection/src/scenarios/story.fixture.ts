import type { Viewer } from '@onevisit/kit';
import { type RulePack, shippedPacks } from '@onevisit/rules';
import { expect } from 'vitest';
import { type HeldSeat, heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../amendments/amendments.fixture.js';
import type { PlanTaskTerms } from '../departments/answers.js';
import type { DoubleEntry } from '../departments/DepartmentDouble.fixture.js';
import { anyone, type JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { entryOf, frozen, inspectorOf, opened, postOf, published, subjectOf, taskOf } from '../jointDraws.fixture.js';
import { actOn, type JointVisit, recordAll, type SeenOfVisit } from '../visits/jointVisits.fixture.js';

/** What stories about several packs tell alike: tasks, pools, and what is asked of the graph. */

type QuotaRow = PlanTaskTerms['quota'][number];

export const percentOf = (stratum: string, percent: string): QuotaRow => {
  return { stratum, count: null, percent, min: null, max: null };
};

/** Everybody is drawn; nothing is above that, so whoever is to be inspected more often is as well. */
export const EVERYBODY: PlanTaskTerms['quota'] = [percentOf('*', '100'), percentOf('RAISED', '100')];

/** A version of a pack that ships; the first unless told otherwise. */
export function shippedPack(name: string, version = 1): RulePack {
  const pack = shippedPacks().find((each) => each.pack === name && each.version === version);
  if (pack === undefined) throw new Error(`no pack ${name}@${version} comes along`);
  return pack;
}

/** A department submits a task for these subjects, all of whom are drawn unless told otherwise. */
export function submits(
  city: JointCity,
  taskId: string,
  subjects: readonly (number | DoubleEntry)[],
  parts: Partial<PlanTaskTerms> = {},
): void {
  const double = city.double(taskId.split(':')[0] ?? '');
  double.tasks.set(taskId, taskOf(taskId, { quota: EVERYBODY, ...parts }));
  const entries = subjects.map((subject) => (typeof subject === 'number' ? entryOf(subject) : subject));
  double.entries.set(taskId, entries);
  for (const { subject } of entries) double.names.set(subject, `企业${subject.slice(-4)}`);
  double.inspectors = [1, 2, 3, 4, 5].map((number) => inspectorOf(String(number), { post: postOf(number) }));
}

/** A task as `taskOf` has it, its only item changed. */
export const withItem = (id: string, parts: Partial<PlanTaskTerms['items'][number]>): Partial<PlanTaskTerms> => {
  return { items: taskOf(id).items.map((item) => ({ ...item, ...parts })) };
};

/** A department's whole team comes on a day, shows what is asked for, and records what it found: no problem, unless told otherwise. */
export async function inspects(
  city: JointCity,
  visit: JointVisit,
  department: string,
  day: string,
  parts: object = {},
): Promise<SeenOfVisit> {
  const officers = [...new Set(visit.crew[department])];
  const validity = { certificateValidTo: '2029-12-31' };
  await actOn(city, officerOf(department), 'startVisit', { visitId: visit.id, officers, on: day, ...validity });
  return await recordAll(city, visit, department, day, parts);
}

const STANDINGS = `query ($id: ID!) { draw(id: $id) {
  standings { standing legId rule count citation { article } } } }`;

/** A standing that a rule gave at the freeze. */
export interface SeenStanding {
  readonly standing: string;
  readonly legId: string;
  readonly rule: string | null;
  readonly count: number;
  readonly citation: readonly { readonly article: string }[];
}

/** The standings that rules gave in a draw, as everybody sees them. */
export async function standingsOf(city: JointCity, drawId: string): Promise<readonly SeenStanding[]> {
  const { draw } = await city.data<{ draw: { standings: readonly SeenStanding[] } }>(anyone, STANDINGS, { id: drawId });
  return draw.standings;
}

const VISITS = 'query ($id: ID!) { draw(id: $id) { visits(first: 100) { nodes { subjectId legs { id } } } } }';

/** Who is visited in a draw, by number, and with which legs. */
export async function visitedIn(city: JointCity, drawId: string): Promise<Readonly<Record<number, readonly string[]>>> {
  interface Visited {
    readonly draw: {
      readonly visits: {
        readonly nodes: readonly { readonly subjectId: string; readonly legs: readonly { readonly id: string }[] }[];
      };
    };
  }
  const { draw } = await city.data<Visited>(lead, VISITS, { id: drawId });
  const numbers = new Map(Array.from({ length: 1000 }, (_, number) => [subjectOf(number), number] as const));
  return Object.fromEntries(
    draw.visits.nodes.map(({ subjectId, legs }) => [numbers.get(subjectId) ?? -1, legs.map(({ id }) => id).sort()]),
  );
}

/** Convenes a plan whose freeze stops. @returns what it stops with */
export async function freezeError(city: JointCity, parts: object = {}): Promise<string> {
  const draw = await frozen(city, await opened(city, await published(city, parts)));
  return draw.progress.error;
}

/** What an officer states of a visit that no lot decided. */
export const outsideInput = (department: string, subject: number, parts: object = {}): object => ({
  subjectId: subjectOf(subject),
  source: 'COMPLAINT',
  itemIds: [`${department}:item:I1`],
  inspectedOn: '2026-03-02',
  evidence: { text: '12345 热线 20260302-7' },
  ...parts,
});

export const EXCEPT = 'mutation ($input: CapExceptionInput!) { filed: fileCapException(input: $input) { id } }';

/** What an officer states of an exception from the cap. */
export const exceptionInput = (subject: number, parts: object = {}): object => {
  const evidence = { text: '12345 热线 20260312-7', sha256: 'a'.repeat(64) };
  return { subjectId: subjectOf(subject), year: 2026, code: 'COMPLAINT', evidence, ...parts };
};

const CALENDAR = `query ($year: Int!, $department: ID) { planCalendar(year: $year, department: $department) {
  plan step month dueOn doneOn state } }`;
const COMPLETE = `mutation ($input: CompletePlanStepInput!) { planCalendar: completePlanStep(input: $input) {
  plan step month dueOn doneOn state } }`;

/** A step of a plan calendar. */
export type SeenStep = Readonly<Record<'plan' | 'step' | 'month' | 'dueOn' | 'doneOn' | 'state', unknown>>;

/** A department's plan calendar. */
export async function calendarOf(city: JointCity, department: string, year: number): Promise<readonly SeenStep[]> {
  const { planCalendar } = await city.data<{ planCalendar: SeenStep[] }>(lead, CALENDAR, { year, department });
  return planCalendar;
}

/** A department's officer keeps that a step was done. @returns the calendar then */
export async function stepDone(city: JointCity, officer: Viewer, input: object): Promise<readonly SeenStep[]> {
  return (await city.data<{ planCalendar: SeenStep[] }>(officer, COMPLETE, { input })).planCalendar;
}

const ALERTS = `query ($year: Int!) { visitAlerts(year: $year, first: 100) {
  nodes { kind subjectId inspector { id } per from visits most } } }`;

/** An alert about visits. */
export interface SeenAlert {
  readonly kind: string;
  readonly subjectId: string | null;
  readonly inspector: { readonly id: string } | null;
  readonly per: string | null;
  readonly visits: number;
  readonly most: number;
}

/** What is worth a look among the visits of 2026. */
export async function alertsSeenBy(city: JointCity, viewer: Viewer): Promise<readonly SeenAlert[]> {
  const answer = await city.data<{ visitAlerts: { nodes: SeenAlert[] } }>(viewer, ALERTS, { year: 2026 });
  return answer.visitAlerts.nodes;
}

/**
 * Two inspectors of a department change places; then the one who came steps out, and a substitute is drawn.
 * @returns the kinds of the amendments
 */
export async function stepsBack(city: JointCity, drawId: string, department: string): Promise<readonly string[]> {
  const seats = await heldSeats(city, drawId, department);
  const isIn = ({ visitId }: HeldSeat, { inspectorId }: HeldSeat): boolean =>
    seats.some((seat) => seat.visitId === visitId && seat.inspectorId === inspectorId);
  const pairs = seats.flatMap((one) => seats.map((other) => ({ one, other })));
  const pair = pairs.find(({ one, other }) => !isIn(one, other) && !isIn(other, one));
  if (pair === undefined) throw new Error('nobody could change places');
  const { one, other } = pair;
  const swapped = (await city.data(lead, SWAP, { input: swapInput(drawId, one, other) })).amendment;
  const moves = swapped.changes.map(({ before, after }) => [before?.id, after?.id]);
  expect(moves).toContainEqual([one.inspectorId, other.inspectorId]);
  expect(moves).toContainEqual([other.inspectorId, one.inspectorId]);
  const seat = { ...one, inspectorId: other.inspectorId };
  const left = (await city.data(lead, STEP_OUT, { input: stepOutInput(drawId, seat) })).amendment;
  expect(left.changes[0]?.before?.id).toBe(other.inspectorId);
  expect(left.changes[0]?.after?.id).toMatch(new RegExp(`^${department}:inspector:`));
  expect(left.changes[0]?.after?.id).not.toBe(other.inspectorId);
  const query = 'query ($id: ID!) { draw(id: $id) { amendments { nodes { kind } } } }';
  interface Kinds {
    readonly draw: { readonly amendments: { readonly nodes: readonly { readonly kind: string }[] } };
  }
  return (await city.data<Kinds>(lead, query, { id: drawId })).draw.amendments.nodes.map(({ kind }) => kind);
}
