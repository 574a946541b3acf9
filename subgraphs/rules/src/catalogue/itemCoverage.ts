import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { date, percent } from './terms.js';

/**
 * The share of a department's enforcement items that are inspected at random (双随机), and by when (Karamay preamble and 二;
 * Xinyang 一). Shown beside the share reached, with its date.
 */
export const itemCoverage = defineRule({
  kind: 'item-coverage',
  summary: { zh: '抽查事项覆盖目标', en: 'Share of items inspected at random' },
  shape: z.strictObject({
    /** Targets; the one in force for a department on a day is the next that is due, or the last. */
    targets: z
      .array(
        z.strictObject({
          /** Department codes, or all that no other target of the same day names. */
          departments: z.union([z.literal('ALL'), z.array(z.string()).min(1)]),
          percent,
          by: date,
        }),
      )
      .min(1),
  }),
});
