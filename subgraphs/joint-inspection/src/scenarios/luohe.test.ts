import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  CONVENE,
  convened,
  conveneInput,
  drawn,
  entryOf,
  FIRE,
  HEALTH,
  inspectorOf,
  subjectOf,
} from '../jointDraws.fixture.js';
import { adoptPack, adoptRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  deadlineOf,
  memberOf,
  refusalOf,
  seenVisit,
  tryTo,
  visitsOfDraw,
} from '../visits/jointVisits.fixture.js';
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
  shippedPack,
  standingsOf,
  stepDone,
  stepsBack,
  submits,
  visitedIn,
  withItem,
} from './story.fixture.js';

/**
 * 漯河市人民防空办公室“双随机、一公开”工作实施方案 (2019-11-18), article by article. The pack holds for the city here, so that
 * two departments act on it; T1 and T2 of fire-rescue are plans of two units (业务机构) of one department.
 */
const LUOHE = shippedPack('luohe-civil-air-defence-2019');
const UNIT_2 = 'fire-rescue:task:T2';
const FIRE_OFFICER = officerOf('fire-rescue');
const HEALTH_OFFICER = officerOf('health');
const SECTIONS = ['TIME', 'CONTENT', 'SITUATION', 'EVALUATION', 'OPINION'].map((section) => ({ section, text: '略' }));

let city: JointCity;
let watch: RuleWatch;
beforeAll(async () => {
  watch = watchRuleReads();
  city = await JointCity.open();
});
afterAll(async () => {
  watch.stop();
  await city.close();
});
beforeEach(async () => {
  city.now = on('2026-05-01');
  await adoptPack(city, LUOHE);
});

const withoutRules = () => adoptRules(city, {});
const refused = (parts: object = {}) => city.refusal(lead, CONVENE, { input: conveneInput(parts) });

// A story: what happens earlier in the year counts later, and the end looks back on all of it.
describe('the rules of Luohe, from first to last', { shuffle: false }, () => {
  describe('art. 8, 9: the list of items, and what is not by lot', () => {
    it('an item must state its basis and content', async () => {
      submits(city, HEALTH, [900]);
      submits(city, FIRE, [1], withItem(FIRE, { content: ' ' }));
      expect(await refused()).toBe('OV_JOINT_RULE_ITEM_LIST');
      submits(city, FIRE, [1], withItem(FIRE, { basis: [] }));
      expect(await refused()).toBe('OV_JOINT_RULE_ITEM_LIST');
      await withoutRules();
      expect(await refused()).toBeNull();
    });

    it('complaints, assignments and transferred cases are inspected outside draws; what monitoring shows is not', async () => {
      const record = (source: string) =>
        city.refusal(FIRE_OFFICER, OUTSIDE, { input: outsideInput('fire-rescue', 901, { source }) });
      const sources = ['COMPLAINT', 'ASSIGNED', 'TRANSFERRED', 'MONITORING'];
      expect(await Promise.all(sources.map(record))).toEqual([null, null, null, 'OV_JOINT_BY_LOT']);
      await withoutRules();
      expect(await record('MONITORING')).toBeNull();
    });
  });

  describe('art. 12, 23: the annual plan and its execution', () => {
    it('is fixed by the end of January: one submitted in February is marked late', async () => {
      submits(city, HEALTH, [902]);
      submits(city, FIRE, [903], { submittedOn: '2026-02-03' });
      const query = 'query ($id: ID!) { jointPlan(id: $id) { legs { id submittedOn submitBy late } } }';
      const legs = async () => (await city.data(lead, query, { id: await convened(city) })).jointPlan.legs;
      expect(await legs()).toMatchObject([
        { id: FIRE, submitBy: '2026-01-31', late: true },
        { id: HEALTH, submittedOn: '2026-01-15', submitBy: '2026-01-31', late: false },
      ]);
      await withoutRules();
      expect(await legs()).toMatchObject([{ submitBy: null, late: false }, { late: false }]);
    });

    it('what came of it is public by the end of the next February', async () => {
      expect(await calendarOf(city, 'fire-rescue', 2025)).toMatchObject([
        { plan: 'ANNUAL', step: 'SUBMIT', dueOn: '2025-01-31', state: 'OVERDUE' },
        { plan: 'ANNUAL', step: 'REPORT_EXECUTION', dueOn: '2026-02-28', state: 'OVERDUE' },
      ]);
      const done = (step: string, day: string) =>
        stepDone(city, FIRE_OFFICER, { year: 2025, plan: 'ANNUAL', step, on: day });
      await done('SUBMIT', '2025-01-31');
      const steps = await done('REPORT_EXECUTION', '2026-03-01');
      expect(steps.map(({ state }) => state)).toEqual(['DONE', 'DONE_LATE']);
      await withoutRules();
      expect(await calendarOf(city, 'fire-rescue', 2025)).toEqual([]);
    });
  });

  describe('art. 13: necessary coverage, and trustworthy subjects', () => {
    it('trustworthy subjects are left out, or inspected less often, where the plan chooses so', async () => {
      const pool = (...numbers: readonly number[]) =>
        numbers.map((number, at) => entryOf(number, at === 0 ? { marks: ['TRUSTWORTHY'] } : {}));
      submits(city, HEALTH, [904]);
      submits(city, FIRE, pool(10, 11));
      const exempting = await drawn(city, { trustworthy: 'EXEMPT' });
      expect(await standingsOf(city, exempting.drawId)).toMatchObject([
        { standing: 'EXEMPT', legId: FIRE, rule: 'trustworthy', count: 1, citation: [{ article: '第十三条' }] },
      ]);
      expect(Object.keys(await visitedIn(city, exempting.drawId))).toEqual(['11', '904']);

      const quota = [percentOf('*', '100'), percentOf('RAISED', '100'), percentOf('TRUSTWORTHY', '0')];
      submits(city, HEALTH, [905]);
      submits(city, FIRE, pool(12, 13), { quota });
      const fewer = await drawn(city, { trustworthy: 'FEWER' });
      expect(Object.keys(await visitedIn(city, fewer.drawId))).toEqual(['13', '905']);

      submits(city, HEALTH, [906]);
      submits(city, FIRE, pool(14, 15));
      const alike = await drawn(city);
      expect(Object.keys(await visitedIn(city, alike.drawId))).toEqual(['14', '15', '906']);
      await withoutRules();
      expect(await refused({ trustworthy: 'EXEMPT' })).toBe('OV_JOINT_TRUSTWORTHY');
    });

    it('a plan that draws nobody of a pool is not frozen', async () => {
      submits(city, HEALTH, [907]);
      submits(city, FIRE, [16, 17], { quota: [percentOf('*', '0'), percentOf('RAISED', '1')] });
      expect(await freezeError(city)).toMatch(/necessary coverage.*第十三条/s);
      await withoutRules();
      expect(await freezeError(city)).toBeNull();
    });

    it('guards against too many inspections: three fruitless visits of an inspector in a row are told', async () => {
      submits(city, HEALTH, [908]);
      submits(city, FIRE, [20, 21, 22]);
      const PAIR = ['6', '7'];
      city.double('fire-rescue').inspectors = PAIR.map((code) => inspectorOf(code));
      const alone = await visitsOfDraw(city, await drawn(city), ['fire-rescue']);
      for (const day of ['2026-05-01', '2026-05-05', '2026-05-06']) {
        city.now = on(day);
        await inspects(city, await alone.take(), 'fire-rescue', day);
      }
      const fruitless = (await alertsSeenBy(city, FIRE_OFFICER)).filter(({ kind }) => kind === 'FRUITLESS');
      expect(fruitless).toMatchObject(
        PAIR.map((code) => ({ kind: 'FRUITLESS', inspector: { id: `fire-rescue:inspector:${code}` }, visits: 3 })),
      );
      for (const _ of [1, 2, 3, 4]) {
        const input = { input: outsideInput('fire-rescue', 24) };
        await city.data(FIRE_OFFICER, OUTSIDE, input);
      }
      const told = await alertsSeenBy(city, FIRE_OFFICER);
      const many = told.filter(({ subjectId }) => subjectId === subjectOf(24));
      expect(many).toMatchObject([{ kind: 'MANY_VISITS' }, { kind: 'MANY_VISITS' }, { kind: 'MANY_VISITS' }]);
      expect(many.map(({ per, most }) => [per, most]).sort()).toEqual([
        ['DAY', 1],
        ['MONTH', 3],
        ['WEEK', 2],
      ]);
      await withoutRules();
      expect(await alertsSeenBy(city, FIRE_OFFICER)).toEqual([]);
    });
  });

  describe('art. 16: how often a subject is inspected', () => {
    const visitedTwice = async (subject: number) => {
      for (const inspectedOn of ['2026-02-02', '2026-03-03']) {
        const input = outsideInput('fire-rescue', subject, { source: 'ASSIGNED', kind: 'CAMPAIGN', inspectedOn });
        await city.data(FIRE_OFFICER, OUTSIDE, { input });
      }
    };

    it('a third visit in the year is refused, but not of a subject that is seriously dishonest', async () => {
      for (const subject of [30, 31]) await visitedTwice(subject);
      submits(city, HEALTH, [909]);
      submits(city, FIRE, [30, entryOf(31, { marks: ['SERIOUSLY_DISHONEST'] }), 32]);
      const { drawId } = await drawn(city);
      expect(await standingsOf(city, drawId)).toEqual([
        {
          standing: 'CAP_REACHED',
          legId: FIRE,
          rule: 'visit-cap',
          count: 1,
          citation: [{ article: '第十六条第一款' }, { article: '第十六条第二款' }],
        },
      ]);
      expect(Object.keys(await visitedIn(city, drawId))).toEqual(['31', '32', '909']);
      expect(await city.refusal(FIRE_OFFICER, EXCEPT, { input: exceptionInput(30) })).toBe('OV_JOINT_EXCEPTION_CODE');
      await withoutRules();
      submits(city, HEALTH, [910]);
      submits(city, FIRE, [30]);
      expect(Object.keys(await visitedIn(city, (await drawn(city)).drawId))).toEqual(['30', '910']);
    });

    it('whom one unit has drawn, the plan of another leaves out, unless they were penalised', async () => {
      submits(city, HEALTH, [911]);
      submits(city, FIRE, [40, 41]);
      await drawn(city);
      submits(city, HEALTH, [912]);
      submits(city, UNIT_2, [40, entryOf(41, { marks: ['PENALISED'] }), 42]);
      const { drawId } = await drawn(city, { taskIds: [UNIT_2, HEALTH] });
      expect(await standingsOf(city, drawId)).toMatchObject([
        { standing: 'RECENTLY_INSPECTED', legId: UNIT_2, rule: 'other-unit', count: 1 },
      ]);
      expect(Object.keys(await visitedIn(city, drawId))).toEqual(['41', '42', '912']);
    });

    it('units that come in one plan come together, in one visit', async () => {
      submits(city, HEALTH, [43]);
      submits(city, FIRE, [43]);
      submits(city, UNIT_2, [43]);
      const { drawId } = await drawn(city, { taskIds: [FIRE, UNIT_2, HEALTH] });
      expect(await visitedIn(city, drawId)).toEqual({ 43: [FIRE, UNIT_2, HEALTH] });
      expect(await standingsOf(city, drawId)).toEqual([]);
      submits(city, UNIT_2, [44], { window: { first: '2026-09-01', last: '2026-09-30' } });
      expect(await refused({ taskIds: [FIRE, UNIT_2, HEALTH] })).toBe('OV_JOINT_RULE_ONE_VISIT');
      await withoutRules();
      expect(await refused({ taskIds: [FIRE, UNIT_2, HEALTH] })).toBeNull();
    });
  });

  describe('art. 17: directed and undirected draws', () => {
    it('specialised work is drawn with conditions on subjects or on inspectors', async () => {
      const specialised = withItem(FIRE, { specialised: true });
      submits(city, HEALTH, [913]);
      submits(city, FIRE, [50], specialised);
      expect(await refused()).toBe('OV_JOINT_RULE_SPECIALISED');
      const directed = async () => {
        const query = 'query ($id: ID!) { jointPlan(id: $id) { legs { directed } } }';
        return (await city.data(lead, query, { id: await convened(city) })).jointPlan.legs;
      };
      submits(city, FIRE, [50], {
        ...specialised,
        condition: { kinds: null, tags: null, divisions: null, industries: ['civil-defence'] },
      });
      expect(await directed()).toEqual([{ directed: true }, { directed: false }]);
      submits(city, FIRE, [50], { ...specialised, crew: { size: 2, specialties: ['shelters'], district: 'ANY' } });
      expect(await directed()).toEqual([{ directed: true }, { directed: false }]);
      await withoutRules();
      submits(city, FIRE, [50], specialised);
      expect(await directed()).toEqual([{ directed: false }, { directed: false }]);
    });
  });

  describe('from the draw to the comment', () => {
    it('art. 6: everything is public at every step, without accounts', async () => {
      submits(city, HEALTH, [60]);
      submits(city, FIRE, [60]);
      const query = `query ($id: ID!, $draw: ID!) {
      jointPlan(id: $id) { crewDisclosure steps(first: 100) { nodes { action by } } }
      draw(id: $draw) { visits { nodes { subjectId crew { seats { inspector { id } } } } } } }`;
      const ids = await drawn(city, { disclosure: 'AT_DRAW' });
      const visits = await visitsOfDraw(city, ids);
      await inspects(city, await visits.take(), 'health', '2026-05-01');
      interface Public {
        readonly jointPlan: {
          readonly crewDisclosure: string;
          readonly steps: { readonly nodes: { action: string }[] };
        };
        readonly draw: { readonly visits: { readonly nodes: { readonly crew: readonly object[] }[] } };
      }
      const seen = await city.data<Public>(anyone, query, { id: ids.planId, draw: ids.drawId });
      expect(seen.jointPlan.crewDisclosure).toBe('AT_DRAW');
      expect(seen.jointPlan.steps.nodes.map(({ action }) => action)).toEqual([
        'plan.convene',
        // Agreed, at the conference, approved, filed, published; who was asked is for those involved.
        ...Array.from({ length: 5 }, () => 'plan.move'),
        ...['draw.open', 'draw.freezing', 'plan.move', 'draw.freeze', 'draw.reveal', 'draw.start', 'plan.move'],
        'draw.execute',
        'plan.move',
        'visit.start',
        'visit.results',
      ]);
      expect(JSON.stringify(seen.jointPlan.steps)).not.toContain('wang');
      expect(seen.draw.visits.nodes).toHaveLength(1);
      expect(seen.draw.visits.nodes[0]?.crew).toHaveLength(2);

      // What Luohe extends tells nobody before the window is over, and shows no steps.
      await adoptPack(city, shippedPack('national-baseline', 2));
      expect(await refused({ disclosure: 'AT_DRAW' })).toBe('OV_JOINT_DISCLOSURE_EARLY');
      submits(city, HEALTH, [61]);
      submits(city, FIRE, [61]);
      const hidden = await drawn(city);
      const answer = await city.ask<Public>(anyone, query, { id: hidden.planId, draw: hidden.drawId });
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['OV_KIT_FORBIDDEN']);
    });

    it('art. 14: those who were drawn choose the hour, inside the window', async () => {
      submits(city, HEALTH, [62]);
      submits(city, FIRE, [62]);
      const visit = await (await visitsOfDraw(city, await drawn(city))).take();
      const input = { visitId: visit.id, at: '2026-05-22T01:00:00.000Z' };
      expect(await refusalOf(city, HEALTH_OFFICER, 'scheduleVisit', input)).toBe('OV_JOINT_SCHEDULE_BY');
      const crew = memberOf(visit, 'health');
      const after = { ...input, at: '2026-07-01T01:00:00Z' };
      expect(await refusalOf(city, crew, 'scheduleVisit', after)).toBe('OV_JOINT_SCHEDULE_WINDOW');
      expect((await actOn(city, crew, 'scheduleVisit', input)).scheduledAt).toBe(input.at);
    });

    it('art. 15: who has an interest changes places with another, or steps out and a substitute is drawn', async () => {
      submits(city, HEALTH, [63, 64, 65, 66]);
      submits(city, FIRE, [63]);
      const { drawId } = await drawn(city);
      expect(await stepsBack(city, drawId, 'health')).toEqual(['SWAP', 'STEP_OUT']);
    });

    it('art. 18 to 21: one report 5 days after the last single item, told within 7, commented on within 10', async () => {
      submits(city, HEALTH, [67, 68, 69]);
      submits(city, FIRE, [67, 68]);
      const ids = await drawn(city);
      const [visits, alone] = [await visitsOfDraw(city, ids), await visitsOfDraw(city, ids, ['health'])];
      const [visit, secret, single] = [await visits.take(), await visits.take(), await alone.take()];
      city.now = on('2026-05-18');
      const own = await inspects(city, single, 'health', '2026-05-18');
      expect(deadlineOf(own, 'REPORT')).toMatchObject({ anchor: 'INSPECTION_ENDED', due: '2026-05-25' });
      await inspects(city, visit, 'fire-rescue', '2026-05-18');
      city.now = on('2026-05-25');
      const recorded = await inspects(city, visit, 'health', '2026-05-18', { determinedOn: '2026-05-25' });
      expect(recorded.deadlines.filter(({ kind }) => kind === 'REPORT')).toMatchObject([
        { anchor: 'LAST_ITEM_DONE', anchorOn: '2026-05-25', due: '2026-06-01' },
        { anchor: 'LAST_ITEM_DONE', anchorOn: '2026-05-25', due: '2026-06-01' },
      ]);

      city.now = on('2026-05-28');
      const report = { visitId: visit.id, completedOn: '2026-05-28' };
      const short = { ...report, sections: SECTIONS.slice(1) };
      expect(await refusalOf(city, HEALTH_OFFICER, 'fileReport', short)).toBe('OV_JOINT_REPORT_SECTIONS');
      const filed = await actOn(city, memberOf(visit, 'health'), 'fileReport', { ...report, sections: SECTIONS });
      expect(filed.reports).toMatchObject([{ covers: [{ id: 'fire-rescue' }, { id: 'health' }], form: 'REPORT' }]);
      expect(deadlineOf(filed, 'DISCLOSURE')).toMatchObject({ anchor: 'REPORT_COMPLETED', due: '2026-06-08' });

      city.now = on('2026-06-08');
      const disclose = { visitId: visit.id, kind: 'RESULTS' };
      expect(await refusalOf(city, HEALTH_OFFICER, 'discloseResults', disclose)).toBe('OV_JOINT_FEEDBACK');
      const fed = { ...disclose, feedbackDeliveredOn: '2026-06-08', feedbackBy: 'DIRECT' };
      const disclosed = await actOn(city, HEALTH_OFFICER, 'discloseResults', fed);
      expect(deadlineOf(disclosed, 'COMMENT')).toMatchObject({ anchor: 'FEEDBACK_RECEIVED', due: '2026-06-23' });
      const subject = { role: 'subject', sub: 's', subject: visit.subjectId } as const;
      const comment = { visitId: visit.id, department: 'health', text: '检查人员文明执法' };
      city.now = on('2026-06-23');
      expect((await actOn(city, subject, 'commentOnResult', comment)).comments).toHaveLength(1);
      city.now = on('2026-06-24');
      const late = await tryTo(city, subject, 'commentOnResult', comment);
      expect(late.errors?.[0]?.extensions.code).toBe('OV_JOINT_COMMENT_LATE');

      // What the law keeps from the public is not published, with its reason (公示条例 art. 3).
      await inspects(city, secret, 'health', '2026-05-18');
      const kept = { ...fed, visitId: secret.id, notPublic: 'TRADE_SECRET' };
      expect((await actOn(city, HEALTH_OFFICER, 'discloseResults', kept)).disclosures).toMatchObject([
        { notPublic: 'TRADE_SECRET' },
      ]);
    });
  });

  describe('what it inherits', () => {
    it('two officers, who show certificates, and nobody asks for the notice', async () => {
      submits(city, HEALTH, [70]);
      submits(city, FIRE, [70], { crew: { size: 1, specialties: [], district: 'ANY' } });
      expect(await refused()).toBe('OV_JOINT_RULE_OFFICERS');
      submits(city, FIRE, [70]);
      const visit = await (await visitsOfDraw(city, await drawn(city))).take();
      const crew = visit.crew.health ?? [];
      const input = { visitId: visit.id, officers: crew.slice(1) };
      expect(await refusalOf(city, HEALTH_OFFICER, 'startVisit', input)).toBe('OV_JOINT_OFFICERS_FEWEST');
      await actOn(city, HEALTH_OFFICER, 'startVisit', { ...input, officers: crew });
      expect((await seenVisit(city, lead, visit.id)).starts).toMatchObject([
        { notice: null, officers: [{ certificateNumber: expect.stringMatching(/^证/) }, {}] },
      ]);
    });

    it('subjects that many complain of are drawn at a higher ratio; no credit class is without a chance, nor a riskier one less', async () => {
      submits(city, HEALTH, [71]);
      submits(city, FIRE, [72], { quota: [percentOf('*', '20')] });
      expect(await refused()).toBe('OV_JOINT_RAISED_RATIO');
      const quota = [percentOf('A', '0'), percentOf('*', '20'), percentOf('RAISED', '50')];
      submits(city, FIRE, [72], { quota, stratifyBy: 'CREDIT_CLASS' });
      expect(await refused()).toBe('OV_JOINT_RULE_CLASS_ZERO');
      const less = [percentOf('A', '30'), percentOf('*', '20'), percentOf('RAISED', '50')];
      submits(city, FIRE, [72], { quota: less, stratifyBy: 'CREDIT_CLASS' });
      expect(await refused()).toBe('OV_JOINT_RULE_CLASS_ORDER');
    });
  });

  it('every rule of the pack was read by what acts', () => {
    expect(watch.unread(LUOHE)).toEqual([]);
  });
});
