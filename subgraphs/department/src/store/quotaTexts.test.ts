import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RowProblem } from '../problems.js';
import {
  creditCodeOf,
  entry,
  item,
  type StartedDepartment,
  startDepartment,
  task,
} from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
  await department.save('items', [item('X1')]);
  const pool = (tag: string, count: number, more: (number: number) => object = () => ({})) =>
    Array.from({ length: count }, (_, n) => entry(`${tag}-${n}`, { uscc: creditCodeOf(n), tags: [tag], ...more(n) }));
  await department.save('entries', [
    ...pool('four', 4),
    ...pool('twelve', 12, (n) => ({ status: n < 6 ? 'SUSPENDED' : 'ACTIVE' })),
    ...pool('classes', 8, (n) => ({ creditClass: 'ABCA'[n % 4] })),
    ...pool('places', 6, (n) => ({ division: n < 4 ? '411502' : '411503' })),
    // One subject of two entries: it counts once, in the stratum of the one that may be drawn.
    entry('twice-1', { tags: ['places'], uscc: creditCodeOf(0), division: '410100', status: 'SUSPENDED' }),
  ]);
});
afterAll(() => department.stop());

const QUOTA = 'quotaText quota { stratum count percent min max }';

/** The rules that a text becomes, without members that are null. */
async function rulesOf(code: string, text: string, more: object): Promise<object[]> {
  const { errors } = await department.save('tasks', [task(code, { quota: null, quotaText: text, ...more })]);
  if (errors !== undefined) throw new Error(JSON.stringify(errors[0]?.extensions));
  const { data } = await department.entities('FireRescuePlanTask', [`fire-rescue:task:${code}`], QUOTA);
  const [saved] = (data?._entities ?? []) as { quotaText: string; quota: object[] }[];
  expect(saved?.quotaText).toBe(text);
  return (saved?.quota ?? []).map((rule) =>
    Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)),
  );
}

const about = (tag: string, more: object = {}) => ({ condition: { tags: [tag] }, ...more });
const byClass = { stratifyBy: 'CREDIT_CLASS' };

describe('a quota as people write it becomes rules', () => {
  it.each<[string, object, object[]]>([
    ['5%', about('four'), [{ stratum: '*', percent: '5' }]],
    ['市级2% 区级10%', about('four', { level: 'DISTRICT' }), [{ stratum: '*', percent: '10' }]],
    ['市级2%\n区级10%', about('four', { level: 'CITY' }), [{ stratum: '*', percent: '2' }]],
    ['≤10所抽≥2所,>10所≥50%', about('four'), [{ stratum: '*', count: 2 }]],
    ['≤10所抽≥2所,>10所≥50%', about('twelve'), [{ stratum: '*', percent: '50' }]],
    ['3%', about('places', { stratifyBy: 'DIVISION' }), [{ stratum: '*', percent: '3' }]],
    [
      '守信1%/警示10%/失信50%/严重失信80%',
      about('classes', byClass),
      [
        { stratum: 'A', percent: '1' },
        { stratum: 'B', percent: '10' },
        { stratum: 'C', percent: '50' },
        { stratum: 'D', percent: '80' },
      ],
    ],
    [
      'A 5% B 20% 其余 50%',
      about('four', byClass),
      [
        { stratum: 'A', percent: '5' },
        { stratum: 'B', percent: '20' },
        ...['C', 'D', 'UNRATED'].map((stratum) => ({ stratum, percent: '50' })),
      ],
    ],
  ])('%s (%j)', async (text, more, expected) => {
    const rules = await rulesOf('R', text, more);
    expect(rules).toHaveLength(expected.length);
    expect(rules).toEqual(expect.arrayContaining(expected));
  });
});

it('counts each subject once, in the stratum of the entry that speaks for it', async () => {
  const rules = await rulesOf('TW', '≤4家抽1家,>4家抽2家', about('places', { stratifyBy: 'NONE' }));
  expect(rules).toEqual([{ stratum: '*', count: 2 }]);
  const answer = await department.save('tasks', [
    task('TD', { quota: null, quotaText: '“411502”2家 “411503”1家', ...about('places', { stratifyBy: 'DIVISION' }) }),
  ]);
  expect(answer.errors).toBeUndefined();
});

describe('a quota that cannot be used', () => {
  const problemsOf = async (...rows: object[]): Promise<RowProblem[]> => {
    const { errors } = await department.save(
      'tasks',
      rows.map((row, index) => task(`B${index}`, { quota: null, ...row })),
    );
    expect(errors?.[0]?.extensions.code).toBe('OV_DEPT_ROWS_REFUSED');
    return errors?.[0]?.extensions.problems as RowProblem[];
  };

  it('is refused with the task, the field and the character', async () => {
    const problems = await problemsOf({ quotaText: '5%' }, { quotaText: '市级2% 区级210%' }, { quotaText: '详见附件' });
    expect(problems).toEqual([
      { row: 2, code: 'B1', field: 'quotaText', character: 8, problem: expect.stringMatching(/100%.*above 100 %/s) },
      { row: 3, code: 'B2', field: 'quotaText', problem: expect.stringMatching(/不是抽查比例.*no quota/) },
    ]);
    expect(await department.sql("SELECT 1 FROM plan_task WHERE code = 'B0'")).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['待定', {}, /待定.*still to be set/],
    ['不超过5%', about('four'), /没有下限.*no lower bound/],
    ['守信1%/警示10%', about('classes', byClass), /“C”没有规定比例.*stratum "C" has no ratio/i],
    ['守信1%/警示10%', about('classes'), /没有分层“守信”.*ALL/],
    ['5%', about('nobody', { stratifyBy: 'INDUSTRY' }), /没有检查对象.*No subject/],
  ])('%s %j: says what to do', async (quotaText, more, problem) => {
    const [found, ...others] = await problemsOf({ quotaText, ...more });
    expect(found).toMatchObject({ row: 1, field: 'quotaText', problem: expect.stringMatching(problem) });
    expect(others).toEqual([]);
  });

  it('is not beside rules, and one of the two is there', async () => {
    const problems = await problemsOf({ quotaText: '5%', quota: [{ stratum: '*', percent: '5' }] }, {});
    expect(problems.map(({ row, field }) => `${row} ${field}`)).toEqual(['1 quota', '2 quota']);
  });
});

it('stands as it became when it was last saved before the task was submitted', async () => {
  const text = '≤5所抽≥2所,>5所≥50%';
  const row = task('S', { quota: null, quotaText: text, ...about('grows') });
  const save = async () => (await department.save('tasks', [row])).data;
  await department.save('entries', [entry('g-0', { tags: ['grows'] })]);
  expect(await save()).toMatchObject({ saved: { created: 1 } });
  const grow = (from: number) =>
    department.save(
      'entries',
      Array.from({ length: 6 }, (_, n) => entry(`g-${from + n}`, { uscc: creditCodeOf(from + n), tags: ['grows'] })),
    );
  await grow(1);
  expect(await save()).toMatchObject({ saved: { updated: 1 } });
  const stored = () => department.sql("SELECT quota FROM plan_task WHERE code = 'S'");
  expect(await stored()).toEqual([{ quota: [{ stratum: '*', percent: '50' }] }]);
  await department.get('mutation { fireRescueSubmitPlanTask(id: "fire-rescue:task:S") { id } }');
  await department.sql("UPDATE pool_entry SET tags = '{}' WHERE code LIKE 'g-_'");
  expect(await save()).toMatchObject({ saved: { unchanged: 1 } });
  expect(await stored()).toEqual([{ quota: [{ stratum: '*', percent: '50' }] }]);
});
