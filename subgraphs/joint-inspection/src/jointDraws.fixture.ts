import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '@onevisit/kit';
import { creditCode } from '@onevisit/schema';
import type { PlanTaskTerms } from './departments/answers.js';
import type { DoubleEntry, DoubleInspector } from './departments/DepartmentDouble.fixture.js';
import { type JointCity, lead, officerOf } from './jointCity.fixture.js';
import type { Seen, SeenDraw } from './seenAnswers.fixture.js';

export const FIRE = 'fire-rescue:task:T1';
export const HEALTH = 'health:task:T1';

/** A credit code by number. */
export const subjectOf = (number: number): string => creditCode(`9111010000${String(number).padStart(7, '0')}`);

/** A submitted task with one item, unless told otherwise. */
export function taskOf(id: string, parts: Partial<PlanTaskTerms> = {}): PlanTaskTerms {
  const department = id.split(':')[0] ?? '';
  return {
    id,
    title: `任务 ${id}`,
    year: 2026,
    status: 'SUBMITTED',
    level: 'CITY',
    kind: 'ROUTINE',
    period: 'ANNUAL',
    submittedOn: '2026-01-15',
    items: [
      {
        id: `${department}:item:I1`,
        title: '事项一',
        itemClass: 'GENERAL',
        basis: ['法 1'],
        version: 1,
        subjectKind: '企业',
        content: '内容一',
        methods: ['ON_SITE'],
        ratioLimit: '100',
        byLot: true,
        specialised: false,
      },
    ],
    condition: { kinds: null, tags: null, divisions: null, industries: null },
    stratifyBy: 'NONE',
    quotaText: null,
    quota: [{ stratum: '*', count: null, percent: '20', min: null, max: null }],
    window: { first: '2026-05-01', last: '2026-06-30' },
    crew: { size: 2, specialties: [], district: 'ANY' },
    ...parts,
  };
}

export function entryOf(number: number, parts: Partial<DoubleEntry> = {}): DoubleEntry {
  return { subject: subjectOf(number), stratum: 'ALL', district: '411502', standing: 'ELIGIBLE', ...parts };
}

export function inspectorOf(code: string, parts: Partial<DoubleInspector> = {}): DoubleInspector {
  return { code, district: '411502', capacity: 1000, specialties: [], recusals: [], post: 'FRONT_LINE', ...parts };
}

/** Where an inspector of `fillPools` works. */
export const postOf = (number: number): DoubleInspector['post'] => (number % 2 === 0 ? 'OFFICE' : 'FRONT_LINE');

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/**
 * Two departments whose pools overlap: fire-rescue has subjects 0 to `size` by credit class (A and B in turn), health
 * those from half of it on, in one stratum; five inspectors each, those of even numbers in an office.
 */
export function fillPools(city: JointCity, size = 40): void {
  const fire = city.double('fire-rescue');
  const health = city.double('health');
  const byClass = [
    { stratum: 'A', count: null, percent: '10', min: null, max: null },
    { stratum: 'B', count: null, percent: '50', min: null, max: null },
  ];
  const items = taskOf(FIRE).items.flatMap((item) => [item, { ...item, id: `${item.id}b`, title: '事项二' }]);
  fire.tasks.set(FIRE, taskOf(FIRE, { stratifyBy: 'CREDIT_CLASS', quota: byClass, items }));
  health.tasks.set(HEALTH, taskOf(HEALTH));
  fire.entries.set(
    FIRE,
    range(0, size).map((number) => entryOf(number, { stratum: number % 2 === 0 ? 'A' : 'B' })),
  );
  const half = Math.floor(size / 2);
  health.entries.set(
    HEALTH,
    range(half, half + size).map((number) => entryOf(number)),
  );
  for (const double of [fire, health]) {
    double.inspectors = range(1, 6).map((number) => inspectorOf(String(number), { post: postOf(number) }));
    for (const number of range(0, half + size)) double.names.set(subjectOf(number), `企业${number}`);
  }
}

export const CONVENE = `mutation ($input: ConveneJointPlanInput!, $key: String) {
  plan: conveneJointPlan(input: $input, idempotencyKey: $key) { id } }`;

export const OPEN = `mutation ($input: OpenDrawInput!, $key: String) {
  draw: openDraw(input: $input, idempotencyKey: $key) { id phase } }`;

export const FREEZE = 'mutation ($id: ID!) { draw: freezeDraw(id: $id) { id phase progress { error } } }';
export const REVEAL = 'mutation ($id: ID!) { draw: revealDraw(id: $id) { id nonces { nonce } } }';
export const EXECUTE = 'mutation ($id: ID!) { draw: executeDraw(id: $id) { id phase progress { error } } }';
export const VOID = `mutation ($id: ID!, $why: String!) {
  draw: voidDraw(id: $id, reason: ROSTER_WRONG, explanation: $why) { id phase void { reason explanation } } }`;

export const conveneInput = (parts: object = {}): object => ({
  title: '联合抽查',
  year: 2026,
  initiator: 'fire-rescue',
  taskIds: [FIRE, HEALTH],
  ...parts,
});

/** Convenes a plan, which is a draft then. @returns its id */
export async function convened(city: JointCity, parts: object = {}): Promise<string> {
  return (await city.data(lead, CONVENE, { input: conveneInput(parts) })).plan.id;
}

export const INVITE = `mutation ($input: InviteToJointPlanInput!) {
  plan: inviteToJointPlan(input: $input) { id phase invitations { department { id } state answerBy } } }`;
export const ANSWER = `mutation ($input: AnswerInvitationInput!) {
  plan: answerInvitation(input: $input) { id phase invitations { department { id } state } } }`;
export const MOVE = `mutation ($input: MoveJointPlanInput!, $key: String) {
  plan: moveJointPlan(input: $input, idempotencyKey: $key) { id phase } }`;

/** A last day for answers that no test lives to see. */
export const ANSWER_BY = '2099-12-31';

/** Whoever can be asked: a city, or a subgraph that a test serves itself. */
export interface Asked {
  readonly data: (viewer: Viewer, query: string, variables: object) => Promise<Seen>;
}

/** Invites the departments of a plan, every one of which accepts. */
export async function agreed(city: Asked, planId: string): Promise<void> {
  const { plan } = await city.data(lead, INVITE, { input: { planId, answerBy: ANSWER_BY } });
  for (const { department, state } of plan.invitations) {
    if (state === 'PENDING') await city.data(officerOf(department.id), ANSWER, { input: { planId, answer: 'ACCEPT' } });
  }
}

const PUBLISH = `mutation ($conference: MoveJointPlanInput!, $approval: MoveJointPlanInput!,
    $filing: MoveJointPlanInput!, $publication: MoveJointPlanInput!) {
  conference: moveJointPlan(input: $conference) { phase } approval: moveJointPlan(input: $approval) { phase }
  filing: moveJointPlan(input: $filing) { phase } publication: moveJointPlan(input: $publication) { phase } }`;

/** Takes an agreed plan through the conference and the filing to its publication. */
export async function passed(city: Asked, planId: string): Promise<void> {
  await city.data(lead, PUBLISH, {
    conference: { planId, to: 'AT_CONFERENCE' },
    approval: { planId, to: 'APPROVED', reference: '联席会议纪要〔2026〕3号' },
    filing: { planId, to: 'FILED', reference: '备〔2026〕12号' },
    publication: { planId, to: 'PUBLISHED' },
  });
}

/** Convenes a plan and takes it to its publication. @returns its id */
export async function published(city: JointCity, parts: object = {}): Promise<string> {
  const planId = await convened(city, parts);
  await agreed(city, planId);
  await passed(city, planId);
  return planId;
}

/** Opens a draw of a published plan. @returns its id */
export async function opened(city: JointCity, planId: string, parts: object = {}): Promise<string> {
  return (await city.data(lead, OPEN, { input: { planId, revealWithinSeconds: 3600, ...parts } })).draw.id;
}

/** How often a long step is looked at: looking takes time from what is looked at. */
const LOOK_MS = 20;

const FOLLOW = `query ($id: ID!) { draw(id: $id) { id phase
  progress { job state step entries entriesPerSecond waitingFor waitingForDraw error } statement { rosterRoot leafCount }
  seed visitCount recordHash } }`;

/** Follows a freeze until it is done or has stopped with an error. */
export async function freezeEnded(city: JointCity, id: string): Promise<SeenDraw> {
  for (;;) {
    const { draw } = await city.data(lead, FOLLOW, { id });
    if (draw.phase !== 'FREEZING' || draw.progress.error !== null) return draw;
    await sleep(LOOK_MS);
  }
}

/** Starts the drawing, and follows it until it is done or has stopped with an error. */
export async function executed(city: JointCity, id: string): Promise<SeenDraw> {
  await city.data(lead, EXECUTE, { id });
  for (;;) {
    const { draw } = await city.data(lead, FOLLOW, { id });
    if (draw.progress.error !== null || (draw.phase === 'DRAWN' && draw.progress.state === 'DONE')) return draw;
    await sleep(LOOK_MS);
  }
}

/** Freezes a draw. @returns it, frozen or stopped */
export async function frozen(city: JointCity, id: string): Promise<SeenDraw> {
  await city.data(lead, FREEZE, { id });
  return await freezeEnded(city, id);
}

/** A plan whose draw is frozen. @returns ids of both */
export async function frozenDraw(city: JointCity, parts: object = {}): Promise<{ planId: string; drawId: string }> {
  const planId = await published(city, parts);
  const drawId = await opened(city, planId);
  const draw = await frozen(city, drawId);
  if (draw.phase !== 'FROZEN') throw new Error(draw.progress.error);
  return { planId, drawId };
}

/** A plan that is drawn. @returns ids of both */
export async function drawn(city: JointCity, parts: object = {}): Promise<{ planId: string; drawId: string }> {
  const ids = await frozenDraw(city, parts);
  await city.data(lead, REVEAL, { id: ids.drawId });
  const draw = await executed(city, ids.drawId);
  if (draw.phase !== 'DRAWN') throw new Error(draw.progress.error);
  return ids;
}
