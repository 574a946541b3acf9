import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * How long the subject may comment on the result and the officers (Luohe art. 21), in working days.
 */
export const comment = defineRule({
  kind: 'comment',
  summary: { zh: '意见反馈', en: 'Comments by the subject' },
  shape: z.strictObject({
    within: z.int().min(1),
    from: z.literal('FEEDBACK_RECEIVED'),
  }),
});
