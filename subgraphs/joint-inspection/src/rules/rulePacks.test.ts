import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { convened, FIRE, fillPools, HEALTH, taskOf } from '../jointDraws.fixture.js';

const LOAD = `mutation ($input: LoadRulePackInput!) { pack: loadRulePack(input: $input) {
  id hash inherits { pack version } inForce { first last } rules { kind unset { field } citations { pack article } } } }`;
const ADOPT = 'mutation ($input: AdoptRulePackInput!) { pack: adoptRulePack(input: $input) { id } }';
const IN_FORCE = `query ($kind: String!, $on: Date!, $department: ID) {
  ruleInForce(kind: $kind, on: $on, department: $department) { packId rule { kind parameters citations { article } } } }`;

/** A pack of a city's own, which sets what Changzhou's scan lost. */
const OWN = `
pack: our-water
version: 1
title: { zh: 本区水利细则, en: Our water rules }
jurisdiction: { name: { zh: 本区, en: Our district }, division: "320402", department: water }
extends: { pack: changzhou-water-2018, version: 1 }
inForce: { from: 2020-01-01 }
documents:
  - { id: our-original, title: 原件, issuer: 本区水利局, date: 2018-01-19 }
rules:
  visit-cap:
    cite: [{ document: our-original, article: 四1, text: 一年内对同一市场主体的抽查原则上不超过3次。 }]
    set: { most: 3 }
`;

interface SeenRule {
  readonly kind: string;
  readonly unset: readonly object[];
  readonly citations: readonly { readonly pack: string }[];
}
interface SeenPack {
  readonly id: string;
  readonly hash: string;
  readonly source: string;
  readonly inherits: readonly object[];
  readonly rules: readonly SeenRule[];
}
interface InForce {
  readonly ruleInForce: { readonly packId: string; readonly rule: { readonly parameters: string } };
}

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
  await city.data(lead, LOAD, { input: { text: OWN } });
});
afterAll(() => city.close());

describe('the packs that come along', () => {
  it('are there, each rule with its citation, for everybody', async () => {
    const query = '{ rulePacks { id source rules { kind summary { zh } citations { article text } } } }';
    const { rulePacks } = await city.data<{ rulePacks: SeenPack[] }>(anyone, query);
    const ids = rulePacks.map(({ id }) => id);
    for (const name of [
      'karamay-2016',
      'xinyang-2019',
      'changzhou-water-2018',
      'luohe-civil-air-defence-2019',
      'chifeng-work-safety-2016',
    ]) {
      expect(ids).toContain(`${name}@1`);
    }
    for (const pack of rulePacks) {
      expect(pack.source).toContain('rules:');
      expect(pack.rules.every((rule) => rule.citations.length > 0)).toBe(true);
    }
  });

  it('are kept once, however often processes start', async () => {
    const before = await city.database.rulePackVersion.count();
    await city.stop();
    await city.start();
    expect(await city.database.rulePackVersion.count()).toBe(before);
  });
});

describe('loadRulePack', () => {
  it('loads a pack that sets what a document lost, with both citations; the same once more changes nothing', async () => {
    const { pack } = await city.data<{ pack: SeenPack }>(lead, LOAD, { input: { text: OWN } });
    expect(pack).toMatchObject({ id: 'our-water@1', inForce: { first: '2020-01-01', last: null } });
    expect(pack.inherits[0]).toEqual({ pack: 'changzhou-water-2018', version: 1 });
    const cap = pack.rules.find(({ kind }) => kind === 'visit-cap');
    expect(cap?.unset).toEqual([]);
    expect(cap?.citations.map(({ pack: name }) => name).sort()).toEqual(['changzhou-water-2018', 'our-water']);
    expect((await city.data<{ pack: SeenPack }>(lead, LOAD, { input: { text: OWN } })).pack.hash).toBe(pack.hash);
    expect(await city.database.ledgerEntry.count({ where: { action: 'rules.load' } })).toBe(1);
  });

  it('refuses another text for a version that is there, and names every fault with line and column', async () => {
    const changed = OWN.replace('most: 3', 'most: 4');
    expect(await city.refusal(lead, LOAD, { input: { text: changed } })).toBe('OV_RULES_PACK_INVALID');
    const wrong = OWN.replace('our-water', 'other')
      .replace('most: 3', 'most: 30, mots: 3')
      .replace('article: 四1, ', '');
    const { errors } = await city.ask(lead, LOAD, { input: { text: wrong, fileName: 'other.yaml' } });
    expect(errors?.[0]?.extensions.code).toBe('OV_RULES_PACK_INVALID');
    const places = errors?.[0]?.extensions.problems as { file: string; line: number; column: number }[];
    expect(places.length).toBeGreaterThanOrEqual(2);
    expect(places.every(({ file, line, column }) => file === 'other.yaml' && line > 1 && column > 0)).toBe(true);
    expect(await city.database.rulePackVersion.count({ where: { pack: 'other' } })).toBe(0);
  });

  it('is for leads', async () => {
    for (const viewer of [anyone, auditor, officerOf('water')]) {
      expect(await city.refusal(viewer, LOAD, { input: { text: OWN } })).toBe('OV_KIT_FORBIDDEN');
    }
  });
});

describe('adoptRulePack', () => {
  it('puts a pack in force for a department from a day on; a plan pins it', async () => {
    const rule = async (on: string) =>
      (await city.data<InForce>(anyone, IN_FORCE, { kind: 'visit-cap', on, department: 'water' })).ruleInForce;
    expect(await rule('2026-05-01')).toBeNull();
    await city.data(lead, ADOPT, { input: { packId: 'our-water@1', department: 'water', from: '2026-04-01' } });
    expect(await rule('2026-03-31')).toBeNull();
    expect(await rule('2026-05-01')).toMatchObject({ packId: 'our-water@1' });
    expect(JSON.parse((await rule('2026-05-01')).rule.parameters)).toMatchObject({ most: 3 });
    await city.data(lead, ADOPT, { input: { packId: 'xinyang-2019@1', from: '2026-04-01' } });
    city.now = new Date('2026-05-02T04:00:00Z');
    const { errors } = await city.ask(
      lead,
      'mutation ($input: ConveneJointPlanInput!) { conveneJointPlan(input: $input) { id } }',
      {
        input: {
          title: '联合抽查',
          year: 2026,
          initiator: 'fire-rescue',
          taskIds: ['fire-rescue:task:T1', 'health:task:T1'],
        },
      },
    );
    // What Xinyang's pack inherits leaves no credit class without a chance; the task here knows A and B alone.
    expect(errors?.[0]?.extensions.code).toBe('OV_JOINT_RULE_CLASS_ZERO');
  });

  it.each([
    ['a pack that is not loaded', { packId: 'none@1', from: '2026-01-01' }, 'OV_JOINT_UNKNOWN_RULE_PACK'],
    [
      'a department that is not registered',
      { packId: 'xinyang-2019@1', department: 'tax', from: '2026-01-01' },
      'OV_JOINT_UNKNOWN_DEPARTMENT',
    ],
    [
      'a day on which it is not in force',
      { packId: 'xinyang-2019@1', from: '2019-01-01' },
      'OV_JOINT_RULE_PACK_NOT_IN_FORCE',
    ],
    [
      'another department’s',
      { packId: 'our-water@1', department: 'health', from: '2026-01-01' },
      'OV_JOINT_RULE_PACK_OTHER_DEPARTMENT',
    ],
    [
      'a department’s for the city',
      { packId: 'our-water@1', from: '2026-01-01' },
      'OV_JOINT_RULE_PACK_OTHER_DEPARTMENT',
    ],
  ])('refuses %s', async (_what, input, code) => {
    expect(await city.refusal(lead, ADOPT, { input })).toBe(code);
  });

  it('shows what a plan has pinned', async () => {
    await city.database.ruleAdoption.deleteMany({});
    await city.data(lead, ADOPT, { input: { packId: 'national-baseline@1', from: '2026-04-01' } });
    // The nation's rules ask for a higher ratio of those with complaints.
    const quota = [{ stratum: 'RAISED', count: null, percent: '80', min: null, max: null }];
    city.double('fire-rescue').tasks.set(FIRE, taskOf(FIRE, { quota }));
    city.double('health').tasks.set(HEALTH, taskOf(HEALTH, { quota }));
    const id = await convened(city);
    const query = 'query ($id: ID!) { jointPlan(id: $id) { rules { department { id } pack { id } } } }';
    expect((await city.data<{ jointPlan: { rules: object[] } }>(lead, query, { id })).jointPlan.rules).toEqual([
      { department: null, pack: { id: 'national-baseline@1' } },
    ]);
  });
});

it('ruleInForce refuses a kind that there is not, and names those that there are', async () => {
  const { errors } = await city.ask(anyone, IN_FORCE, { kind: 'visit-cup', on: '2026-01-01' });
  expect(errors?.[0]?.message).toMatch(/visit-cup.*visit-cap/);
});

it('rulePackDiff tells what one says otherwise than another', async () => {
  const query = `query ($from: ID!, $to: ID!) { rulePackDiff(from: $from, to: $to) {
    text rules { kind change parameters { path before after } citationsAdded { pack } citationsRemoved { pack } } } }`;
  const packs = { from: 'changzhou-water-2018@1', to: 'our-water@1' };
  const { rulePackDiff } = await city.data<{ rulePackDiff: { text: string; rules: object[] } }>(anyone, query, packs);
  expect(rulePackDiff.rules).toMatchObject([
    {
      kind: 'visit-cap',
      change: 'CHANGED',
      parameters: [{ path: 'most', after: '3' }],
      citationsAdded: [{ pack: 'our-water' }],
    },
  ]);
  expect(rulePackDiff.text).toContain('changzhou-water-2018');
});
