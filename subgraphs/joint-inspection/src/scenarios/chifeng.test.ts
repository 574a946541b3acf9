import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  CONVENE,
  conveneInput,
  FIRE,
  fillPools,
  frozen,
  HEALTH,
  opened,
  published,
  subjectOf,
  taskOf,
} from '../jointDraws.fixture.js';
import { adoptPack, adoptRules } from '../rules/adoptedRules.fixture.js';
import { actOn, type DrawnVisits, deadlineOf, drawnInForce, refusalOf, tryTo } from '../visits/jointVisits.fixture.js';
import {
  alertsOf,
  changeHands,
  changeTask,
  inspect,
  MOST_AND_RAISED,
  noonOf,
  packNamed,
  quotaOf,
  refusalText,
  STEPS,
  stepsOf,
  visitTwice,
} from './acts.fixture.js';
import { type RuleWatch, watchRuleReads } from './ruleReads.fixture.js';

const PACK = packNamed('chifeng-work-safety-2016');
const HEALTH_OFFICER = officerOf('health');

let watch: RuleWatch;
let city: JointCity;
/** Visits under the bureau's rules, which hold here for both departments; one has two items, the other one. */
let drawn: DrawnVisits;
beforeAll(async () => {
  watch = watchRuleReads();
  city = await JointCity.open();
  await adoptPack(city, PACK);
  drawn = await drawnInForce(city, { quota: MOST_AND_RAISED });
});
afterAll(async () => {
  watch.stop();
  await city.close();
});
beforeEach(async () => {
  city.now = noonOf('2026-05-18');
  fillPools(city);
  for (const id of [FIRE, HEALTH]) changeTask(city, id, { quota: MOST_AND_RAISED });
  await adoptPack(city, PACK);
});

const without = () => adoptRules(city, {});
const refusedPlan = (parts: object = {}) => refusalText(city, lead, CONVENE, { input: conveneInput(parts) });
const RESULTS = 'query ($id: ID!) { visit(id: $id) { items { legId result { results } } } }';

// A story: what happens earlier in the year counts later, and the end looks back on all of it.
describe('the rules of Chifeng, from first to last', { shuffle: false }, () => {
  it('三（一）3 an item without its content is not planned; without the rule it is', async () => {
    changeTask(city, HEALTH, { items: taskOf(HEALTH).items.map((item) => ({ ...item, content: ' ' })) });
    expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_ITEM_LIST.*CONTENT.*三（一）3/);
    await without();
    expect(await refusedPlan()).toBe('');
  });

  describe('三（二）1 several items of one subject are done in one visit', () => {
    it('three items, on one day', async () => {
      const visit = await drawn.take();
      await inspect(city, visit, 'fire-rescue');
      city.now = noonOf('2026-05-19');
      const another = { visitId: visit.id, officers: visit.crew.health };
      const { errors } = await tryTo(city, HEALTH_OFFICER, 'startVisit', another);
      expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_OTHER_DAY');
      expect(errors?.[0]?.message).toMatch(/三（二）1.*一次性完成检查/);
      city.now = noonOf('2026-05-18');
      expect((await inspect(city, visit, 'health')).status).toBe('COMPLETED');
      const { items } = (await city.data(lead, RESULTS, { id: visit.id })).visit;
      const done = items.filter(({ result }) => result !== null).map(({ legId }) => legId);
      expect(done.sort()).toEqual([FIRE, FIRE, HEALTH]);
    });

    it('legs that cannot meet are refused; without the rule the subject is visited twice', async () => {
      changeTask(city, HEALTH, { window: { first: '2026-09-01', last: '2026-10-31' } });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_ONE_VISIT.*三（二）1/);
      await without();
      expect(await refusedPlan()).toBe('');
    });
  });

  it('三（二）2 a leg that draws nobody has not the necessary coverage', async () => {
    changeTask(city, HEALTH, { quota: quotaOf({ '*': '0', RAISED: '50' }) });
    const freeze = async () => await frozen(city, await opened(city, await published(city)));
    const stopped = await freeze();
    expect(stopped).toMatchObject({ phase: 'FREEZING', progress: { state: 'STOPPED' } });
    expect(stopped.progress.error).toMatch(/necessary coverage: at least 1.*三（二）2/);
    await without();
    expect((await freeze()).phase).toBe('FROZEN');
  });

  it('三（二）4 what is filed is the record form, in no number of days; without the rule it is any report', async () => {
    const file = async (of: DrawnVisits) => {
      const visit = await of.take();
      await inspect(city, visit, 'health');
      const input = { visitId: visit.id, sections: [], completedOn: '2026-05-18' };
      return await actOn(city, HEALTH_OFFICER, 'fileReport', input);
    };
    const { reports, deadlines } = await file(drawn);
    expect(reports).toMatchObject([{ form: 'RECORD_FORM', covers: [{ id: 'health' }] }]);
    expect(deadlines.map(({ kind }) => kind)).toEqual(['DISCLOSURE']);
    await without();
    expect((await file(await drawnInForce(city))).reports).toMatchObject([{ form: 'REPORT' }]);
  });

  describe('三（二）6 results are disclosed promptly', () => {
    it('they are due soon from the first day; the nation’s rules alone leave them running', async () => {
      const disclosure = async (of: DrawnVisits) =>
        deadlineOf(await inspect(city, await of.take(), 'health'), 'DISCLOSURE');
      const due = { anchor: 'RESULT_RECORDED', anchorOn: '2026-05-18', due: '2026-06-15' };
      expect(await disclosure(drawn)).toMatchObject({ ...due, state: 'DUE_SOON' });
      await adoptPack(city, packNamed('national-baseline'));
      expect(await disclosure(await drawnInForce(city, { quota: MOST_AND_RAISED }))).toMatchObject({
        ...due,
        state: 'RUNNING',
      });
    });

    it('to everybody, once they are disclosed; not where the law keeps them', async () => {
      const [shown, kept] = [await drawn.take(), await drawn.take()];
      for (const visit of [shown, kept]) {
        for (const department of ['fire-rescue', 'health']) await inspect(city, visit, department);
      }
      city.now = noonOf('2026-07-02');
      const seen = async (id: string) => {
        const { items } = (await city.data(anyone, RESULTS, { id })).visit;
        return items.filter(({ result }) => result !== null).map(({ legId }) => legId);
      };
      expect(await seen(shown.id)).toEqual([]);
      const disclose = { kind: 'RESULTS' };
      await actOn(city, HEALTH_OFFICER, 'discloseResults', { ...disclose, visitId: shown.id });
      await actOn(city, HEALTH_OFFICER, 'discloseResults', {
        ...disclose,
        visitId: kept.id,
        notPublic: 'STATE_SECRET',
      });
      expect(await seen(shown.id)).toEqual([HEALTH]);
      expect(await seen(kept.id)).toEqual([]);
    });
  });

  it('三（二）4 steps are recorded, and internal', async () => {
    const steps = await stepsOf(city, lead, drawn.planId);
    expect(steps).toEqual(expect.arrayContaining(['plan.convene', 'draw.execute', 'visit.results']));
    expect(await refusalText(city, anyone, STEPS, { id: drawn.planId })).toMatch(/^OV_KIT_FORBIDDEN/);
  });

  it('三（二）1 against too many inspections: two visits to a subject in a day raise an alert', async () => {
    await visitTwice(city, 'fire-rescue', subjectOf(5));
    const citation = expect.arrayContaining([{ article: '三（二）1' }]);
    const alert = { kind: 'MANY_VISITS', subjectId: subjectOf(5), per: 'DAY', visits: 2, most: 1, citation };
    expect(await alertsOf(city, officerOf('fire-rescue'), 2026)).toContainEqual(expect.objectContaining(alert));
    await without();
    expect(await alertsOf(city, officerOf('fire-rescue'), 2026)).toEqual([]);
  });

  describe('what the nation’s rules add', () => {
    it('two officers with certificates, and more of whoever is complained of', async () => {
      const visit = await drawn.take();
      const alone = { visitId: visit.id, officers: visit.crew.health?.slice(0, 1) };
      expect(await refusalOf(city, HEALTH_OFFICER, 'startVisit', alone)).toBe('OV_JOINT_OFFICERS_FEWEST');
      const both = { visitId: visit.id, officers: visit.crew.health ?? [] };
      const { starts } = await actOn(city, HEALTH_OFFICER, 'startVisit', both);
      expect(starts).toMatchObject([{ notice: null, certificateValidTo: '2026-06-30' }]);
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '20' }) });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RAISED_RATIO.*二（三）/);
    });

    it('nobody is told beforehand, and inspectors step back in either form', async () => {
      expect(await refusedPlan({ disclosure: 'AT_DRAW' })).toMatch(/^OV_JOINT_DISCLOSURE_EARLY.*二（四）/);
      const { swapped, replaced } = await changeHands(city, drawn.drawId);
      expect([swapped.length, replaced.length > 0]).toEqual([2, true]);
    });
  });

  it('every rule of the pack was read by what acts', () => {
    expect(watch.unread(PACK)).toEqual([]);
  });
});
