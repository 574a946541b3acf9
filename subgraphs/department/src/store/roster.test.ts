import { compareBytewise } from '@onevisit/draw';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  creditCodeOf,
  entry,
  inspector,
  item,
  type StartedDepartment,
  startDepartment,
  task,
  viewers,
} from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1')]);
});
afterAll(() => department.stop());

interface Page {
  readonly lines: string;
  readonly count: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

async function page(field: string, declared: string, given: string, variables: object): Promise<Page> {
  const query = `query (${declared}) { page: fireRescue${field}(${given}) { lines count endCursor hasNextPage } }`;
  return (await department.get<{ page: Page }>(query, variables, viewers.service)).page;
}

const rosterPage = (code: string, first?: number, after: string | null = null, marks?: boolean) =>
  page(
    'Roster',
    '$id: ID!, $after: String, $first: Int, $marks: Boolean',
    'taskId: $id, after: $after, first: $first, marks: $marks',
    {
      id: `fire-rescue:task:${code}`,
      after,
      ...(first === undefined ? {} : { first }),
      ...(marks === undefined ? {} : { marks }),
    },
  );
const inspectorPage = (certifiedOn: string, first: number, after: string | null = null) =>
  page('InspectorRoster', '$on: Date!, $after: String, $first: Int', 'certifiedOn: $on, after: $after, first: $first', {
    on: certifiedOn,
    after,
    first,
  });

/** All lines of a roster, in pages of a size. */
async function whole(fetch: (after: string | null) => Promise<Page>): Promise<string[]> {
  const lines: string[] = [];
  for (let after: string | null = null; ; ) {
    const { lines: text, count, endCursor, hasNextPage } = await fetch(after);
    const found = text === '' ? [] : text.split('\n');
    expect(found).toHaveLength(count);
    expect(endCursor).toBe(found.at(-1)?.split('\t')[0] ?? null);
    lines.push(...found);
    if (!hasNextPage) return lines;
    after = endCursor;
  }
}

/** Files and submits a task, and reads its roster. */
async function rosterOf(code: string, more: object): Promise<string[][]> {
  await department.save('tasks', [task(code, more)]);
  await department.get('mutation ($id: ID!) { fireRescueSubmitPlanTask(id: $id) { id } }', {
    id: `fire-rescue:task:${code}`,
  });
  return (await whole((after) => rosterPage(code, 20_000, after))).map((line) => line.split('\t'));
}

/** An entry whose subject is `own:<number>`, so that a test's entries are told from all others by their tag. */
const own = (tag: string, number: string, more: object = {}) =>
  entry(`${tag}-${number}-${JSON.stringify(more).length}`, {
    uscc: null,
    subjectScheme: tag,
    subjectNumber: number,
    tags: [tag],
    ...more,
  });

describe('a roster', () => {
  it('has each subject once, an eligible entry speaking for it, with the standing of the others', async () => {
    const tag = 'standing';
    await department.save('entries', [
      own(tag, '1-active'),
      own(tag, '2-suspended', { status: 'SUSPENDED' }),
      own(tag, '3-gone', { status: 'DEREGISTERED' }),
      own(tag, '4-ended', { validTo: '2026-02-28' }),
      own(tag, '5-begins', { validFrom: '2026-06-01' }),
      own(tag, '6-last-day', { validTo: '2026-03-01' }),
      own(tag, '7-first-day', { validFrom: '2026-05-31' }),
      entry('a-suspended', { uscc: null, subjectScheme: tag, subjectNumber: '8', tags: [tag], status: 'SUSPENDED' }),
      entry('b-active', { uscc: null, subjectScheme: tag, subjectNumber: '8', tags: [tag], industry: '餐饮业' }),
      entry('c-active', { uscc: null, subjectScheme: tag, subjectNumber: '8', tags: [tag], industry: '批发业' }),
      entry('d-other', { uscc: null, subjectScheme: tag, subjectNumber: '9', tags: ['elsewhere'] }),
    ]);
    const lines = await rosterOf('ST', { condition: { tags: [tag] }, stratifyBy: 'INDUSTRY' });
    expect(lines.map(([subject, stratum, , standing]) => [subject, stratum, standing])).toEqual([
      ['standing:1-active', '住宿业', 'ELIGIBLE'],
      ['standing:2-suspended', '住宿业', 'SUSPENDED'],
      ['standing:3-gone', '住宿业', 'DEREGISTERED'],
      ['standing:4-ended', '住宿业', 'NOT_IN_WINDOW'],
      ['standing:5-begins', '住宿业', 'NOT_IN_WINDOW'],
      ['standing:6-last-day', '住宿业', 'ELIGIBLE'],
      ['standing:7-first-day', '住宿业', 'ELIGIBLE'],
      ['standing:8', '餐饮业', 'ELIGIBLE'],
    ]);
  });

  it('has the strata by which the task divides', async () => {
    const tag = 'strata';
    await department.save('entries', [
      own(tag, '1', { creditClass: 'D', division: '411503', industry: '批发业' }),
      own(tag, '2'),
    ]);
    const strata = async (stratifyBy: string) =>
      (await rosterOf(`SB-${stratifyBy}`, { condition: { tags: [tag] }, stratifyBy })).map(([, stratum]) => stratum);
    expect(await strata('NONE')).toEqual(['ALL', 'ALL']);
    expect(await strata('CREDIT_CLASS')).toEqual(['D', 'UNRATED']);
    expect(await strata('DIVISION')).toEqual(['411503', '411502']);
    expect(await strata('INDUSTRY')).toEqual(['批发业', '住宿业']);
  });

  it('holds whom the condition names: kinds, tags, industries, divisions and their prefixes', async () => {
    const tag = 'condition';
    await department.save('entries', [
      own(tag, '1', { division: '411502' }),
      own(tag, '2', { division: '411521', kind: 'PROJECT' }),
      own(tag, '3', { division: '410100', industry: '批发业' }),
    ]);
    const numbers = async (code: string, condition: object) =>
      (await rosterOf(code, { condition: { tags: [tag], ...condition } })).map(([subject]) => subject?.split(':')[1]);
    expect(await numbers('C1', { divisions: ['4115'] })).toEqual(['1', '2']);
    expect(await numbers('C2', { divisions: ['411521', '4101'] })).toEqual(['2', '3']);
    expect(await numbers('C3', { kinds: ['PROJECT', 'VEHICLE'] })).toEqual(['2']);
    expect(await numbers('C4', { industries: ['批发业'] })).toEqual(['3']);
    expect(await numbers('C5', { divisions: ['4115'], kinds: ['ENTERPRISE'] })).toEqual(['1']);
    expect(await numbers('C6', { tags: ['nobody', tag] })).toEqual(['1', '2', '3']);
  });

  it('is the same whatever the size of its pages, in bytewise order of any script', async () => {
    const tag = 'pages';
    const numbers = ['a', 'B', '10', '9', 'é', '中', '丁', '\uffee', '😀', '-', 'ａ', 'z', 'Ω', '𠀀'];
    await department.save(
      'entries',
      numbers.map((number) => own(tag, number.normalize('NFC'))),
    );
    const everything = (await rosterOf('PG', { condition: { tags: [tag] } })).map((fields) => fields.join('\t'));
    const subjects = everything.map((line) => line.split('\t')[0] ?? '');
    expect(subjects).toEqual(numbers.map((number) => `${tag}:${number}`).sort(compareBytewise));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 16 }), async (size) => {
        expect(await whole((after) => rosterPage('PG', size, after))).toEqual(everything);
      }),
      { numRuns: 12 },
    );
  });

  it('has the marks of a subject where they are asked for: of all its entries under the condition', async () => {
    const tag = 'marks';
    await department.save('entries', [
      own(tag, '1', { marks: ['TRUSTWORTHY'] }),
      own(tag, '2'),
      own(tag, '3', { marks: ['VIOLATIONS', 'COMPLAINTS'] }),
      own(tag, '3', { marks: ['HAZARD', 'COMPLAINTS'], status: 'DEREGISTERED' }),
      own(tag, '3', { marks: ['DISHONEST'], tags: ['elsewhere'] }),
      own(tag, '4', { marks: ['PENALISED'], status: 'SUSPENDED' }),
    ]);
    const four = (await rosterOf('MK', { condition: { tags: [tag] } })).map((fields) => fields.join('\t'));
    const marked = ['TRUSTWORTHY', '', 'COMPLAINTS\u001fHAZARD\u001fVIOLATIONS', 'PENALISED'];
    const expected = four.map((line, index) => `${line}\t${marked[index]}`);
    for (const size of [1, 3, 9]) {
      expect(await whole((after) => rosterPage('MK', size, after, true))).toEqual(expected);
    }
    expect(await whole((after) => rosterPage('MK', 9, after, false))).toEqual(four);
    await rosterOf('MN', { condition: { tags: ['nobody'] } });
    expect(await rosterPage('MN', 9, null, true)).toMatchObject({ lines: '', count: 0 });
  });

  it('is given for a submitted task only, in pages of a size', async () => {
    await department.save('tasks', [task('DRAFT')]);
    await expect(rosterPage('DRAFT')).rejects.toThrow('OV_DEPT_TASK_NOT_SUBMITTED');
    await expect(rosterPage('NONE')).rejects.toThrow('OV_DEPT_UNKNOWN_TASK');
    await rosterOf('SIZE', { condition: { tags: ['nobody'] } });
    expect(await rosterPage('SIZE')).toEqual({ lines: '', count: 0, endCursor: null, hasNextPage: false });
    for (const first of [-1, 50_001]) await expect(rosterPage('SIZE', first)).rejects.toThrow('OV_KIT_PAGE_SIZE');
  });
});

it('names subjects of a task, by an entry that the task is about', async () => {
  const tag = 'names';
  await department.save('entries', [
    entry('n-1', { uscc: creditCodeOf(801), name: '甲公司仓库', tags: ['other'] }),
    entry('n-2', { uscc: creditCodeOf(801), name: '甲公司酒店', tags: [tag] }),
    entry('n-3', { uscc: creditCodeOf(802), name: '乙公司', tags: ['other'] }),
  ]);
  await rosterOf('NM', { condition: { tags: [tag] } });
  const names = (id: string, subjects: readonly string[]) =>
    page('SubjectNames', '$id: ID!, $subjects: [ID!]!', 'taskId: $id, subjectIds: $subjects', { id, subjects });
  const { lines } = await names('fire-rescue:task:NM', [creditCodeOf(802), creditCodeOf(801), 'nobody']);
  expect(lines.split('\n')).toEqual([`${creditCodeOf(801)}\t甲公司酒店`, `${creditCodeOf(802)}\t乙公司`]);
  await expect(names('fire-rescue:task:none', [])).rejects.toThrow('OV_DEPT_UNKNOWN_TASK');
});

it('lists the inspectors who are active and certified to the end of the window', async () => {
  await department.save('inspectors', [
    inspector('i2', {
      specialties: ['fire', '电气'],
      recusals: [
        { subjectId: 'b', reason: 'r' },
        { subjectId: 'a', reason: 'r' },
      ],
    }),
    inspector('i1', { specialties: [], post: 'OFFICE' }),
    inspector('i3', { active: false }),
    inspector('i4', { certificateValidTo: '2026-05-30' }),
    inspector('i5', { certificateValidTo: '2026-05-31', capacity: 3, district: '411503' }),
    inspector('I6'),
  ]);
  const expected = [
    'fire-rescue:inspector:I6\t检查员 I6\t豫-I6\t411502\t10\tfire\t\tFRONT_LINE',
    'fire-rescue:inspector:i1\t检查员 i1\t豫-i1\t411502\t10\t\t\tOFFICE',
    'fire-rescue:inspector:i2\t检查员 i2\t豫-i2\t411502\t10\tfire\u001f电气\ta\u001fb\tFRONT_LINE',
    'fire-rescue:inspector:i5\t检查员 i5\t豫-i5\t411503\t3\tfire\t\tFRONT_LINE',
  ];
  for (const size of [1, 2, 3, 4, 9]) {
    expect(await whole((after) => inspectorPage('2026-05-31', size, after))).toEqual(expected);
  }
});
