import { describe, expect, it } from 'vitest';
import { ask, dataOf, officer } from './ask.js';
import type { StoppableHub } from './StoppableHub.js';

const SAVE = `mutation { healthSaveItems(items: [{ code: "WS-900", title: "饮用水卫生检查", itemClass: KEY,
  basis: ["《生活饮用水卫生监督管理办法》"], subjectKind: "集中式供水单位", content: "水质", methods: [ON_SITE],
  validFrom: "2026-01-01" }]) { created unchanged } }`;

/** A promise, shown on a hub that is stopped and started. */
export function aSecondStartKeepsTheData(stoppable: () => StoppableHub): void {
  describe('a second start', () => {
    it('keeps what the first was told, and nothing is left running in between', async () => {
      const first = stoppable().hub;
      expect(dataOf(await ask(first, officer('health'), SAVE))).toEqual({
        healthSaveItems: { created: 1, unchanged: 0 },
      });
      await stoppable().restart(async () => {
        for (const url of [first.gatewayUrl, ...first.subgraphUrls.values()]) {
          await expect(fetch(new URL('/healthz', url))).rejects.toThrow();
        }
      });
      const again = await ask(stoppable().hub, officer('health'), SAVE);
      expect(dataOf(again)).toEqual({ healthSaveItems: { created: 0, unchanged: 1 } });
    });
  });
}
