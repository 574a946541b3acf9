import type { Viewer } from '@onevisit/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { VOID } from '../jointDraws.fixture.js';
import { adoptRules, type StatedRules, shippedRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  type DrawnVisits,
  deadlineOf,
  drawnVisits,
  type JointVisit,
  memberOf,
  PENALTY,
  recordAll,
  refusalOf,
  seenVisit,
} from '../visits/jointVisits.fixture.js';
import { followUpNumber } from './followUpIds.js';
import { act, followUpsOf, LIST, listed, open, refusal, tryAct } from './followUps.fixture.js';
import { ALL_ACTS, kindOf } from './machine/acts.js';
import { judgeAct } from './machine/judgeAct.js';
import { openedMatter, type StatedAct } from './machine/Matter.js';

const DAY = '2026-05-18';
const TODAY = '2026-05-25';
const at = (day: string): Date => new Date(`${day}T04:00:00Z`);

let city: JointCity;
let visits: DrawnVisits;
let visit: JointVisit;
beforeAll(async () => {
  city = await JointCity.open();
  const rules = {
    ...shippedRules('karamay-2016', ['disclosure']),
    ...shippedRules('luohe-civil-air-defence-2019', ['trail']),
  };
  visits = await drawnVisits(city, rules);
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = at(TODAY);
});

/** Takes another visit, and records a problem in each item of a department. @returns the ids of their follow-ups */
async function found(department: string, results: readonly string[] = ['FOLLOW_UP_PENDING']): Promise<string[]> {
  visit = await visits.take();
  await recordAll(city, visit, department, DAY, { results, findings: '疏散通道堵塞' });
  const seen = await followUpsOf(city, lead, visit);
  return seen.filter(({ holder }) => holder.id === department).map(({ id }) => id);
}

describe('a result that finds a problem', () => {
  it('opens a follow-up of each item, which waits for its department; a clean one opens none', async () => {
    const [first, second] = await found('fire-rescue');
    await recordAll(city, visit, 'health', DAY);
    const seen = await followUpsOf(city, officerOf('fire-rescue'), visit);
    expect(await followUpsOf(city, lead, visit)).toEqual(seen);
    expect(seen.map(({ id }) => id)).toEqual([first, second]);
    expect(seen[0]).toMatchObject({
      ...{ state: 'OPEN', measure: null, due: null, overdue: false, openedOn: DAY, closedOn: null, outcome: null },
      ...{ results: ['FOLLOW_UP_PENDING'], findings: '疏散通道堵塞', subjectId: visit.subjectId },
      ...{ holder: { id: 'fire-rescue' }, waitsFor: { id: 'fire-rescue' }, visit: { id: visit.id } },
      steps: [{ act: null, state: 'OPEN', department: { id: 'fire-rescue' }, on: DAY }],
    });
    const [entry] = await city.database.ledgerEntry.findMany({
      where: { target: visit.id, action: 'visit.results' },
      orderBy: { seq: 'asc' },
    });
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({ followUps: [{ id: first }, { id: second }] });
  });

  it('opens none where there was no business of the kind', async () => {
    expect(await found('health', ['NO_SUCH_BUSINESS'])).toEqual([]);
  });

  it('by a correction opens one where there was none, and keeps the one that there is', async () => {
    const [first = ''] = await found('health', ['NO_PROBLEM']);
    expect(first).toBe('');
    const [plannedItemId = ''] = visit.items.health ?? [];
    const correct = async (results: readonly string[]) => {
      const items = [{ plannedItemId, results, findings: '无证' }];
      const why = { reason: 'CLERICAL_ERROR', explanation: '录入有误' };
      await actOn(city, officerOf('health'), 'correctResult', { visitId: visit.id, items, ...why });
      return await followUpsOf(city, lead, visit);
    };
    const opened = await correct(['FOLLOW_UP_PENDING']);
    expect(opened).toMatchObject([{ state: 'OPEN', results: ['FOLLOW_UP_PENDING'] }]);
    expect(await correct(['NOT_COOPERATING'])).toMatchObject([{ id: opened[0]?.id, results: ['NOT_COOPERATING'] }]);
    await act(city, 'health', [opened[0]?.id ?? ''], 'REVOKED', { on: TODAY, text: '误录' });
    expect(await correct(['FOLLOW_UP_PENDING'])).toMatchObject([{ outcome: 'REVOKED' }, { state: 'OPEN' }]);
  });

  it('is followed up once more only when it has been decided', async () => {
    const [id = ''] = await found('health');
    const [item = ''] = visit.items.health ?? [];
    const input = { visitId: visit.id, plannedItemIds: [item], on: TODAY, why: '另案调查' };
    const codeOf = async (parts: object) =>
      (await open(city, officerOf('health'), { ...input, ...parts })).errors?.[0]?.extensions.code ?? null;
    expect(await codeOf({})).toBe('OV_JOINT_FOLLOW_UP_OPEN');
    await act(city, 'health', [id], 'CORRECTION_ORDER', { on: DAY, dueOn: '2026-06-01' });
    for (const [parts, code] of [
      [{ why: ' ' }, 'OV_JOINT_FOLLOW_UP_WHY'],
      [{ plannedItemIds: [item, item] }, 'OV_JOINT_FOLLOW_UP_ITEM'],
      [{ plannedItemIds: [] }, 'OV_JOINT_FOLLOW_UP_ITEM'],
      [{ plannedItemIds: visit.items['fire-rescue'] }, 'OV_JOINT_FOLLOW_UP_ITEM'],
      [{ on: '2026-05-17' }, 'OV_JOINT_ACT_DAY'],
    ] as const) {
      expect(await codeOf(parts)).toBe(code);
    }
    const { data } = await open(city, memberOf(visit, 'health'), input);
    expect(data.followUps).toMatchObject([{ state: 'OPEN', openedOn: TODAY, planned: { id: item } }]);
    expect(await followUpsOf(city, lead, visit)).toHaveLength(2);
  });
});

describe('an order to correct', () => {
  it('is renewed or closed by its re-check, item by item, and overdue in between', async () => {
    const ids = await found('fire-rescue');
    const [first = '', second = ''] = ids;
    const ordered = await act(city, 'fire-rescue', ids, 'CORRECTION_ORDER', {
      ...{ on: DAY, dueOn: '2026-05-22', reference: '消责改〔2026〕1号' },
    });
    expect(ordered).toMatchObject([
      { id: first, state: 'CORRECTING', measure: 'CORRECTION_ORDER', due: '2026-05-22', overdue: true },
      { id: second, state: 'CORRECTING' },
    ]);
    const overdue = { waitsFor: 'fire-rescue', overdue: true };
    const mine = async (on: string) => {
      const { nodes } = await listed(city, officerOf('fire-rescue'), { filter: { ...overdue, on }, first: 100 });
      return nodes.filter(({ visit: of }) => of?.id === visit.id).map(({ id }) => id);
    };
    expect(await mine('2026-05-22')).toEqual([]);
    expect(await mine('2026-05-23')).toEqual([first, second]);
    await act(city, 'fire-rescue', [first], 'CORRECTED', { on: '2026-05-23' });
    await act(city, 'fire-rescue', [second], 'RENEWED', { on: '2026-05-23', dueOn: '2026-05-30', text: '仍未清空' });
    expect(await mine('2026-05-25')).toEqual([]);
    expect(await followUpsOf(city, lead, visit)).toMatchObject([
      { state: 'CLOSED', closedOn: '2026-05-23', outcome: 'CORRECTED', waitsFor: null, due: null },
      { state: 'CORRECTING', due: '2026-05-30', closedOn: null },
    ]);
    await act(city, 'fire-rescue', [second], 'NOT_CORRECTED', { on: '2026-05-24', text: '拒不改正' });
    const [filed] = await act(city, 'fire-rescue', [second], 'CASE', {
      on: '2026-05-24',
      reference: '消立〔2026〕1号',
    });
    expect(filed).toMatchObject({ state: 'INVESTIGATING', due: '2026-08-22' });
    expect(filed?.steps.map((step) => step.act)).toEqual([
      ...[null, 'CORRECTION_ORDER', 'RENEWED', 'NOT_CORRECTED', 'CASE'],
    ]);
  });

  it('is refused as a whole, and leaves nothing, if one of them cannot be', async () => {
    const [first = '', second = ''] = await found('fire-rescue');
    await act(city, 'fire-rescue', [first], 'NOTHING', { on: DAY, text: '当场改正' });
    const input = { followUpIds: [second, first], act: 'CORRECTION_ORDER', on: DAY, dueOn: '2026-06-01' };
    expect(await refusal(city, officerOf('fire-rescue'), input)).toBe('OV_JOINT_FOLLOW_UP_NO_ACT');
    expect((await followUpsOf(city, lead, visit)).map(({ state }) => state)).toEqual(['CLOSED', 'OPEN']);
  });
});

describe('a case', () => {
  it('is closed by a penalty, which has a deadline of disclosure', async () => {
    const ids = await found('health');
    await act(city, 'health', ids, 'CASE', { on: DAY, reference: '卫立〔2026〕2号' });
    const decided = { on: '2026-05-20', reference: '卫罚〔2026〕2号', penalty: PENALTY };
    const stated = (parts: object) =>
      refusal(city, officerOf('health'), { followUpIds: ids, act: 'PENALTY', ...decided, ...parts });
    expect(await stated({ penalty: null })).toBe('OV_JOINT_FOLLOW_UP_NEEDS');
    expect(await stated({ penalty: { ...PENALTY, kinds: [] } })).toBe('OV_JOINT_PENALTY_KINDS');
    expect(await stated({ penalty: { ...PENALTY, violation: ' ' } })).toBe('OV_JOINT_WORDS');
    expect(await stated({ act: 'NO_PENALTY', reference: null, text: '轻微' })).toBe('OV_JOINT_FOLLOW_UP_PART');
    const [closed] = await act(city, 'health', ids, 'PENALTY', decided);
    expect(closed).toMatchObject({ state: 'CLOSED', outcome: 'PENALTY', closedOn: '2026-05-20' });
    const seen = await seenVisit(city, lead, visit.id);
    expect(seen.events).toContainEqual(
      expect.objectContaining({ kind: 'PENALTY_DECIDED', reference: decided.reference, on: decided.on }),
    );
    expect(deadlineOf(seen, 'PENALTY_DISCLOSURE')).toMatchObject({ due: '2026-05-29', state: 'RUNNING' });
  });

  it('takes a decision that is on record already, of the same day', async () => {
    const ids = await found('health');
    const decision = '卫罚〔2026〕3号';
    await actOn(city, officerOf('health'), 'recordPenaltyDecision', {
      visitId: visit.id,
      decidedOn: DAY,
      penalty: PENALTY,
      decision,
    });
    await act(city, 'health', ids, 'CASE', { on: DAY, reference: '卫立〔2026〕3号' });
    const input = { followUpIds: ids, act: 'PENALTY', on: '2026-05-19', penalty: PENALTY, reference: decision };
    const other = { ...input, on: DAY, penalty: { ...PENALTY, content: '警告' } };
    for (const each of [input, other]) {
      expect(await refusal(city, officerOf('health'), each)).toBe('OV_JOINT_DECISION_EXISTS');
    }
    await act(city, 'health', ids, 'PENALTY', { on: DAY, penalty: PENALTY, reference: decision });
    const { events } = await seenVisit(city, lead, visit.id);
    expect(events.filter((event) => 'kind' in event && event.kind === 'PENALTY_DECIDED')).toHaveLength(1);
  });

  it('goes to the judiciary, which takes it or returns it', async () => {
    const ids = await found('health');
    await act(city, 'health', ids, 'CASE', { on: DAY, reference: '卫立〔2026〕4号' });
    const referred = { on: DAY, organ: '市公安局', reference: '卫移〔2026〕4号', dueOn: '2026-05-21' };
    await act(city, 'health', ids, 'JUDICIARY', referred);
    const [back] = await act(city, 'health', ids, 'RETURNED', { on: '2026-05-20', text: '不予立案' });
    expect(back).toMatchObject({ state: 'OPEN', holder: { id: 'health' } });
    await act(city, 'health', ids, 'JUDICIARY', { ...referred, on: '2026-05-20' });
    const [taken] = await act(city, 'health', ids, 'ACCEPTED', { on: '2026-05-21', reference: '公立〔2026〕9号' });
    expect(taken).toMatchObject({ state: 'CLOSED', outcome: 'ACCEPTED', measure: 'JUDICIARY' });
  });
});

describe('a transfer', () => {
  const sent = { on: DAY, to: 'water', reference: '卫移〔2026〕1号', dueOn: '2026-05-22' };
  const water = officerOf('water');

  it('is seen by who sends and who receives it, with what was found, and by nobody else', async () => {
    const ids = await found('health');
    const received = async () => {
      const { nodes } = await listed(city, water, { filter: { waitsFor: 'water' }, first: 100 });
      return nodes.filter(({ id }) => ids.includes(id));
    };
    expect(await received()).toEqual([]);
    await act(city, 'health', ids, 'TRANSFER', sent);
    expect(await received()).toMatchObject([
      { state: 'TRANSFERRED', findings: '疏散通道堵塞', subjectId: visit.subjectId, visit: null },
    ]);
    expect(await followUpsOf(city, officerOf('health'), visit)).toHaveLength(1);
    expect(await followUpsOf(city, auditor, visit)).toHaveLength(1);
    expect(await followUpsOf(city, officerOf('fire-rescue'), visit)).toEqual([]);
    for (const viewer of [anyone, { role: 'subject', sub: 's', subject: visit.subjectId } as const]) {
      expect(await city.refusal(viewer, LIST)).toBe('OV_KIT_FORBIDDEN');
    }
    const answer = { followUpIds: ids, act: 'ACCEPTED', on: TODAY };
    expect(await refusal(city, officerOf('fire-rescue'), answer)).toBe('OV_JOINT_UNKNOWN_FOLLOW_UP');
    expect(await refusal(city, officerOf('health'), answer)).toBe('OV_JOINT_FOLLOW_UP_NOT_YOURS');
    expect(await refusal(city, lead, answer)).toBe('OV_KIT_FORBIDDEN');
    await act(city, 'health', ids, 'RECALLED', { on: TODAY, text: '误移送' });
  });

  it('that is returned, with a reason, is open again at the sender; a copy is seen by whom it goes to', async () => {
    const ids = await found('health');
    await act(city, 'health', ids, 'TRANSFER', sent);
    expect(await refusal(city, water, { followUpIds: ids, act: 'RETURNED', on: DAY })).toBe('OV_JOINT_FOLLOW_UP_NEEDS');
    await act(city, 'water', ids, 'RETURNED', { on: DAY, text: '不属本部门职责' });
    const [back] = await followUpsOf(city, officerOf('health'), visit);
    expect(back).toMatchObject({ state: 'OPEN', holder: { id: 'health' }, waitsFor: { id: 'health' } });
    expect(back?.steps.at(-1)).toMatchObject({ act: 'RETURNED', department: { id: 'water' }, text: '不属本部门职责' });
    const [copied] = await act(city, 'health', ids, 'COPY', { on: DAY, to: 'fire-rescue' });
    expect(copied).toMatchObject({ state: 'CLOSED', outcome: 'COPY', holder: { id: 'health' } });
    expect((await followUpsOf(city, officerOf('fire-rescue'), visit)).map(({ id }) => id)).toEqual(ids);
  });

  it('that is accepted is the receiver’s, whose penalty has its own deadline, by its own rules, and disclosure', async () => {
    const ids = await found('health');
    await act(city, 'health', ids, 'TRANSFER', sent);
    const disclosedWithin = (within: number) => {
      const disclosure: StatedRules['disclosure'] = {
        results: { within: 10, from: 'INSPECTION_ENDED' },
        penalty: { within, from: 'PENALTY_DECIDED' },
        feedback: 'NOT_ASKED',
        promptly: false,
        notPublic: [],
      };
      return adoptRules(city, { disclosure }, 'water');
    };
    const pack = await disclosedWithin(3);
    const [accepted] = await act(city, 'water', ids, 'ACCEPTED', { on: '2026-05-19', dueOn: '2026-06-01' });
    // What it adopts later does not count, and nobody sees by the plan's packs who has accepted.
    await disclosedWithin(5);
    const ofPlan = 'query ($id: ID!) { jointPlan(id: $id) { rules { department { id } } } }';
    expect(await city.data(anyone, ofPlan, { id: visits.planId })).toEqual({
      jointPlan: { rules: [{ department: null }] },
    });
    const where = { target: visit.id, action: 'visit.followup' };
    const entries = await city.database.ledgerEntry.findMany({ where, orderBy: { seq: 'asc' } });
    expect(entries.map(({ detail }) => JSON.parse(detail).rules)).toEqual([undefined, pack]);
    expect(accepted).toMatchObject({ state: 'OPEN', holder: { id: 'water' }, due: '2026-06-01' });
    const filing = { followUpIds: ids, act: 'CASE', on: '2026-05-19', reference: '水立〔2026〕1号' };
    expect(await refusal(city, officerOf('health'), filing)).toBe('OV_JOINT_FOLLOW_UP_NOT_YOURS');
    await act(city, 'water', ids, 'CASE', filing);
    const decision = '水罚〔2026〕1号';
    const disclosure = { visitId: visit.id, kind: 'PENALTY', decision };
    expect(await refusalOf(city, water, 'discloseResults', disclosure)).toBe('OV_JOINT_UNKNOWN_VISIT');
    await act(city, 'water', ids, 'PENALTY', { on: '2026-05-20', penalty: PENALTY, reference: decision });
    expect(await refusalOf(city, water, 'discloseResults', { ...disclosure, kind: 'RESULTS' })).toBe(
      'OV_JOINT_UNKNOWN_VISIT',
    );
    const seen = await actOn(city, water, 'discloseResults', disclosure);
    expect(seen.deadlines).toContainEqual(
      expect.objectContaining({
        ...{ department: { id: 'water' }, kind: 'PENALTY_DISCLOSURE', within: 3, due: '2026-05-25', state: 'MET' },
      }),
    );
  });
});

interface Steps {
  readonly jointPlan: { readonly steps: { readonly nodes: readonly { readonly action: string }[] } };
}

describe('an act', () => {
  it('is done once under a key, and stands on the ledger with what it changed, but among no public steps', async () => {
    const ids = await found('health');
    const input = { followUpIds: ids, act: 'OTHER', on: DAY, text: '约谈', dueOn: '2026-06-01' };
    const key = `${visit.id}/other`;
    const first = await tryAct(city, officerOf('health'), input, key);
    expect(first.errors).toBeUndefined();
    expect(await tryAct(city, officerOf('health'), input, key)).toEqual(first);
    const other = await tryAct(city, officerOf('health'), { ...input, text: '警告' }, key);
    expect(other.errors?.[0]?.extensions.code).toBe('OV_KIT_KEY_REUSED');
    const entries = await city.database.ledgerEntry.findMany({ where: { target: visit.id, action: 'visit.followup' } });
    expect(entries.map(({ detail }) => JSON.parse(detail))).toMatchObject([
      { act: 'OTHER', department: 'health', followUps: [{ id: ids[0], from: 'OPEN', state: 'UNDERWAY' }] },
    ]);
    const steps = 'query ($id: ID!) { jointPlan(id: $id) { steps(first: 1000) { nodes { action } } } }';
    const actions = async (viewer: Viewer): Promise<string[]> => {
      const { jointPlan } = await city.data<Steps>(viewer, steps, { id: visits.planId });
      return jointPlan.steps.nodes.map(({ action }) => action);
    };
    expect(await actions(lead)).toEqual(expect.arrayContaining(['visit.results', 'visit.followup']));
    const told = await actions(anyone);
    expect(told).toContain('visit.results');
    expect(told).not.toContain('visit.followup');
  });

  it('is for inspectors of the crew, on follow-ups of one visit, in the order of the days', async () => {
    const ids = await found('health');
    const earlier = visit;
    const others = await found('health');
    const input = { followUpIds: ids, act: 'ROUTINE_SUPERVISION', on: DAY };
    const member = memberOf(earlier, 'health');
    const codeOf = (parts: object, viewer = member) => refusal(city, viewer, { ...input, ...parts });
    expect(await codeOf({}, inspector('health:inspector:none'))).toBe('OV_JOINT_UNKNOWN_FOLLOW_UP');
    expect(await codeOf({ followUpIds: ['joint-inspection:followup:0'] })).toBe('OV_JOINT_UNKNOWN_FOLLOW_UP');
    expect(await codeOf({ followUpIds: [] })).toBe('OV_JOINT_FOLLOW_UP_COUNT');
    expect(await codeOf({ followUpIds: [...ids, ...ids] })).toBe('OV_JOINT_FOLLOW_UP_COUNT');
    expect(await codeOf({ followUpIds: [...ids, ...others] }, officerOf('health'))).toBe('OV_JOINT_FOLLOW_UP_VISITS');
    expect(await codeOf({ on: '2026-05-17' })).toBe('OV_JOINT_FOLLOW_UP_DAY');
    expect(await codeOf({ on: '2026-05-26' })).toBe('OV_JOINT_FOLLOW_UP_DAY');
    expect(await codeOf({})).toBeNull();
  });

  it('at random, by whomever, never leaves the machine, and the rows stand where the machine says', async () => {
    const parts = { dueOn: '2026-06-01', reference: '某号', organ: '市公安局', text: '说明' };
    const attempt = fc.record({
      name: fc.constantFrom(...ALL_ACTS),
      by: fc.constantFrom('fire-rescue', 'health', 'water'),
      to: fc.constantFrom('fire-rescue', 'health', 'water'),
    });
    const tries = fc.sample(fc.array(attempt, { minLength: 25, maxLength: 25 }), { numRuns: 2 });
    const ids = await found('fire-rescue');
    for (const [index, id] of ids.entries()) {
      let matter = openedMatter('fire-rescue');
      for (const { name, by, to } of tries[index] ?? []) {
        const { needs, takes } = kindOf(name);
        const stated = Object.entries({ ...parts, to }).filter(([part]) =>
          [...needs, ...takes].some((n) => n === part),
        );
        const none: StatedAct = {
          act: name,
          on: TODAY,
          dueOn: null,
          reference: null,
          to: null,
          organ: null,
          text: null,
        };
        const input = { ...none, ...Object.fromEntries(stated) };
        const judgement = judgeAct(matter, by, input);
        const may = judgement.kind === 'ALLOWED' && input.to !== by;
        const decided = name === 'PENALTY' ? { penalty: PENALTY } : {};
        const code = await refusal(city, officerOf(by), { followUpIds: [id], ...input, ...decided });
        expect(code === null, `${name} by ${by} of ${JSON.stringify(matter)}: ${code}`).toBe(may);
        if (may) matter = judgement.after;
        expect(await city.database.followUp.findUnique({ where: { seq: followUpNumber(id) ?? 0 } })).toMatchObject(
          matter,
        );
      }
    }
  });
});

it('what was found outlives a draw that is voided: a case is listed, acted on and closed, and its penalty disclosed', async () => {
  const ids = await found('health');
  await act(city, 'health', ids, 'CASE', { on: DAY, reference: '卫立〔2026〕13号', dueOn: '2026-05-24' });
  await city.data(lead, VOID, { id: visits.drawId, why: '名册有误' });
  const overdue = { department: 'health', overdue: true };
  expect((await listed(city, officerOf('health'), { filter: overdue })).nodes.map(({ id }) => id)).toEqual(
    expect.arrayContaining(ids),
  );
  const decision = '卫罚〔2026〕13号';
  const [closed] = await act(city, 'health', ids, 'PENALTY', {
    on: '2026-05-20',
    penalty: PENALTY,
    reference: decision,
  });
  expect(closed).toMatchObject({ state: 'CLOSED', outcome: 'PENALTY' });
  const input = { visitId: visit.id, kind: 'PENALTY', decision };
  const { deadlines } = await actOn(city, officerOf('health'), 'discloseResults', input);
  expect(deadlines).toContainEqual(expect.objectContaining({ kind: 'PENALTY_DISCLOSURE', state: 'MET' }));
});
