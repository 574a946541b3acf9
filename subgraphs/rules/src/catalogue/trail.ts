import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Every step is on the ledger; whether the public reads the steps of published plans (Luohe art. 6), or lead and auditors alone.
 */
export const trail = defineRule({
  kind: 'trail',
  summary: { zh: '全程留痕', en: 'Who sees the steps' },
  shape: z.strictObject({
    steps: z.enum(['PUBLIC', 'INTERNAL']),
  }),
});
