import { type JointListRow, jointListRows } from '@onevisit/rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead } from '../jointCity.fixture.js';
import { CONVENE, conveneInput, fillPools } from '../jointDraws.fixture.js';
import { checkListedInitiators } from './listRow.js';

const rowBy = (initiator: string): JointListRow => {
  const row = jointListRows().find((each) => each.initiator === initiator);
  if (row === undefined) throw new Error(`no row is initiated by ${initiator}`);
  return row;
};
const TWO = rowBy('市公安局、市卫生健康局(双发起)');
const ONE_OF = rowBy('文化和旅游 或 卫生健康 或 宣传部门(检查电影院时由宣传部门发起)');
const ONE = rowBy('卫生健康部门');

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city);
});
afterAll(() => city.close());

describe('jointListRows', () => {
  interface Rows {
    readonly jointListRows: readonly {
      readonly number: number;
      readonly quota: object | null;
      readonly initiators: readonly object[];
    }[];
  }
  const QUERY = `query ($filter: JointListFilter) { jointListRows(filter: $filter) { number field ratio initiation
    initiators { name when department { id } } quota { text { zh en } notes } sourceUrl } }`;
  const rows = async (filter?: object) => (await city.data<Rows>(anyone, QUERY, { filter })).jointListRows;

  it('are for everybody, each with its ratio read and with who initiates', async () => {
    const all = await rows();
    expect(all).toHaveLength(78);
    expect(all.find(({ number }) => number === TWO.number)).toMatchObject({ initiation: 'TWO', quota: null });
    // 公安 is no department of this city.
    expect(all.find(({ number }) => number === TWO.number)?.initiators).toEqual([
      { name: '市公安局', when: null, department: null },
      { name: '市卫生健康局', when: null, department: { id: 'health' } },
    ]);
    const byLevel = jointListRows().find(({ ratio }) => ratio === '比例 市级2% 区级10%');
    expect(all.find(({ number }) => number === byLevel?.number)?.quota).toMatchObject({
      text: { en: expect.stringContaining('2%') },
    });
  });

  it('are found by what they are about, and by who initiates', async () => {
    const hotels = await rows({ about: '宾馆', initiator: 'health' });
    expect(hotels.length).toBeGreaterThan(0);
    expect(hotels.length).toBeLessThan((await rows({ about: '宾馆' })).length);
    expect(await rows({ about: '没有这样的对象' })).toEqual([]);
  });
});

describe('a plan from a row', () => {
  const from = (row: JointListRow, initiator: string) =>
    conveneInput({ initiator, origin: { kind: 'LIST_ROW', reference: String(row.number) } });

  it('is initiated as the row says', async () => {
    const refused = (await city.ask(lead, CONVENE, { input: from(ONE, 'fire-rescue') })).errors?.[0];
    expect(refused?.extensions.code).toBe('OV_JOINT_LIST_INITIATOR');
    expect(refused?.message).toContain('卫生健康部门');
    const { plan } = await city.data(lead, CONVENE, { input: from(ONE, 'health') });
    const query = 'query ($id: ID!) { jointPlan(id: $id) { origin { kind reference } } }';
    expect((await city.data<{ jointPlan: object }>(lead, query, { id: plan.id })).jointPlan).toEqual({
      origin: { kind: 'LIST_ROW', reference: String(ONE.number) },
    });
    const none = conveneInput({ origin: { kind: 'LIST_ROW', reference: '79' } });
    expect(await city.refusal(lead, CONVENE, { input: none })).toBe('OV_JOINT_UNKNOWN_LIST_ROW');
  });

  it.each([
    ['two together', TWO, { initiator: 'public-security', coInitiator: 'health' }, true],
    ['two together, the other way round', TWO, { initiator: 'health', coInitiator: 'public-security' }, true],
    ['one of two alone', TWO, { initiator: 'health' }, false],
    ['one of several', ONE_OF, { initiator: 'health' }, true],
    ['one that the register does not have, by whoever stands in', ONE_OF, { initiator: 'fire-rescue' }, true],
    ['another than the one', ONE, { initiator: 'education' }, false],
  ])('%s', (_what, row, initiators, isPermitted) => {
    const check = () => checkListedInitiators(String(row.number), initiators);
    if (isPermitted) expect(check).not.toThrow();
    else expect(check).toThrow(/initiator: row/);
  });
});
