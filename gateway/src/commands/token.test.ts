import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientClaims } from '../clientClaims.js';
import { ensureKeys } from '../hub/keys.js';
import { tokenCommand } from './token.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** The claims of the token that `onevisit token` prints, as the gateway reads them. */
async function claimsOf(...args: string[]): Promise<unknown> {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  await tokenCommand().parseAsync([...args, '--data-dir', folder], { from: 'user' });
  return clientClaims.parse(decodeJwt(printed.join('').trim()));
}

describe('onevisit token', () => {
  it.each([
    [['--role', 'auditor'], { role: 'auditor', sub: 'auditor' }],
    [
      ['--role', 'lead', '--department', 'market-regulation', '--sub', 'chen'],
      { role: 'lead', department: 'market-regulation', sub: 'chen' },
    ],
    [['--role', 'leader', '--department', 'water'], { role: 'leader', department: 'water', sub: 'leader@water' }],
    [
      ['--role', 'subject', '--subject', 'plate:豫S 12345'],
      { role: 'subject', subject: 'plate:豫S 12345', sub: 'subject@plate:豫S 12345' },
    ],
  ])('makes the token of %j', async (args, claims) => {
    await ensureKeys(folder, ['gateway']);
    expect(await claimsOf(...args)).toEqual(claims);
  });

  it('says which option a role needs, and where keys are missing', async () => {
    await expect(claimsOf('--role', 'subject')).rejects.toMatchObject({
      code: 'OV_CLI_OPTION',
      message: expect.stringContaining('--subject'),
    });
    await expect(claimsOf('--role', 'auditor')).rejects.toMatchObject({ code: 'OV_CLI_NO_KEYS' });
  });
});
