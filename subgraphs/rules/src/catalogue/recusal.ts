import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * How an inspector steps back after the draw (Luohe art. 15): by an exchange, or by stepping out, whereupon a substitute is drawn.
 */
export const recusal = defineRule({
  kind: 'recusal',
  summary: { zh: '回避', en: 'How an inspector steps back' },
  shape: z.strictObject({
    forms: z.array(z.enum(['SWAP', 'STEP_OUT'])).min(1),
  }),
});
