import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyone, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { shippedRules } from '../rules/adoptedRules.fixture.js';
import {
  actOn,
  type DrawnVisits,
  deadlineOf,
  drawnVisits,
  memberOf,
  recordAll,
  refusalOf,
  seenVisit,
  tryTo,
} from './jointVisits.fixture.js';

const HEALTH = officerOf('health');
const FIRE = officerOf('fire-rescue');
const SECTIONS = ['TIME', 'CONTENT', 'SITUATION', 'EVALUATION', 'OPINION'].map((section) => ({ section, text: '略' }));
const on = (day: string): Date => new Date(`${day}T04:00:00Z`);

let city: JointCity;
beforeAll(async () => {
  city = await JointCity.open();
});
afterAll(() => city.close());
beforeEach(() => {
  city.now = on('2026-05-18');
});

describe('Luohe art. 18 to 21', () => {
  let luohe: DrawnVisits;
  beforeAll(async () => {
    city.now = on('2026-05-01');
    const kinds = ['one-visit', 'report', 'disclosure', 'comment'] as const;
    luohe = await drawnVisits(city, shippedRules('luohe-civil-air-defence-2019', kinds));
  });

  it('one report of all, within 5 working days of the last single item; feedback within 7; comments within 10', async () => {
    const visit = await luohe.take();
    const input = { visitId: visit.id, sections: SECTIONS, completedOn: '2026-05-28' };
    await recordAll(city, visit, 'fire-rescue', '2026-05-18');
    expect(await refusalOf(city, FIRE, 'fileReport', { ...input, completedOn: '2026-05-18' })).toBe(
      'OV_JOINT_RESULTS_OPEN',
    );
    city.now = on('2026-05-25');
    const items = { determinedOn: '2026-05-25' };
    const recorded = await recordAll(city, visit, 'health', '2026-05-18', items);
    const reports = recorded.deadlines.filter(({ kind }) => kind === 'REPORT');
    expect(reports).toHaveLength(2);
    for (const report of reports) {
      expect(report).toMatchObject({ anchor: 'LAST_ITEM_DONE', anchorOn: '2026-05-25', due: '2026-06-01' });
    }

    city.now = on('2026-05-28');
    const filed = await actOn(city, memberOf(visit, 'health'), 'fileReport', input);
    expect(filed.reports).toMatchObject([{ department: { id: 'health' }, form: 'REPORT', completedOn: '2026-05-28' }]);
    expect(filed.reports).toMatchObject([{ covers: [{ id: 'fire-rescue' }, { id: 'health' }] }]);
    expect(await refusalOf(city, FIRE, 'fileReport', input)).toBe('OV_JOINT_REPORT_EXISTS');
    for (const report of filed.deadlines.filter(({ kind }) => kind === 'REPORT')) {
      expect(report).toMatchObject({ state: 'MET', closedOn: '2026-05-28' });
    }
    expect(deadlineOf(filed, 'DISCLOSURE')).toMatchObject({ anchor: 'REPORT_COMPLETED', due: '2026-06-08' });

    city.now = on('2026-06-08');
    const disclose = { visitId: visit.id, kind: 'RESULTS' };
    expect(await refusalOf(city, HEALTH, 'discloseResults', disclose)).toBe('OV_JOINT_FEEDBACK');
    const fed = { ...disclose, feedbackDeliveredOn: '2026-06-08', feedbackBy: 'POST' };
    const disclosed = await actOn(city, HEALTH, 'discloseResults', fed);
    expect(deadlineOf(disclosed, 'COMMENT')).toMatchObject({ anchor: 'FEEDBACK_RECEIVED', due: '2026-06-23' });

    const subject = { role: 'subject', sub: 's', subject: visit.subjectId } as const;
    const comment = { visitId: visit.id, department: 'health', text: '检查人员文明执法' };
    const notYet = { ...comment, department: 'fire-rescue' };
    expect(await refusalOf(city, subject, 'commentOnResult', notYet)).toBe('OV_JOINT_NO_FEEDBACK');
    const other = { ...subject, subject: 'plate:豫S00001' };
    expect(await refusalOf(city, other, 'commentOnResult', comment)).toBe('OV_JOINT_UNKNOWN_VISIT');
    for (const viewer of [HEALTH, anyone]) {
      expect(await refusalOf(city, viewer, 'commentOnResult', comment)).toBe('OV_KIT_FORBIDDEN');
    }
    city.now = on('2026-06-23');
    const commented = await actOn(city, subject, 'commentOnResult', comment);
    expect(commented.comments).toEqual([{ department: { id: 'health' }, text: '检查人员文明执法' }]);
    expect(deadlineOf(commented, 'COMMENT')).toMatchObject({ state: 'MET', closedOn: '2026-06-23' });
    city.now = on('2026-06-24');
    const late = await tryTo(city, subject, 'commentOnResult', comment);
    expect(late.errors?.[0]?.extensions.code).toBe('OV_JOINT_COMMENT_LATE');
    expect(late.errors?.[0]?.message).toContain('2026-06-23');
    const query = 'query ($id: ID!) { visit(id: $id) { comments { text } items { result { results } } } }';
    expect((await city.data(subject, query, { id: visit.id })).visit).toMatchObject({
      comments: [{ text: comment.text }],
    });
  });

  it('a report of those who came, where a team stayed away', async () => {
    const visit = await luohe.take();
    await recordAll(city, visit, 'fire-rescue', '2026-05-18');
    const absent = { visitId: visit.id, kind: 'CREW_ABSENT', account: '车辆故障' };
    const seen = await actOn(city, HEALTH, 'recordVisitOutcome', absent);
    expect(seen.status).toBe('COMPLETED');
    expect(seen.deadlines).toMatchObject([{ kind: 'REPORT', anchorOn: '2026-05-18', due: '2026-05-25' }]);
    const input = { visitId: visit.id, sections: SECTIONS, completedOn: '2026-05-18' };
    expect(await refusalOf(city, HEALTH, 'fileReport', input)).toBe('OV_JOINT_RESULTS_OPEN');
    const { reports } = await actOn(city, FIRE, 'fileReport', input);
    expect(reports).toMatchObject([{ covers: [{ id: 'fire-rescue' }] }]);
  });

  it('refuses a report that lacks a section, and a section without text or twice', async () => {
    const visit = await luohe.take();
    for (const department of ['fire-rescue', 'health']) await recordAll(city, visit, department, '2026-05-18');
    const input = { visitId: visit.id, completedOn: '2026-05-18' };
    const refused = (sections: readonly object[], parts: object = {}) =>
      refusalOf(city, HEALTH, 'fileReport', { ...input, sections, ...parts });
    expect(await refused(SECTIONS.slice(1))).toBe('OV_JOINT_REPORT_SECTIONS');
    expect(await refused([...SECTIONS, { section: 'TIME', text: '又' }])).toBe('OV_JOINT_REPORT_SECTION');
    expect(await refused([{ section: 'TIME', text: ' ' }, ...SECTIONS.slice(1)])).toBe('OV_JOINT_REPORT_SECTION');
    expect(await refused(SECTIONS, { completedOn: '2026-05-17' })).toBe('OV_JOINT_ACT_DAY');
    expect(await refused(SECTIONS, { completedOn: '2026-05-19' })).toBe('OV_JOINT_ACT_DAY');
    expect((await seenVisit(city, lead, visit.id)).reports).toEqual([]);
  });
});

describe('a report told on the spot (Changzhou 三3)', () => {
  it('is of the day of the inspection, each department its own, and late once it is filed on another', async () => {
    const visit = await (await drawnVisits(city, shippedRules('changzhou-water-2018', ['report']))).take();
    for (const department of ['fire-rescue', 'health']) await recordAll(city, visit, department, '2026-05-18');
    city.now = on('2026-05-19');
    const input = { visitId: visit.id, sections: [], completedOn: '2026-05-19' };
    expect(await refusalOf(city, HEALTH, 'fileReport', input)).toBe('OV_JOINT_REPORT_ON_THE_SPOT');
    city.now = on('2026-05-18');
    const told = { ...input, completedOn: '2026-05-18' };
    const filed = await actOn(city, HEALTH, 'fileReport', told);
    expect(filed.reports).toMatchObject([{ covers: [{ id: 'health' }], form: 'ON_THE_SPOT' }]);
    city.now = on('2026-05-19');
    const { deadlines } = await actOn(city, FIRE, 'fileReport', told);
    expect(deadlines.map(({ due, state }) => [due, state]).sort()).toEqual([
      ['2026-05-18', 'MET'],
      ['2026-05-18', 'MET_LATE'],
    ]);
  });
});

it('a record form (Chifeng 三(二)4) has no days of its own; without a rule nothing is demanded of a report', async () => {
  for (const rules of [shippedRules('chifeng-work-safety-2016', ['report']), {}]) {
    const visit = await (await drawnVisits(city, rules)).take();
    await recordAll(city, visit, 'health', '2026-05-18');
    const input = { visitId: visit.id, sections: [], completedOn: '2026-05-18' };
    const seen = await actOn(city, HEALTH, 'fileReport', input);
    expect(seen.deadlines).toEqual([]);
    expect(seen.reports).toMatchObject([{ form: 'report' in rules ? 'RECORD_FORM' : 'REPORT' }]);
  }
});
