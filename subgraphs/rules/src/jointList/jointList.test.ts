import { describe, expect, it } from 'vitest';
import { jointListRows } from './jointListRows.js';
import { placesIn, rowsFor } from './rowsFor.js';

describe('jointListRows', () => {
  it('has every row of the table, numbered in its order, with its source', () => {
    const rows = jointListRows();
    expect(rows).toHaveLength(78);
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.every(({ field, target, source }) => field !== '' && target !== '' && source.url !== '')).toBe(true);
  });
});

describe('placesIn', () => {
  it.each([
    ['各类宾馆、旅店', ['宾馆', '旅店']],
    ['市直各类学校', ['各类学校']],
    ['游泳场(馆)', ['游泳场']],
    ['营利性民办职业高中、民办普高、民办幼儿园', ['营利性民办职业高中', '民办普高', '民办幼儿园']],
    ['', []],
  ])('%s → %j', (text, places) => {
    expect(placesIn(text)).toEqual(places);
  });
});

describe('rowsFor', () => {
  const fieldsOf = (department: string, ...kinds: string[]) => [
    ...new Set(rowsFor(department, kinds).map(({ field }) => field)),
  ];

  it('finds what lists say of hotels and schools, for each department that they name', () => {
    for (const department of ['public-security', 'fire-rescue', 'health', 'market-regulation']) {
      expect(fieldsOf(department, '各类宾馆、旅店')).toContain('宾馆、旅店监督抽查');
    }
    for (const department of ['education', 'market-regulation', 'health', 'fire-rescue', 'emergency-management']) {
      expect(fieldsOf(department, '各类学校')).toContain('学校办学情况抽查');
    }
  });

  it('finds nothing for a department that no row names at that kind of place', () => {
    expect(fieldsOf('water', '各类宾馆、旅店')).toEqual([]);
    expect(fieldsOf('education', '各类宾馆、旅店')).toEqual([]);
    expect(fieldsOf('public-security', '没有的对象')).toEqual([]);
    expect(fieldsOf('unheard-of', '各类学校')).toEqual([]);
  });
});
