import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { moment } from './terms.js';

/**
 * When visits and crews become public (Luohe art. 6: every step; draw protocol, section 6: no firm is told beforehand unless the pack says so).
 * A plan may be later, never earlier.
 */
export const publication = defineRule({
  kind: 'publication',
  summary: { zh: '抽取结果公开时点', en: 'When visits and crews become public' },
  shape: z.strictObject({
    visits: moment,
    crews: moment,
  }),
});
