import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { mark } from './terms.js';

/**
 * Trustworthy subjects may be left out (EXEMPT) or inspected less often (Luohe art. 13). The plan chooses among what is permitted.
 */
export const trustworthy = defineRule({
  kind: 'trustworthy',
  summary: { zh: '守信企业', en: 'Trustworthy subjects' },
  shape: z.strictObject({
    for: z.array(mark).min(1),
    treatments: z.array(z.enum(['EXEMPT', 'FEWER'])).min(1),
  }),
});
