import { migrate, schemaDrift } from '@onevisit/kit';
import { freshDatabase } from '@onevisit/tests/freshDatabase';
import { expect, it } from 'vitest';
import { prismaFolder } from './database.js';

it('migrates an empty database to exactly the datamodel', async () => {
  const fresh = await freshDatabase();
  try {
    expect((await migrate(fresh.url, prismaFolder)).length).toBeGreaterThan(0);
    expect(await schemaDrift(fresh.url, prismaFolder)).toBe('');
    expect(await migrate(fresh.url, prismaFolder)).toEqual([]);
  } finally {
    await fresh.drop();
  }
});
