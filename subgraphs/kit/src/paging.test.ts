import fc from 'fast-check';
import { expect, it } from 'vitest';
import { connection, decodeCursor, encodeCursor, MOST_PER_PAGE, readNumberedPage, readPage } from './paging.js';

const code = (value: string) => expect.objectContaining({ code: value });

it('reads back every cursor that it makes', () => {
  const keys = fc.string({ minLength: 1, unit: 'grapheme' }).filter((key) => !key.includes('\0'));
  fc.assert(
    fc.property(keys, (key) => {
      expect(decodeCursor(encodeCursor(key))).toBe(key);
    }),
  );
});

it.each(['', '!!', 'YQ==', ' YQ', encodeCursor('a\0b'), '_w'])('refuses the cursor %j', (cursor) => {
  expect(() => decodeCursor(cursor)).toThrow(code('OV_KIT_BAD_CURSOR'));
});

it('does not repeat a long cursor in full', () => {
  expect(() => decodeCursor('!'.repeat(10_000))).toThrow(/^.{0,400}$/s);
});

it('takes from none to the most rows, fifty unless told', () => {
  expect(readPage({})).toEqual({ first: 50, after: null });
  expect(readPage({ first: null, after: null })).toEqual({ first: 50, after: null });
  expect(readPage({ first: 0 }).first).toBe(0);
  expect(readPage({ first: MOST_PER_PAGE }).first).toBe(MOST_PER_PAGE);
  for (const first of [-1, MOST_PER_PAGE + 1]) expect(() => readPage({ first })).toThrow(code('OV_KIT_PAGE_SIZE'));
  expect(() => readPage({ first: 11 }, 10)).toThrow(code('OV_KIT_PAGE_SIZE'));
});

it('reads a numbered page, and refuses a key that is no number', () => {
  expect(readNumberedPage({ after: encodeCursor('17') })).toEqual({ first: 50, after: 17 });
  expect(readNumberedPage({ first: 5 })).toEqual({ first: 5, after: null });
  for (const key of ['x', '-1', '1.5', '2147483648', '1e3']) {
    expect(() => readNumberedPage({ after: encodeCursor(key) }), key).toThrow(code('OV_KIT_BAD_CURSOR'));
  }
});

it('walks through all rows, each once and in order, whatever the size of the page', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 999 })), fc.integer({ min: 1, max: 7 }), (numbers, first) => {
      const keys = numbers.map((number) => String(number).padStart(3, '0')).sort();
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = readPage({ first, after });
        const rows = keys.filter((key) => page.after === null || key > page.after).slice(0, first + 1);
        const found = connection(
          rows,
          page,
          (key) => key,
          async () => keys.length,
        );
        seen.push(...found.nodes);
        expect(found.edges.map(({ node }) => node)).toEqual(found.nodes);
        expect(found.pageInfo.hasPreviousPage).toBe(after !== null);
        after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(keys);
    }),
  );
});

it('has no cursors on an empty page', async () => {
  const empty = connection<string>(
    [],
    readPage({}),
    (key) => key,
    async () => 0,
  );
  expect(empty.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  expect(await empty.totalCount()).toBe(0);
});
