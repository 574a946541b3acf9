import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  agreed,
  CONVENE,
  convened,
  conveneInput,
  drawn as drawPlan,
  entryOf,
  FIRE,
  fillPools,
  frozen,
  HEALTH,
  MOVE,
  opened,
  passed,
  published,
  subjectOf,
  taskOf,
} from '../jointDraws.fixture.js';
import { adoptPack, adoptRules } from '../rules/adoptedRules.fixture.js';
import { contentOf } from '../rules/PlanRules.js';
import {
  actOn,
  type DrawnVisits,
  deadlineOf,
  drawnInForce,
  recordAll,
  refusalOf,
} from '../visits/jointVisits.fixture.js';
import {
  alertsOf,
  changeHands,
  changeTask,
  inspect,
  itemTargetOf,
  MOST_AND_RAISED,
  noonOf,
  OUTSIDE,
  packNamed,
  quotaOf,
  refusalText,
  STEPS,
  startAll,
  stepsOf,
  visitTwice,
} from './acts.fixture.js';
import { type RuleWatch, watchRuleReads } from './ruleReads.fixture.js';

const PACK = packNamed('xinyang-2019');
const HEALTH_OFFICER = officerOf('health');

let watch: RuleWatch;
let city: JointCity;
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
const itemsOf = (id: string, parts: object) => taskOf(id).items.map((item) => ({ ...item, ...parts }));
const KEY = { itemClass: 'KEY', ratioLimit: null } as const;

// A story: what happens earlier in the year counts later, and the end looks back on all of it.
describe('the rules of Xinyang, from first to last', { shuffle: false }, () => {
  describe('二（二） key and general items', () => {
    it('a general item needs an upper limit of its ratio, and a plan above it is refused', async () => {
      changeTask(city, HEALTH, { items: itemsOf(HEALTH, { ratioLimit: null }) });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_RATIO_LIMIT.*二（二）第二款/);
      const over = { items: itemsOf(HEALTH, { ratioLimit: '5' }), quota: quotaOf({ '*': '20', RAISED: '30' }) };
      changeTask(city, HEALTH, over);
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_RATIO_OVER.*health:item:I1.*二（二）第二款/);
      await without();
      expect(await refusedPlan()).toBe('');
    });

    it('what shows in the real strata alone is refused at the freeze, with what would resolve it', async () => {
      const quota = quotaOf({ A: '1', B: '50', C: '60', D: '80', RAISED: '100' });
      changeTask(city, FIRE, { quota, items: itemsOf(FIRE, { ratioLimit: '5' }) });
      const freeze = async () => await frozen(city, await opened(city, await published(city)));
      const stopped = await freeze();
      expect(stopped).toMatchObject({ phase: 'FREEZING', progress: { state: 'STOPPED' } });
      expect(stopped.progress.error).toMatch(/50% of stratum "B" \(20 subjects\), which is 10/);
      expect(stopped.progress.error).toMatch(/item "fire-rescue:item:I1", 5 %, which is 2.*二（二）第二款/);
      await without();
      expect((await freeze()).phase).toBe('FROZEN');
    });

    it('key items at 100 % are visited in batches whose order the lot decides; general items are not', async () => {
      const entries = Array.from({ length: 10 }, (_, number) => entryOf(number));
      for (const id of [FIRE, HEALTH]) {
        changeTask(city, id, { quota: quotaOf({ '*': '100', RAISED: '100' }) });
        city.double(id.split(':')[0] ?? '').entries.set(id, entries);
      }
      expect(await refusedPlan({ batches: 4 })).toMatch(/^OV_JOINT_RULE_BATCHES.*二（二）第二款/);
      for (const id of [FIRE, HEALTH]) changeTask(city, id, { items: itemsOf(id, KEY) });
      const { drawId } = await drawPlan(city, { batches: 4 });
      const query = 'query ($id: ID!) { draw(id: $id) { visits { nodes { key batch } } } }';
      const { draw } = await city.data(lead, query, { id: drawId });
      const nodes = draw.visits.nodes as unknown as readonly { readonly key: string; readonly batch: number }[];
      const sizes = [1, 2, 3, 4].map((number) => nodes.filter(({ batch }) => batch === number).length);
      expect(sizes).toEqual([3, 2, 3, 2]);
      const rows = await city.database.visit.findMany({ where: { drawId }, orderBy: { position: 'asc' } });
      const batches = rows.map(({ key }) => nodes.find((node) => node.key === key)?.batch);
      expect(batches).toEqual([1, 1, 1, 2, 2, 3, 3, 3, 4, 4]);
      await without();
      expect(await refusedPlan({ batches: 4 })).toMatch(/^OV_JOINT_RULE_NO_BATCHES/);
    });

    it('an item states on what basis it is checked', async () => {
      changeTask(city, HEALTH, { items: itemsOf(HEALTH, { basis: [] }) });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_ITEM_LIST.*BASIS.*二（二）第一款/);
      await without();
      expect(await refusedPlan()).toBe('');
    });
  });

  describe('二（三） and 二（六） conditions, and credit classes', () => {
    it('draws may be directed, by trade and by what officers are expert in', async () => {
      const condition = { kinds: null, tags: null, divisions: null, industries: ['hotel'] };
      const crew = { size: 2, specialties: ['消防'], district: 'ANY' as const };
      changeTask(city, HEALTH, { condition, crew, items: itemsOf(HEALTH, { specialised: true }) });
      const id = await convened(city);
      const query = 'query ($id: ID!) { jointPlan(id: $id) { legs { id directed } } }';
      const { legs } = (await city.data(lead, query, { id })).jointPlan;
      expect(legs).toEqual([
        { id: FIRE, directed: false },
        { id: HEALTH, directed: true },
      ]);
    });

    it('no class is without any chance, and a riskier one has no smaller ratio', async () => {
      changeTask(city, FIRE, { quota: quotaOf({ A: '0', B: '10', C: '50', D: '80', RAISED: '90' }) });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_CLASS_ZERO.*二（六）/);
      await without();
      expect(await refusedPlan()).toBe('');
      changeTask(city, FIRE, { quota: quotaOf({ A: '1', B: '60', C: '50', D: '80', RAISED: '90' }) });
      expect(await refusedPlan()).toBe('');
      await adoptPack(city, PACK);
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_CLASS_ORDER.*二（六）/);
      changeTask(city, FIRE, { quota: quotaOf({ A: '1', B: '10', C: '50', D: '80', RAISED: '90' }) });
      expect(await refusedPlan()).toBe('');
    });
  });

  describe('二（四） plans', () => {
    const COMPLETE = 'mutation ($input: CompletePlanStepInput!) { completePlanStep(input: $input) { step state } }';
    const CALENDAR = 'query { planCalendar(year: 2026) { step state doneOn jointPlan { id } } }';

    it('go before the conference, are filed with the government, and are published, in this order', async () => {
      const planId = await convened(city);
      await agreed(city, planId);
      const move = (to: string, parts: object = {}) => ({ input: { planId, to, ...parts } });
      for (const early of ['FILED', 'PUBLISHED']) {
        expect(await refusalText(city, lead, MOVE, move(early))).toMatch(/^OV_JOINT_PLAN_NO_MOVE.*AT_CONFERENCE/);
      }
      await passed(city, planId);
      interface Calendar {
        readonly planCalendar: readonly { readonly jointPlan: { readonly id: string } }[];
      }
      const steps = async () =>
        (await city.data<Calendar>(lead, CALENDAR)).planCalendar.filter(({ jointPlan }) => jointPlan.id === planId);
      const doneOn = city.now.toISOString().slice(0, 10);
      expect(await steps()).toEqual(
        ['CONFERENCE', 'FILE', 'PUBLISH'].map((step) => ({ step, state: 'DONE', doneOn, jointPlan: { id: planId } })),
      );
      const input = { year: 2026, plan: 'JOINT', step: 'FILE', on: doneOn };
      expect(await refusalText(city, lead, COMPLETE, { input })).toMatch(/^OV_JOINT_PLAN_STEP_MOVES.*moveJointPlan/);
      await without();
      expect(await steps()).toEqual([]);
    });

    it('are convened by who takes part, and their legs meet', async () => {
      expect(await refusedPlan({ initiator: 'water' })).toMatch(/^OV_JOINT_RULE_INITIATOR.*二（四）/);
      changeTask(city, HEALTH, { window: { first: '2026-09-01', last: '2026-10-31' } });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_ONE_VISIT.*进一次门、查多项事/);
      await without();
      expect(await refusedPlan()).toBe('');
    });
  });

  describe('二（五）, 二（六） results', () => {
    it('are disclosed within 20 working days of the result, whenever the inspection was', async () => {
      const visit = await drawn.take();
      await startAll(city, visit, 'health');
      city.now = noonOf('2026-05-20');
      const seen = await recordAll(city, visit, 'health', '2026-05-18', { determinedOn: '2026-05-20' });
      const due = {
        anchor: 'RESULT_RECORDED',
        anchorOn: '2026-05-20',
        within: 20,
        due: '2026-06-17',
        state: 'RUNNING',
      };
      expect(deadlineOf(seen, 'DISCLOSURE')).toMatchObject(due);
      const disclose = { visitId: visit.id, kind: 'RESULTS', notPublic: 'OTHER_LAW' };
      const { disclosures, deadlines } = await actOn(city, HEALTH_OFFICER, 'discloseResults', disclose);
      expect(disclosures).toMatchObject([{ notPublic: 'OTHER_LAW' }]);
      expect(deadlines).toMatchObject([{ state: 'MET' }]);
      const input = { visitId: visit.id, sections: [], completedOn: '2026-05-20' };
      expect((await actOn(city, HEALTH_OFFICER, 'fileReport', input)).reports).toMatchObject([
        { covers: [{ id: 'health' }] },
      ]);
    });

    const LOAD = 'mutation ($input: LoadRulePackInput!) { pack: loadRulePack(input: $input) { id } }';
    const RECOGNISE = `mutation ($input: RecogniseResultInput!) {
    recognised: recogniseResult(input: $input) { id validTo } }`;
    /** What the city would publish once it has decided for how many days a conclusion holds. */
    const EXTENDING = `
pack: xinyang-recognition
version: 1
title: { zh: 信阳市检查结果互认办法, en: Recognition of results in Xinyang }
jurisdiction: { name: { zh: 信阳市, en: Xinyang }, division: "411500" }
extends: { pack: xinyang-2019, version: 1 }
inForce: { from: 2020-01-01 }
documents:
  - { id: recognition, title: 检查结果互认办法, issuer: 信阳市联席会议, date: 2020-01-01 }
rules:
  mutual-recognition:
    cite: [{ document: recognition, article: 第三条, text: 检查结论自检查之日起90日内有效。 }]
    set: { validDays: 90 }
`;

    it('are recognised by other departments, once somebody sets how long they hold', async () => {
      const visit = await drawn.take();
      await inspect(city, visit, 'fire-rescue');
      const cited = { citedVisitId: visit.id, citedPlannedItemId: visit.items['fire-rescue']?.[0] };
      const input = { subjectId: visit.subjectId, itemId: 'health:item:I1', ...cited };
      const recognise = () => refusalText(city, HEALTH_OFFICER, RECOGNISE, { input });
      expect(await recognise()).toMatch(/^OV_RULES_VALUE_UNSET.*validDays.*does not say how long.*1.*366/);
      await city.data(lead, LOAD, { input: { text: EXTENDING, fileName: 'xinyang-recognition.yaml' } });
      const where = { id: 'xinyang-recognition@1' };
      await adoptPack(city, contentOf(await city.database.rulePackVersion.findUniqueOrThrow({ where })));
      const { recognised } = await city.data(HEALTH_OFFICER, RECOGNISE, { input });
      expect(recognised).toMatchObject({ validTo: '2026-08-16' });

      const standings = async () => {
        const id = await opened(city, await published(city));
        expect((await frozen(city, id)).phase).toBe('FROZEN');
        const query =
          'query ($id: ID!) { draw(id: $id) { standings { standing legId rule count citation { article } } } }';
        return (await city.data(anyone, query, { id })).draw.standings;
      };
      const citation = expect.arrayContaining([{ article: '二（六）' }, { article: '第三条' }]);
      const given = { standing: 'RECOGNISED', legId: HEALTH, rule: 'mutual-recognition', count: 1 };
      expect(await standings()).toEqual([{ ...given, citation }]);
      await without();
      expect(await standings()).toEqual([]);
      expect(await recognise()).toMatch(/^OV_JOINT_NO_RECOGNITION/);
    });
  });

  it('二（七） complaints are followed at once, outside the lot, with their source; what is not listed is by lot', async () => {
    const visit = { subjectId: subjectOf(3), itemIds: ['health:item:I1'], inspectedOn: '2026-05-18' };
    const evidence = { text: '12345 热线 20260518-7' };
    const record = (source: string) => ({ input: { ...visit, source, evidence } });
    const { filed } = await city.data(HEALTH_OFFICER, OUTSIDE, record('COMPLAINT'));
    expect(filed).toMatchObject({ source: 'COMPLAINT', kind: 'CASE', inspectedOn: '2026-05-18', evidence });
    expect(await refusalText(city, HEALTH_OFFICER, OUTSIDE, record('LEGAL_NON_RANDOM'))).toMatch(
      /^OV_JOINT_BY_LOT.*LEGAL_NON_RANDOM.*二（七）/,
    );
    await without();
    expect(await refusalText(city, HEALTH_OFFICER, OUTSIDE, record('LEGAL_NON_RANDOM'))).toBe('');
  });

  it('一 all items are inspected at random by the end of 2020', async () => {
    const target = { percent: '100', by: '2020-12-31', share: { numerator: 9, denominator: 10, percent: '90.00' } };
    expect(await itemTargetOf(city, 'health', [9, 10], '2020-06-01')).toMatchObject({ ...target, met: false });
    await without();
    expect(await itemTargetOf(city, 'health', [9, 10], '2020-06-01')).toBeNull();
  });

  it('二（一） steps are on the ledger, and internal', async () => {
    expect(await stepsOf(city, lead, drawn.planId)).toEqual(expect.arrayContaining(['plan.convene', 'draw.execute']));
    expect(await refusalText(city, officerOf('health'), STEPS, { id: drawn.planId })).toMatch(/^OV_KIT_FORBIDDEN/);
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

    it('nobody is told beforehand, inspectors step back in either form, and many visits raise an alert', async () => {
      expect(await refusedPlan({ disclosure: 'AT_DRAW' })).toMatch(/^OV_JOINT_DISCLOSURE_EARLY.*二（四）/);
      const { swapped, replaced } = await changeHands(city, drawn.drawId);
      expect([swapped.length, replaced.length > 0]).toEqual([2, true]);
      await visitTwice(city, 'health', subjectOf(5));
      const alert = { kind: 'MANY_VISITS', subjectId: subjectOf(5), per: 'DAY', visits: 2, most: 1 };
      expect(await alertsOf(city, lead, 2026)).toContainEqual(expect.objectContaining(alert));
    });
  });

  it('every rule of the pack was read by what acts', () => {
    expect(watch.unread(PACK)).toEqual([]);
  });
});
