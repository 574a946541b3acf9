import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { VOID } from '../jointDraws.fixture.js';
import { type StatedRules, shippedRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  type DrawnVisits,
  deadlineOf,
  drawnVisits,
  type JointVisit,
  PENALTY,
  recordAll,
  refusalOf,
  seenVisit,
  tryTo,
} from '../visits/jointVisits.fixture.js';
import { begunBy, type DeadlineStateName, standingSo, stateOn } from './deadlineStates.js';

const WINTER = { window: { first: '2026-01-05', last: '2026-03-31' } };
const HEALTH_OFFICER = officerOf('health');
const on = (day: string): Date => new Date(`${day}T04:00:00Z`);

let city: JointCity;
let karamay: DrawnVisits;
beforeAll(async () => {
  city = await JointCity.open();
  city.now = on('2026-01-05');
  karamay = await drawnVisits(city, shippedRules('karamay-2016', ['disclosure']), WINTER);
});
afterAll(() => city.close());

const SUSPEND = `mutation ($input: SuspendDeadlineInput!) { deadline: suspendDeadline(input: $input) {
  id due provisional state suspensions { first last reason explanation } } }`;
const RESUME = `mutation ($input: ResumeDeadlineInput!) { deadline: resumeDeadline(input: $input) { due state } }`;

describe('Karamay 三(六)', () => {
  it('a result within 20 working days of the end of the inspection, across a spring festival', async () => {
    const visit = await karamay.take();
    city.now = on('2026-02-12');
    const seen = await recordAll(city, visit, 'health', '2026-02-12');
    expect(seen.deadlines).toMatchObject([
      {
        department: { id: 'health' },
        kind: 'DISCLOSURE',
        state: 'RUNNING',
        within: 20,
        anchor: 'INSPECTION_ENDED',
        anchorOn: '2026-02-12',
        due: '2026-03-18',
        provisional: false,
        citations: [{ article: 'art. disclosure' }],
      },
    ]);
    city.now = on('2026-03-18');
    const input = { visitId: visit.id, kind: 'RESULTS' };
    const disclosed = await actOn(city, HEALTH_OFFICER, 'discloseResults', input);
    expect(disclosed.deadlines).toMatchObject([{ state: 'MET', closedOn: '2026-03-18' }]);
    expect(await refusalOf(city, HEALTH_OFFICER, 'discloseResults', input)).toBe('OV_JOINT_DISCLOSED');
  });

  it('every decision on a penalty within 7', async () => {
    const visit = await karamay.take();
    city.now = on('2026-02-12');
    const decide = { visitId: visit.id, decidedOn: '2026-02-12', penalty: PENALTY, decision: '卫罚〔2026〕1号' };
    expect(await refusalOf(city, HEALTH_OFFICER, 'recordPenaltyDecision', decide)).toBe('OV_JOINT_RESULTS_OPEN');
    const found = { results: ['FOLLOW_UP_PENDING'], findings: '无证' };
    await recordAll(city, visit, 'health', '2026-02-12', found);
    await actOn(city, HEALTH_OFFICER, 'recordPenaltyDecision', decide);
    city.now = on('2026-02-26');
    const second = { ...decide, decidedOn: '2026-02-26', decision: '卫罚〔2026〕2号' };
    await actOn(city, HEALTH_OFFICER, 'recordPenaltyDecision', second);
    expect(await refusalOf(city, HEALTH_OFFICER, 'recordPenaltyDecision', second)).toBe('OV_JOINT_DECISION_EXISTS');
    city.now = on('2026-03-02');
    const disclose = { visitId: visit.id, kind: 'PENALTY', decision: decide.decision };
    const seen = await actOn(city, HEALTH_OFFICER, 'discloseResults', disclose);
    expect(seen.deadlines.filter(({ kind }) => kind === 'PENALTY_DISCLOSURE')).toMatchObject([
      { decision: decide.decision, due: '2026-02-28', state: 'MET_LATE', closedOn: '2026-03-02' },
      { decision: second.decision, due: '2026-03-06', state: 'RUNNING', closedOn: null },
    ]);
    const unknown = { ...disclose, decision: '卫罚〔2026〕3号' };
    expect(await refusalOf(city, HEALTH_OFFICER, 'discloseResults', unknown)).toBe('OV_JOINT_DECISION_UNKNOWN');
  });
});

describe('Changzhou 三3', () => {
  const confirm = async (rules: StatedRules): Promise<JointVisit> => {
    city.now = on('2026-01-05');
    const visit = await (await drawnVisits(city, rules, WINTER)).take();
    await recordAll(city, visit, 'health', '2026-01-05');
    return visit;
  };

  it('refuses to count a number of days that the document lost, until it is set', async () => {
    const { disclosure } = shippedRules('changzhou-water-2018', ['disclosure']);
    if (disclosure === undefined) throw new Error('Changzhou has the rule');
    const visit = await confirm({ disclosure });
    const input = { visitId: visit.id, confirmedOn: '2026-01-05' };
    const { errors } = await tryTo(city, HEALTH_OFFICER, 'confirmResult', input);
    expect(errors?.[0]?.extensions.code).toBe('OV_RULES_VALUE_UNSET');
    expect(errors?.[0]?.message).toContain('results.within');
    expect((await seenVisit(city, lead, visit.id)).events).not.toContainEqual(
      expect.objectContaining({ kind: 'RESULT_CONFIRMED' }),
    );

    const set = { ...disclosure, results: { ...disclosure.results, within: 5 } };
    const other = await confirm({ disclosure: set });
    const seen = await actOn(city, HEALTH_OFFICER, 'confirmResult', { ...input, visitId: other.id });
    expect(seen.deadlines).toMatchObject([{ anchor: 'RESULT_CONFIRMED', within: 5, due: '2026-01-12' }]);
    const again = { ...input, visitId: other.id };
    expect(await refusalOf(city, HEALTH_OFFICER, 'confirmResult', again)).toBe('OV_JOINT_CONFIRMED');
  });
});

describe('suspendDeadline', () => {
  it('takes the days of testing out of the deadline', async () => {
    const visit = await karamay.take();
    city.now = on('2026-03-03');
    const { deadlines } = await recordAll(city, visit, 'health', '2026-03-02');
    const [{ id = '', due = '' } = {}] = deadlines;
    expect(due).toBe('2026-03-30');
    const input = { deadlineId: id, reason: 'TESTING', explanation: '送检' };
    for (const viewer of [officerOf('fire-rescue'), officerOf('water')]) {
      expect(await city.refusal(viewer, SUSPEND, { input })).toBe('OV_JOINT_UNKNOWN_DEADLINE');
    }
    expect(await city.refusal(lead, SUSPEND, { input })).toBe('OV_KIT_FORBIDDEN');
    const silent = { input: { ...input, explanation: ' ' } };
    expect(await city.refusal(HEALTH_OFFICER, SUSPEND, silent)).toBe('OV_JOINT_SUSPENSION_EXPLANATION');
    const resume = { deadlineId: id, on: '2026-03-11' };
    expect(await city.refusal(HEALTH_OFFICER, RESUME, { input: resume })).toBe('OV_JOINT_NOT_SUSPENDED');

    const suspended = (await city.data(HEALTH_OFFICER, SUSPEND, { input })) as unknown as { deadline: object };
    const days = { first: '2026-03-03', last: null, reason: 'TESTING', explanation: '送检' };
    expect(suspended.deadline).toMatchObject({ due: null, state: 'SUSPENDED', suspensions: [days] });
    city.now = on('2026-03-11');
    expect(await city.refusal(HEALTH_OFFICER, SUSPEND, { input })).toBe('OV_JOINT_DEADLINE_NOT_RUNNING');
    for (const day of ['2026-03-03', '2026-03-12']) {
      const refused = { input: { ...resume, on: day } };
      expect(await city.refusal(HEALTH_OFFICER, RESUME, refused)).toBe('OV_JOINT_SUSPENSION_DAY');
    }
    expect((await city.data(HEALTH_OFFICER, RESUME, { input: resume })) as unknown).toEqual({
      deadline: { due: '2026-04-08', state: 'RUNNING' },
    });
    const actions = await city.database.ledgerEntry.findMany({ where: { target: visit.id }, orderBy: { seq: 'asc' } });
    expect(actions.map(({ action }) => action)).toEqual(['visit.results', 'visit.suspend', 'visit.resume']);
  });

  it('mends no deadline that was missed, and is over once what was due is done', async () => {
    const [missed, kept] = [await karamay.take(), await karamay.take()];
    city.now = on('2026-01-05');
    const idOf = async (visit: JointVisit) =>
      deadlineOf(await recordAll(city, visit, 'health', '2026-01-05'), 'DISCLOSURE')?.id ?? '';
    const ids = { missed: await idOf(missed), kept: await idOf(kept) };
    const suspend = (deadlineId: string) => ({ input: { deadlineId, reason: 'OTHER', explanation: '停业' } });
    city.now = on('2026-01-12');
    await city.data(HEALTH_OFFICER, SUSPEND, suspend(ids.kept));
    city.now = on('2026-03-20');
    const refused = () => city.refusal(HEALTH_OFFICER, SUSPEND, suspend(ids.missed));
    expect(await refused()).toBe('OV_JOINT_DEADLINE_NOT_RUNNING');
    const disclose = (visit: JointVisit) =>
      actOn(city, HEALTH_OFFICER, 'discloseResults', { visitId: visit.id, kind: 'RESULTS' });
    expect((await disclose(missed)).deadlines).toMatchObject([{ state: 'MET_LATE', due: '2026-02-02' }]);
    expect(await refused()).toBe('OV_JOINT_DEADLINE_NOT_RUNNING');
    // Four of its twenty days had passed when it was suspended.
    expect((await disclose(kept)).deadlines).toMatchObject([{ state: 'MET', due: '2026-04-13' }]);
    const resume = { input: { deadlineId: ids.kept, on: '2026-01-13' } };
    expect(await city.refusal(HEALTH_OFFICER, RESUME, resume)).toBe('OV_JOINT_NOT_SUSPENDED');
  });
});

describe('deadlines', () => {
  const LIST = `query ($filter: DeadlineFilter, $first: Int, $after: String) {
    deadlines(filter: $filter, first: $first, after: $after) {
      nodes { id state due kind department { id } } totalCount pageInfo { endCursor hasNextPage } } }`;
  interface Listed {
    readonly nodes: readonly {
      readonly id: string;
      readonly due: string | null;
      readonly department: { id: string };
    }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  }
  const list = async (viewer: Parameters<JointCity['data']>[0], filter: object, page: object = {}): Promise<Listed> =>
    ((await city.data(viewer, LIST, { filter, ...page })) as unknown as { deadlines: Listed }).deadlines;
  const STATES = ['RUNNING', 'DUE_SOON', 'SUSPENDED', 'OVERDUE', 'LAPSED', 'MET', 'MET_LATE'] as const;

  beforeAll(async () => {
    city.now = on('2026-03-20');
    for (const day of ['2026-01-05', '2026-01-06', '2026-02-25', '2026-03-19']) {
      const visit = await karamay.take();
      await recordAll(city, visit, 'fire-rescue', day);
      await recordAll(city, visit, 'health', day);
      if (day < '2026-03') {
        const input = { visitId: visit.id, kind: 'RESULTS' };
        await actOn(city, officerOf('fire-rescue'), 'discloseResults', input);
      }
    }
    const where = { department: 'fire-rescue', closedOn: null };
    const open = await city.database.deadline.findFirstOrThrow({ where });
    const input = { deadlineId: open.id, reason: 'OTHER', explanation: '停业' };
    await city.data(officerOf('fire-rescue'), SUSPEND, { input });
  });

  it('stand in the database as their rows say, on any day', async () => {
    const rows = await city.database.deadline.findMany({ include: { suspensions: true } });
    const day = fc.integer({ min: 1, max: 59 }).map((offset) => {
      return new Date(Date.UTC(2026, 1, 0 + offset)).toISOString().slice(0, 10);
    });
    const property = fc.asyncProperty(day, async (today) => {
      const found: Record<string, DeadlineStateName> = {};
      for (const state of STATES) {
        const where = { AND: [begunBy(today), standingSo(state, today)] };
        for (const { id } of await city.database.deadline.findMany({ where })) {
          expect(found[id], `${id} is ${found[id]} and ${state}`).toBeUndefined();
          found[id] = state;
        }
      }
      const begun = rows.filter(({ anchorOn }) => anchorOn <= today);
      expect(found).toEqual(Object.fromEntries(begun.map((row) => [row.id, stateOn(row, today)])));
    });
    await fc.assert(property, { numRuns: 12 });
  });

  it('are listed by state, kind and day, the first due first, in pages of any size', async () => {
    const overdue = await list(lead, { state: 'OVERDUE', on: '2026-03-20' });
    expect(overdue.nodes.length).toBeGreaterThan(1);
    expect(overdue.totalCount).toBe(overdue.nodes.length);
    for (const row of overdue.nodes) expect(row).toMatchObject({ state: 'OVERDUE', department: { id: 'health' } });
    const late = await list(lead, { state: 'MET_LATE', kind: 'DISCLOSURE' });
    expect(new Set(late.nodes.map(({ department }) => department.id))).toEqual(new Set(['fire-rescue', 'health']));
    const all = await list(auditor, {});
    const dues = all.nodes.map(({ due }) => due ?? '9999');
    expect(dues).toEqual(dues.toSorted());
    expect(dues).toContain('9999');
    for (const first of [1, 3]) {
      const paged: string[] = [];
      for (let after: string | null = null; ; ) {
        const page: Listed = await list(auditor, {}, { first, after });
        paged.push(...page.nodes.map(({ id }) => id));
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      expect(paged).toEqual(all.nodes.map(({ id }) => id));
    }
  });

  it('are for the department, lead and auditor', async () => {
    const own = await list(HEALTH_OFFICER, {});
    expect(new Set(own.nodes.map(({ department }) => department.id))).toEqual(new Set(['health']));
    expect((await list(HEALTH_OFFICER, { department: 'fire-rescue' })).totalCount).toBe(0);
    expect((await list(officerOf('water'), {})).totalCount).toBe(0);
    expect(await city.refusal(anyone, LIST)).toBe('OV_KIT_FORBIDDEN');
    const visit = await city.database.deadline.findFirstOrThrow({ where: { department: 'fire-rescue' } });
    const seen = await seenVisit(city, HEALTH_OFFICER, visit.visitId);
    expect(
      new Set(seen.deadlines.map((row) => (row as unknown as { department: { id: string } }).department.id)),
    ).toEqual(new Set(['health']));
  });

  it('of a void draw are in no list', async () => {
    const before = (await list(lead, {})).totalCount;
    city.now = on('2026-01-05');
    const drawn = await drawnVisits(city, shippedRules('karamay-2016', ['disclosure']), WINTER);
    await recordAll(city, await drawn.take(), 'health', '2026-01-05');
    expect((await list(lead, { on: '2026-03-20' })).totalCount).toBe(before + 1);
    await city.data(lead, VOID, { id: drawn.drawId, why: '有误' });
    expect((await list(lead, { on: '2026-03-20' })).totalCount).toBe(before);
    city.now = on('2026-03-20');
  });
});

it('what has happened is append-only', async () => {
  await expect(city.database.visitEvent.deleteMany({})).rejects.toThrow('append-only');
});

it('a rule that is due at once (及时) is due soon from its first day (Chifeng 三(二)6)', async () => {
  city.now = on('2026-01-05');
  const visit = await (
    await drawnVisits(city, shippedRules('chifeng-work-safety-2016', ['disclosure']), WINTER)
  ).take();
  const seen = await recordAll(city, visit, 'health', '2026-01-05');
  expect(deadlineOf(seen, 'DISCLOSURE')).toMatchObject({ state: 'DUE_SOON', due: '2026-02-02' });
});
