import type { Viewer } from '@onevisit/kit';
import { type Answer, type JointCity, officerOf } from '../jointCity.fixture.js';
import type { SeenList } from '../seenAnswers.fixture.js';
import type { JointVisit } from '../visits/jointVisits.fixture.js';
import type { FollowUpAct } from './machine/acts.js';

/** What is seen of a follow-up. */
export interface SeenFollowUp {
  readonly id: string;
  readonly state: string;
  readonly measure: string | null;
  readonly holder: { readonly id: string };
  readonly waitsFor: { readonly id: string } | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly closedOn: string | null;
  readonly outcome: string | null;
  readonly results: readonly string[];
  readonly findings: string | null;
  readonly subjectId: string;
  readonly visit: { readonly id: string } | null;
  readonly planned: { readonly id: string };
  readonly steps: readonly { readonly act: string | null; readonly state: string }[];
}

const SEEN = `id state measure holder { id } waitsFor { id } due overdue openedOn closedOn outcome results findings
  subjectId subjectName subject { uscc } visit { id } planned { id title } department { id }
  steps { act state department { id } on dueOn reference to { id } organ text }`;

const ACT = `mutation ($input: FollowUpActInput!, $key: String) {
  followUps: actOnFollowUps(input: $input, idempotencyKey: $key) { ${SEEN} } }`;
const OPEN = `mutation ($input: OpenFollowUpsInput!) { followUps: openFollowUps(input: $input) { ${SEEN} } }`;
const OF_VISIT = `query ($id: ID!) { visit(id: $id) { followUps { ${SEEN} } } }`;

/** The list of follow-ups. */
export const LIST = `query ($filter: FollowUpFilter, $first: Int, $after: String) {
  page: followUps(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { ${SEEN} } } }`;

/** Answers to questions about follow-ups. */
export interface FollowUpData {
  readonly followUps: readonly SeenFollowUp[];
  readonly visit: { readonly followUps: readonly SeenFollowUp[] } | null;
  readonly page: SeenList<SeenFollowUp>;
}

/** Tries to act, whatever comes of it. */
export function tryAct(city: JointCity, viewer: Viewer, input: object, key?: string): Promise<Answer<FollowUpData>> {
  return city.ask<FollowUpData>(viewer, ACT, { input, key });
}

/** Acts for an officer of a department. @param parts with the day in them */
export async function act(
  city: JointCity,
  department: string,
  followUpIds: readonly string[],
  name: FollowUpAct,
  parts: object,
): Promise<readonly SeenFollowUp[]> {
  const input = { followUpIds, act: name, ...parts };
  return (await city.data<FollowUpData>(officerOf(department), ACT, { input })).followUps;
}

/** The code with which an act is refused; null where it is not. */
export async function refusal(city: JointCity, viewer: Viewer, input: object): Promise<unknown> {
  return (await tryAct(city, viewer, input)).errors?.[0]?.extensions.code ?? null;
}

/** Opens others. */
export function open(city: JointCity, viewer: Viewer, input: object): Promise<Answer<FollowUpData>> {
  return city.ask<FollowUpData>(viewer, OPEN, { input });
}

/** What a viewer sees of a visit's follow-ups. */
export async function followUpsOf(
  city: JointCity,
  viewer: Viewer,
  { id }: JointVisit,
): Promise<readonly SeenFollowUp[]> {
  return (await city.data<FollowUpData>(viewer, OF_VISIT, { id })).visit?.followUps ?? [];
}

/** A page of the list, as a viewer sees it. */
export async function listed(city: JointCity, viewer: Viewer, variables: object): Promise<SeenList<SeenFollowUp>> {
  return (await city.data<FollowUpData>(viewer, LIST, variables)).page;
}
