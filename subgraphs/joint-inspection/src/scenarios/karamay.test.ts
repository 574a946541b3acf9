import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import {
  CONVENE,
  conveneInput,
  drawn as drawPlan,
  entryOf,
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
import {
  actOn,
  type DrawnVisits,
  deadlineOf,
  drawnInForce,
  type JointVisit,
  PENALTY,
  recordAll,
  refusalOf,
  tryTo,
} from '../visits/jointVisits.fixture.js';
import {
  alertsOf,
  changeHands,
  changeTask,
  inspect,
  itemTargetOf,
  MOST_AND_RAISED,
  noonOf,
  packNamed,
  quotaOf,
  refusalText,
  STEPS,
  startAll,
  stepsOf,
  visitTwice,
} from './acts.fixture.js';
import { type RuleWatch, watchRuleReads } from './ruleReads.fixture.js';

const PACK = packNamed('karamay-2016', 2);
const HEALTH_OFFICER = officerOf('health');
const WINTER = { window: { first: '2026-01-05', last: '2026-03-31' } };

let watch: RuleWatch;
let city: JointCity;
/** Visits of fire-rescue, with two items, and health, with one, drawn under the notice. */
let drawn: DrawnVisits;
beforeAll(async () => {
  watch = watchRuleReads();
  city = await JointCity.open();
  city.now = noonOf('2026-01-05');
  await adoptPack(city, PACK);
  drawn = await drawnInForce(city, { ...WINTER, quota: MOST_AND_RAISED });
});
afterAll(async () => {
  watch.stop();
  await city.close();
});
beforeEach(async () => {
  fillPools(city);
  for (const id of [FIRE, HEALTH]) changeTask(city, id, { quota: MOST_AND_RAISED });
  await adoptPack(city, PACK);
});

const without = () => adoptRules(city, {});
const refusedPlan = (parts: object = {}) => refusalText(city, lead, CONVENE, { input: conveneInput(parts) });

// A story: what happens earlier in the year counts later, and the end looks back on all of it.
describe('the rules of Karamay, from first to last', { shuffle: false }, () => {
  describe('正文首段、二、四: items inspected at random', () => {
    it.each([
      // Health is one of the eight departments that 二 names; fire-rescue is one of the others.
      ['health', 28, '2016-10-01', '70', '2016-11-30', true],
      ['health', 27, '2016-11-30', '70', '2016-11-30', false],
      ['fire-rescue', 20, '2016-10-01', '50', '2016-11-30', true],
      ['fire-rescue', 19, '2016-10-01', '50', '2016-11-30', false],
      ['health', 39, '2016-12-01', '100', '2017-12-31', false],
      ['fire-rescue', 40, '2017-12-31', '100', '2017-12-31', true],
    ] as const)(
      '%s has %i of 40 on %s: %s percent are due by %s, reached: %s',
      async (code, byLot, on, percent, by, met) => {
        const target = await itemTargetOf(city, code, [byLot, 40], on);
        expect(target).toMatchObject({ percent, by, met, share: { numerator: byLot, denominator: 40 } });
        expect(target?.citations.map(({ article }) => article)).toEqual(['正文首段', '二', '四']);
      },
    );

    it('are shown against nothing without the rule', async () => {
      await without();
      expect(await itemTargetOf(city, 'health', [28, 40], '2016-10-01')).toBeNull();
    });
  });

  it('三（一） an item without its method is not planned; without the rule it is', async () => {
    const items = taskOf(HEALTH).items.map((item) => ({ ...item, methods: [] }));
    changeTask(city, HEALTH, { items });
    expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_ITEM_LIST.*METHOD.*三（一）/);
    await without();
    expect(await refusedPlan()).toBe('');
  });

  describe('三（四） what is inspected, and how often', () => {
    it('a plan without a higher ratio for whoever is complained of is refused', async () => {
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '20' }) });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RAISED_RATIO.*三（四）.*加大随机抽查力度/);
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '20', RAISED: '20' }) });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RAISED_RATIO/);
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '20', RAISED: '80' }) });
      expect(await refusedPlan()).toBe('');
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '20' }) });
      await without();
      expect(await refusedPlan()).toBe('');
    });

    it('whoever is complained of, or of a special trade, stands in a stratum of their own, and more of them are drawn', async () => {
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '10', RAISED: '50' }) });
      const marked = (number: number) => (number % 2 === 0 ? ['COMPLAINTS' as const] : ['SPECIAL_TRADE' as const]);
      const entries = Array.from({ length: 20 }, (_, number) =>
        entryOf(number, number < 10 ? { marks: marked(number) } : { marks: ['PENALISED'] }),
      );
      city.double('health').entries.set(HEALTH, entries);
      const QUOTAS = 'query ($id: ID!) { draw(id: $id) { quotas { legId stratum eligible selected } } }';
      const quotas = async () => {
        const { drawId } = await drawPlan(city);
        const { draw } = await city.data(lead, QUOTAS, { id: drawId });
        return draw.quotas.filter((row) => (row as { legId: string }).legId === HEALTH);
      };
      expect(await quotas()).toMatchObject([
        { stratum: 'ALL', eligible: 10, selected: 1 },
        { stratum: 'RAISED', eligible: 10, selected: 5 },
      ]);
      await without();
      expect(await quotas()).toMatchObject([{ stratum: 'ALL', eligible: 20, selected: 2 }]);
    });

    it('a leg that draws nobody has not the necessary coverage', async () => {
      changeTask(city, HEALTH, { quota: quotaOf({ '*': '0', RAISED: '50' }) });
      const freeze = async () => await frozen(city, await opened(city, await published(city)));
      const stopped = await freeze();
      expect(stopped).toMatchObject({ phase: 'FREEZING', progress: { state: 'STOPPED' } });
      expect(stopped.progress.error).toMatch(/necessary coverage: at least 1.*三（四）/);
      await without();
      expect((await freeze()).phase).toBe('FROZEN');
    });
  });

  describe('三（五） two officers at the door, with certificates and the notice', () => {
    let visit: JointVisit;
    beforeAll(async () => {
      city.now = noonOf('2026-01-06');
      visit = await drawn.take();
    });
    const start = async (parts: object) => {
      const officers = visit.crew.health ?? [];
      const input = { visitId: visit.id, officers, notice: '检通〔2026〕7号', ...parts };
      const [error] = (await tryTo(city, HEALTH_OFFICER, 'startVisit', input)).errors ?? [];
      return error === undefined ? '' : `${error.extensions.code}: ${error.message}`;
    };

    it('a crew of one is not planned', async () => {
      const crew = { size: 1, specialties: [], district: 'ANY' as const };
      changeTask(city, HEALTH, { crew });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_OFFICERS.*三（五）/);
      await without();
      expect(await refusedPlan()).toBe('');
    });

    it('one officer is refused at the door, and two without the notice', async () => {
      expect(await start({ officers: visit.crew.health?.slice(0, 1) })).toMatch(
        /^OV_JOINT_OFFICERS_FEWEST.*三（五）.*不得少于两人/,
      );
      expect(await start({ notice: null })).toMatch(/^OV_JOINT_NOTICE.*行政检查通知书/);
      expect(
        await refusalOf(city, HEALTH_OFFICER, 'recordResults', {
          visitId: visit.id,
          inspectedOn: '2026-01-06',
          items: [{ plannedItemId: visit.items.health?.[0], results: ['NO_PROBLEM'] }],
        }),
      ).toBe('OV_JOINT_NOT_STARTED');
    });

    it('two with both begin the visit, and their certificates stand in it', async () => {
      const { starts } = await startAll(city, visit, 'health');
      const officers = (visit.crew.health ?? []).map((id) => {
        return { inspector: { id }, certificateNumber: `证${id.split(':').at(-1)}` };
      });
      expect(starts).toMatchObject([{ department: { id: 'health' }, officers, notice: '检通〔2026〕7号' }]);
    });
  });

  describe('四（三） several items of one subject are done in one visit', () => {
    it('of two departments and three items, on one day', async () => {
      city.now = noonOf('2026-01-07');
      const visit = await drawn.take();
      await inspect(city, visit, 'fire-rescue');
      city.now = noonOf('2026-01-08');
      const { errors } = await tryTo(city, HEALTH_OFFICER, 'startVisit', {
        visitId: visit.id,
        officers: visit.crew.health,
        notice: '检通〔2026〕8号',
      });
      expect(`${errors?.[0]?.extensions.code}: ${errors?.[0]?.message}`).toMatch(/^OV_JOINT_OTHER_DAY.*四（三）/);
      city.now = noonOf('2026-01-07');
      expect((await inspect(city, visit, 'health')).status).toBe('COMPLETED');
      const query = 'query ($id: ID!) { visit(id: $id) { items { legId result { results } } } }';
      const { items } = (await city.data(lead, query, { id: visit.id })).visit;
      expect(items.map(({ legId }) => legId).sort()).toEqual([FIRE, FIRE, HEALTH]);
      const input = { visitId: visit.id, sections: [], completedOn: '2026-01-07' };
      const { reports } = await actOn(city, HEALTH_OFFICER, 'fileReport', input);
      expect(reports).toMatchObject([{ covers: [{ id: 'health' }] }]);
    });

    it('legs that cannot meet are refused', async () => {
      changeTask(city, HEALTH, { window: { first: '2026-09-01', last: '2026-10-31' } });
      expect(await refusedPlan()).toMatch(/^OV_JOINT_RULE_ONE_VISIT.*四（三）.*一次性完成/);
      await without();
      expect(await refusedPlan()).toBe('');
    });

    it('the law office may coordinate a joint inspection in which it has no part, and nobody else', async () => {
      expect(await refusedPlan({ initiator: 'government-law-office' })).toBe('');
      expect(await refusedPlan({ initiator: 'water' })).toMatch(/^OV_JOINT_RULE_INITIATOR.*四（三）.*市政府法制办公室/);
      await without();
      expect(await refusedPlan({ initiator: 'government-law-office' })).toMatch(/^OV_JOINT_INITIATOR/);
    });
  });

  describe('三（六） what was found is disclosed', () => {
    it('a clean result within 20 working days of the end of the inspection, across the spring festival of 2026', async () => {
      city.now = noonOf('2026-02-12');
      const visit = await drawn.take();
      const seen = await inspect(city, visit, 'health');
      const due = { within: 20, state: 'RUNNING', anchor: 'INSPECTION_ENDED', due: '2026-03-18', provisional: false };
      const citations = expect.arrayContaining([{ article: '三（六）' }]);
      expect(seen.deadlines).toMatchObject([{ kind: 'DISCLOSURE', ...due, citations }]);
      city.now = noonOf('2026-03-18');
      const input = { visitId: visit.id, kind: 'RESULTS' };
      const disclosed = await actOn(city, HEALTH_OFFICER, 'discloseResults', input);
      expect(deadlineOf(disclosed, 'DISCLOSURE')).toMatchObject({ state: 'MET', closedOn: '2026-03-18' });
    });

    it('a penalty within 7 working days of its decision, or late; a trade secret need not be', async () => {
      city.now = noonOf('2026-02-12');
      const visit = await drawn.take();
      await inspect(city, visit, 'health', { results: ['FOLLOW_UP_PENDING'], findings: '无证经营' });
      const decision = '卫罚〔2026〕1号';
      const decided = { visitId: visit.id, decidedOn: '2026-02-12', penalty: PENALTY, decision };
      const seen = await actOn(city, HEALTH_OFFICER, 'recordPenaltyDecision', decided);
      expect(deadlineOf(seen, 'PENALTY_DISCLOSURE')).toMatchObject({ within: 7, due: '2026-02-28', state: 'RUNNING' });
      city.now = noonOf('2026-03-02');
      const input = { visitId: visit.id, kind: 'PENALTY', decision };
      const late = await actOn(city, HEALTH_OFFICER, 'discloseResults', input);
      expect(deadlineOf(late, 'PENALTY_DISCLOSURE')).toMatchObject({ state: 'MET_LATE' });
      const secret = { visitId: visit.id, kind: 'RESULTS', notPublic: 'TRADE_SECRET' };
      const { disclosures } = await actOn(city, HEALTH_OFFICER, 'discloseResults', secret);
      expect(disclosures).toContainEqual(expect.objectContaining({ kind: 'RESULTS', notPublic: 'TRADE_SECRET' }));
    });

    it('without the rule neither is due', async () => {
      await without();
      const free = await (await drawnInForce(city, WINTER)).take();
      await recordAll(city, free, 'health', '2026-02-12', { results: ['FOLLOW_UP_PENDING'], findings: '无证经营' });
      const decided = { visitId: free.id, decidedOn: '2026-02-12', penalty: PENALTY, decision: '卫罚〔2026〕2号' };
      expect((await actOn(city, HEALTH_OFFICER, 'recordPenaltyDecision', decided)).deadlines).toEqual([]);
    });
  });

  it('三（三） steps are on the ledger, and internal', async () => {
    const steps = await stepsOf(city, lead, drawn.planId);
    expect(steps).toEqual(expect.arrayContaining(['plan.convene', 'draw.freeze', 'draw.execute', 'visit.start']));
    expect(await refusalText(city, anyone, STEPS, { id: drawn.planId })).toMatch(/^OV_KIT_FORBIDDEN/);
  });

  it('三（四） of the nation’s limits: a subject who was visited twice in a day, an inspector who found nothing three times', async () => {
    city.now = noonOf('2026-03-10');
    const subjectId = subjectOf(39);
    await visitTwice(city, 'health', subjectId);
    const taken: JointVisit[] = [];
    const busiest = () => {
      const all = taken.flatMap(({ crew }) => crew.health ?? []);
      return all.find((id) => all.filter((other) => other === id).length === 3);
    };
    const before = await alertsOf(city, lead, 2026);
    expect(before).not.toContainEqual(expect.objectContaining({ kind: 'FRUITLESS' }));
    while (busiest() === undefined) taken.push(await drawn.take());
    for (const visit of taken.filter(({ crew }) => crew.health?.includes(busiest() ?? ''))) {
      for (const department of ['fire-rescue', 'health']) await inspect(city, visit, department);
    }
    const found = await alertsOf(city, lead, 2026);
    const citation = expect.arrayContaining([{ article: '三（四）' }]);
    expect(found).toContainEqual({
      kind: 'MANY_VISITS',
      subjectId,
      inspector: null,
      per: 'DAY',
      visits: 2,
      most: 1,
      citation,
    });
    const fruitless = {
      kind: 'FRUITLESS',
      subjectId: null,
      inspector: { id: busiest() },
      per: null,
      most: 2,
      citation,
    };
    // The visit of January, which found nothing either, may be a fourth of theirs.
    const visits = expect.toSatisfy((number: number) => number === 3 || number === 4);
    expect(found).toContainEqual({ ...fruitless, visits });
    await without();
    expect(await alertsOf(city, lead, 2026)).toEqual([]);
  });

  it('what the nation’s rules add: nobody is told beforehand, and inspectors step back in either form', async () => {
    expect(await refusedPlan({ disclosure: 'AT_DRAW' })).toMatch(/^OV_JOINT_DISCLOSURE_EARLY.*二（四）/);
    const { swapped, replaced } = await changeHands(city, drawn.drawId);
    expect(swapped).toHaveLength(2);
    expect(replaced.length).toBeGreaterThan(0);
  });

  it('every rule of the pack was read by what acts', () => {
    expect(watch.unread(PACK)).toEqual([]);
  });
});
