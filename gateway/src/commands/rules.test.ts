import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rulesCommand } from './rules.js';

/** The example of the README: the bureau's pack, with the number that the scan lost. */
const WITH_N =
  /```yaml\n([\s\S]*?)```/.exec(
    readFileSync(new URL('../../../subgraphs/rules/README.md', import.meta.url), 'utf8'),
  )?.[1] ?? '';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onevisit-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** What `onevisit rules` prints. */
async function rules(...args: string[]): Promise<string> {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  await rulesCommand().parseAsync(args, { from: 'user' });
  return printed;
}

describe('onevisit rules', () => {
  it('lists what comes along', async () => {
    expect(await rules('list')).toMatch(/^luohe-civil-air-defence-2019@1 {2}2019-11-18 – … .* 漯河市人民防空办公室/m);
  });

  it('checks files that extend each other and what comes along', async () => {
    const child = WITH_N.replace('pack: changzhou-water\n', 'pack: station\n')
      .replace('changzhou-water-2018', 'changzhou-water')
      .replace('id: reply', 'id: letter')
      .replace('document: reply', 'document: letter')
      .replace('most: 3', 'most: 2');
    const files = [await fileOf('child.yaml', child), await fileOf('bureau.yaml', WITH_N)];
    const printed = await rules('check', ...files);
    expect(printed).toContain('station@1  2026-01-01 – …');
    expect(printed).toMatch(/检查通过。 No findings.\n$/);
    expect(await rules('show', files[0] ?? '', '--with', files[1] ?? '')).toContain('  至多 most: 2');
  });

  it('tells of departments that the register does not have', async () => {
    const file = await fileOf(
      'bureau.yaml',
      WITH_N.replace(
        'set: { most: 3 }',
        'set: { most: 3 }\n  pool-coverage:\n    cite: [{ document: reply, article: 二, text: 网格 }]\n    set: { wholePool: { gridDepartments: [urban-management] } }',
      ),
    );
    expect(await rules('check', file)).toContain('not in the register of departments: urban-management');
  });

  it('names everything that is wrong, by file, line and column', async () => {
    const file = await fileOf(
      'bureau.yaml',
      WITH_N.replace('most: 3', 'most: 12').replace('version: 1\n', 'version: one\n'),
    );
    await expect(rules('check', file)).rejects.toThrow(`${file}:2:10 OV_RULES_PACK_VALUE`);
    const outside = await fileOf('outside.yaml', WITH_N.replace('most: 3', 'most: 12'));
    await expect(rules('check', outside)).rejects.toThrow(/outside\.yaml:12:18 OV_RULES_PACK_CONTRADICTION .*1 到 9/);
  });

  it('shows a pack, and what is not the same in two', async () => {
    expect(await rules('show', 'changzhou-water-2018')).toContain('原则上不超?次');
    expect(await rules('show', 'national-baseline@1')).toContain('国办发〔2015〕58号');
    const printed = await rules('diff', 'changzhou-water-2018', await fileOf('bureau.yaml', WITH_N));
    expect(printed).toContain('→ 3');
    expect(printed).toContain('+ 依据 cited: reply 第一条');
  });

  it('says which packs there are when it does not know one', async () => {
    await expect(rules('show', 'nowhere')).rejects.toThrow(/nowhere.*karamay-2016@1/);
    await expect(rules('check', join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml/);
  });
});
