import { afterAll, beforeAll, expect, it } from 'vitest';
import { creditCodeOf, entry, type StartedDepartment, startDepartment } from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
});
afterAll(() => department.stop());

const rowOf = async (code: string) => (await department.sql('SELECT * FROM pool_entry WHERE code = $1', [code]))[0];

it('creates, updates and leaves alone, and touches no row that stands exactly so', async () => {
  const rows = [entry('S1', { tags: ['a', 'b'], details: { storeys: 3 } }), entry('S2', { creditClass: 'C' })];
  expect((await department.save('entries', rows)).data).toEqual({ saved: { created: 2, updated: 0, unchanged: 0 } });
  const touchedBy = async (code: string) =>
    (await department.sql('SELECT xmin::text, ctid::text FROM pool_entry WHERE code = $1', [code]))[0];
  const before = await touchedBy('S1');
  const again = [rows[0] ?? {}, entry('S2', { creditClass: 'D' }), entry('S3')];
  expect((await department.save('entries', again)).data).toEqual({ saved: { created: 1, updated: 1, unchanged: 1 } });
  expect(await touchedBy('S1')).toEqual(before);
  expect(await rowOf('S2')).toMatchObject({ credit_class: 'D' });
});

it('keeps marks as a set, in bytewise order', async () => {
  await department.save('entries', [entry('K1', { marks: ['VIOLATIONS', 'COMPLAINTS'] }), entry('K2')]);
  expect((await rowOf('K1'))?.marks).toEqual(['COMPLAINTS', 'VIOLATIONS']);
  expect((await rowOf('K2'))?.marks).toEqual([]);
  const again = [entry('K1', { marks: ['COMPLAINTS', 'VIOLATIONS'] })];
  expect((await department.save('entries', again)).data).toMatchObject({ saved: { unchanged: 1 } });
  const { errors } = await department.save('entries', [entry('K1', { marks: ['HAZARD', 'HAZARD'] })]);
  expect(errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'marks[1]' }] });
});

it('gives the subject its credit code, or the id that its owner issued', async () => {
  await department.save('entries', [
    entry('I1'),
    entry('I2', { uscc: null, kind: 'PROJECT', subjectScheme: 'fire-project', subjectNumber: '2024-7' }),
  ]);
  expect(await rowOf('I1')).toMatchObject({ id: 'fire-rescue:pool:I1', subject_id: creditCodeOf(1) });
  expect(await rowOf('I2')).toMatchObject({ subject_id: 'fire-project:2024-7', uscc: null });
});

it('keeps details as the manifest reads them, without what was left null', async () => {
  await department.save('entries', [entry('D1', { details: { storeys: null, note: '  近河  ' } })]);
  expect((await rowOf('D1'))?.details).toEqual({ note: '近河' });
});

it('takes five thousand rows and no more', async () => {
  const rows = Array.from({ length: 5001 }, (_, n) => entry(`M${n}`, { uscc: creditCodeOf(n) }));
  const { errors } = await department.save('entries', rows);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/5000.*5001.*at most 5000/i),
    extensions: { code: 'OV_DEPT_TOO_MANY_ROWS' },
  });
  expect((await department.save('entries', rows.slice(1))).data).toMatchObject({ saved: { created: 5000 } });
});

it('names every problem by row, field, and what is wrong, and writes none of the batch', async () => {
  const rows = [
    entry('P1'),
    entry('P2', { name: ' ', tags: ['x', 'x'] }),
    entry('P1', { industry: '*' }),
    entry('P3', { uscc: null }),
    entry('P4', { subjectScheme: 'own', subjectNumber: '1' }),
    entry('P5', { uscc: null, subjectScheme: 'Own!', subjectNumber: '1\t2' }),
    entry('P6', { validFrom: '2026-02-01', validTo: '2026-01-31' }),
    entry('P7', { details: { storeys: 0, uses: ['a', 'a'], note: 'e\u0301' } }),
    entry('x'.repeat(101), { name: '长'.repeat(501) }),
  ];
  const { errors } = await department.save('entries', rows);
  const problems = errors?.[0]?.extensions.problems as { row: number; field: string; problem: string }[];
  expect(problems.map(({ row, field }) => `${row} ${field}`)).toEqual([
    '2 name',
    '2 tags[1]',
    '3 code',
    '3 industry',
    '4 uscc',
    '5 uscc',
    '6 subjectNumber',
    '6 subjectScheme',
    '7 validTo',
    '8 details.uses[1]',
    '8 details.note',
    '8 details.storeys',
    '9 code',
    '9 name',
  ]);
  for (const { problem } of problems) expect(problem).toMatch(/[\u4e00-\u9fff].* [A-Z]/);
  expect(errors?.[0]?.message).toMatch(/14 处有误.*第 2 行 name.*14 problems.*row 2, name/);
  expect(await rowOf('P1')).toBeUndefined();
});

it.each(['\t', '\n', '\u001f', '\0', '\ud800', '\u0085'])('refuses %j in a name and in details', async (character) => {
  const rows = [entry('T1', { name: `甲${character}乙`, details: { note: `a${character}b` } })];
  const { errors } = await department.save('entries', rows);
  const problems = errors?.[0]?.extensions.problems as { field: string }[];
  expect(problems.map(({ field }) => field)).toEqual(['name', 'details.note']);
});

it('lists a hundred problems and counts them all', async () => {
  const rows = Array.from({ length: 150 }, (_, n) => entry(`B${n}`, { name: '' }));
  const { errors } = await department.save('entries', rows);
  expect(errors?.[0]?.extensions.problems).toHaveLength(100);
  expect(errors?.[0]?.message).toContain('150 problems');
});

it('lets batches with rows in common through at the same time, whatever their order', async () => {
  const rows = (name: string) => Array.from({ length: 300 }, (_, n) => entry(`O${n}`, { name, uscc: creditCodeOf(n) }));
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all([
      department.save('entries', rows(`甲 ${round}`)),
      department.save('entries', rows(`乙 ${round}`).reverse()),
    ]);
    for (const { errors } of answers) expect(errors).toBeUndefined();
  }
});
