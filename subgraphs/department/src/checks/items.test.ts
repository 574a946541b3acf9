import { expect, it } from 'vitest';
import type { RowProblem } from '../problems.js';
import { item } from '../startDepartment.fixture.js';
import { checkItems } from './items.js';

function problemsOf(...rows: Parameters<typeof item>[1][]): string[] {
  try {
    checkItems(rows.map((more, index) => item(`X${index}`, more)));
    return [];
  } catch (cause) {
    const { problems } = (cause as { extensions: { problems: RowProblem[] } }).extensions;
    return problems.map(({ row, field }) => `${row} ${field}`);
  }
}

it('takes a general item with a limit and a key item without one', () => {
  expect(problemsOf({}, { itemClass: 'KEY', ratioLimit: null }, { ratioLimit: '0.5', validTo: '2020-01-01' })).toEqual(
    [],
  );
});

it('refuses a general item without a limit, and a key item with one', () => {
  expect(problemsOf({ ratioLimit: null }, { itemClass: 'KEY' }, { ratioLimit: '0' }, { ratioLimit: '0.00' })).toEqual([
    '1 ratioLimit',
    '2 ratioLimit',
    '3 ratioLimit',
    '4 ratioLimit',
  ]);
});

it('wants a basis and a method, none twice, and a span that does not end before it begins', () => {
  expect(
    problemsOf(
      { basis: [], methods: [] },
      { basis: ['a', 'a'] },
      { methods: ['TESTING', 'TESTING'] },
      { validTo: '2019-12-31' },
    ),
  ).toEqual(['1 basis', '1 methods', '2 basis[1]', '3 methods[1]', '4 validTo']);
});

it('wants text that can be kept and shown', () => {
  expect(
    problemsOf({ title: ' ' }, { content: '长'.repeat(5001) }, { subjectKind: 'a\u0007' }, { basis: ['e\u0301'] }),
  ).toEqual(['1 title', '2 content', '3 subjectKind', '4 basis[0]']);
});
