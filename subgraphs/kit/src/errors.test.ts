import { expect, it } from 'vitest';
import { defineErrors, kitError, OneVisitError, reasonOf } from './errors.js';

const error = defineErrors({ OV_TEST_ROW: { zh: '第 {row} 行：{problem}', en: 'Row {row}: {problem}' } });

it('says it in Chinese, then English, with the values in place', () => {
  const made = error('OV_TEST_ROW', { row: 3, problem: '{row} stays as it was written' }, { rows: [3] });
  expect(made).toBeInstanceOf(OneVisitError);
  expect(made.message).toBe('第 3 行：{row} stays as it was written Row 3: {row} stays as it was written');
  expect(made.code).toBe('OV_TEST_ROW');
  expect(made.extensions).toEqual({ code: 'OV_TEST_ROW', rows: [3] });
});

it('keeps a placeholder without a value, and a code that details cannot replace', () => {
  const made = error('OV_TEST_ROW', { row: 1 }, { code: 'OTHER' });
  expect(made.message).toContain('{problem}');
  expect(made.extensions.code).toBe('OV_TEST_ROW');
  expect(kitError('OV_KIT_INTERNAL', { requestId: 'r1' }).message).toContain('r1');
});

it('says why a connection failed on every address', () => {
  expect(reasonOf(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]))).toBe(
    '::1 refused; 127.0.0.1 refused',
  );
  expect(reasonOf(new Error('x'))).toBe('x');
  expect(reasonOf('text')).toBe('text');
});
