import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * Visits of a monthly plan that were not made in their month are made in the next (Changzhou 四2).
 */
export const rollOver = defineRule({
  kind: 'roll-over',
  summary: { zh: '未完成任务结转', en: 'What was not finished' },
  shape: z.strictObject({
    monthly: z.enum(['NEXT_MONTH']),
  }),
});
