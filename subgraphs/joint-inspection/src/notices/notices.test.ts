import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyone, auditor, inspector, JointCity, lead, officerOf } from '../jointCity.fixture.js';
import { drawn, entryOf, FIRE, fillPools, HEALTH, subjectOf, taskOf } from '../jointDraws.fixture.js';
import { type DrawnVisits, type JointVisit, visitsOfDraw } from '../visits/jointVisits.fixture.js';

const CLASS = 'D-RISK-SECRET';
const CONTENT = '卫生许可与从业人员健康合格证明、空气质量检测情况。';

let city: JointCity;
let draw: { planId: string; drawId: string };
let visits: DrawnVisits;
let visit: JointVisit;

beforeAll(async () => {
  city = await JointCity.open();
  fillPools(city, 12);
  const quota = [{ stratum: CLASS, count: null, percent: '100', min: null, max: null }];
  for (const [code, id] of [['fire-rescue', FIRE] as const, ['health', HEALTH] as const]) {
    const items = taskOf(id).items.map((item) => ({
      ...item,
      title: `${code}的事项`,
      content: CONTENT,
      basis: [`${code}法 <1>`],
    }));
    city.double(code).tasks.set(id, taskOf(id, { stratifyBy: 'CREDIT_CLASS', quota, items }));
    city.double(code).entries.set(
      id,
      [1, 2, 3, 4].map((number) => entryOf(number, { stratum: CLASS })),
    );
  }
  for (const number of [1, 2, 3, 4])
    city.double('fire-rescue').names.set(subjectOf(number), `<b>甲&乙</b>“${number}”店`);
  draw = await drawn(city, { title: '宾馆联合抽查' });
  visits = await visitsOfDraw(city, draw);
  visit = await visits.take();
  await city.data(
    officerOf('health'),
    'mutation ($input: ScheduleVisitInput!) { visit: scheduleVisit(input: $input) { id } }',
    { input: { visitId: visit.id, at: '2026-05-28T09:30:00+08:00' } },
  );
});
afterAll(() => city.close());

const NOTICE = 'query ($id: ID!, $kind: NoticeKind!) { visit(id: $id) { id notice(kind: $kind) } }';
const KINDS = ['INSPECTION_NOTICE', 'DOCUMENT_LIST', 'CREW_SHEET'] as const;

async function noticeOf(kind: (typeof KINDS)[number], id = visit.id): Promise<string> {
  const answer = await city.data<{ visit: { notice: string } }>(officerOf('health'), NOTICE, { id, kind });
  return answer.visit.notice;
}

describe('a notice', () => {
  it('tells the subject who checks what on what basis, and how the draw can be recomputed', async () => {
    const text = await noticeOf('INSPECTION_NOTICE');
    const row = await city.database.draw.findUniqueOrThrow({ where: { id: draw.drawId } });
    for (const told of [
      '行政检查通知书',
      '宾馆联合抽查',
      '2026年5月28日09:30',
      'health的事项',
      'fire-rescue的事项',
      CONTENT,
    ]) {
      expect(text).toContain(told);
    }
    for (const code of [visit.subjectId, draw.drawId, visit.id, row.seed ?? '-', row.recordHash ?? '-'])
      expect(text).toContain(code);
    const seats = await city.database.crewSeat.findMany({ where: { visitId: visit.id } });
    expect(seats.length).toBeGreaterThan(0);
    for (const { name, certificateNumber } of seats) {
      expect(text).toContain(`<td>${name}</td><td>${certificateNumber}</td>`);
    }
  });

  it('escapes whatever names and texts contain, and loads nothing', async () => {
    for (const kind of KINDS) {
      const text = await noticeOf(kind);
      expect(text).toContain('&lt;b&gt;甲&amp;乙&lt;/b&gt;');
      expect(text).toContain('法 &lt;1&gt;');
      expect(text).not.toMatch(/<b>|<script|src=|href=|url\(/);
      expect(text).toContain("default-src 'none'");
    }
  });

  it('never shows what is internal: no class, stratum, standing, or place in the draw', async () => {
    const others = ['ELIGIBLE', 'CREDIT', 'position', '风险', '信用等级'];
    for (const kind of KINDS)
      for (const internal of [CLASS, ...others]) expect(await noticeOf(kind)).not.toContain(internal);
    expect(await noticeOf('INSPECTION_NOTICE')).not.toContain('专长');
  });

  it('lists the papers that items name', async () => {
    const text = await noticeOf('DOCUMENT_LIST');
    expect(text).toContain('<li>□ 卫生许可</li><li>□ 从业人员健康合格证明</li>');
    await city.database.plannedItem.updateMany({ where: { planId: draw.planId }, data: { content: null } });
    expect(await noticeOf('DOCUMENT_LIST')).toContain('与检查内容有关的资料');
    await city.database.plannedItem.updateMany({ where: { planId: draw.planId }, data: { content: CONTENT } });
  });

  it('gives the crew a sheet with every seat, the empty ones too, and the number of a notice that was shown', async () => {
    const one = await visits.take();
    const where = { visitId: one.id, department: 'fire-rescue', number: 1 };
    await city.database.crewSeat.updateMany({ where, data: { inspectorId: null, name: null } });
    expect(await noticeOf('CREW_SHEET', one.id)).toContain('<td>空缺</td>');
    await city.database.visitStart.create({
      data: {
        visitId: one.id,
        department: 'health',
        startedOn: '2026-05-20',
        notice: '检通〔2026〕7号',
        startedBy: 'x',
        startedAt: new Date(),
      },
    });
    expect(await noticeOf('INSPECTION_NOTICE', one.id)).toContain('检通〔2026〕7号');
  });

  it('is for its crew, officers of its departments, and the lead', async () => {
    const refusal = (viewer: Parameters<JointCity['ask']>[0]) =>
      city.refusal(viewer, NOTICE, { id: visit.id, kind: 'CREW_SHEET' });
    const [own] = visit.crew.health ?? [];
    expect(await refusal(inspector(own ?? ''))).toBeNull();
    expect(await refusal(lead)).toBeNull();
    await city.database.jointPlan.update({ where: { id: draw.planId }, data: { disclosure: 'AT_DRAW' } });
    const strangers = [anyone, auditor, officerOf('water'), inspector('health:inspector:99')];
    for (const viewer of strangers) expect(await refusal(viewer)).toBe('OV_KIT_FORBIDDEN');
  });
});
