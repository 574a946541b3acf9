import { describe, expect, it } from 'vitest';
import { databaseName, databaseUrlVariable, ensureDatabases } from './databases.js';
import { freePorts } from './ports.js';

describe('names', () => {
  it('follow from the code', () => {
    expect(databaseName('fire-rescue')).toBe('onevisit_fire_rescue');
    expect(databaseUrlVariable('civil-air-defence')).toBe('DATABASE_URL_CIVIL_AIR_DEFENCE');
  });
});

describe('ensureDatabases', () => {
  it('says where a database is that cannot be reached, and never its password', async () => {
    const [port] = await freePorts(1);
    const server = async () => `postgresql://ann:secret@127.0.0.1:${port}/city`;
    const ensured = ensureDatabases(['water'], { server, source: 'DATABASE_URL', env: {} });
    await expect(ensured).rejects.toMatchObject({
      code: 'OV_HUB_DATABASE_UNREACHABLE',
      message: expect.stringMatching(new RegExp(`127\\.0\\.0\\.1:${port}/city.*DATABASE_URL`)),
    });
    await expect(ensured).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('names the variable of a subgraph with a database of its own', async () => {
    const [port] = await freePorts(1);
    const env = { DATABASE_URL_WATER: `postgresql://ann:secret@127.0.0.1:${port}/water` };
    const server = async () => Promise.reject(new Error('not asked for'));
    await expect(ensureDatabases(['water'], { server, source: 'DATABASE_URL', env })).rejects.toMatchObject({
      code: 'OV_HUB_DATABASE_UNREACHABLE',
      message: expect.stringContaining('DATABASE_URL_WATER'),
    });
  });

  it.each(['mysql://a@b/c', 'postgresql://', 'nonsense'])('refuses the URL %s', async (url) => {
    const ensured = ensureDatabases(['water'], { server: async () => url, source: 'DATABASE_URL', env: {} });
    await expect(ensured).rejects.toMatchObject({ code: 'OV_HUB_DATABASE_URL' });
  });
});
