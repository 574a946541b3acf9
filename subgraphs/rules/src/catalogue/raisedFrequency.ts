import * as z from 'zod';
import { defineRule } from './defineRule.js';
import { mark } from './terms.js';

/**
 * Subjects to be inspected more often (Karamay 三(四); Changzhou 四1). They form a stratum of their own, RAISED, in every leg, and a
 * plan whose ratio for it is not above that of the others is refused.
 */
export const raisedFrequency = defineRule({
  kind: 'raised-frequency',
  summary: { zh: '加大抽查力度', en: 'Subjects inspected more often' },
  shape: z.strictObject({
    for: z.array(mark).min(1),
  }),
});
