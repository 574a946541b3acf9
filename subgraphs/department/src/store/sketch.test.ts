import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entry, item, type StartedDepartment, startDepartment, task, viewers } from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1')]);
  await department.save('entries', entries);
  for (const [index, more] of TASKS.entries()) await submit(`S${index}`, more);
});
afterAll(() => department.stop());

/** An entry whose subject is `own:<number>`. */
const own = (code: string, subject: string, more: object = {}) =>
  entry(code, { uscc: null, subjectScheme: 'own', subjectNumber: subject, ...more });

const entries = [
  ...Array.from({ length: 30 }, (_, number) =>
    own(`e${number}`, String(number), {
      industry: number % 3 === 0 ? '餐饮业' : '住宿业',
      creditClass: 'ABCD'[number % 4],
      marks: number % 5 === 0 ? ['VIOLATIONS', 'COMPLAINTS'] : [],
      status: number % 7 === 0 ? 'SUSPENDED' : 'ACTIVE',
      tags: number % 2 === 0 ? ['大型'] : [],
    }),
  ),
  // Subjects of several entries: one that cannot be drawn comes first by code, marks differ, conditions tell them apart.
  own('a1', '1', { status: 'DEREGISTERED', creditClass: 'D', marks: ['HAZARD'] }),
  own('z1', '1', { industry: '餐饮业', creditClass: 'A', marks: ['COMPLAINTS', 'HAZARD'] }),
  own('z2', '2', { validTo: '2026-02-01', creditClass: 'C' }),
  own('odd\\name', 'back\\slash，号', { tags: ['大型'] }),
];

const TASKS = [
  { condition: { industries: ['住宿业'] }, stratifyBy: 'CREDIT_CLASS' },
  { condition: { tags: ['大型'] } },
  { condition: {}, stratifyBy: 'INDUSTRY', window: { first: '2026-01-01', last: '2026-01-31' } },
  { condition: { industries: ['没有的行业'] } },
];

const idOf = (code: string) => `fire-rescue:task:${code}`;

async function submit(code: string, more: object): Promise<void> {
  await department.save('tasks', [task(code, more)]);
  await department.get('mutation ($id: ID!) { fireRescueSubmitPlanTask(id: $id) { id } }', { id: idOf(code) });
}

interface Page {
  readonly lines: string;
  readonly count: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

const SKETCH = `query ($ids: [ID!]!, $after: String, $first: Int) {
  page: fireRescueTaskSketch(taskIds: $ids, after: $after, first: $first) { lines count endCursor hasNextPage } }`;

async function sketchPage(codes: readonly string[], after: string | null, first: number): Promise<Page> {
  const variables = { ids: codes.map(idOf), after, first };
  return (await department.get<{ page: Page }>(SKETCH, variables, viewers.service)).page;
}

async function sketch(codes: readonly string[], first: number): Promise<string[]> {
  const lines: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page = await sketchPage(codes, after, first);
    const found = page.lines === '' ? [] : page.lines.split('\n');
    expect(found).toHaveLength(page.count);
    expect(page.endCursor).toBe(found.at(-1)?.slice(0, 16) ?? null);
    lines.push(...found);
    if (!page.hasNextPage) return lines;
    after = page.endCursor;
  }
}

/** The sketch as it follows from the rosters of its tasks. */
async function sketchFromRosters(codes: readonly string[]): Promise<string[]> {
  const places = new Map<string, string[]>();
  for (const [place, code] of codes.entries()) {
    const { page } = await department.get<{ page: Page }>(
      'query ($id: ID!) { page: fireRescueRoster(taskId: $id, marks: true) { lines } }',
      { id: idOf(code) },
      viewers.service,
    );
    for (const line of page.lines === '' ? [] : page.lines.split('\n')) {
      const [subject = '', stratum, , standing, marks] = line.split('\t');
      const hash = createHash('sha256').update(subject).digest('hex').slice(0, 16);
      const field = [place, stratum, standing, ...(marks ? [marks] : [])].join('\u001f');
      places.set(hash, [...(places.get(hash) ?? []), field]);
    }
  }
  return [...places].map(([hash, fields]) => [hash, ...fields].join('\t')).sort();
}

describe('a sketch', () => {
  const codes = TASKS.map((_, index) => `S${index}`);

  it.each([20_000, 7, 1])('says of subjects what the rosters of its tasks say, in pages of %d', async (first) => {
    const expected = await sketchFromRosters(codes);
    expect(expected).toHaveLength(31);
    expect(expected.join()).toContain('COMPLAINTS\u001fHAZARD');
    expect(await sketch(codes, first)).toEqual(expected);
  });

  it('has the tasks in the order asked for', async () => {
    const turned = codes.toReversed();
    expect(await sketch(turned, 10)).toEqual(await sketchFromRosters(turned));
  });

  it('is empty where nobody is under a task', async () => {
    expect(await sketch(['S3'], 10)).toEqual([]);
  });

  it.each([
    ['a task that is not there', { ids: [idOf('none')] }, 'OV_DEPT_UNKNOWN_TASK'],
    ['no task', { ids: [] }, 'OV_DEPT_SKETCH_TASKS'],
    ['a cursor that is no hash', { ids: [idOf('S0')], after: 'own:1' }, 'OV_KIT_BAD_CURSOR'],
    ['too many lines', { ids: [idOf('S0')], first: 50_001 }, 'OV_KIT_PAGE_SIZE'],
  ])('is refused for %s', async (_what, variables, code) => {
    const { errors } = await department.ask(SKETCH, variables, viewers.service);
    expect(errors?.[0]?.extensions).toMatchObject({ code });
  });

  it('is for the joint subgraph alone', async () => {
    const { errors } = await department.ask(SKETCH, { ids: [idOf('S0')] }, viewers.lead);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OV_KIT_FORBIDDEN' });
  });
});
