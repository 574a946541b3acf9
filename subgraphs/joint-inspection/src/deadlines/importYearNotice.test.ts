import { appendLedger } from '@onevisit/kit';
import type { RuleOf } from '@onevisit/rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CoverageRollup } from '../coverage/rollup/CoverageRollup.js';
import { anyone, auditor, JointCity, lead, officerOf, waitingForLocks } from '../jointCity.fixture.js';
import { type DrawnVisits, drawnVisits, type JointVisit, recordAll, seenVisit } from '../visits/jointVisits.fixture.js';

const IMPORT = `mutation ($input: ImportYearNoticeInput!) { notice: importYearNotice(input: $input) {
  year number issuedOn holidays { name first last } worked } }`;

/** A notice as it may be published in November 2026; the real one is not out yet. */
const noticeOf = (number: string, worked: string, newYear = '2027-01-01, last: 2027-01-03'): string => `
year: 2027
document: { number: ${number}, title: 国务院办公厅关于2027年部分节假日安排的通知, date: 2026-11-10 }
holidays:
  - { name: 元旦, first: ${newYear} }
  - { name: 春节, first: 2027-02-05, last: 2027-02-11 }
  - { name: 清明节, first: 2027-04-03, last: 2027-04-05 }
  - { name: 劳动节, first: 2027-05-01, last: 2027-05-05 }
  - { name: 端午节, first: 2027-06-09, last: 2027-06-09 }
  - { name: 中秋节, first: 2027-09-15, last: 2027-09-15 }
  - { name: 国庆节, first: 2027-10-01, last: 2027-10-07 }
worked: [${worked}]
`;

const PUBLISHED = `国务院办公厅关于2027年部分节假日安排的通知
  一、元旦：1月1日（周五）至3日（周日）放假，共3天。
  二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
  三、清明节：4月3日（周六）至5日（周一）放假，共3天。
  四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
  五、端午节：6月9日（周三）放假，共1天。
  六、中秋节：9月15日（周三）放假，共1天。
  七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。
国务院办公厅
2026年11月20日`;

let city: JointCity;
let drawn: DrawnVisits;
let visit: JointVisit;
beforeAll(async () => {
  city = await JointCity.open();
  city.now = new Date('2026-12-15T04:00:00Z');
  const disclosure: RuleOf<'disclosure'> = {
    results: { within: 20, from: 'INSPECTION_ENDED' },
    feedback: 'NOT_ASKED',
    promptly: false,
    notPublic: [],
  };
  const window = { first: '2026-12-01', last: '2026-12-31' };
  drawn = await drawnVisits(city, { disclosure }, { window });
  visit = await drawn.take();
});
afterAll(() => city.close());

const importing = (text: string, parts: object = {}) => city.data(lead, IMPORT, { input: { text, ...parts } });
const deadline = async (id = visit.id) => (await seenVisit(city, lead, id)).deadlines[0];
const steps = () =>
  city.database.ledgerEntry.findMany({ where: { action: 'calendar.import' }, orderBy: { seq: 'asc' } });

describe('the notice of a year to come', { shuffle: false }, () => {
  it('waits for whoever moves a plan and counts deadlines, and they for it, in one order', async () => {
    const first = await drawn.take();
    let recording: Promise<unknown> | undefined;
    await city.database.$transaction(async (tx) => {
      // As an import does: first the calendar, then the ledger.
      await tx.$executeRaw`LOCK TABLE year_notice IN SHARE ROW EXCLUSIVE MODE`;
      recording = recordAll(city, first, 'health', '2026-12-15');
      await expect.poll(() => waitingForLocks(city)).toBe(1);
      await appendLedger(tx, { actor: 'test', action: 'test', target: first.id, detail: null }, city.now);
    });
    expect(await recording).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('counts provisional deadlines anew once the notice of the year is there, and when another takes its place', async () => {
    await recordAll(city, visit, 'health', '2026-12-15');
    const early = await drawn.take();
    await recordAll(city, early, 'health', '2026-12-01');
    expect(await deadline()).toMatchObject({ due: '2027-01-13', provisional: true });
    expect(await deadline(early.id)).toMatchObject({ due: '2026-12-29', provisional: true });

    const first = noticeOf('国办发明电〔2026〕9号', '2027-01-09, 2027-02-14');
    await importing(first);
    expect(await deadline()).toMatchObject({ due: '2027-01-12', provisional: false });
    expect(await deadline(early.id)).toMatchObject({ due: '2026-12-29', provisional: false });
    expect(await steps()).toHaveLength(1);
    await importing(first);
    expect(await steps()).toHaveLength(1);

    const amended = noticeOf('国办发明电〔2027〕1号', '2027-01-09, 2027-01-10', '2027-01-01, last: 2027-01-05');
    await importing(amended);
    expect(await deadline()).toMatchObject({ due: '2027-01-13', provisional: false });
    const detail = JSON.parse((await steps()).at(-1)?.detail ?? '{}');
    expect(detail).toMatchObject({ year: 2027, replaces: '国办发明电〔2026〕9号', deadlinesMoved: 2 });
    const { yearNotices } = (await city.data(anyone, '{ yearNotices { year number } }')) as unknown as {
      yearNotices: object[];
    };
    expect(yearNotices).toEqual([{ year: 2027, number: '国办发明电〔2027〕1号' }]);
  });

  it('tells of the deadlines that it moves in entries of at most a thousand, which figures follow', async () => {
    const many = await drawn.take();
    await recordAll(city, many, 'health', '2026-12-15');
    await city.database.$executeRaw`
      INSERT INTO deadline SELECT (jsonb_populate_record(deadline,
        jsonb_build_object('id', id || '/' || n, 'kind', 'PENALTY_DISCLOSURE', 'reference', n))).*
      FROM deadline CROSS JOIN generate_series(1, 1_200) AS n WHERE visit_id = ${many.id}`;
    const from = (await steps()).length;
    await importing(noticeOf('国办发明电〔2027〕2号', '2027-01-09, 2027-02-14'));
    const { deadlinesMoved, ...told } = JSON.parse((await steps()).slice(from).at(-1)?.detail ?? '{}');
    const recounts = await city.database.ledgerEntry.findMany({
      where: { action: 'calendar.recount' },
      orderBy: { seq: 'desc' },
      take: 2,
    });
    const moved = recounts.map(({ detail }) => JSON.parse(detail).moved as readonly object[]);
    expect(moved.map((part) => part.length <= 1_000)).toEqual([true, true]);
    expect([deadlinesMoved, told.moved]).toEqual([moved.flat().length, undefined]);
    expect(deadlinesMoved).toBeGreaterThan(1_200);
    expect((await city.data(auditor, '{ ledgerCheck { intact } }')).ledgerCheck).toEqual({ intact: true });
    const rollup = new CoverageRollup(city.database, () => city.now);
    await rollup.follow();
    await rollup.close();
    const cell = { kind: 'PENALTY_DISCLOSURE', department: '', division: '', creditClass: '' };
    expect(await city.database.coverageDue.findMany({ where: cell })).toMatchObject([{ due: '2027-01-12', n: 1_200 }]);
  });

  it('reads the notice as it is published, too', async () => {
    const input = { format: 'PUBLISHED', number: '国办发明电〔2026〕10号' };
    const { notice } = (await importing(PUBLISHED, input)) as unknown as { notice: object };
    expect(notice).toMatchObject({ year: 2027, number: '国办发明电〔2026〕10号', issuedOn: '2026-11-20' });
  });
});

it('refuses a notice that cannot be, and whoever is not the lead', async () => {
  const wrong = { text: noticeOf('国办发明电〔2026〕9号', '2027-01-04') };
  expect(await city.refusal(lead, IMPORT, { input: wrong })).toBe('OV_RULES_NOTICE_REFUSED');
  expect(await city.refusal(officerOf('health'), IMPORT, { input: wrong })).toBe('OV_KIT_FORBIDDEN');
});
