import type { Viewer } from '@onevisit/kit';
import type { PlanTaskTerms } from '../departments/answers.js';
import { type Answer, inspector, type JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, FIRE, fillPools, HEALTH } from '../jointDraws.fixture.js';
import { adoptRules, type StatedRules } from '../rules/adoptedRules.fixture.js';

/** What a decision on a penalty says. */
export const PENALTY = {
  violation: '未取得许可从事经营',
  kinds: ['FINE', 'CONFISCATION_OF_GAINS'],
  content: '没收违法所得，罚款五千元',
  basis: '某条例第三十条',
};

/** A visit of departments that come together. */
export interface JointVisit {
  readonly id: string;
  readonly subjectId: string;
  /** Ids of planned items by department. */
  readonly items: Readonly<Record<string, readonly string[]>>;
  /** Ids of inspectors by department. */
  readonly crew: Readonly<Record<string, readonly string[]>>;
}

/** A drawn plan, and its visits of departments that come together. */
export interface DrawnVisits {
  readonly planId: string;
  readonly drawId: string;
  /** One that nobody has taken yet. */
  take(): Promise<JointVisit>;
}

/** What the plan is like besides its rules. */
export interface PlanLike {
  readonly window?: { readonly first: string; readonly last: string };
  /** Legs of a monthly plan. */
  readonly monthly?: readonly string[];
  readonly convene?: object;
  /** Of every leg; all of its pool unless told otherwise, so that lots leave nobody out whom a test counts on. */
  readonly quota?: PlanTaskTerms['quota'];
}

const ALL: PlanTaskTerms['quota'] = [{ stratum: '*', count: null, percent: '100', min: null, max: null }];

/** Adopts a pack of these rules for the city, and draws a plan under it in which twenty subjects are drawn for both departments. */
export async function drawnVisits(city: JointCity, rules: StatedRules, plan: PlanLike = {}): Promise<DrawnVisits> {
  await adoptRules(city, rules);
  return await drawnInForce(city, plan);
}

/** Draws a plan under the rules in force in which twenty subjects are drawn for both departments. */
export async function drawnInForce(city: JointCity, plan: PlanLike = {}): Promise<DrawnVisits> {
  fillPools(city, 40);
  for (const [code, id] of [
    ['fire-rescue', FIRE],
    ['health', HEALTH],
  ] as const) {
    const task = city.double(code).tasks.get(id);
    if (task === undefined) throw new Error(`there is no task ${id}`);
    const period = plan.monthly?.includes(id) ? 'MONTHLY' : 'ANNUAL';
    city.double(code).tasks.set(id, { ...task, quota: plan.quota ?? ALL, period, window: plan.window ?? task.window });
  }
  return await visitsOfDraw(city, await drawn(city, plan.convene));
}

/** The visits of a drawn plan that are for all of some departments: fire-rescue and health unless told otherwise. */
export async function visitsOfDraw(
  city: JointCity,
  { planId, drawId }: { readonly planId: string; readonly drawId: string },
  departments: readonly string[] = ['fire-rescue', 'health'],
): Promise<DrawnVisits> {
  const theirs = await city.database.visit.findMany({
    where: { drawId, departments: { hasEvery: [...departments] } },
    orderBy: { key: 'asc' },
    include: { seats: true },
  });
  const rows = theirs.filter((row) => row.departments.length === departments.length);
  const items = await city.database.plannedItem.findMany({ where: { planId }, orderBy: { itemId: 'asc' } });
  const byDepartment = (of: (department: string) => readonly string[]) =>
    Object.fromEntries(departments.map((department) => [department, of(department)]));
  const take = async (): Promise<JointVisit> => {
    const row = rows.shift();
    if (row === undefined) throw new Error('no visit is left');
    const seatsOf = (code: string) => row.seats.filter((seat) => seat.department === code);
    return {
      id: row.id,
      subjectId: row.subjectId,
      items: byDepartment((code) => items.filter(({ legId }) => legId.startsWith(`${code}:`)).map(({ id }) => id)),
      crew: byDepartment((code) => seatsOf(code).map((seat) => seat.inspectorId ?? '')),
    };
  };
  return { planId, drawId, take };
}

const SEEN = `id status inspectedOn lastDay rolledOver scheduledAt
  checkIns { department { id } inspector { id } on certificateNumber notice inPerson }
  outcomes { department { id } on kind account evidence { name } }
  signatures { department { id } inspector { id } recordHash recordVersion }
  subjectSignatures { department { id } name capacity refusal recordHash on }
  starts { department { id } startedOn officers { inspector { id } certificateNumber } certificateValidTo notice }
  events { department { id } kind reference on }
  reports { department { id } covers { id } form completedOn }
  disclosures { department { id } kind decision on publishedOn notPublic feedbackBy
    versions { number on notPublic recordedBy explanation replacedBy } }
  comments { department { id } text }
  deadlines { id department { id } kind decision state within anchor anchorOn due provisional closedOn
    citations { article } suspensions { first last reason } }`;

/** What officials see of a visit. */
export interface SeenOfVisit {
  readonly id: string;
  readonly status: string;
  readonly lastDay: string;
  readonly rolledOver: boolean;
  readonly scheduledAt: string | null;
  readonly inspectedOn: string | null;
  readonly checkIns: readonly { readonly inspector: { readonly id: string }; readonly inPerson: boolean }[];
  readonly outcomes: readonly object[];
  readonly signatures: readonly { readonly recordHash: string }[];
  readonly subjectSignatures: readonly { readonly recordHash: string }[];
  readonly starts: readonly object[];
  readonly events: readonly object[];
  readonly reports: readonly object[];
  readonly disclosures: readonly object[];
  readonly comments: readonly object[];
  readonly deadlines: readonly SeenDeadline[];
}

export interface SeenDeadline {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly due: string | null;
  readonly provisional: boolean;
  readonly closedOn: string | null;
}

const INPUTS = {
  startVisit: 'StartVisitInput',
  checkIn: 'CheckInInput',
  recordVisitOutcome: 'VisitOutcomeInput',
  signVisit: 'SignVisitInput',
  recordSubjectSignature: 'SubjectSignatureInput',
  concludeVisit: 'ConcludeVisitInput',
  scheduleVisit: 'ScheduleVisitInput',
  recordResults: 'RecordResultsInput',
  fileReport: 'FileReportInput',
  confirmResult: 'ConfirmResultInput',
  recordPenaltyDecision: 'PenaltyDecisionInput',
  discloseResults: 'DiscloseResultsInput',
  reviseDisclosure: 'ReviseDisclosureInput',
  commentOnResult: 'CommentOnResultInput',
  reviewResults: 'ReviewResultsInput',
  answerComment: 'AnswerCommentInput',
  correctResult: 'CorrectResultInput',
  reviewCorrection: 'ReviewCorrectionInput',
} as const;

export type ActName = keyof typeof INPUTS;

const mutationOf = (name: ActName): string =>
  `mutation ($input: ${INPUTS[name]}!, $key: String) { visit: ${name}(input: $input, idempotencyKey: $key) { id } }`;

/** Acts on a visit, whatever comes of it. */
export function tryTo(city: JointCity, viewer: Viewer, name: ActName, input: object, key?: string): Promise<Answer> {
  return city.ask(viewer, mutationOf(name), { input, key });
}

/** Acts on a visit. @returns what its lead sees of it then */
export async function actOn(
  city: JointCity,
  viewer: Viewer,
  name: ActName,
  input: { readonly visitId: string; readonly [field: string]: unknown },
): Promise<SeenOfVisit> {
  await city.data(viewer, mutationOf(name), { input });
  return await seenVisit(city, lead, input.visitId);
}

/** The code of the first error of an act, or null. */
export async function refusalOf(city: JointCity, viewer: Viewer, name: ActName, input: object): Promise<unknown> {
  return (await tryTo(city, viewer, name, input)).errors?.[0]?.extensions.code ?? null;
}

export async function seenVisit(city: JointCity, viewer: Viewer, id: string): Promise<SeenOfVisit> {
  const { visit } = await city.data(viewer, `query ($id: ID!) { visit(id: $id) { ${SEEN} } }`, { id });
  return visit as unknown as SeenOfVisit;
}

/** A member of a department's team, by number from 0. */
export const memberOf = (visit: JointVisit, department: string, number = 0): Viewer =>
  inspector(visit.crew[department]?.[number] ?? '');

/** Records clean results of all items of a department. */
export async function recordAll(
  city: JointCity,
  visit: JointVisit,
  department: string,
  inspectedOn: string,
  parts: object = {},
): Promise<SeenOfVisit> {
  const items = (visit.items[department] ?? []).map((plannedItemId) => {
    return { plannedItemId, results: ['NO_PROBLEM'], ...parts };
  });
  return await actOn(city, officerOf(department), 'recordResults', { visitId: visit.id, inspectedOn, items });
}

/** The deadline of a kind that a visit shows. */
export function deadlineOf(seen: SeenOfVisit, kind: string): SeenDeadline | undefined {
  return seen.deadlines.find((deadline) => deadline.kind === kind);
}
