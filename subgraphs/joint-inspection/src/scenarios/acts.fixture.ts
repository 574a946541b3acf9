import type { Viewer } from '@onevisit/kit';
import { type RulePack, shippedPacks } from '@onevisit/rules';
import { heldSeats, STEP_OUT, SWAP, stepOutInput, swapInput } from '../amendments/amendments.fixture.js';
import type { PlanTaskTerms } from '../departments/answers.js';
import { anyone, type JointCity, lead, officerOf } from '../jointCity.fixture.js';
import type { SeenAmendment } from '../seenAnswers.fixture.js';
import { actOn, type JointVisit, recordAll, type SeenOfVisit } from '../visits/jointVisits.fixture.js';

/** The first version of a pack that ships. */
export function packNamed(name: string, version: number = 1): RulePack {
  const pack = shippedPacks().find((shipped) => shipped.pack === name && shipped.version === version);
  if (pack === undefined) throw new Error(`no pack ${name} comes along`);
  return pack;
}

type Quota = PlanTaskTerms['quota'];

/** A quota in percent by stratum. */
export function quotaOf(percents: Readonly<Record<string, string>>): Quota {
  return Object.entries(percents).map(([stratum, percent]) => ({
    stratum,
    count: null,
    percent,
    min: null,
    max: null,
  }));
}

/** Most of a pool, and all who are to be inspected more often. */
export const MOST_AND_RAISED = quotaOf({ '*': '90', RAISED: '100' });

/** Changes a task of a double. */
export function changeTask(city: JointCity, id: string, parts: Partial<PlanTaskTerms>): void {
  const { tasks } = city.double(id.split(':')[0] ?? '');
  const task = tasks.get(id);
  if (task === undefined) throw new Error(`there is no task ${id}`);
  tasks.set(id, { ...task, ...parts });
}

export const noonOf = (day: string): Date => new Date(`${day}T04:00:00Z`);

/** A refusal as whoever asked reads it: code, then message; empty where there was none. */
export async function refusalText(
  city: JointCity,
  viewer: Viewer,
  query: string,
  variables: object = {},
): Promise<string> {
  const [error] = (await city.ask(viewer, query, variables)).errors ?? [];
  return error === undefined ? '' : `${error.extensions.code}: ${error.message}`;
}

/** A department's people come to the door with all that rules may ask for. */
export async function startAll(city: JointCity, visit: JointVisit, department: string): Promise<SeenOfVisit> {
  const officers = visit.crew[department] ?? [];
  const input = { visitId: visit.id, officers, notice: '检通〔2026〕7号' };
  return await actOn(city, officerOf(department), 'startVisit', input);
}

/** A department starts its part of a visit on the day that it is, and records results of all its items. */
export async function inspect(
  city: JointCity,
  visit: JointVisit,
  department: string,
  parts: object = {},
): Promise<SeenOfVisit> {
  await startAll(city, visit, department);
  return await recordAll(city, visit, department, city.now.toISOString().slice(0, 10), parts);
}

const TARGETS = `query ($refs: [_Any!]!, $on: Date!) { _entities(representations: $refs) {
  ... on FireRescueDepartment { targets(on: $on) { items { ...T } } }
  ... on HealthDepartment { targets(on: $on) { items { ...T } } } } }
  fragment T on CoverageTarget { percent by met share { numerator denominator percent } citations { article } }`;

/** A target as anybody reads it. */
export interface SeenTarget {
  readonly percent: string;
  readonly by: string;
  readonly met: boolean;
  readonly share: { readonly numerator: number; readonly denominator: number; readonly percent: string };
  readonly citations: readonly { readonly article: string }[];
}

/** What a department with so many items, and so many of them inspected by lot, has reached on a day. */
export async function itemTargetOf(
  city: JointCity,
  department: 'fire-rescue' | 'health',
  [byLotItemCount, itemCount]: readonly [number, number],
  on: string,
): Promise<SeenTarget | null> {
  const __typename = department === 'health' ? 'HealthDepartment' : 'FireRescueDepartment';
  const refs = [{ __typename, id: department, itemCount, byLotItemCount, poolCount: 10 }];
  interface Targets {
    readonly _entities: readonly { readonly targets: { readonly items: SeenTarget | null } }[];
  }
  const { now } = city;
  // Asked on that day: of days in a past year, only what was counted then is told.
  city.now = new Date(`${on}T04:00:00Z`);
  const { _entities } = await city.data<Targets>(anyone, TARGETS, { refs, on });
  city.now = now;
  return _entities[0]?.targets.items ?? null;
}

export const STEPS = 'query ($id: ID!) { jointPlan(id: $id) { steps { totalCount nodes { action } } } }';

/** Actions on the ledger of a plan, its draws and visits. */
export async function stepsOf(city: JointCity, viewer: Viewer, id: string): Promise<readonly string[]> {
  interface Steps {
    readonly jointPlan: { readonly steps: { readonly nodes: readonly { readonly action: string }[] } };
  }
  return (await city.data<Steps>(viewer, STEPS, { id })).jointPlan.steps.nodes.map(({ action }) => action);
}

const ALERTS = `query ($year: Int!) { visitAlerts(year: $year) {
  nodes { kind subjectId inspector { id } per visits most citation { article } } } }`;

/** What is worth a look among the visits of a year. */
export async function alertsOf(city: JointCity, viewer: Viewer, year: number): Promise<readonly object[]> {
  return (await city.data<{ visitAlerts: { nodes: readonly object[] } }>(viewer, ALERTS, { year })).visitAlerts.nodes;
}

export const OUTSIDE = `mutation ($input: OutsideVisitInput!) {
  filed: recordOutsideVisit(input: $input) { id source kind inspectedOn evidence { text } } }`;

type Changes = SeenAmendment['changes'];

/** Of health's visits that nobody has started, two inspectors change places, and then one steps out. */
export async function changeHands(
  city: JointCity,
  drawId: string,
): Promise<{ readonly swapped: Changes; readonly replaced: Changes }> {
  const started = await city.database.visitStart.findMany({ select: { visitId: true } });
  const begun = new Set(started.map(({ visitId }) => visitId));
  const seats = (await heldSeats(city, drawId, 'health')).filter(({ visitId }) => !begun.has(visitId));
  const holds = (visitId: string, inspectorId: string) =>
    seats.some((seat) => seat.visitId === visitId && seat.inspectorId === inspectorId);
  const [one] = seats;
  const other = seats.find(
    (seat) => one !== undefined && !holds(one.visitId, seat.inspectorId) && !holds(seat.visitId, one.inspectorId),
  );
  if (one === undefined || other === undefined) throw new Error('no two seats can change hands');
  const swapped = await city.data(lead, SWAP, { input: swapInput(drawId, one, other) });
  const taken = { visitId: one.visitId, inspectorId: other.inspectorId };
  const left = await city.data(lead, STEP_OUT, { input: stepOutInput(drawId, taken) });
  return { swapped: swapped.amendment.changes, replaced: left.amendment.changes };
}

/** A department's officer records two visits to a subject on one day, both after complaints. */
export async function visitTwice(city: JointCity, department: string, subjectId: string): Promise<void> {
  const inspectedOn = city.now.toISOString().slice(0, 10);
  const visit = { subjectId, source: 'COMPLAINT', itemIds: [`${department}:item:I1`], inspectedOn };
  for (const text of ['12345 热线 1', '12345 热线 2']) {
    await city.data(officerOf(department), OUTSIDE, { input: { ...visit, evidence: { text } } });
  }
}
