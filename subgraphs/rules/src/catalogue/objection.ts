import * as z from 'zod';
import { defineRule } from './defineRule.js';

/**
 * How long the subject may object to a result (异议), and by when its department answers, in working days. The regulation has whatever a
 * department published wrongly corrected on demand (企业信息公示暂行条例, 第十二条) and sets no days for it; whoever deploys a pack may.
 */
export const objection = defineRule({
  kind: 'objection',
  summary: { zh: '异议', en: 'Objections by the subject' },
  shape: z.strictObject({
    within: z.int().min(1),
    from: z.enum(['FEEDBACK_RECEIVED', 'RESULTS_DISCLOSED']),
    /** Working days that the department has to answer, from the objection. */
    answerWithin: z.int().min(1),
  }),
});
