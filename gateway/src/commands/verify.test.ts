import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type AuditorsRecord,
  auditorsRecord,
  canonicalJson,
  freezeRoster,
  type JsonValue,
  publicRecord,
  recordHash,
  runDraw,
  statementOf,
  statementRecord,
} from '@onevisit/draw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyCommand } from './verify.js';

const vector = fileURLToPath(new URL('../../../tests/vectors/draw-small.json', import.meta.url));

let folder: string;
let record: AuditorsRecord;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
  const { input } = JSON.parse(await readFile(vector, 'utf8'));
  record = auditorsRecord(input, runDraw(input));
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, content: object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, canonicalJson(content as JsonValue));
  return file;
}

/** What `onevisit verify` prints. */
async function verify(...args: string[]): Promise<string> {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  await verifyCommand().parseAsync(args, { from: 'user' });
  return printed;
}

describe('onevisit verify', () => {
  it('says in both languages what of a record was checked, and the hash to compare', async () => {
    const printed = await verify(await fileOf('record.json', record));
    expect(printed).toContain("审计记录 auditor's record");
    expect(printed).toContain('重算种子 · seed, recomputed');
    expect(printed).toContain(recordHash(record));
    expect(printed).toContain('核验通过。 Verified.');
    expect(process.exitCode).toBeUndefined();
  });

  it('compares with the statement and the public record', async () => {
    const cells = freezeRoster(record).roster.cells();
    const statement = await fileOf(
      'statement.json',
      statementRecord(statementOf({ ...record, revealDeadline: '2026-03-01T12:00:00Z', cells })),
    );
    const draw = { ...record, visitCount: record.visits.length, recordHash: recordHash(record) };
    const published = await fileOf('public.json', publicRecord(draw, record.visits));
    const auditors = await fileOf('record.json', record);
    expect(await verify(auditors, '--statement', statement, '--public', published)).toContain('核验通过');
    expect(await verify(published, '--statement', statement, '--auditors', auditors)).toContain('核验通过');
  });

  it('names the first difference and exits with status 1', async () => {
    const [first] = record.visits;
    const changed = { ...record, visits: [{ ...first, district: 'elsewhere' }, ...record.visits.slice(1)] };
    const printed = await verify(await fileOf('record.json', changed));
    expect(printed).toContain('OV_DRAW_RECORD_DIFFERS');
    expect(printed).toContain('visits[0].district：');
    expect(printed).toContain('visits[0].district: the record says "elsewhere"');
    expect(printed).toContain('核验未通过。 Not verified.');
    expect(process.exitCode).toBe(1);
  });

  it('takes the record byte by byte, as it was published', async () => {
    const file = join(folder, 'record.json');
    await writeFile(file, `${canonicalJson(record as unknown as JsonValue)}\n`);
    expect(await verify(file)).toContain('OV_DRAW_RECORD_NOT_CANONICAL');
    expect(process.exitCode).toBe(1);
  });

  it('names a file that it cannot read, before it reads any', async () => {
    const unreadable = { code: 'OV_CLI_FILE_UNREADABLE' };
    await expect(verify(join(folder, 'nothing.json'))).rejects.toMatchObject(unreadable);
    const broken = await fileOf('record.json', { ...record, seed: '' });
    await expect(verify(broken, '--public', join(folder, 'nothing.json'))).rejects.toMatchObject(unreadable);
    await expect(verify(folder)).rejects.toMatchObject(unreadable);
  });
});
