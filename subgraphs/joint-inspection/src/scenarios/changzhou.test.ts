import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import * as draws from '../jointDraws.fixture.js';
import { CONVENE, entryOf, FIRE, HEALTH, inspectorOf, subjectOf } from '../jointDraws.fixture.js';
import { adoptRules } from '../rules/adoptedRules.fixture.js';
import { contentOf } from '../rules/PlanRules.js';
import { actOn, deadlineOf, refusalOf, seenVisit, tryTo, visitsOfDraw } from '../visits/jointVisits.fixture.js';
import { OUTSIDE, noonOf as on } from './acts.fixture.js';
import { type RuleWatch, watchRuleReads } from './ruleReads.fixture.js';
import {
  alertsSeenBy,
  calendarOf,
  EXCEPT,
  exceptionInput,
  freezeError,
  inspects,
  outsideInput,
  percentOf,
  standingsOf,
  stepDone,
  stepsBack,
  submits,
  visitedIn,
  withItem,
} from './story.fixture.js';

/**
 * 常州市水利局关于做好“双随机”监管抽查工作的通知 (2018-01), article by article. The scan lost some of its characters, so the bureau
 * has packs of its own that set them: first the cap of visits, then all else. Health, which comes along, has no rules.
 */
const WATER = 'water:task:T1';
const OFFICER = officerOf('water');
const CHANGZHOU = 'changzhou-water-2018@1';
const CAP_SET = 'our-water@1';
const ALL_SET = 'our-water@2';

const ownPack = (version: number, parent: string, rules: string): string => `
pack: our-water
version: ${version}
title: { zh: 市水利局细则, en: Rules of the water bureau }
jurisdiction: { name: { zh: 常州市水利局, en: Changzhou water bureau }, division: "320400", department: water }
extends: ${parent}
inForce: { from: 2026-01-01 }
documents:
  - { id: original-${version}, title: 原件, issuer: 常州市水利局, date: 2018-01-19 }
rules:
${rules}`;

const FIRST = ownPack(
  1,
  '{ pack: changzhou-water-2018, version: 1 }',
  `
  visit-cap:
    cite: [{ document: original-1, article: 四1, text: 一年内对同一市场主体的抽查原则上不超过2次。 }]
    set: { most: 2 }
`,
);

const later = (version: number, gridDepartments: string): string =>
  ownPack(
    version,
    `{ pack: our-water, version: ${version - 1} }`,
    `
  disclosure:
    cite: [{ document: original-${version}, article: 三3, text: 经确认后5个工作日内将结果推送 }]
    set: { results: { within: 5, from: RESULT_CONFIRMED } }
  participation:
    cite: [{ document: original-${version}, article: 四2, text: 不得低于本部门实有行政执法人员60% }]
    set: { officers: { percent: "60" } }
  pool-coverage:
    cite: [{ document: original-${version}, article: 四1, text: 检查对象在100个以上的可适当放宽 }]
    set: { wholePool: { withinYears: 1, large: { fromEntries: 100, withinYears: 3 }, gridDepartments: ${gridDepartments} } }
`,
  );

const LOAD = 'mutation ($text: String!) { pack: loadRulePack(input: { text: $text }) { id } }';
const ADOPT = `mutation ($packId: ID!) {
  pack: adoptRulePack(input: { packId: $packId, department: "water", from: "2026-01-01" }) { id } }`;

let city: JointCity;
let watch: RuleWatch;
beforeAll(async () => {
  watch = watchRuleReads();
  city = await JointCity.open();
  for (const text of [FIRST, later(2, '[]'), later(3, '[water]')]) await city.data(lead, LOAD, { text });
});
afterAll(async () => {
  watch.stop();
  await city.close();
});
beforeEach(async () => {
  city.now = on('2026-05-01');
  await adopt(ALL_SET);
});

const adopt = (packId: string) => city.data(lead, ADOPT, { packId });
const withoutRules = async () => adopt(await adoptRules(city, {}, 'water'));
const joint = (parts: object = {}): object => ({ initiator: 'water', taskIds: [WATER, HEALTH], ...parts });
const conveneAnswer = (parts: object = {}) => city.ask(lead, CONVENE, { input: draws.conveneInput(joint(parts)) });
const refused = async (parts: object = {}) => (await conveneAnswer(parts)).errors?.[0]?.extensions.code ?? null;
const drawn = (parts: object = {}) => draws.drawn(city, joint(parts));

// A story: what happens earlier in the year counts later, and the end looks back on all of it.
describe('the rules of Changzhou, from first to last', { shuffle: false }, () => {
  describe('what the scan lost refuses to act until it is set', () => {
    it('四1 (不超?次): no plan without the cap; set to 2, the third visit of a year is refused', async () => {
      await adopt(CHANGZHOU);
      submits(city, HEALTH, [900]);
      submits(city, WATER, [1, 2]);
      const { errors } = await conveneAnswer();
      expect(errors?.[0]?.extensions.code).toBe('OV_RULES_VALUE_UNSET');
      expect(errors?.[0]?.message).toMatch(/visit-cap.*most.*from 1 to 9/s);
      expect(errors?.[0]?.message).toMatch(/不超\?次/);

      await adopt(CAP_SET);
      for (const other of [901, 902]) {
        submits(city, HEALTH, [other]);
        expect(await standingsOf(city, (await drawn()).drawId)).toEqual([]);
      }
      // 原则上: what is much complained of may be filed as an exception.
      const file = (code: string) => city.refusal(OFFICER, EXCEPT, { input: exceptionInput(2, { code }) });
      expect([await file('COURT'), await file('COMPLAINT')]).toEqual(['OV_JOINT_EXCEPTION_CODE', null]);
      submits(city, HEALTH, [903]);
      submits(city, WATER, [1, 2, 3]);
      const { drawId } = await drawn();
      expect(await standingsOf(city, drawId)).toMatchObject([
        { standing: 'CAP_REACHED', legId: WATER, rule: 'visit-cap', count: 1 },
      ]);
      expect(Object.keys(await visitedIn(city, drawId))).toEqual(['2', '3', '903']);
    });

    it('三3 (?个工作日内): no confirmation starts days that nobody knows; set to 5, they run', async () => {
      const made = async (number: number) => {
        submits(city, HEALTH, [904]);
        submits(city, WATER, [number]);
        const visit = await (await visitsOfDraw(city, await drawn(), ['water'])).take();
        await inspects(city, visit, 'water', '2026-05-01');
        return { visitId: visit.id, confirmedOn: '2026-05-01' };
      };
      await adopt(CAP_SET);
      const { errors } = await tryTo(city, OFFICER, 'confirmResult', await made(10));
      expect(errors?.[0]?.extensions.code).toBe('OV_RULES_VALUE_UNSET');
      expect(errors?.[0]?.message).toMatch(/results\.within/);

      await adopt(ALL_SET);
      const input = await made(11);
      const seen = await actOn(city, OFFICER, 'confirmResult', input);
      // 1 to 5 May is a holiday, and 9 May is worked.
      expect(deadlineOf(seen, 'DISCLOSURE')).toMatchObject({
        anchor: 'RESULT_CONFIRMED',
        within: 5,
        due: '2026-05-11',
      });
      const secret = { visitId: input.visitId, kind: 'RESULTS', notPublic: 'PRIVACY' };
      const told = { feedbackDeliveredOn: '2026-05-01', feedbackBy: 'DIRECT' };
      expect((await actOn(city, OFFICER, 'discloseResults', { ...secret, ...told })).disclosures).toHaveLength(1);
      // What Changzhou extends asks for no feedback beside the disclosure.
      const other = await made(12);
      const alone = { visitId: other.visitId, kind: 'RESULTS' };
      expect(await refusalOf(city, OFFICER, 'discloseResults', alone)).toBeNull();
    });
  });

  describe('四: coverage and who takes part', () => {
    const TARGETS = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on WaterDepartment {
    targets(on: "2027-12-31") { pool { ...T } officers { ...T } officeStaff { ...T } } } } }
    fragment T on CoverageTarget { percent from by met advisory share { numerator denominator } }`;
    type Targets = Readonly<Record<'pool' | 'officers' | 'officeStaff', object | null>>;
    const asked = async (poolCount: number) => {
      const counts = { itemCount: 10, byLotItemCount: 5, poolCount, inspectorCount: 5 };
      const refs = [{ __typename: 'WaterDepartment', id: 'water', ...counts }];
      interface Answered {
        readonly _entities: readonly [{ readonly targets: Targets }];
      }
      const { data, errors } = await city.ask<Answered>(anyone, TARGETS, { refs });
      const messages = errors?.map(({ message }) => message) ?? [];
      return { ...data._entities[0].targets, codes: errors?.map(({ extensions }) => extensions.code) ?? [], messages };
    };
    const MARCH = { year: 2027, window: { first: '2027-03-01', last: '2027-03-31' } };
    const madeBy = async (subject: number, codes: readonly string[]) => {
      city.now = on('2027-03-01');
      submits(city, HEALTH, [905], MARCH);
      submits(city, WATER, [subject], MARCH);
      city.double('water').inspectors = codes.map((code) => {
        return inspectorOf(code, { post: code === '2' ? 'OFFICE' : 'FRONT_LINE' });
      });
      const visit = await (await visitsOfDraw(city, await drawn({ year: 2027 }), ['water'])).take();
      await inspects(city, visit, 'water', '2027-03-01');
    };

    it('四2 (?0%): how many officers took part is not judged before the share is set; office staff 30 % of the times', async () => {
      await madeBy(20, ['1', '3']);
      await adopt(CAP_SET);
      const unset = await asked(3);
      expect(unset.officers).toBeNull();
      expect(new Set(unset.codes)).toEqual(new Set(['OV_RULES_VALUE_UNSET']));
      expect(unset.messages.join()).toMatch(/participation\.officers\.percent.*from 10 to 90/);

      await adopt(ALL_SET);
      const front = { percent: '30', met: false, share: { numerator: 0, denominator: 2 } };
      const two = { percent: '60', met: false, share: { numerator: 2, denominator: 5 } };
      expect(await asked(3)).toMatchObject({ officeStaff: front, officers: two });
      for (const subject of [21, 22]) await madeBy(subject, ['1', '2']);
      const office = { met: true, share: { numerator: 2, denominator: 6 } };
      const three = { met: true, share: { numerator: 3, denominator: 5 } };
      expect(await asked(3)).toMatchObject({ officeStaff: office, officers: three });
      await withoutRules();
      expect(await asked(3)).toMatchObject({ officeStaff: null, officers: null, pool: null });
    });

    it('四1, 四3: the whole pool within a year, three where it is large; advice under grid patrols', async () => {
      await adopt(CAP_SET);
      const unset = await asked(3);
      expect(unset.pool).toBeNull();
      expect(unset.messages.join()).toMatch(/wholePool\.large\.fromEntries/);
      await adopt(ALL_SET);
      const share = (denominator: number) => ({ share: { numerator: 3, denominator } });
      const year = { percent: '100', from: '2027-01-01', by: '2027-12-31' };
      expect((await asked(3)).pool).toMatchObject({ ...year, met: true, advisory: false, ...share(3) });
      expect((await asked(99)).pool).toMatchObject({ ...year, met: false, advisory: false, ...share(99) });
      expect((await asked(100)).pool).toMatchObject({ from: '2025-01-01', by: '2027-12-31', met: false });
      await adopt('our-water@3');
      expect((await asked(99)).pool).toMatchObject({ met: false, advisory: true });
    });

    it('四1: a plan that draws nobody of a pool is not frozen', async () => {
      submits(city, HEALTH, [906]);
      submits(city, WATER, [23, 24], { quota: [percentOf('*', '0'), percentOf('RAISED', '1')] });
      expect(await freezeError(city, joint())).toMatch(/necessary coverage.*四1/s);
      await withoutRules();
      expect(await freezeError(city, joint())).toBeNull();
    });

    it('四1: subjects much complained of, of great hazard or with a bad record are drawn at a higher ratio', async () => {
      const marks = ['COMPLAINTS', 'HAZARD', 'DISHONEST'];
      const pool = [25, ...marks.map((mark, at) => entryOf(26 + at, { marks: [mark] }))];
      submits(city, HEALTH, [907]);
      submits(city, WATER, pool, { quota: [percentOf('*', '20')] });
      expect(await refused()).toBe('OV_JOINT_RAISED_RATIO');
      submits(city, WATER, pool, { quota: [percentOf('*', '20'), percentOf('RAISED', '100')] });
      const query = 'query ($id: ID!) { draw(id: $id) { quotas { legId stratum eligible selected } } }';
      const { quotas } = (await city.data(lead, query, { id: (await drawn()).drawId })).draw;
      expect(quotas).toContainEqual({ legId: WATER, stratum: 'RAISED', eligible: 3, selected: 3 });
    });

    it('四1: not too often: two visits of a day are told', async () => {
      const ofSubject = async () =>
        (await alertsSeenBy(city, OFFICER)).filter(({ subjectId }) => subjectId === subjectOf(29));
      for (const _ of [1, 2]) await city.data(OFFICER, OUTSIDE, { input: outsideInput('water', 29) });
      expect(await ofSubject()).toMatchObject([{ kind: 'MANY_VISITS', per: 'DAY', visits: 2, most: 1 }]);
      await withoutRules();
      expect(await ofSubject()).toEqual([]);
    });
  });

  describe('plans of the year and the month', () => {
    it('四1: reported on 15 and uploaded on 25 December, those of a month on 20 and 25 of the one before', async () => {
      const steps = await calendarOf(city, 'water', 2026);
      expect(steps.slice(0, 2)).toMatchObject([
        { plan: 'ANNUAL', step: 'SUBMIT', dueOn: '2025-12-15', state: 'OVERDUE' },
        { plan: 'ANNUAL', step: 'UPLOAD', dueOn: '2025-12-25' },
      ]);
      const june = steps.filter(({ month }) => month === 6);
      expect(june.map(({ step, dueOn }) => [step, dueOn])).toEqual([
        ['SUBMIT', '2026-05-20'],
        ['UPLOAD', '2026-05-25'],
      ]);
      city.now = on('2026-05-26');
      const month = { year: 2026, month: 6, plan: 'MONTHLY' };
      await stepDone(city, OFFICER, { ...month, step: 'SUBMIT', on: '2026-05-20' });
      const done = await stepDone(city, OFFICER, { ...month, step: 'UPLOAD', on: '2026-05-26' });
      expect(done.filter((step) => step.month === 6).map(({ state }) => state)).toEqual(['DONE', 'DONE_LATE']);

      submits(city, HEALTH, [908]);
      submits(city, WATER, [30], { period: 'MONTHLY', submittedOn: '2026-04-22' });
      const query = 'query ($id: ID!) { jointPlan(id: $id) { legs { id submitBy late } } }';
      const planId = await draws.convened(city, joint());
      expect((await city.data(lead, query, { id: planId })).jointPlan.legs).toContainEqual({
        id: WATER,
        submitBy: '2026-04-20',
        late: true,
      });
      await withoutRules();
      expect(await calendarOf(city, 'water', 2026)).toEqual([]);
    });

    it('四2: what a month did not finish is done in the next, and no later', async () => {
      const MAY = { period: 'MONTHLY', window: { first: '2026-05-01', last: '2026-05-31' } } as const;
      const monthly = async (...subjects: readonly number[]) => {
        city.now = on('2026-05-01');
        submits(city, HEALTH, [909]);
        submits(city, WATER, subjects, MAY);
        return await visitsOfDraw(city, await drawn(), ['water']);
      };
      const visits = await monthly(31, 32);
      const [late, never] = [await visits.take(), await visits.take()];
      city.now = on('2026-06-20');
      expect(await inspects(city, late, 'water', '2026-06-20')).toMatchObject({
        rolledOver: true,
        lastDay: '2026-06-30',
      });
      const listed = 'query { page: rolledOverVisits(department: "water", month: "2026-05") { nodes { id } } }';
      const ids = (await city.data(OFFICER, listed)).page.nodes.map(({ id }) => id);
      expect(ids.toSorted()).toEqual([late.id, never.id].sort());
      const tooLate = (id: string, inspectedOn: string) => {
        const items = (never.items.water ?? []).map((plannedItemId) => ({ plannedItemId, results: ['NO_PROBLEM'] }));
        return refusalOf(city, OFFICER, 'recordResults', { visitId: id, inspectedOn, items });
      };
      city.now = on('2026-07-01');
      expect(await tooLate(never.id, '2026-07-01')).toBe('OV_JOINT_OUTSIDE_WINDOW');

      await withoutRules();
      const other = await (await monthly(33)).take();
      city.now = on('2026-06-20');
      expect(await tooLate(other.id, '2026-06-20')).toBe('OV_JOINT_OUTSIDE_WINDOW');
      expect(await seenVisit(city, lead, other.id)).toMatchObject({ lastDay: '2026-05-31', rolledOver: false });
    });
  });

  describe('二, 三: items, and how a visit goes', () => {
    it('二2, 三2: items state basis and content; complaints are inspected outside draws', async () => {
      submits(city, HEALTH, [910]);
      submits(city, WATER, [40], withItem(WATER, { basis: [] }));
      expect(await refused()).toBe('OV_JOINT_RULE_ITEM_LIST');
      submits(city, WATER, [40], withItem(WATER, { byLot: false }));
      expect(await refused()).toBe('OV_JOINT_RULE_NOT_BY_LOT');
      const record = (source: string) =>
        city.refusal(OFFICER, OUTSIDE, { input: outsideInput('water', 41, { source }) });
      expect([await record('LEGAL_NON_RANDOM'), await record('TRANSFERRED')]).toEqual([null, 'OV_JOINT_BY_LOT']);
    });

    it('三3: two officers come, and tell the result on the spot', async () => {
      submits(city, HEALTH, [911]);
      submits(city, WATER, [42], { crew: { size: 1, specialties: [], district: 'ANY' } });
      expect(await refused()).toBe('OV_JOINT_RULE_OFFICERS');
      submits(city, WATER, [42]);
      const visit = await (await visitsOfDraw(city, await drawn(), ['water'])).take();
      const officers = visit.crew.water ?? [];
      const start = { visitId: visit.id, officers: officers.slice(1) };
      expect(await refusalOf(city, OFFICER, 'startVisit', start)).toBe('OV_JOINT_OFFICERS_FEWEST');
      const seen = await inspects(city, visit, 'water', '2026-05-01');
      expect(seen.starts).toMatchObject([{ notice: null, officers: officers.map((id) => ({ inspector: { id } })) }]);
      expect(deadlineOf(seen, 'REPORT')).toMatchObject({ anchor: 'INSPECTION_ENDED', due: '2026-05-01' });
      city.now = on('2026-05-02');
      const report = { visitId: visit.id, sections: [], completedOn: '2026-05-02' };
      expect(await refusalOf(city, OFFICER, 'fileReport', report)).toBe('OV_JOINT_REPORT_ON_THE_SPOT');
      city.now = on('2026-05-01');
      const told = await actOn(city, OFFICER, 'fileReport', { ...report, completedOn: '2026-05-01' });
      expect(told.reports).toMatchObject([{ form: 'ON_THE_SPOT' }]);
    });

    it('五2: departments with other items at the same kind of place are to be invited', async () => {
      const atPlants = { condition: { kinds: null, tags: ['waterworks'], divisions: null, industries: null } };
      submits(city, HEALTH, [912]);
      submits(city, WATER, [43], atPlants);
      submits(city, FIRE, [43], atPlants);
      submits(city, 'fire-rescue:task:T2', [43]);
      const query = 'query ($id: ID!) { jointPlan(id: $id) { couldJoin { tasks { id } } } }';
      const couldJoin = async () => {
        const id = await draws.convened(city, joint());
        return (await city.data<{ jointPlan: { couldJoin: object } }>(lead, query, { id })).jointPlan.couldJoin;
      };
      expect(await couldJoin()).toEqual({ tasks: [{ id: FIRE }] });
      await withoutRules();
      expect(await couldJoin()).toBeNull();
    });

    it('五1: the trail is kept, for lead and auditor; nobody is told before the windows are over', async () => {
      submits(city, HEALTH, [913]);
      submits(city, WATER, [44, 45, 46, 47]);
      expect(await refused({ disclosure: 'AT_DRAW' })).toBe('OV_JOINT_DISCLOSURE_EARLY');
      // Steps that health would publish are the bureau's as well.
      await adoptRules(city, { trail: { steps: 'PUBLIC' } }, 'health');
      const { planId, drawId } = await drawn();
      const steps = 'query ($id: ID!) { jointPlan(id: $id) { steps { totalCount } } }';
      expect(await city.refusal(anyone, steps, { id: planId })).toBe('OV_KIT_FORBIDDEN');
      expect(await city.refusal(lead, steps, { id: planId })).toBeNull();

      // What it extends: who has an interest changes places, or steps out.
      expect(await stepsBack(city, drawId, 'water')).toEqual(['SWAP', 'STEP_OUT']);
    });
  });

  it('every rule of the pack was read by what acts', async () => {
    const row = await city.database.rulePackVersion.findUniqueOrThrow({ where: { id: ALL_SET } });
    const pack = contentOf(row);
    const { rules } = contentOf(await city.database.rulePackVersion.findUniqueOrThrow({ where: { id: CHANGZHOU } }));
    expect(Object.keys(pack.rules)).toEqual(Object.keys(rules));
    expect(watch.unread(pack)).toEqual([]);
  });
});
