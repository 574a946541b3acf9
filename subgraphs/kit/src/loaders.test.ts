import { expect, it } from 'vitest';
import { loaderById, loaderOfGroups } from './loaders.js';

it('asks once for all ids, and gives null for those that are not there', async () => {
  const asked: string[][] = [];
  const loader = loaderById(async (ids) => {
    asked.push(ids);
    return [{ id: 'b' }, { id: 'a' }];
  });
  expect(await Promise.all(['a', 'x', 'b', 'a'].map((id) => loader.load(id)))).toEqual([
    { id: 'a' },
    null,
    { id: 'b' },
    { id: 'a' },
  ]);
  expect(asked).toEqual([['a', 'x', 'b']]);
});

it('groups rows by key in the order in which they came', async () => {
  const rows = [
    { key: 'b', n: 1 },
    { key: 'a', n: 2 },
    { key: 'b', n: 3 },
  ];
  const loader = loaderOfGroups(
    async () => rows,
    (row) => row.key,
  );
  expect(await loader.loadMany(['a', 'b', 'c'])).toEqual([[rows[1]], [rows[0], rows[2]], []]);
});
