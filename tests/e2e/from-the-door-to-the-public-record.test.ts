import type { ClientClaims } from '@onevisit/gateway';
import { workingCalendar } from '@onevisit/rules';
import { describe, expect, inject, it } from 'vitest';
import { ask, auditor, dataOf, lead, officer } from './ask.js';
import { day, drawPlan, publishPlan } from './smallPlan.js';

const city = inject('city');

/**
 * Days of the story, from today back, so that the day of publication is the day on which the test runs: nobody can say that it was another.
 * What was checked first is overdue by now, the visit is not, and of the decision on the penalty this is the seventh working day.
 */
const CHECKED = day(-50);
const VISITED = day(-26);
const DECIDED = dayOfDecision();

async function data<Data = Record<string, never>>(
  claims: ClientClaims | 'public',
  query: string,
  variables: object = {},
): Promise<Data> {
  return dataOf(await ask<Data>(city, claims, query, variables));
}

interface Named {
  readonly id: string;
}

interface Visit {
  readonly id: string;
  readonly subjectId: string;
  readonly items: readonly { readonly planned: Named & { readonly item: Named } }[];
  readonly crew: readonly { readonly department: Named; readonly seats: readonly { readonly inspector: Named }[] }[];
}

const VISITS = `query Visits($id: ID!, $legs: Int!) { draw(id: $id) { visits(first: 100, filter: { minLegs: $legs }) { nodes {
  id subjectId items { planned { id item { id } } } crew { department { id } seats { inspector { id } } } } } } }`;

/** Publishes and draws a plan of departments' items at places of entertainment, all of them; its visits of all legs. */
async function drawnVisits(items: Readonly<Record<string, string>>): Promise<readonly Visit[]> {
  const legs = Object.entries(items).map(([department, item]) => {
    return { department, item, industries: ['entertainment'], count: 100 };
  });
  const window = { first: day(-60), last: day(10) };
  const id = await drawPlan(city, await publishPlan(city, { legs, window, disclosure: 'AT_VISIT' }));
  const variables = { id, legs: legs.length };
  return (await data<{ draw: { visits: { nodes: Visit[] } } }>(lead, VISITS, variables)).draw.visits.nodes;
}

const plannedOf = (visit: Visit, department: string): string =>
  visit.items.find(({ planned }) => planned.item.id.startsWith(`${department}:`))?.planned.id ?? '';

/** A department's team comes, and its officer records what it found. */
async function record(visit: Visit, department: string, on: string, found: object): Promise<void> {
  const team = visit.crew.find((each) => each.department.id === department)?.seats ?? [];
  const officers = team.map(({ inspector }) => inspector.id);
  const start = 'mutation Start($input: StartVisitInput!) { startVisit(input: $input) { id } }';
  await data(officer(department), start, { input: { visitId: visit.id, officers, notice: '检通〔2026〕7号', on } });
  const query = 'mutation Record($input: RecordResultsInput!) { recordResults(input: $input) { status } }';
  const items = [{ plannedItemId: plannedOf(visit, department), ...found }];
  await data(officer(department), query, { input: { visitId: visit.id, inspectedOn: on, items } });
}

/** The items of a visit that an answer has. */
const itemsOf = (answer: object): readonly object[] => (answer as { visit: { items: readonly object[] } }).visit.items;

interface FollowUp {
  readonly id: string;
  readonly state: string;
  readonly findings: string | null;
  readonly outcome: string | null;
  readonly steps: readonly { readonly act: string | null }[];
}

const FOLLOW_UP = 'id state findings outcome steps { act }';

async function followUps(department: string, visit: Visit): Promise<readonly FollowUp[]> {
  const query = `query FollowUps($id: ID!) { visit(id: $id) { followUps { ${FOLLOW_UP} } } }`;
  return (await data<{ visit: { followUps: FollowUp[] } }>(officer(department), query, { id: visit.id })).visit
    .followUps;
}

async function act(department: string, followUpIds: readonly string[], name: string, parts: object): Promise<void> {
  const query = 'mutation Act($input: FollowUpActInput!) { actOnFollowUps(input: $input) { id } }';
  await data(officer(department), query, { input: { followUpIds, act: name, ...parts } });
}

async function disclose(department: string, visit: Visit, parts: object = {}): Promise<void> {
  const query = 'mutation Disclose($input: DiscloseResultsInput!) { discloseResults(input: $input) { id } }';
  await data(officer(department), query, { input: { visitId: visit.id, kind: 'RESULTS', ...parts } });
}

interface Deadline {
  readonly kind: string;
  readonly due: string;
  readonly state: string;
  readonly within: number;
  readonly visit: Named | null;
  readonly decision: string | null;
  readonly closedOn: string | null;
}

/** A department's deadlines of a kind, as a state has them today. */
async function deadlines(department: string, kind: string, state: string): Promise<readonly Deadline[]> {
  const query = `query Deadlines($filter: DeadlineFilter!) { deadlines(filter: $filter, first: 500) { nodes {
    kind due state within decision closedOn visit { id } } } }`;
  const filter = { department, kind, state };
  return (await data<{ deadlines: { nodes: Deadline[] } }>(officer(department), query, { filter })).deadlines.nodes;
}

/** What the decision on the penalty says, and the public reads. */
const PENALTY = {
  violation: '未取得食品经营许可从事经营活动',
  kinds: ['FINE', 'CONFISCATION_OF_GAINS'],
  content: '没收违法所得，罚款五千元',
  basis: '《食品安全法》第一百二十二条',
};

const ITEMS = { 'fire-rescue': 'XF-004', health: 'WJ-004', 'culture-tourism': 'WL-001' };

let visit: Visit;
/** The visit that others made to the same subject before. */
let earlier: Visit;

describe('from the door to the public record', { shuffle: false }, () => {
  it('one visit covers three departments: one orders a correction, one finds what is another’s, one recognises what others found', async () => {
    const others = await drawnVisits({ 'public-security': 'GA-007', 'market-regulation': 'SJ-006' });
    const drawn = await drawnVisits(ITEMS);
    const pairs = drawn.flatMap((one) => {
      const other = others.find(({ subjectId }) => subjectId === one.subjectId);
      return other === undefined ? [] : [{ one, other }];
    });
    if (pairs[0] === undefined) throw new Error('no subject was drawn in both plans');
    ({ one: visit, other: earlier } = pairs[0]);
    for (const department of ['public-security', 'market-regulation']) {
      await record(earlier, department, CHECKED, { results: ['NO_PROBLEM'] });
    }
    // What others found is cited once it is public.
    await disclose('public-security', earlier);
    await record(visit, 'fire-rescue', VISITED, { results: ['CORRECTION_ORDERED'], findings: '疏散通道堵塞' });
    await record(visit, 'health', VISITED, { results: ['FOLLOW_UP_PENDING'], findings: '未取得食品经营许可' });
    const recognised = { visitId: earlier.id, plannedItemId: plannedOf(earlier, 'public-security') };
    await record(visit, 'culture-tourism', VISITED, { recognised });

    const query = `query Seen($id: ID!) { visit(id: $id) { status inspectedOn recognisedBy { department { id } validTo }
      items { planned { id } result { recognised citation { visit { id } validTo } } } } }`;
    const cited = await data(officer('public-security'), query, { id: earlier.id });
    expect(cited).toMatchObject({
      visit: { recognisedBy: [{ department: { id: 'culture-tourism' }, validTo: day(-50 + 180) }] },
    });
    const citing = await data(officer('culture-tourism'), query, { id: visit.id });
    const citation = { visit: { id: earlier.id }, validTo: day(-50 + 180) };
    expect(citing).toMatchObject({ visit: { status: 'COMPLETED', inspectedOn: VISITED } });
    expect(itemsOf(citing)).toContainEqual({
      planned: { id: plannedOf(visit, 'culture-tourism') },
      result: { recognised: true, citation },
    });
    const open = 'query Open($id: ID!) { visit(id: $id) { status items { result { results } } } }';
    expect(await data('public', open, { id: visit.id })).toEqual({
      visit: { status: 'COMPLETED', items: [{ result: null }, { result: null }, { result: null }] },
    });
  });

  it('the order to correct is renewed by a first re-check, and closed by a second', async () => {
    const ids = (await followUps('fire-rescue', visit)).map(({ id }) => id);
    expect(ids).toHaveLength(1);
    await act('fire-rescue', ids, 'CORRECTION_ORDER', { on: VISITED, dueOn: day(-20), reference: '消责改〔2026〕7号' });
    const query = `query Overdue { followUps(filter: { waitsFor: "fire-rescue", overdue: true }, first: 100) { nodes { id } } }`;
    const overdue = async () =>
      (await data<{ followUps: { nodes: Named[] } }>(officer('fire-rescue'), query)).followUps.nodes.map(
        ({ id }) => id,
      );
    expect(await overdue()).toEqual(expect.arrayContaining(ids));
    await act('fire-rescue', ids, 'RENEWED', { on: day(-19), dueOn: day(-10), text: '仍有杂物' });
    await act('fire-rescue', ids, 'CORRECTED', { on: day(-9) });
    expect(await overdue()).not.toEqual(expect.arrayContaining(ids));
    expect(await followUps('fire-rescue', visit)).toMatchObject([{ state: 'CLOSED', outcome: 'CORRECTED' }]);
  });

  it('a transfer is seen by sender and receiver alone; the receiver accepts it, and decides on a penalty', async () => {
    const ids = (await followUps('health', visit)).map(({ id }) => id);
    const to = 'market-regulation';
    await act('health', ids, 'TRANSFER', { on: day(-25), to, reference: '卫移〔2026〕7号', dueOn: day(-20) });
    const query = `query Received { followUps(filter: { state: TRANSFERRED, waitsFor: "${to}" }, first: 100) { nodes { ${FOLLOW_UP} } } }`;
    const received = async (claims: ClientClaims) =>
      (await data<{ followUps: { nodes: FollowUp[] } }>(claims, query)).followUps.nodes.filter(({ id }) =>
        ids.includes(id),
      );
    expect(await received(officer(to))).toMatchObject([{ findings: '未取得食品经营许可' }]);
    expect(await received(officer('fire-rescue'))).toEqual([]);
    expect((await ask(city, 'public', query)).errors[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
    await act(to, ids, 'ACCEPTED', { on: day(-24), dueOn: day(-20) });
    await act(to, ids, 'CASE', { on: day(-23), reference: '市监立〔2026〕7号' });
    await act(to, ids, 'PENALTY', { on: DECIDED, reference: '市监罚〔2026〕7号', penalty: PENALTY });
    expect(await followUps('health', visit)).toMatchObject([
      {
        state: 'CLOSED',
        outcome: 'PENALTY',
        steps: [null, 'TRANSFER', 'ACCEPTED', 'CASE', 'PENALTY'].map((a) => ({ act: a })),
      },
    ]);
  });

  it('the penalty is disclosed on day 7, in time', async () => {
    const mine = async (state: string) =>
      (await deadlines('market-regulation', 'PENALTY_DISCLOSURE', state)).filter(
        ({ decision }) => decision === '市监罚〔2026〕7号',
      );
    // Today, unless nobody works today: then the next day on which they do.
    const due = workingDay(day());
    expect(await mine('DUE_SOON')).toMatchObject([{ due, within: 7 }]);
    await disclose('market-regulation', visit, { kind: 'PENALTY', decision: '市监罚〔2026〕7号' });
    expect(await mine('MET')).toMatchObject([{ due, closedOn: day() }]);
    expect(await mine('DUE_SOON')).toEqual([]);
    const query = `query Published($id: ID!) { visit(id: $id) { publications { decision on penalty { violation kinds content basis } } } }`;
    expect(await data('public', query, { id: visit.id })).toEqual({
      visit: { publications: [{ decision: '市监罚〔2026〕7号', on: day(), penalty: PENALTY }] },
    });
  });

  it('results are public once disclosed; whoever is late is on the overdue list until then, and late for ever', async () => {
    const mine = async (department: string, { id }: Visit, state: string) =>
      (await deadlines(department, 'DISCLOSURE', state)).filter((deadline) => deadline.visit?.id === id);
    for (const department of Object.keys(ITEMS)) {
      await disclose(department, visit);
      expect(await mine(department, visit, 'MET')).toMatchObject([{ closedOn: day() }]);
    }
    expect(await mine('market-regulation', earlier, 'OVERDUE')).toMatchObject([{ within: 20, closedOn: null }]);
    await disclose('market-regulation', earlier);
    expect(await mine('market-regulation', earlier, 'OVERDUE')).toEqual([]);
    expect(await mine('market-regulation', earlier, 'MET_LATE')).toMatchObject([{ closedOn: day() }]);

    const query = 'query Results($id: ID!) { visit(id: $id) { items { planned { id } result { results } } } }';
    const seen = await data<{ visit: { items: { planned: Named; result: { results: string[] } }[] } }>(
      'public',
      query,
      {
        id: visit.id,
      },
    );
    const results = new Map(seen.visit.items.map(({ planned, result }) => [planned.id, result.results]));
    expect(results.get(plannedOf(visit, 'fire-rescue'))).toEqual(['CORRECTION_ORDERED']);
    expect(results.get(plannedOf(visit, 'health'))).toEqual(['FOLLOW_UP_PENDING']);
  });

  it('the subject objects to a result, which is answered in time, and corrected in the open', async () => {
    const subject: ClientClaims = { role: 'subject', sub: 'e2e-subject', subject: visit.subjectId };
    const object =
      'mutation Object($input: CommentOnResultInput!) { commentOnResult(input: $input) { comments { id kind } } }';
    const objection = { visitId: visit.id, department: 'fire-rescue', kind: 'OBJECTION', text: '检查时已当场清理完毕' };
    const { commentOnResult } = await data<{ commentOnResult: { comments: Named[] } }>(subject, object, {
      input: objection,
    });
    const commentId = commentOnResult.comments[0]?.id ?? '';
    const mine = async (state: string) =>
      (await deadlines('fire-rescue', 'ANSWER', state)).filter((deadline) => deadline.visit?.id === visit.id);
    expect(await mine('RUNNING')).toHaveLength(1);
    const answer = 'mutation Answer($input: AnswerCommentInput!) { answerComment(input: $input) { id } }';
    const items = [{ plannedItemId: plannedOf(visit, 'fire-rescue'), results: ['NO_PROBLEM'] }];
    await data(officer('fire-rescue'), answer, { input: { commentId, verdict: 'UPHELD', text: '异议成立', items } });
    expect(await mine('MET')).toHaveLength(1);

    const told = 'query Told($id: ID!) { visit(id: $id) { comments { answer { verdict text } } } }';
    expect(await data(subject, told, { id: visit.id })).toEqual({
      visit: { comments: [{ answer: { verdict: 'UPHELD', text: '异议成立' } }] },
    });
    const query =
      'query Corrected($id: ID!) { visit(id: $id) { items { planned { id } result { results version correctedAt } } } }';
    expect(itemsOf(await data('public', query, { id: visit.id }))).toContainEqual({
      planned: { id: plannedOf(visit, 'fire-rescue') },
      result: { results: ['NO_PROBLEM'], version: 2, correctedAt: expect.any(String) },
    });
  });

  it('and every step of it is on a ledger that is whole', async () => {
    const query = `query Ledger($id: ID!) { ledger(target: $id, first: 100) { nodes { action } } ledgerCheck { intact } }`;
    const { ledger, ledgerCheck } = await data<{
      ledger: { nodes: { action: string }[] };
      ledgerCheck: { intact: boolean };
    }>(auditor, query, { id: visit.id });
    expect(ledgerCheck.intact).toBe(true);
    const actions = ledger.nodes.map(({ action }) => action);
    for (const action of ['visit.start', 'visit.results', 'visit.followup', 'visit.disclose', 'visit.object']) {
      expect(actions).toContain(action);
    }
  });
});

/** The day itself, or the next on which people work, by the calendar of the State Council's notices. */
function workingDay(date: string): string {
  return workingCalendar([]).isWorkingDay(date).working ? date : workingDay(after(date, 1));
}

/** The day whose seventh working day is today's, counted back by hand. */
function dayOfDecision(): string {
  let date = workingDay(day());
  for (let left = 7; left > 0; ) {
    date = after(date, -1);
    if (workingCalendar([]).isWorkingDay(date).working) left -= 1;
  }
  return date;
}

function after(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
