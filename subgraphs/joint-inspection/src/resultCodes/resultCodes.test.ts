import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyone, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { type DrawnVisits, drawnVisits, type JointVisit, memberOf } from '../visits/jointVisits.fixture.js';

const RECORD = `mutation ($input: RecordResultsInput!) { visit: recordResults(input: $input) {
  items { result { results entered { codeSystem version code text } } } } }`;
const LOAD = `mutation ($input: LoadResultCodesInput!) { loaded: loadResultCodes(input: $input) {
  id department { id } codes { code text result status } } }`;
const SYSTEMS = `query ($name: String) { resultCodeSystems(codeSystem: $name) {
  id department { id } sources { title url } codes { code text result status unmapped { zh } } } }`;
const ENTERED = 'query ($id: ID!) { visit(id: $id) { items { result { entered { code } } } } }';

const HEALTH = officerOf('health');
const FIRE = officerOf('fire-rescue');

let city: JointCity;
let drawn: DrawnVisits;
beforeAll(async () => {
  city = await JointCity.open();
  drawn = await drawnVisits(city, {}, { convene: { disclosure: 'AT_DRAW' } });
  city.now = new Date('2026-05-20T04:00:00Z');
});
afterAll(() => city.close());

const recording = (visit: JointVisit, department: string, parts: object) => {
  const items = [{ plannedItemId: visit.items[department]?.[0], findings: '检查情况', ...parts }];
  return { input: { visitId: visit.id, inspectedOn: '2026-05-18', items } };
};
const random = (code: string, version = '2') => ({ codeSystem: 'zhejiang-random-inspection', code, version });

const file = (version: string, codes: string, codeSystem = 'our-health') => ({
  fileName: 'ours.yaml',
  text: `codeSystem: ${codeSystem}
version: "${version}"
title: { zh: 本部门代码, en: Our codes }
sources: [{ title: 本部门字典 }]
codes:
${codes}`,
});
const ROW = '  - { code: "01", text: 合格, result: NO_PROBLEM }\n';

it('takes codes of a system in a version, and keeps them beside what they map to', async () => {
  const visit = await drawn.take();
  const coded = [random('3'), random('5'), random('B')];
  const { visit: seen } = await city.data(memberOf(visit, 'health'), RECORD, recording(visit, 'health', { coded }));
  const result = seen.items.map((item) => item.result).find((each) => each !== null);
  expect(result).toEqual({
    results: ['FOLLOW_UP_PENDING', 'NOT_PUBLISHED'],
    entered: [
      { ...random('3'), text: '违反食品药品管理相关规定' },
      { ...random('5'), text: '违反其他部门相关规定' },
      { ...random('B'), text: '未按规定公示应当公示的信息' },
    ],
  });
  expect(await city.refusal(anyone, ENTERED, { id: visit.id })).toBe('OV_KIT_FORBIDDEN');
  const step = await city.database.ledgerEntry.findFirstOrThrow({ where: { target: visit.id } });
  expect(JSON.parse(step.detail)).toMatchObject({ items: [{ results: ['FOLLOW_UP_PENDING', 'NOT_PUBLISHED'] }] });
  const given = await city.data(FIRE, RECORD, recording(visit, 'fire-rescue', { results: ['NO_PROBLEM'] }));
  expect(given.visit.items.flatMap(({ result: each }) => each?.entered.length ?? []).sort()).toEqual([0, 3]);
});

it.each([
  [
    'a bare digit, with what it means where',
    [{ code: '2' }],
    'OV_JOINT_CODE_BARE',
    /publicity-check@1 未按规定公示即时信息; .*inspection@1 违反工商/,
  ],
  ['a digit without version', [{ codeSystem: 'national', code: '2' }], 'OV_JOINT_CODE_BARE', /codeSystem and version/],
  [
    'a version that is not there',
    [random('1', '3')],
    'OV_JOINT_CODE_SYSTEM',
    /national@1, .*zhejiang-random-inspection@2/,
  ],
  ['a code that is not there', [random('Z')], 'OV_JOINT_CODE_UNKNOWN', /1 未发现问题; 2 /],
  ['a code of the other version', [random('B', '1')], 'OV_JOINT_CODE_UNKNOWN', /@1/],
  ['a deregistration', [random('9')], 'OV_JOINT_CODE_STATUS', /注销.*registrationStatus/],
  ['that the subject moved away', [random('12')], 'OV_JOINT_CODE_STATUS', /迁出.*recordVisitOutcome, MOVED/],
  ['a clean one beside a problem', [random('1'), random('3')], 'OV_JOINT_RESULT_CONTRADICTS', /NO_PROBLEM/],
])('refuses %s', async (_, coded, code, message) => {
  const visit = await drawn.take();
  const { errors } = await city.ask(HEALTH, RECORD, recording(visit, 'health', { coded }));
  expect(errors?.[0]?.extensions.code).toBe(code);
  expect(errors?.[0]?.message).toMatch(message);
  expect(await city.database.result.count({ where: { visitId: visit.id } })).toBe(0);
});

it('refuses both at once, and neither', async () => {
  const visit = await drawn.take();
  const both = recording(visit, 'health', { results: ['NO_PROBLEM'], coded: [random('1')] });
  expect(await city.refusal(HEALTH, RECORD, both)).toBe('OV_JOINT_CODES_AND_RESULTS');
  expect(await city.refusal(HEALTH, RECORD, recording(visit, 'health', {}))).toBe('OV_JOINT_RESULT_MISSING');
});

it('lets a department load its own list, which never changes, and which it alone enters results in', async () => {
  const input = file(
    '2026',
    `${ROW}  - { code: "99", text: 其他, unmapped: { zh: 含义不明, en: It can mean anything. } }\n`,
  );
  const { loaded } = await city.data(HEALTH, LOAD, { input });
  expect(loaded).toMatchObject({
    id: 'our-health@2026',
    department: { id: 'health' },
    codes: [{ result: 'NO_PROBLEM' }, {}],
  });
  expect((await city.data(HEALTH, LOAD, { input })).loaded).toEqual(loaded);
  expect(await city.database.ledgerEntry.count({ where: { target: 'our-health@2026' } })).toBe(1);
  expect(await city.refusal(HEALTH, LOAD, { input: file('2026', ROW) })).toBe('OV_JOINT_CODES_TAKEN');
  for (const viewer of [FIRE, lead]) {
    expect(await city.refusal(viewer, LOAD, { input: file('2027', ROW) })).toBe('OV_JOINT_CODES_OWNER');
  }
  expect(await city.refusal(HEALTH, LOAD, { input: file('2', ROW, 'national') })).toBe('OV_JOINT_CODES_OWNER');
  for (const viewer of [anyone, inspector('health:inspector:1')]) {
    expect(await city.refusal(viewer, LOAD, { input })).toBe('OV_KIT_FORBIDDEN');
  }
  expect((await city.data(lead, LOAD, { input: file('1', ROW, 'our-city') })).loaded.department).toBeNull();

  const visit = await drawn.take();
  const ours = (code: string) => ({ coded: [{ codeSystem: 'our-health', version: '2026', code }] });
  const mapped = await city.data(HEALTH, RECORD, recording(visit, 'health', ours('01')));
  expect(JSON.stringify(mapped)).toContain('"results":["NO_PROBLEM"]');
  expect(await city.refusal(FIRE, RECORD, recording(visit, 'fire-rescue', ours('01')))).toBe('OV_JOINT_CODE_SYSTEM');
  const other = await drawn.take();
  expect(await city.refusal(HEALTH, RECORD, recording(other, 'health', ours('99')))).toBe('OV_JOINT_CODE_UNMAPPED');
});

it('names every row that is wrong, and loads nothing', async () => {
  const bad = file('9', `${ROW}${ROW}  - { code: "02", text: 注销 }\n`);
  const { errors } = await city.ask(HEALTH, LOAD, { input: bad });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'OV_RULES_CODES_REFUSED',
    problems: [
      { place: 'ours.yaml:7:7', code: 'OV_RULES_CODES_TWICE' },
      { place: 'ours.yaml:8:7', code: 'OV_RULES_CODES_MEANING' },
    ],
  });
  expect(await city.database.resultCodeSystem.count({ where: { version: '9' } })).toBe(0);
});

it('shows everybody which systems there are, with sources and mappings', async () => {
  const { resultCodeSystems } = await city.data(anyone, SYSTEMS, { name: 'zhejiang-random-inspection' });
  expect(resultCodeSystems).toMatchObject([
    {
      id: 'zhejiang-random-inspection@1',
      department: null,
      sources: [{ title: expect.stringContaining('spotcheck_main.js') }, {}],
    },
    { id: 'zhejiang-random-inspection@2', department: null },
  ]);
  const nine = { code: '9', text: '注销', result: null, status: 'DEREGISTERED', unmapped: null };
  expect(resultCodeSystems[0]?.codes).toContainEqual(nine);
});
