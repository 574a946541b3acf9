import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { CONVENE, conveneInput, drawn, entryOf, FIRE, HEALTH, subjectOf } from '../jointDraws.fixture.js';
import { adoptPack, adoptRules } from '../rules/adoptedRules.fixture.js';
import { actOn, deadlineOf, refusalOf, visitsOfDraw } from '../visits/jointVisits.fixture.js';
import { OUTSIDE, noonOf as on } from './acts.fixture.js';
import { type RuleWatch, watchRuleReads } from './ruleReads.fixture.js';
import {
  alertsSeenBy,
  EVERYBODY,
  EXCEPT,
  exceptionInput,
  freezeError,
  inspects,
  outsideInput,
  percentOf,
  shippedPack,
  standingsOf,
  stepsBack,
  submits,
  visitedIn,
  withItem,
} from './story.fixture.js';

/** The national baseline of 2025: the penalty law of 2021, 国发〔2019〕5号, 国办发〔2024〕54号, and what they build on. */
const BASELINE = shippedPack('national-baseline', 3);
const FIRE_OFFICER = officerOf('fire-rescue');
const HEALTH_OFFICER = officerOf('health');

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
  await adoptPack(city, BASELINE);
});

const withoutRules = () => adoptRules(city, {});
const refused = (parts: object = {}) => city.refusal(lead, CONVENE, { input: conveneInput(parts) });

// A story: what happens earlier in the year counts later, and the end looks back on all of it.
describe('the rules of the national baseline, from first to last', { shuffle: false }, () => {
  describe('penalty law art. 42, 43: who comes', () => {
    it('a crew of one is not planned, and does not start a visit; certificates are shown', async () => {
      submits(city, HEALTH, [900]);
      submits(city, FIRE, [900], { crew: { size: 1, specialties: [], district: 'ANY' } });
      expect(await refused()).toBe('OV_JOINT_RULE_OFFICERS');
      submits(city, FIRE, [900]);
      const visit = await (await visitsOfDraw(city, await drawn(city))).take();
      const crew = visit.crew.health ?? [];
      const input = { visitId: visit.id, officers: crew.slice(1) };
      expect(await refusalOf(city, HEALTH_OFFICER, 'startVisit', input)).toBe('OV_JOINT_OFFICERS_FEWEST');
      const seen = await actOn(city, HEALTH_OFFICER, 'startVisit', { ...input, officers: crew });
      expect(seen.starts).toMatchObject([{ certificateValidTo: '2026-06-30', notice: null }]);
      await withoutRules();
      submits(city, FIRE, [901], { crew: { size: 1, specialties: [], district: 'ANY' } });
      expect(await refused()).toBeNull();
    });

    it('who has an interest changes places, or steps out', async () => {
      submits(city, HEALTH, [1, 2, 3, 4]);
      submits(city, FIRE, [1]);
      const { drawId } = await drawn(city);
      expect(await stepsBack(city, drawId, 'health')).toEqual(['SWAP', 'STEP_OUT']);
    });
  });

  describe('国办发〔2024〕54号: one visit, and no more than the cap', () => {
    it('what can be inspected together is: legs whose windows do not meet are refused', async () => {
      submits(city, HEALTH, [902]);
      submits(city, FIRE, [902], { window: { first: '2026-09-01', last: '2026-09-30' } });
      expect(await refused()).toBe('OV_JOINT_RULE_ONE_VISIT');
      await withoutRules();
      expect(await refused()).toBeNull();
    });

    it('each department reports for itself, with no days of its own set', async () => {
      submits(city, HEALTH, [903]);
      submits(city, FIRE, [903]);
      const visit = await (await visitsOfDraw(city, await drawn(city))).take();
      await inspects(city, visit, 'health', '2026-05-01');
      const report = { visitId: visit.id, sections: [], completedOn: '2026-05-01' };
      expect((await actOn(city, HEALTH_OFFICER, 'fileReport', report)).reports).toMatchObject([
        { covers: [{ id: 'health' }] },
      ]);
    });

    it('a third visit in the year is refused, until an exception is filed with a code and evidence', async () => {
      for (const first of [904, 905]) {
        submits(city, HEALTH, [first]);
        submits(city, FIRE, [10, 11]);
        const { drawId } = await drawn(city);
        expect(await standingsOf(city, drawId)).toEqual([]);
      }
      const third = async (other: number) => {
        submits(city, HEALTH, [other]);
        submits(city, FIRE, [10, 11, 12]);
        return (await drawn(city)).drawId;
      };
      const file = (parts: object) => city.refusal(FIRE_OFFICER, EXCEPT, { input: exceptionInput(10, parts) });
      expect(await file({ evidence: { text: ' ' } })).toBe('OV_JOINT_EVIDENCE');
      expect(await file({ code: 'RECHECK' })).toBeNull();
      const drawId = await third(906);
      expect(await standingsOf(city, drawId)).toMatchObject([
        { standing: 'CAP_REACHED', legId: FIRE, rule: 'visit-cap', count: 1 },
      ]);
      expect(Object.keys(await visitedIn(city, drawId))).toEqual(['10', '12', '906']);
      await withoutRules();
      expect(await file({ code: 'RECHECK' })).toBe('OV_JOINT_EXCEPTION_CODE');
      expect(Object.keys(await visitedIn(city, await third(907)))).toEqual(['10', '11', '12', '907']);
    });

    it('the cap is of each department: a visit by health takes none of fire-rescue’s', async () => {
      for (const first of [908, 909]) {
        submits(city, FIRE, [first]);
        submits(city, HEALTH, [13]);
        await drawn(city);
      }
      submits(city, FIRE, [13]);
      submits(city, HEALTH, [13, 14]);
      const { drawId } = await drawn(city);
      expect(await standingsOf(city, drawId)).toMatchObject([{ standing: 'CAP_REACHED', legId: HEALTH, count: 1 }]);
      expect(await visitedIn(city, drawId)).toEqual({ 13: [FIRE], 14: [HEALTH] });
    });
  });

  describe('国发〔2019〕5号: joint supervision', () => {
    it('a riskier credit class is drawn at no lower ratio, and none is without a chance', async () => {
      submits(city, HEALTH, [910]);
      const byClass = (a: string, d: string) => {
        const quota = [percentOf('A', a), percentOf('D', d), percentOf('*', '50'), percentOf('RAISED', '100')];
        submits(city, FIRE, [911], { quota, stratifyBy: 'CREDIT_CLASS' });
      };
      byClass('60', '80');
      expect(await refused()).toBe('OV_JOINT_RULE_CLASS_ORDER');
      byClass('0', '80');
      expect(await refused()).toBe('OV_JOINT_RULE_CLASS_ZERO');
      byClass('1', '80');
      expect(await refused()).toBeNull();
      await withoutRules();
      byClass('60', '10');
      expect(await refused()).toBeNull();
    });

    it('a result is public 20 working days after it came about, unless the law keeps it secret', async () => {
      submits(city, HEALTH, [20, 21]);
      submits(city, FIRE, [20, 21]);
      const visits = await visitsOfDraw(city, await drawn(city));
      const [visit, secret] = [await visits.take(), await visits.take()];
      city.now = on('2026-05-22');
      const parts = { determinedOn: '2026-05-22' };
      const seen = await inspects(city, visit, 'health', '2026-05-18', parts);
      // 19 June is the dragon boat festival.
      expect(deadlineOf(seen, 'DISCLOSURE')).toMatchObject({
        anchor: 'RESULT_RECORDED',
        anchorOn: '2026-05-22',
        within: 20,
        due: '2026-06-22',
      });
      city.now = on('2026-06-22');
      const disclose = { visitId: visit.id, kind: 'RESULTS' };
      const disclosed = await actOn(city, HEALTH_OFFICER, 'discloseResults', disclose);
      expect(deadlineOf(disclosed, 'DISCLOSURE')).toMatchObject({ state: 'MET' });
      await inspects(city, secret, 'health', '2026-05-18', parts);
      const kept = { ...disclose, visitId: secret.id, notPublic: 'STATE_SECRET' };
      expect((await actOn(city, HEALTH_OFFICER, 'discloseResults', kept)).disclosures).toMatchObject([
        { notPublic: 'STATE_SECRET' },
      ]);
    });

    it('clues from monitoring are inspected at once, outside draws; what is not for lots is in no plan', async () => {
      const record = (source: string) =>
        city.data(HEALTH_OFFICER, OUTSIDE, { input: outsideInput('health', 912, { source }) });
      for (const source of ['MONITORING', 'LEGAL_NON_RANDOM']) {
        expect((await record(source)).filed.id).toMatch(/outsidevisit/);
      }
      submits(city, HEALTH, [913]);
      submits(city, FIRE, [913], withItem(FIRE, { byLot: false }));
      expect(await refused()).toBe('OV_JOINT_RULE_NOT_BY_LOT');
      // Monitoring is no source of a visit outside draws where the rules name other ones.
      await adoptPack(city, shippedPack('luohe-civil-air-defence-2019'));
      const input = outsideInput('health', 912, { source: 'MONITORING' });
      expect(await city.refusal(HEALTH_OFFICER, OUTSIDE, { input })).toBe('OV_JOINT_BY_LOT');
    });
  });

  describe('国办发〔2015〕58号: necessary coverage, no disturbance', () => {
    it('who is much complained of is drawn at a higher ratio, in a stratum of its own', async () => {
      submits(city, HEALTH, [914]);
      submits(city, FIRE, [30], { quota: [percentOf('*', '20')] });
      expect(await refused()).toBe('OV_JOINT_RAISED_RATIO');
      const marked = entryOf(31, { marks: ['COMPLAINTS'] });
      submits(city, FIRE, [30, marked], { quota: [{ ...percentOf('*', '1'), max: 1 }, percentOf('RAISED', '100')] });
      const query = 'query ($id: ID!) { draw(id: $id) { quotas { legId stratum eligible selected } } }';
      const { drawId } = await drawn(city);
      const { quotas } = (await city.data(lead, query, { id: drawId })).draw;
      expect(quotas).toContainEqual({ legId: FIRE, stratum: 'RAISED', eligible: 1, selected: 1 });
    });

    it('a plan that draws nobody of a pool is not frozen', async () => {
      submits(city, HEALTH, [915]);
      submits(city, FIRE, [32, 33], { quota: [percentOf('*', '0'), percentOf('RAISED', '1')] });
      expect(await freezeError(city)).toMatch(/necessary coverage/);
      await withoutRules();
      expect(await freezeError(city)).toBeNull();
    });

    it('nobody is told before the windows are over', async () => {
      submits(city, HEALTH, [916]);
      submits(city, FIRE, [916]);
      expect(await refused({ disclosure: 'AT_DRAW' })).toBe('OV_JOINT_DISCLOSURE_EARLY');
      const { drawId } = await drawn(city);
      const query = 'query ($id: ID!) { draw(id: $id) { visits { nodes { crew { seats { name } } } } } }';
      const seen = async () => (await city.data(anyone, query, { id: drawId })).draw.visits.nodes;
      expect(await seen()).toEqual([]);
      city.now = on('2026-07-01');
      expect((await seen())[0]?.crew).toHaveLength(2);
      city.now = on('2026-05-01');
      await withoutRules();
      expect(await refused({ disclosure: 'AT_DRAW' })).toBeNull();
    });

    it('more visits than one a day, two a week, three a month are told, and three fruitless ones in a row', async () => {
      submits(city, HEALTH, [917]);
      const pair = [1, 2];
      submits(city, FIRE, [40, 41, 42], { quota: EVERYBODY });
      city.double('fire-rescue').inspectors = city
        .double('fire-rescue')
        .inspectors.filter(({ code }) => pair.includes(Number(code)));
      const visits = await visitsOfDraw(city, await drawn(city), ['fire-rescue']);
      const fruitless = async () =>
        (await alertsSeenBy(city, lead)).filter(({ inspector }) => inspector?.id === 'fire-rescue:inspector:1');
      for (const day of ['2026-05-05', '2026-05-06']) {
        city.now = on(day);
        await inspects(city, await visits.take(), 'fire-rescue', day);
      }
      expect(await fruitless()).toEqual([]);
      await inspects(city, await visits.take(), 'fire-rescue', '2026-05-06');
      expect(await fruitless()).toMatchObject([{ visits: 3, most: 2 }]);

      const many = async () =>
        (await alertsSeenBy(city, lead))
          .filter(({ subjectId }) => subjectId === subjectOf(43))
          .map(({ per, visits, most }) => [per, visits, most]);
      const visited = async (inspectedOn: string) => {
        const input = outsideInput('health', 43, { inspectedOn });
        await city.data(HEALTH_OFFICER, OUTSIDE, { input });
        return await many();
      };
      expect(await visited('2026-03-02')).toEqual([]);
      expect(await visited('2026-03-02')).toEqual([['DAY', 2, 1]]);
      expect(await visited('2026-03-04')).toContainEqual(['WEEK', 3, 2]);
      expect(await visited('2026-03-20')).toContainEqual(['MONTH', 4, 3]);
      await withoutRules();
      expect(await alertsSeenBy(city, lead)).toEqual([]);
    });
  });

  it('every rule of the pack was read by what acts', () => {
    expect(watch.unread(BASELINE)).toEqual([]);
  });
});
