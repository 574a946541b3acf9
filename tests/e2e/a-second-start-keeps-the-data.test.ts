import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHub } from '@onevisit/gateway';
import { describe, expect, it } from 'vitest';
import { ask, dataOf, officer } from './ask.js';

const SAVE = `mutation { waterSaveItems(items: [{ code: "SL-900", title: "取水许可检查", itemClass: KEY,
  basis: ["《中华人民共和国水法》"], subjectKind: "取水户", content: "取水计量", methods: [ON_SITE], validFrom: "2026-01-01" }]) {
  created unchanged } }`;

describe('a second start', () => {
  it('keeps what the first was told, and nothing is left running in between', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'onevisit-second-'));
    const start = () => startHub({ dataDir, port: 'free', departments: ['water'] });
    const first = await start();
    const gateway = { gatewayUrl: first.gatewayUrl, dataDir };
    expect(dataOf(await ask(gateway, officer('water'), SAVE))).toEqual({
      waterSaveItems: { created: 1, unchanged: 0 },
    });
    await first.stop();
    for (const url of [first.gatewayUrl, ...first.subgraphUrls.values()]) {
      await expect(fetch(new URL('/healthz', url))).rejects.toThrow();
    }
    const second = await start();
    const again = await ask({ gatewayUrl: second.gatewayUrl, dataDir }, officer('water'), SAVE);
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
    expect(dataOf(again)).toEqual({ waterSaveItems: { created: 0, unchanged: 1 } });
  });
});
